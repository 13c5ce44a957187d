"""A tax credit or pre-sale and the loan secured on it, both counted as sources."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.sources import (
    SourceSet,
    feeds,
    is_loan,
    is_rest,
    kinds_of,
    secured_on,
    source_sets,
)
from topsheet.finance.workbook.study import Study, shown


def check(study: Study) -> Iterator[Finding]:
    """One finding for each loan, however many places add it up; the overstatement is the loan."""
    told = set[At]()
    for each in source_sets(study):
        for loan in each.sources:
            amount = study.number(loan)
            if not amount or not is_loan(study, loan) or study.origin(loan) in told:
                continue
            pledged = _pledged(study, loan, each)
            if not pledged:
                continue
            told.add(study.origin(loan))
            both = " and ".join(study.name(at) for at in (*pledged, loan))
            held = ", ".join(f"{study.name(at)} {shown(study.number(at) or amount)}" for at in pledged)
            yield Finding(
                str(each.at),
                f"{both} are both counted as sources: {held}, and {study.name(loan)} {shown(amount)}, "
                f"so the plan is overstated by {shown(amount)}",
                "The loan is that money, earlier; when it comes, it repays the loan and pays for nothing else.",
                "Count the loan, and of what it is secured on only what is left when the loan is repaid.",
                code="source_counted_twice",
                amounts={"overstatement": amount},
            )


def _pledged(study: Study, loan: At, counted: SourceSet) -> list[At]:
    """The sources beside a loan on which it is secured, by its formula where that says which."""
    security, made_of = secured_on(study, loan), feeds(study, loan)
    beside = [
        at
        for at in counted.sources
        if kinds_of(study, at) & security
        and not is_loan(study, at)
        and not is_rest(study, at)
        and study.number(at)
        and not _less(study, at, loan)
    ]
    exact = [at for at in beside if study.origin(at) in made_of or at in made_of]
    return exact or beside


def _less(study: Study, at: At, loan: At) -> bool:
    """Whether a source is already reckoned less the loan."""
    taken = {study.origin(cell): factor for cell, factor in study.terms(study.origin(at)).items()}
    return taken.get(study.origin(loan), 0) < 0
