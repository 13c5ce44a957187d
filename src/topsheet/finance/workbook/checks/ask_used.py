"""The asking price where the take price is known."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role


def check(study: Study) -> Iterator[Finding]:
    """One finding for each formula that reckons on asks while the same sheet gives takes."""
    asks = {at for at in study.numbers if _is(study, at, Role.ASK) and not _is(study, at, Role.TAKE)}
    sheets = {at.sheet for at in asks} & {at.sheet for at in study.numbers if _is(study, at, Role.TAKE)}
    asks = {at for at in asks if at.sheet in sheets}
    if not asks:
        return
    for at, tree in study.trees.items():
        if at in asks or _is(study, at, Role.TAKE) or _is(study, at, Role.ASK):
            continue
        used = [ref for ref in study.refs(tree) if ref in asks]
        if used and not any(_is(study, ref, Role.TAKE) for ref in study.refs(tree)):
            yield Finding(
                str(at),
                f"{study.name(at)} is reckoned on the asking price ({used[0]})",
                "Lenders and buyers go by the take price; on asks the plan promises money that nobody lends.",
                "Reckon it on the take column.",
                code="ask_used",
            )


def _is(study: Study, at: At, role: Role) -> bool:
    return role in study.roles_around(at) and Role.EXHIBITOR not in study.roles(at)
