"""A budget of a few lines: what the tests of the budget, the credit and the plan stand on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from textwrap import dedent, indent

from topsheet import rules
from topsheet.budget import BudgetDocument, BudgetReport, cost
from topsheet.documents import Problem, Tree, read_yaml, validate
from topsheet.figures import Figure, Value, given
from topsheet.money import Money

SHOOT = date(2027, 3, 29)
OFFERED: dict[str, Figure[Value]] = {
    "schedule.shoot_days": given("schedule.shoot_days", "Shooting days", 20),
    "schedule.start": given("schedule.start", "Start", SHOOT),
}
EXCHANGE: dict[str, Figure[Value]] = {"CAD": given("production.rate.CAD", "USD for one CAD", Decimal("0.75"))}

HEAD = """\
kind: budget
version: 1
currency: USD
chart: us-feature
"""
LINES = """\
- {id: writer, what: Writer, unit: flat, rate: 50000, basis: fee}
"""


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def text_of(lines: str = LINES, more: str = "") -> str:
    """A budget whose account 1100 holds these lines, and whatever else is given."""
    inside = indent(dedent(lines), "      ")
    return f'{HEAD}{dedent(more)}accounts:\n  - number: "1100"\n    name: Story\n    lines:\n{inside}'


def read(text: str) -> tuple[BudgetDocument, Tree]:
    tree, problems = read_yaml(text, "budget.yaml")
    assert tree, problems
    document, problems = validate(BudgetDocument, tree)
    assert document, problems
    return document, tree


def computed(
    text: str, exchange: Mapping[str, Figure[Value]] = EXCHANGE
) -> tuple[BudgetReport | None, list[Problem]]:
    document, tree = read(text)
    return cost(document, tree, offered=OFFERED, book=rules.load(), on=SHOOT, exchange=exchange)


def costed(lines: str = LINES, more: str = "") -> BudgetReport:
    """The report of a budget without problems."""
    report, problems = computed(text_of(lines, more))
    assert report is not None
    assert problems == []
    return report


def problems_of(lines: str = LINES, more: str = "") -> list[Problem]:
    return computed(text_of(lines, more))[1]
