"""The finance plan and the ledger of units beside each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.topsheet.finance.plans import TREE, document_of, equity
from tests.topsheet.finance.units.ledgers import A, B, row
from topsheet.documents import Severity
from topsheet.finance.units import UnitClass, against_plan, cap_table

ON = date(2026, 11, 24)
ROWS = [row(1, "SUBSCRIBED", "x", 300), row(2, "SUBSCRIBED", "y", 20)]


def told(classes: tuple[UnitClass, ...], *sources: dict[str, Any]) -> list[str]:
    table = cap_table(classes, ROWS, as_of=ON)
    problems = against_plan(table, document_of(*sources), TREE)
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    return [problem.what for problem in problems]


def in_units(units: int, share_class: str = "A", price: int = 1000, **more: Any) -> dict[str, Any]:
    return equity(Decimal(units * price), share_class=share_class, units=units, unit_price=price, **more)


def test_what_was_subscribed_is_what_the_plan_counts() -> None:
    assert told((A, B), in_units(320)) == []
    assert told((A, B), in_units(300, name="one"), in_units(20, name="two")) == []
    assert told((A,), in_units(320, share_class="")) == []
    assert told((), in_units(500)) == []


def test_other_units_another_price_and_a_class_nobody_opened_are_told() -> None:
    assert told((A, B), in_units(500)) == [
        "the plan counts 500 units of class A, and the ledger has 320 subscribed"
    ]
    assert told((A, B), in_units(320, price=900)) == [
        "Equity counts a unit at 900, and class A sells it at 1000"
    ]
    assert told((A, B), in_units(320, "C")) == [
        "Equity is of the class `C`, which the ledger of units does not have"
    ]


def test_every_source_is_held_against_the_price_in_its_own_money() -> None:
    two = in_units(310, name="one"), in_units(10, price=700, name="two")
    assert told((A, B), *two) == ["Two counts a unit at 700, and class A sells it at 1000"]
    assert told((A, B), in_units(320, price=800, currency="GBP")) == []


def test_what_is_not_signed_is_not_compared() -> None:
    assert told((A, B), in_units(500, status="loi")) == []
