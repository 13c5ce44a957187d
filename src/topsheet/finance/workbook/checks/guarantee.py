"""A pre-sale's guarantee that finances the film and then arrives again as receipts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.sources import is_rest, kinds_of, source_sets
from topsheet.finance.workbook.study import Study, shown
from topsheet.finance.workbook.words import Role

_PLACE = re.compile(
    r"waterfall|recoup|receipts|returns|revenue|distribution of|collection|profit|income", re.IGNORECASE
)


def check(study: Study) -> Iterator[Finding]:
    """One finding for each guarantee that a sum of receipts holds while the plan counts pre-sales or a loan on them."""
    sources = {at for each in source_sets(study) for at in each.sources}
    if not any(Role.PRESALE in kinds_of(study, at) and study.amount(at) for at in sources):
        return
    counted = {study.origin(at) for at in sources} | {each.at for each in source_sets(study)}
    told = set[At]()
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
            yield Finding(
                str(at),
                f"{study.name(leaf)} ({leaf}), {shown(amount)}, is among the receipts of {study.name(at)}, "
                "and pre-sales already finance the film",
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
