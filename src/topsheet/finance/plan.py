"""Sources against uses: what is covered, what is short, and why face value is not cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value, sum_of
from topsheet.finance.answers import answers
from topsheet.finance.bridge import bridge, collateral_surplus
from topsheet.finance.check import check
from topsheet.finance.check_plan import check_plan
from topsheet.finance.gap import gap_sizing
from topsheet.finance.kinds import GapLoan
from topsheet.finance.mandates import mandates
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import FinanceReport, Solved, SourceReport
from topsheet.finance.solve import Known, as_if_signed, solve
from topsheet.finance.sources import Plan
from topsheet.finance.stages import stages
from topsheet.money import Money, percent_of


@dataclass(frozen=True, slots=True)
class Valued:
    """The sources valued at the sizes solved for; `costs` are those that the budget's finance costs must carry."""

    document: FinanceDocument
    tree: Tree
    known: Known
    made: Plan
    solved: Solved
    costs: tuple[Figure[Money], ...]
    problems: tuple[Problem, ...]


def value(document: FinanceDocument, tree: Tree, known: Known) -> Valued:
    """The circle solved and every source valued, before the uses are known to the end.

    `known.uses` is the total budget without the costs this plan puts on it.
    """
    solved, problems = solve(document, tree, known)
    made = _plan(document, tree, known, solved)
    costs = tuple(
        cost
        for source in document.sources
        if source.status != "withdrawn" and made.worths[source.id].on_budget
        for cost in made.worths[source.id].costs
    )
    return Valued(document, tree, known, made, solved, costs, tuple(problems))


def _plan(document: FinanceDocument, tree: Tree, known: Known, solved: Solved) -> Plan:
    return Plan(
        document,
        tree,
        known.credits,
        known.milestones,
        known.as_of,
        missing=known.missing,
        exchange=known.exchange,
        sizes=solved.sizes,
    )


def plan(
    valued: Valued,
    *,
    uses: Figure[Money],
    direct: Figure[Money] | None = None,
    charges: Sequence[Figure[Money]] = (),
    parts: Sequence[tuple[str, Figure[Money]]] = (),
    unsold_take: Figure[Money],
    largest: Figure[Money] | None = None,
    unsold_ask: Figure[Money] | None = None,
) -> tuple[FinanceReport, list[Problem]]:
    """The plan on a day: each source valued, and the totals.

    `uses` is the total budget, `direct` and `charges` what of it is direct cost and what is a percentage of that,
    `parts` its parts by key (sections, charges, finance costs), `unsold_take` what a gap
    lender looks at, `largest` the largest of those takes, `unsold_ask` the same territories at their asks. Covered
    counts sources that are signed or better and whose conditions hold; money for the release covers nothing of the
    budget.
    """
    document, tree, made = valued.document, valued.tree, valued.made
    zero = Money.zero(document.currency)
    sources = made.reports(_hoped(valued))
    counting = [source for source in sources if source.counts and source.stage != "release"]
    in_cash = [source.counted for source in counting if source.cash]
    put_off = [source.counted for source in counting if source.in_kind]
    cash = sum_of(
        "finance.committed_cash", "Cash committed", in_cash, zero, "cash of sources signed or better"
    )
    deferred = sum_of(
        "finance.deferred", "Fees put off", put_off, zero, "deferrals and services in kind, signed or better"
    )
    committed = sum_of(
        "finance.committed", "Committed", [cash, deferred], zero, "cash committed + fees put off"
    )
    gap, surplus = _gap(uses, committed, zero)
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
    planned = sum_of(
        "finance.planned",
        "Planned",
        [s.planned for s in sources if s.stage != "release" and s.planned.value],
        zero,
        "what every source not withdrawn would bring if all sign",
    )
    planned_gap = Figure(
        "finance.planned_gap",
        "Short if all sign",
        max(uses.value - planned.value, zero),
        "total budget − planned, or nothing",
        (uses, planned),
    )
    release = sum_of(
        "finance.release",
        "Money for the release",
        [s.counted for s in sources if s.counts and s.stage == "release"],
        zero,
        "covers nothing of the budget",
    )
    face, rows, total = bridge(made, counting, zero)
    sizings = tuple(
        gap_sizing(
            source,
            unsold_take=unsold_take,
            largest=largest,
            uses=uses.value,
            where=tree.where(("sources", at)),
        )
        for at, source in enumerate(document.sources)
        if isinstance(source, GapLoan) and source.status != "withdrawn"
    )
    owed, found = mandates(document, tree, sources, made.as_of, zero)
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
        rows,
        total,
        need,
        collateral_surplus(made, zero),
        _gap_cover(made, counting, unsold_take),
        planned,
        planned_gap,
        release,
        stages(parts, document.finishing, sources, document.stage_rulings, zero) if parts else (),
        sizings,
        tuple(made.campaigns),
        owed,
        valued.solved,
        answers(
            gap=gap,
            committed=committed,
            uses=uses,
            direct=direct,
            charges=charges,
            counting=counting,
            sizings=sizings,
        )
        if direct
        else None,
    )
    return report, [
        *valued.problems,
        *made.problems,
        *found,
        *check(document, tree),
        *check_plan(made, sizings, unsold_ask),
    ]


def _hoped(valued: Valued) -> dict[str, Money]:
    """What each source would bring if every one that is not withdrawn or conditional signed today."""
    document = as_if_signed(valued.document, valued.known.as_of)
    made = _plan(document, valued.tree, valued.known, valued.solved)
    hoped = {}
    for source in document.sources:
        worth = made.worths[source.id]
        brought = worth.cash or worth.in_kind
        planned = brought if brought and made.hopes_for(source) else None
        hoped[source.id] = planned.value.plain() if planned else Money.zero(document.currency)
    return hoped


def _gap(uses: Figure[Money], committed: Figure[Money], zero: Money) -> tuple[Figure[Money], Figure[Money]]:
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
    return gap, surplus


def _gap_cover(
    made: Plan, counting: Sequence[SourceReport], unsold_take: Figure[Money]
) -> Figure[Decimal] | None:
    loans = [f for s in counting if s.kind == "gap_loan" and (f := made.worths[s.id].facility)]
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
