"""A tax credit or pre-sale and the loan secured on it, both counted as sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.sources import (
    SourceSet,
    feeds,
    is_loan,
    is_rest,
    kinds_of,
    secured_on,
    source_sets,
)
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

_NET = re.compile(r"\b(net of|after|less|without)\b", re.IGNORECASE)


def check(study: Study) -> Iterator[Finding]:
    """One finding for each loan, however many places add it up; the overstatement is the loan."""
    yield from netted(study)
    told = set[At]()
    for each in source_sets(study):
        for loan in each.sources:
            amount = study.amount(loan)
            if not amount or not is_loan(study, loan) or study.origin(loan) in told:
                continue
            pledged = _pledged(study, loan, each)
            if not pledged:
                continue
            told.add(study.origin(loan))
            both = " and ".join(study.name(at) for at in (*pledged, loan))
            held = ", ".join(f"{study.name(at)} {shown(study.amount(at) or amount)}" for at in pledged)
            yield Finding(
                str(each.at),
                f"{both} are both counted as sources: {held}, and {study.name(loan)} {shown(amount)}, "
                f"so the plan is overstated by {shown(amount)}",
                "The loan is that money, earlier; when it comes, it repays the loan and pays for nothing else.",
                "Count the loan, and of what it is secured on only what is left when the loan is repaid.",
                code="source_counted_twice",
                amounts={"overstatement": amount},
            )


def netted(study: Study) -> Iterator[Finding]:
    """One finding for each credit that is a source of a budget from which it was taken off before."""
    told = set[At]()
    for each in source_sets(study):
        brought = sum((study.amount(at) or Decimal(0) for at in each.sources), Decimal(0))
        needed = {brought, brought + (study.amount(each.at) or Decimal(0))}
        for credit in each.sources:
            amount = study.amount(credit)
            if not amount or Role.CREDIT not in kinds_of(study, credit) or is_loan(study, credit):
                continue
            net = next(
                (at for at in study.numbers if _net_of(study, at, credit) and study.amount(at) in needed),
                None,
            )
            doubled = study.spread(each.at).get(study.origin(credit), Decimal(0)) <= -2
            if net is None or doubled or study.origin(credit) in told:
                continue
            told.add(study.origin(credit))
            yield Finding(
                str(each.at),
                f"{study.name(credit)} ({credit}), {shown(amount)}, is a source, and {study.name(net)} ({net}), which "
                "the sources add up to, is reckoned after it",
                "The credit pays once; the plan lacks its whole amount.",
                "Finance the whole budget with the credit among the sources, or the net budget without it.",
                code="source_counted_twice",
                amounts={"overstatement": amount},
            )


def _net_of(study: Study, at: At, credit: At) -> bool:
    """Whether a cell is a budget less the credit, by its formula or by its words."""
    terms = study.terms(at)
    if len(terms) > 1:
        costs = [cell for cell, factor in terms.items() if factor > 0 and Role.BUDGET in study.roles(cell)]
        return bool(costs) and any(
            factor < 0
            and (
                study.origin(cell) == study.origin(credit)
                or (Role.CREDIT in kinds_of(study, cell) and study.amount(cell) == study.amount(credit))
            )
            for cell, factor in terms.items()
        )
    said = study.roles(at)
    return {Role.BUDGET, Role.CREDIT} <= said and bool(_NET.search(study.label(at).own))


def _pledged(study: Study, loan: At, counted: SourceSet) -> list[At]:
    """The sources beside a loan on which it is secured, by its formula where that says which."""
    security, made_of = secured_on(study, loan), feeds(study, loan)
    beside = [
        at
        for at in counted.sources
        if kinds_of(study, at) & security
        and not is_loan(study, at)
        and not is_rest(study, at)
        and study.amount(at)
        and not _less(study, at, loan)
    ]
    exact = [at for at in beside if study.origin(at) in made_of or at in made_of]
    return exact or beside


def _less(study: Study, at: At, loan: At) -> bool:
    """Whether a source is already reckoned less the loan."""
    taken = {study.origin(cell): factor for cell, factor in study.terms(study.origin(at)).items()}
    return taken.get(study.origin(loan), 0) < 0
