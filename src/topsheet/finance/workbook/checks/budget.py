"""A headline budget that is not what the budget sheet adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.budget_sheet import CORE, budget_sheet
from topsheet.finance.workbook.model import Finding
from topsheet.finance.workbook.statements import Stated, stated
from topsheet.finance.workbook.study import Study, shown


def check(study: Study) -> Iterator[Finding]:
    """One finding for each amount that is stated and is not the sum, however often it is repeated."""
    sheet = budget_sheet(study)
    if sheet is None:
        return
    total = sheet.total(study)
    told: list[Stated] = []
    said = [each for each in stated(study, CORE) if each.at not in sheet.parts]
    number = study.number(sheet.stated) if sheet.stated else None
    if sheet.stated and number is not None:
        said.append(Stated(sheet.stated, number, Decimal("0.5"), False))
    for each in said:
        off = each.amount - total
        if abs(off) <= max(each.slack, Decimal("0.5")) or any(each.agrees(other) for other in told):
            continue
        told.append(each)
        yield Finding(
            str(each.at),
            f"the budget is stated as {shown(each.amount)}, and {sheet.sheet} adds up to {shown(total)} with its "
            f"contingency: {shown(abs(off))} {'more' if off > 0 else 'less'}",
            "Every source, fee and share below is reckoned on the headline, so the plan raises the wrong sum.",
            f"Let the headline read the total of {sheet.sheet}, or add the lines that are missing there.",
            code="budget_does_not_tie",
            amounts={"headline": each.amount, "budget_sheet_total": total, "difference": off},
        )
