"""The waterfall of a plan: who is paid from receipts, and whether terms are wrong or only early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topsheet.documents import Problem, Severity
from topsheet.film.folder import Production
from topsheet.finance import FinanceReport, SourceReport
from topsheet.recoupment import Position, RecoupmentReport, check, compute

# Who is paid from the receipts of the waterfall; lenders on collateral are repaid from it before.
PAID_FROM_RECEIPTS = ("equity", "own_money", "gap_loan", "deferral")


def recouped(made: Production, finance: FinanceReport) -> tuple[RecoupmentReport, list[Problem]]:
    """The terms run over the sources that count; what only waits for signatures is a warning, not an error."""
    inflows = {"loan_collateral_surplus": finance.collateral_surplus}
    currency, tree = made.document.currency, made.trees["recoupment"]
    signed = _positions([source for source in finance.sources if source.counts])
    report, found = compute(made.recoupment, signed, inflows, currency, tree)
    if not _wrong(found):
        return report, found
    planned = _positions([source for source in finance.sources if source.status != "withdrawn"])
    if _wrong(check(made.recoupment, planned, inflows, currency, tree)):
        return report, found
    return report, [_awaited(problem) for problem in found]


def _positions(sources: Sequence[SourceReport]) -> list[Position]:
    return [
        Position(source.id, source.name, source.kind, source.claim)
        for source in sources
        if source.kind in PAID_FROM_RECEIPTS and source.claim
    ]


def _wrong(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _awaited(problem: Problem) -> Problem:
    """A mistake of the terms that goes away by itself when the sources of the plan are signed."""
    if problem.severity is not Severity.ERROR:
        return problem
    return replace(
        problem,
        severity=Severity.WARNING,
        why="The plan names such a source, but it is not signed on this day; until then the terms cannot be run.",
        fix="Nothing, if it will sign; otherwise take it out of the terms.",
    )
