"""The waterfall of a plan: who is paid from receipts, and whether terms are wrong or only early."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from decimal import Decimal

from topsheet.documents import Problem, Severity
from topsheet.figures import Figure, given
from topsheet.film.folder import Production
from topsheet.finance import PAID_FROM_RECEIPTS, FinanceReport, SourceReport
from topsheet.money import Money
from topsheet.recoupment import Position, RecoupmentReport, Terms, check, compute, terms_of
from topsheet.recoupment.clauses import PariPassu
from topsheet.recoupment.terms import chosen


def recouped(made: Production, finance: FinanceReport) -> tuple[RecoupmentReport, list[Problem]]:
    """The terms run over the sources that count, and the problems that no signature and no option would mend."""
    inflows, currency, tree = _inflows(finance), made.document.currency, made.trees["recoupment"]
    signed, planned = _signed(finance), _planned(made, finance)
    report, found = compute(made.recoupment, signed, inflows, currency, tree)
    lasting = check(made.recoupment, planned, inflows, currency, tree)
    if _wrong(lasting):
        return report, found
    if _wrong(found):
        return report, [_awaited(problem) for problem in found]
    told = {(problem.where, problem.what) for problem in lasting}  # what to name in its place may differ
    return report, [problem for problem in found if (problem.where, problem.what) in told]


def terms_for(made: Production, finance: FinanceReport, variant: str = "") -> Terms | None:
    """The terms, or a variant's, over the sources that count; None while they cannot be run.

    Raises KeyError for a variant that does not exist or needs a position the plan does not have.
    """
    inflows, signed, tree = _inflows(finance), _signed(finance), made.trees["recoupment"]
    if _wrong(check(made.recoupment, signed, inflows, made.document.currency, tree)):
        return None
    return terms_of(made.recoupment, signed, inflows, tree, variant)


def terms_ready(made: Production, finance: FinanceReport, variant: str = "") -> tuple[Terms, bool] | None:
    """The terms ready to run, or a variant's, and whether over the sources that count.

    Where those are too few, over all that are planned; None where the terms contradict themselves, or there is no
    such variant.
    """
    inflows, currency, tree = _inflows(finance), made.document.currency, made.trees["recoupment"]
    signed = _signed(finance)
    for positions in (signed, _planned(made, finance)):
        if not _wrong(check(made.recoupment, positions, inflows, currency, tree)):
            try:
                return terms_of(made.recoupment, positions, inflows, tree, variant), positions is signed
            except KeyError:
                return None
    return None


def paid_in_order(made: Production, finance: FinanceReport) -> tuple[str, ...]:
    """Who is paid back, tier by tier, among the sources that count on the day; tiers that pay nobody are left out."""
    signed = _signed(finance)
    told = []
    for tier in made.recoupment.tiers:
        group = tier.pari_passu or tier.pay
        if group is not None and (names := [position.name for position in chosen(group, signed)]):
            target = f" to {group.target:f}%" if isinstance(group, PariPassu) and group.target != 100 else ""
            told.append(f"{', '.join(names)}{target}")
        elif tier.split is not None:
            told.append(tier.label)
    return tuple(told)


def _inflows(finance: FinanceReport) -> dict[str, Figure[Money]]:
    """What of the finance plan joins the receipts, by the name that terms give it."""
    return {"loan_collateral_surplus": finance.collateral_surplus}


def _signed(finance: FinanceReport) -> list[Position]:
    """The positions of the sources that count on the day."""
    return _positions([source for source in finance.sources if source.counts], finance.solved.sizes)


def _planned(made: Production, finance: FinanceReport) -> list[Position]:
    """The positions of every source of the plan, and of those that an option would bring."""
    return [*_positions(finance.sources, finance.solved.sizes), *_offered(made)]


def _offered(made: Production) -> list[Position]:
    """The positions that an option would bring: terms may name them before one is taken."""
    currency = made.document.currency
    return [
        Position(source.id, source.name, source.kind, given(source.id, source.name, Money(face, currency)))
        for option in made.finance.options
        for source in option.adds
        if source.kind in PAID_FROM_RECEIPTS and isinstance(face := getattr(source, "face", None), Decimal)
    ]


def _positions(sources: Sequence[SourceReport], solved: Container[str]) -> list[Position]:
    """Who is paid from receipts; a size that was solved and came to nothing is owed nothing, and no mistake."""
    return [
        Position(source.id, source.name, source.kind, source.claim)
        for source in sources
        if source.kind in PAID_FROM_RECEIPTS
        and source.claim
        and (source.claim.value or source.id not in solved)
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
        why="The plan names such a source, but it does not count on this day; until it does, the terms cannot be run.",
        fix="Nothing, if it will sign; if it is lost, take it out of the terms.",
    )
