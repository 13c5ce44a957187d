"""What if: the account again, with receipts of named sources late, or with sources that never pay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from topsheet.calendar import add_months
from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value
from topsheet.finance.balances import reserves_back
from topsheet.finance.cash_report import StressReport
from topsheet.finance.flow import Flow, OnCall
from topsheet.finance.kinds import NonCash
from topsheet.finance.model import StressDoc
from topsheet.finance.months import lows, months
from topsheet.finance.plan import Valued
from topsheet.finance.remedies import remedies
from topsheet.finance.report import FinanceReport, Receipt, SourceReport
from topsheet.finance.sources import Plan
from topsheet.finance.spread import Spread
from topsheet.money import Cash, Money

SpreadOf = Callable[[str, Collection[str]], Spread]


def check_stresses(stresses: Sequence[StressDoc], tree: Tree, known: Collection[str]) -> list[Problem]:
    """Stresses that name what is no source."""
    return [
        Problem(
            tree.where(("stresses", place, key, at)),
            f"the stress {verb} `{wanted}`, which is not a source",
            why,
            "Name one of the plan's sources.",
        )
        for place, stress in enumerate(stresses)
        for key, verb, why, named in (
            (
                "delays",
                "delays",
                "Nothing would be late, and the stress would look harmless.",
                [(wanted, wanted) for wanted in stress.delays],
            ),
            (
                "fails",
                "loses",
                "Nothing would be lost, and the stress would look harmless.",
                list(enumerate(stress.fails)),
            ),
        )
        for at, wanted in named
        if wanted not in known
    ]


def stressed(
    doc: StressDoc, flow: Flow, valued: Valued, report: FinanceReport, spread_of: SpreadOf
) -> StressReport:
    """A stress: named receipts so many months later, and the plan valued again without the sources that fail.

    Without them, loans on them lend less, sources that come after them do not count, and fees that are no longer
    put off are paid. `flow` is the plan's own, before its draws; `spread_of` gives the spending without some
    deferrals, with its names under a prefix.
    """
    prefix = f"stress.{doc.id}"
    lost: tuple[Figure[Money], ...] = ()
    if doc.fails:
        valued = replace(valued, made=_valued_without(doc.fails, valued))
        flow, lost = _without(doc, prefix, flow, valued, report, spread_of)
    flow = replace(
        flow,
        prefix=prefix,
        back=lambda named, receipts: reserves_back(named, valued, receipts, doc.delays),
        receipts=tuple(moved(r, doc.delays.get(r.source, 0)) for r in flow.receipts),
        waiting=tuple(
            replace(loan, receipt=moved(loan.receipt, doc.delays.get(loan.receipt.source, 0)))
            for loan in flow.waiting
        ),
    )
    zero = flow.spread.spending.zero
    all_months = months(flow.drawn())
    lowest, lowest_shoot = lows(prefix, all_months, zero)
    negative = tuple(month for month in all_months if month.closing.value.amount < 0)

    def lowest_with(others: Sequence[Receipt], number: int) -> Figure[Money] | None:
        named = f"{prefix}.remedy.{number}"
        tried = replace(flow, prefix=named, receipts=tuple(others))
        return lows(named, months(tried.drawn()), zero)[0] if tried.lowest_closing() >= 0 else None

    found = remedies(flow.receipts, negative[0].month, lowest_with) if negative else ()
    return StressReport(doc.id, doc.title, all_months, lowest, lowest_shoot, negative, found, lost)


def moved(receipt: Receipt, by: int) -> Receipt:
    """The receipt so many months later (or earlier, when negative)."""
    return replace(receipt, day=add_months(receipt.day, by)) if by else receipt


def _without(
    doc: StressDoc, prefix: str, flow: Flow, valued: Valued, report: FinanceReport, spread_of: SpreadOf
) -> tuple[Flow, tuple[Figure[Money], ...]]:
    made = valued.made
    zero = flow.spread.spending.zero
    after = made.reports({source.id: zero for source in valued.document.sources})
    lost = tuple(
        _less(prefix, before, now)
        for before, now in zip(report.sources, after, strict=True)
        if before.counted.value > now.counted.value
    )
    by_part = {(r.source, r.part): r for source in report.sources for r in source.receipts}
    names = ", ".join(s.name for s in report.sources if s.id in doc.fails)
    receipts, waiting = [], []
    calls = {loan.receipt.source: loan for loan in flow.waiting}
    for source in after:
        if source.stage == "release":
            continue
        for receipt in source.receipts:
            kept = _same_or_less(prefix, receipt, by_part.get((receipt.source, receipt.part)), names)
            loan = calls.get(receipt.source)
            if loan is None:
                receipts.append(kept)
            else:
                waiting.append(OnCall(kept, loan.order, loan.reserve))
    unpaid = [
        source.id
        for source, now in zip(valued.document.sources, after, strict=True)
        if isinstance(source, NonCash) and not now.counts
    ]
    spread, out = flow.spread, flow.out
    if any(report.source(source_id).counts for source_id in unpaid):
        spread = spread_of(prefix, unpaid)
        out = spread.by_day()
    stopped = {b.id for b, now in zip(report.sources, after, strict=True) if b.counts and not now.counts}
    costs = tuple(move for move in flow.costs if move.source not in (stopped | set(doc.fails)))
    return replace(
        flow, receipts=tuple(receipts), waiting=tuple(waiting), costs=costs, spread=spread, out=out
    ), lost


def _valued_without(fails: Collection[str], valued: Valued) -> Plan:
    """The sources valued again at the sizes of the plan, as if those that fail were withdrawn."""
    document = valued.document.model_copy(
        update={
            "sources": tuple(
                source.model_copy(update={"status": "withdrawn"}) if source.id in fails else source
                for source in valued.document.sources
            )
        }
    )
    known = valued.known
    return Plan(
        document,
        valued.tree,
        known.credits,
        known.milestones,
        known.as_of,
        missing=known.missing,
        exchange=known.exchange,
        sizes=valued.solved.sizes,
    )


def _less(prefix: str, before: SourceReport, now: SourceReport) -> Figure[Money]:
    value = before.counted.value - now.counted.value
    how = "it fails" if not now.counts else "less is left to lend on"
    reason = now.why_not if not now.counts and now.status != "withdrawn" else how
    return Figure(f"{prefix}.lost.{before.id}", before.name, value, reason, (before.counted,))


def _same_or_less(prefix: str, now: Receipt, before: Receipt | None, names: str) -> Receipt:
    """The plan's own receipt where nothing changed; else one of its own name, because its cause is another."""
    if before is not None and before.amount.value == now.amount.value:
        return replace(before, day=now.day)
    inputs: tuple[Figure[Value], ...] = (before.amount,) if before else ()
    amount = Figure(
        f"{prefix}.brings.{now.source}.{now.part}",
        now.label,
        Cash(now.amount.value.amount, now.amount.value.currency),
        f"valued again without {names}",
        inputs,
    )
    return replace(now, amount=amount)
