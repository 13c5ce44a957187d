"""Unit ledgers for the tests: two classes, a few holders, and rows as people would write them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from topsheet.documents import Severity
from topsheet.finance.units import Move, Movement, UnitClass, check
from topsheet.money import Money, Percent

A = UnitClass("A", "Class A", Money(Decimal(1000), "USD"), 3000, Percent(Decimal(20)))
B = UnitClass("B", "Class B", Money(Decimal("100.50"), "USD"), 500, Percent(Decimal(0)))
DAY = date(2026, 9, 1)


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def row(number: int, kind: str, holder: str, units: int = 0, **more: object) -> Movement:
    """A row of class A, on the day of its number unless it says otherwise."""
    told: dict[str, object] = {"day": DAY + timedelta(days=number), "unit_class": "A", **more}
    if isinstance(told.get("amount"), int):
        told["amount"] = usd(int(str(told["amount"])))
    return Movement(number, Move(kind), holder=holder, units=units, **told)  # type: ignore[arg-type]  # by name


@st.composite
def accepted(draw: st.DrawFn) -> list[Movement]:
    """A ledger as it grows: of any rows, those that the check took when they came."""
    taken = list[Movement]()
    for number in range(1, draw(st.integers(0, 25)) + 1):
        kind = draw(st.sampled_from(list(Move)))
        holder, to = draw(st.sampled_from("xyz")), draw(st.sampled_from("xyz"))
        unit_class = draw(st.sampled_from((A, B)))
        units = draw(st.integers(1, 2000))
        money = kind in (Move.PAID, Move.RETURNED)
        made = Movement(
            number,
            kind,
            DAY + timedelta(days=draw(st.integers(0, 40))),
            unit_class.code,
            holder,
            0 if money else units,
            unit_class.price * units if money else None,
            to if kind is Move.TRANSFERRED else "",
        )
        if all(problem.severity is Severity.WARNING for problem in check((A, B), [*taken, made])):
            taken.append(made)
    return taken
