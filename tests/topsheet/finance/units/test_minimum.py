"""The minimum raise: reached, open, or failed with the money back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.finance.units.ledgers import DAY, A, accepted, row, usd
from topsheet.finance.units import Movement, RaiseReport, RaiseState, raise_report
from topsheet.money import Money

PAID = [
    row(1, "SUBSCRIBED", "ada", 10),
    row(2, "PAID", "ada", amount=10_000),
    row(3, "SUBSCRIBED", "ben", 5),
    row(20, "PAID", "ben", amount=5_000),
]
BY = DAY + timedelta(days=15)


def report(
    minimum: Money | None, as_of: date, by: date | None = BY, rows: list[Movement] = PAID
) -> RaiseReport:
    return raise_report((A,), rows, minimum=minimum, by=by, currency="USD", as_of=as_of)


def test_until_its_day_a_raise_below_the_minimum_is_open() -> None:
    found = report(usd(15_000), BY)
    assert (found.state, found.raised.value, found.short.value) == (RaiseState.OPEN, usd(10_000), usd(5_000))
    assert found.money_back == ()


def test_what_comes_after_the_day_does_not_save_the_raise_and_everybody_gets_back_what_they_paid() -> None:
    found = report(usd(15_000), BY + timedelta(days=30))
    assert (found.state, found.raised.value) == (RaiseState.FAILED, usd(10_000))
    assert [(who, figure.value) for who, figure in found.money_back] == [
        ("ada", usd(10_000)),
        ("ben", usd(5_000)),
    ]


def test_money_that_went_back_is_owed_no_more() -> None:
    back = row(40, "RETURNED", "ada", amount=10_000)
    found = report(usd(15_000), DAY + timedelta(days=50), rows=[*PAID, back])
    assert [(who, figure.value) for who, figure in found.money_back] == [("ben", usd(5_000))]


def test_a_minimum_that_is_reached_stays_reached_and_none_is_none() -> None:
    assert report(usd(10_000), BY + timedelta(days=1)).state is RaiseState.REACHED
    assert report(None, BY).state is RaiseState.NO_MINIMUM
    assert report(usd(15_000), DAY + timedelta(days=19), by=None).state is RaiseState.OPEN
    assert report(usd(15_000), DAY + timedelta(days=20), by=None).state is RaiseState.REACHED


@given(accepted(), st.integers(1, 10**6), st.integers(0, 45))
def test_paid_in_and_short_are_the_minimum_or_more(ledger: list[Movement], minimum: int, days: int) -> None:
    found = raise_report(
        (A,), ledger, minimum=usd(minimum), by=None, currency="USD", as_of=DAY + timedelta(days=days)
    )
    assert found.short.value.amount == max(minimum - found.raised.value.amount, 0)
    assert (found.state is RaiseState.REACHED) is (found.short.value.amount == 0)
