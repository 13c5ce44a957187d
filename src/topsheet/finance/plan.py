"""Sources against uses: what is covered, what is short, and why face value is not cash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value, sum_of
from topsheet.finance.answers import answers
from topsheet.finance.bridge import bridge, collateral_surplus
from topsheet.finance.check import check
from topsheet.finance.check_days import check_days
from topsheet.finance.check_plan import check_plan
from topsheet.finance.gap import gap_sizing
from topsheet.finance.home import in_home
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
    return Valued(document, tree, known, made, solved, _on_budget(document, made), tuple(problems))


def _on_budget(document: FinanceDocument, made: Plan) -> tuple[Figure[Money], ...]:
    """The fees and reserves that the budget's finance costs carry."""
    return tuple(
        cost
        for source in document.sources
        if source.status != "withdrawn" and source.stage != "release" and made.worths[source.id].on_budget
        for cost in made.worths[source.id].costs
    )


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
    parts_of: Mapping[str, str] | None = None,
    unsold_take: Figure[Money],
    unsold_if_signed: Figure[Money] | None = None,
    largest: Figure[Money] | None = None,
    unsold_ask: Figure[Money] | None = None,
) -> tuple[FinanceReport, list[Problem]]:
    """The plan on a day: each source valued, and the totals.

    `uses` is the total budget, `direct` and `charges` what of it is direct cost and what is a percentage of that,
    `parts` its parts by key (sections, charges, finance costs), `parts_of` the key of each budget line. `unsold_take`
    is what a gap lender looks at, `unsold_if_signed` what is left of it once every offer holds, `largest` the largest
    of those takes, `unsold_ask` the same territories at their asks. Covered counts sources that are signed or better
    and whose conditions hold; money for the release covers nothing of the budget.
    """
    document, tree, made = valued.document, valued.tree, valued.made
    zero = Money.zero(document.currency)
    hoped, dearer = _hoped(valued)
    sources = made.reports(hoped)
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
        max(uses.value + dearer - planned.value, zero),
        f"total budget + {dearer} of costs of loans not signed − planned, or nothing"
        if dearer
        else "total budget − planned, or nothing",
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
            home,
            unsold_take=unsold_take,
            unsold_if_signed=unsold_if_signed,
            largest=largest,
            uses=uses.value,
            where=tree.where(("sources", at)),
        )
        for at, source in enumerate(document.sources)
        if isinstance(home := in_home(source, document.currency, valued.known.exchange), GapLoan)
        and source.status != "withdrawn"
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
        stages(
            parts,
            document.finishing,
            [_staged(source, document, parts_of) for source in sources],
            document.stage_rulings,
            made.as_of,
            zero,
        )
        if parts
        else (),
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
        *check_days(document, tree, made.day_of),
        *check_plan(made, sizings, unsold_ask),
    ]


def _staged(
    source: SourceReport, document: FinanceDocument, parts_of: Mapping[str, str] | None
) -> SourceReport:
    """What is no cash pays for its own line, and so for the stage in which the line stands."""
    if source.in_kind is None or source.stage != "any" or not parts_of:
        return source
    written = next(each for each in document.sources if each.id == source.id)
    line = getattr(written, "defers", "") or getattr(written, "covers", "")
    stage = "finishing" if parts_of.get(line) in document.finishing else "shoot"
    return replace(source, stage=stage)


def _hoped(valued: Valued) -> tuple[dict[str, Money], Money]:
    """What each source would bring if every one not withdrawn or conditional signed today, and the costs that adds."""
    document = as_if_signed(valued.document, valued.known.as_of)
    made = _plan(document, valued.tree, valued.known, valued.solved)
    hoped = {}
    for source in document.sources:
        worth = made.worths[source.id]
        brought = worth.brought
        planned = brought if brought and made.hopes_for(source) else None
        hoped[source.id] = planned.value.plain() if planned else Money.zero(document.currency)
    costs = sum((cost.value for cost in _on_budget(document, made)), start=Money.zero(document.currency))
    now = sum((cost.value for cost in valued.costs), start=Money.zero(document.currency))
    return hoped, costs - now


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
