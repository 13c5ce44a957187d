"""Deferrals and gifts in kind in a cash flow, where they pay no invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from topsheet.finance.workbook.model import Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

_FLOW = re.compile(r"cash[- ]?(flow|plan|schedule)", re.IGNORECASE)
_PAID = re.compile(r"\bpaid\b|repay|settle|non-?cash|\bless\b|exclud", re.IGNORECASE)


def check(study: Study) -> Iterator[Finding]:
    """One finding for each row of a cash flow that counts a deferral, or value in kind, as money."""
    told = set[tuple[str, int]]()
    for at in study.numbers:
        label = study.label(at)
        mine = study.roles(at) & {Role.DEFERRAL, Role.IN_KIND}
        if (
            not mine
            or not (_FLOW.search(study.sheet(at)) or _FLOW.search(label.over))
            or _PAID.search(label.beside)
        ):
            continue
        amount = study.amount(at)
        if not amount or amount < 0 or (at.sheet, at.row) in told:
            continue
        told.add((at.sheet, at.row))
        yield Finding(
            str(at),
            f"{study.name(at)}, {shown(amount)}, stands in the cash flow",
            "It is a cost that nobody pays in money; as a receipt it pays invoices that will bounce.",
            "Take it out of the cash flow, with the cost that it covers.",
            code="non_cash_in_cash",
            amounts={"amount": amount},
        )
