from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from topsheet.calendar import add_months
from topsheet.figures import given
from topsheet.money import Money, Percent
from topsheet.recoupment.returns import Flow, Returns, returns

QUARTERS = [-1_000_000, 0, 0, 0, 250_000, 300_000, 250_000, 150_000, 100_000, 80_000, 60_000, 40_000, 30_000]


def made(*amounts: int) -> Returns:
    days = [add_months(date(2026, 1, 1), 3 * at) for at in range(len(amounts))]
    return returns("returns.ray", "Ray", [
        Flow(day, given(f"flow.{at}", "Flow", Money(Decimal(amount), "USD")))
        for at, (day, amount) in enumerate(zip(days, amounts, strict=True))
    ])  # fmt: skip


def test_the_quarterly_case() -> None:
    ray = made(*QUARTERS)
    assert (str(ray.invested.value), str(ray.received.value)) == ("USD 1,000,000.00", "USD 1,260,000.00")
    assert (ray.multiple.name, ray.multiple.value) == ("returns.ray.multiple", Decimal("1.26"))
    assert ray.recouped.value == Percent(Decimal(100))
    assert ray.payback.value == date(2028, 1, 1)  # quarter 8
    assert isinstance(ray.irr.value, Percent)
    assert str(ray.irr.value) == "15.97%"  # actual days / 365, the year of 2028 has one more
    assert [figure.name for figure in ray.multiple.inputs] == ["returns.ray.invested", "returns.ray.received"]
    assert len(ray.irr.inputs) == 13


def test_what_never_comes_back_says_how_much() -> None:
    ray = made(-1000, 300, 200)
    assert (ray.multiple.value, ray.recouped.value) == (Decimal("0.5"), Percent(Decimal(50)))
    assert (ray.payback.value, ray.payback.how) == ("never", "USD 500.00 is still out at the end")
    assert isinstance(ray.irr.value, Percent)
    assert ray.irr.value.value < 0


def test_what_came_back_to_an_agency_from_two_films() -> None:
    """Screen Australia's own figures of 2012: 352,403 of 4,000,000, and less than 5 % of both investments together."""
    dancer, both = made(-4_000_000, 352_403), made(-4_000_000, -3_500_000, 352_403)
    assert isinstance(dancer.recouped.value, Percent)
    assert isinstance(both.recouped.value, Percent)
    assert dancer.recouped.value.rounded() == Percent(Decimal("8.81"))
    assert both.recouped.value.rounded(1) == Percent(Decimal("4.7"))


def test_a_later_instalment_takes_the_payback_back() -> None:
    assert made(-100, 150, -100, 60).payback.value == date(2026, 10, 1)


def test_nothing_paid_in_and_nothing_back() -> None:
    free, lost = made(0, 100), made(-100, 0)
    assert {each.value for each in (free.multiple, free.recouped, free.payback, free.irr)} == {"none"}
    assert (lost.irr.value, lost.irr.how) == (
        "none",
        "nothing came back, so no rate solves: all of it is lost",
    )
    with pytest.raises(ValueError, match="need amounts"):
        returns("a", "A", [])


def test_a_rate_of_money_that_was_out_for_days_is_not_told() -> None:
    days = (date(2026, 1, 1), date(2026, 1, 3))
    amounts = [
        given(f"flow.{at}", "Flow", Money(Decimal(amount), "USD")) for at, amount in enumerate((-100, 900))
    ]
    quick = returns("returns.quick", "Quick", [Flow(*pair) for pair in zip(days, amounts, strict=True)])
    assert (quick.irr.value, quick.multiple.value) == ("over 1,000,000%", Decimal(9))
    assert quick.irr.how == "the money was out for so short a time that a yearly rate says nothing"
