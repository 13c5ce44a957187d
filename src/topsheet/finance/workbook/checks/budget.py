"""A headline budget that is not what the budget sheet adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.budget_sheet import CORE, BudgetSheet
from topsheet.finance.workbook.budget_tables import budget_sheets
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.statements import Stated, stated
from topsheet.finance.workbook.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each amount that is stated and is not the sum, however often it is repeated."""
    sheets = budget_sheets(study)
    told: list[Stated] = []
    for each in _stated(study, sheets):
        own = next((sheet for sheet in sheets if sheet.holds(each.at)), None)
        sheet = own or sheets[0]
        total = own.in_column(study, each.at) if own else _nearest(study, sheets, each.amount)
        if total is None or any(each.agrees(other) for other in told):
            continue
        if _adds_up(study, each.at, sheet):
            continue
        off = each.amount - total
        if abs(off) <= max(each.slack, sheet.slack(study)):
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


def _stated(study: Study, sheets: tuple[BudgetSheet, ...]) -> list[Stated]:
    """Every place that states the budget, and the total of each table."""
    if not sheets:
        return []
    parts = {at for sheet in sheets for at in sheet.parts}
    said = [each for each in stated(study, CORE) if each.at not in parts]
    for sheet in sheets:
        amount = study.amount(sheet.stated) if sheet.stated else None
        if sheet.stated and amount is not None:
            said.append(Stated(sheet.stated, abs(amount), study.unit(sheet.stated) / 2, False))
    return said


def _adds_up(study: Study, at: At, sheet: BudgetSheet) -> bool:
    """Whether a formula adds each part once, so that what it adds beside them belongs to the budget too."""
    held = study.spread(study.origin(at))
    leaves = [leaf for part in sheet.parts for leaf in study.spread(part).items()]
    return sheet.rate is None and all(held.get(leaf) == factor for leaf, factor in leaves)


def _nearest(study: Study, sheets: tuple[BudgetSheet, ...], amount: Decimal) -> Decimal:
    """The sum of the first budget, or of another one that the amount agrees with."""
    sums = [sheet.total(study) for sheet in sheets]
    return next((each for each in sums if abs(each - amount) <= sheets[0].slack(study)), sums[0])
