"""The asking price where the take price is known."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.sources import is_ratio
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

# What a label speaks of that is no price, even in the column of prices
_NO_PRICE = frozenset(
    {
        Role.LOAN,
        Role.GAP,
        Role.PART,
        Role.INTEREST,
        Role.TERM,
        Role.TIME,
        Role.RESERVE,
        Role.DELIVERY,
        Role.LAG,
        Role.BUDGET,
        Role.EQUITY,
        Role.CREDIT,
        Role.EXHIBITOR,
    }
)


def check(study: Study) -> Iterator[Finding]:
    """One finding for each formula that reckons on asks alone while the same sheet gives takes."""
    asks = {at for at in study.numbers if _is(study, at, Role.ASK) and not _is(study, at, Role.TAKE)}
    takes = {at for at in study.numbers if _is(study, at, Role.TAKE)}
    sheets = {at.sheet for at in asks} & {at.sheet for at in takes}
    asks = {at for at in asks if at.sheet in sheets}
    used = {at: set(study.refs(tree)) for at, tree in study.trees.items()} if asks else {}
    on_takes = {at: refs for at, refs in used.items() if refs & takes}
    for at, refs in used.items():
        if at in asks or at in takes or at in on_takes or not refs & asks:
            continue
        rest = refs - asks
        if not study.afford(len(on_takes)) or any(
            other.sheet == at.sheet and (other.row == at.row or rest & theirs)
            for other, theirs in on_takes.items()
        ):
            continue
        yield Finding(
            str(at),
            f"{study.name(at)} is reckoned on the asking price ({min(refs & asks)})",
            "Lenders and buyers go by the take price; on asks the plan promises money that nobody lends.",
            "Reckon it on the take column.",
            code="ask_used",
        )


def _is(study: Study, at: At, role: Role) -> bool:
    """Whether a cell is such a price: by the words beside it, or by its column where those speak of nothing else."""
    label = study.label(at)
    beside = study.said(label.beside)
    if role in beside:
        return not beside & {Role.LOAN, Role.GAP, Role.EXHIBITOR} and not is_ratio(study, at)
    return role in study.said(label.header) and not beside & _NO_PRICE
