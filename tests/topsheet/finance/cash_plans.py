"""Budgets of one line a section and a shoot of ten days: what the tests of cash stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.topsheet.budget.small_budget import HEAD, OFFERED, SHOOT, read
from tests.topsheet.finance.plans import WINDOW
from topsheet import rules
from topsheet.budget import BudgetReport, cost
from topsheet.finance import CashReport

# Monday 29 March to Friday 9 April 2027.
SHOOTING = frozenset(date(2027, 3, 29) + timedelta(n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))
TEN_DAYS = replace(WINDOW, wrap=replace(WINDOW.wrap, value=date(2027, 4, 9)), shooting=SHOOTING)
ACCOUNTS = {"above_the_line": "1100", "production": "2100", "post": "5100", "other": "6500"}


def sections(phasing: str, **rates: object) -> BudgetReport:
    """A budget with one line in each section named, of this rate, spent by this phasing."""
    lines = "".join(
        f'  - number: "{ACCOUNTS[section]}"\n    name: {section}\n    lines:\n'
        f"      - {{id: {section}_line, what: Line, unit: flat, rate: {rate}, basis: fee}}\n"
        for section, rate in rates.items()
    )
    document, tree = read(f"{HEAD}phasing: {phasing}\naccounts:\n{lines}")
    report, problems = cost(document, tree, offered=OFFERED, book=rules.load(), on=SHOOT, exchange={})
    assert report is not None
    assert problems == []
    return report


def own(amount: object, on: date, name: str = "own", **more: Any) -> dict[str, Any]:
    """Own money in the bank, paid on one day."""
    return {
        "id": name, "kind": "own_money", "name": name.capitalize(), "face": amount,
        "instalments": [{"share": 100, "on": on}], "status": "signed", "status_date": date(2026, 11, 1), **more,
    }  # fmt: skip


def by_week(cash: CashReport, column: str = "closing") -> dict[str, Decimal]:
    """One column of the weeks by their Sundays."""
    return {f"{week.ends}": getattr(week, column).value.amount for week in cash.weeks}
