"""Sources against uses: what is covered, what is short, and why face value is not cash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value, difference, sum_of
from topsheet.finance.check import check
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import FinanceReport, SourceReport
from topsheet.finance.sources import Plan
from topsheet.money import Money, percent_of


def plan(
    document: FinanceDocument,
    tree: Tree,
    *,
    uses: Figure[Money],
    credits: Mapping[str, Figure[Money]],
    unsold_take: Figure[Money],
    milestones: Mapping[str, Figure[date]],
    as_of: date,
) -> tuple[FinanceReport, list[Problem]]:
    """The plan on a day: each source valued, and the totals.

    `uses` is the total budget, `credits` the estimated incentive by programme, `unsold_take` what a gap lender
    looks at, `milestones` the named days. Covered counts sources that are signed or better on `as_of`.
    """
    made = Plan(document, tree, credits, milestones, as_of)
    sources, zero = made.reports(), Money.zero(document.currency)
    counting = [source for source in sources if source.counts]
    in_cash = [source.counted for source in counting if source.cash]
    put_off = [source.counted for source in counting if source.in_kind]
    cash = sum_of(
        "finance.committed_cash", "Cash committed", in_cash, zero, "cash of sources signed or better"
    )
    deferred = sum_of("finance.deferred", "Fees put off", put_off, zero, "deferrals signed or better")
    committed = sum_of(
        "finance.committed", "Committed", [cash, deferred], zero, "cash committed + fees put off"
    )
    short = uses.value - committed.value
    gap = Figure(
        "finance.gap",
        "Gap",
        max(short, zero),
        "total budget − committed, or nothing when covered",
        (uses, committed),
    )
    surplus = Figure(
        "finance.surplus",
        "Surplus",
        max(-short, zero),
        "committed − total budget, or nothing when short",
        (committed, uses),
    )
    covered = Figure(
        "finance.covered",
        "Covered",
        percent_of(committed.value.amount, uses.value.amount),
        "committed ÷ total budget",
        (committed, uses),
    )
    need = Figure(
        "finance.cash_need",
        "Cash needed",
        uses.value - deferred.value,
        "total budget − fees put off",
        (uses, deferred),
    )
    face, bridge, bridge_total = _bridge(document, made, counting)
    report = FinanceReport(
        sources,
        uses,
        committed,
        cash,
        deferred,
        covered,
        gap,
        surplus,
        face,
        bridge,
        bridge_total,
        need,
        _collateral_surplus(document, made),
        _gap_cover(counting, unsold_take),
    )
    return report, [*made.problems, *check(document, tree)]


def _bridge(
    document: FinanceDocument, made: Plan, counting: list[SourceReport]
) -> tuple[Figure[Money], tuple[Figure[Money], ...], Figure[Money]]:
    """From the face of everything signed to what it brings: credit held back, commission, balances held back."""
    zero = Money.zero(document.currency)
    faces = [
        Figure(f"{s.face.name}.plain", s.name, s.face.value.plain(), "face value", (s.face,))
        for s in counting
        if s.face
    ]
    face = sum_of("finance.face", "Face value", faces, zero, "face value of sources signed or better")
    commissions = [w.commission for s in counting if (w := made.worths[s.id]).commission]
    rows = (
        _held_back("finance.bridge.incentive", "Incentive not advanced", "incentive", made, counting, zero),
        sum_of(
            "finance.bridge.commission",
            "Sales commission",
            commissions,
            zero,
            "commission on signed pre-sales",
        ),
        _held_back(
            "finance.bridge.presale", "Pre-sale balances not advanced", "presale", made, counting, zero
        ),
    )
    total = sum_of(
        "finance.bridge", "Face value that is not cash", rows, zero, "incentive + commission + balances"
    )
    return face, rows, total


def _held_back(
    name: str, label: str, kind: str, made: Plan, counting: list[SourceReport], zero: Money
) -> Figure[Money]:
    """Collateral pledged to lenders less what they advance on it."""
    pledged = [s for s in counting if s.kind == kind and made.pledged(s.id)]
    collateral = [c for s in pledged if (c := made.worths[s.id].collateral)]
    loans = [s for s in counting if s.kind == f"{kind}_loan"]
    value = zero
    for figure in collateral:
        value = value + figure.value
    for loan in loans:
        value = value - loan.counted.value
    inputs: tuple[Figure[Value], ...] = (*collateral, *(loan.counted for loan in loans))
    return Figure(name, label, value, "collateral pledged − advances on it", inputs)


def _collateral_surplus(document: FinanceDocument, made: Plan) -> Figure[Money]:
    """What is left of the collateral when the loans on it are repaid: it joins the waterfall."""
    zero = Money.zero(document.currency)
    parts = [
        difference(f"finance.source.{loan.id}.surplus", f"Left after {loan.name}", worth.lent_on, worth.claim)
        for loan in made.loans
        if made.counting(loan.id) and (worth := made.worths[loan.id]).lent_on and worth.claim
    ]
    return sum_of(
        "finance.collateral_surplus",
        "Loan collateral surplus",
        parts,
        zero,
        "collateral less the loans on it",
    )


def _gap_cover(counting: list[SourceReport], unsold_take: Figure[Money]) -> Figure[Decimal] | None:
    loans = [source.counted for source in counting if source.kind == "gap_loan"]
    lent = sum((loan.value.amount for loan in loans), start=Decimal(0))
    if not lent:
        return None
    inputs: tuple[Figure[Value], ...] = (unsold_take, *loans)
    return Figure(
        "finance.gap_cover",
        "Gap loan cover",
        unsold_take.value.amount / lent,
        "unsold takes ÷ gap loan",
        inputs,
    )
