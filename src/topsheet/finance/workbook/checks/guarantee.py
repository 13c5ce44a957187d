"""A pre-sale's guarantee that finances the film and then arrives again as receipts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.places import sold
from topsheet.finance.workbook.sources import is_presale, is_rest, kinds_of, source_sets
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_total

_PLACE = re.compile(
    r"waterfall|recoup|receipts|returns|revenue|distribution of|collection|profit|income", re.IGNORECASE
)
_RECEIVED = re.compile(r"\breceipts?\b|collection|waterfall|recoup", re.IGNORECASE)


def check(study: Study) -> Iterator[Finding]:
    """One finding for each guarantee among receipts while the plan counts pre-sales or a loan on them."""
    told = set[At]()
    yield from _summed(study, told)
    yield from _listed(study, told)


def _listed(study: Study, told: set[At]) -> Iterator[Finding]:
    """Guarantees in a list of receipts that sell what a pre-sale among the sources sells."""
    sources = list(dict.fromkeys(at for each in source_sets(study) for at in each.sources))
    selling = [at for at in sources if is_presale(study, at) and study.amount(at)]
    counted = {leaf for at in sources for leaf in (at, study.origin(at), *study.spread(at))} | told
    for at in study.numbers if selling else ():
        amount = study.amount(at)
        if not amount or at in counted or study.origin(at) in counted or not _received(study, at):
            continue
        mine = sold(study.label(at).beside)
        same = [each for each in selling if mine.meets(sold(study.label(each).own))]
        twin = min(same, key=lambda each: sold(study.label(each).own) != mine, default=None)
        if twin and not _by_period(study, at):
            yield _finding(
                at,
                f"{study.name(at)}, {shown(amount)}, stands under {study.written[at].over}, and {study.name(twin)} "
                f"({twin}) already finances the film",
                amount,
            )


def _received(study: Study, at: At) -> bool:
    """Whether a cell is a guarantee in a list whose heading speaks of receipts."""
    label = study.label(at)
    if not _RECEIVED.search(label.over) or is_total(label.beside) or is_rest(study, at):
        return False
    mine, over = study.said(label.beside), study.said(label.over)
    return Role.PRESALE in mine and not mine & {Role.LOAN, Role.PART} and not over & {Role.CASH, Role.SOURCES}


def _by_period(study: Study, at: At) -> bool:
    """Whether the list in which a cell stands gives amounts by period: under months, and in more than one column."""
    over = study.label(at).over
    beside = (other for other in study.numbers if other.sheet == at.sheet and other.column != at.column)
    return (
        study.of_period(at)
        and study.afford(len(study.numbers))
        and any(study.label(other).over == over for other in beside)
    )


def _summed(study: Study, told: set[At]) -> Iterator[Finding]:
    """Guarantees that a sum of receipts holds."""
    sources = {at for each in source_sets(study) for at in each.sources}
    if not any(Role.PRESALE in kinds_of(study, at) and study.amount(at) for at in sources):
        return
    counted = {study.origin(at) for at in sources} | {each.at for each in source_sets(study)}
    for at in study.trees:
        if at in counted or not _receipts(study, at):
            continue
        spread = study.spread(at)
        if not study.afford(len(spread)):
            return
        mine = [
            leaf for leaf in spread if Role.PRESALE in study.roles(leaf) | study.roles(study.origin(leaf))
        ]
        if len(mine) == len(spread):
            continue
        for leaf in mine:
            amount = study.amount(leaf)
            if not amount or is_rest(study, leaf) or study.origin(leaf) in told:
                continue
            told.add(study.origin(leaf))
            what = (
                f"{study.name(leaf)} ({leaf}), {shown(amount)}, is among the receipts of {study.name(at)}, "
                "and pre-sales already finance the film"
            )
            yield _finding(at, what, amount)


def _finding(at: At, what: str, amount: Decimal) -> Finding:
    return Finding(
        str(at),
        what,
        "A guarantee is paid once: it pays for the film or repays the loan, and never reaches the waterfall.",
        "Leave it out of the receipts; only overages beyond the guarantee come in later.",
        code="guarantee_twice",
        amounts={"overstatement": amount},
    )


def _receipts(study: Study, at: At) -> bool:
    label, mine = study.label(at), study.roles(at)
    place = _PLACE.search(study.sheet(at)) or _PLACE.search(label.over) or Role.RECEIPTS in mine
    cash = Role.CASH in study.said(study.sheet(at)) | study.said(label.over)
    return bool(place) and Role.RECEIPTS in mine and Role.SOURCES not in mine and not cash
