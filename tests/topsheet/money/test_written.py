"""What a written number may mean, and the decimal mark of a block: nothing is chosen where both readings stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.money.written import Mark, both, doubtful, mark_of, read, readings

D = Decimal


@pytest.mark.parametrize(
    ("written", "point", "comma"),
    [
        ("1,250.50", "1250.50", None),
        ("1.250,50", None, "1250.50"),
        ("1.234.567", None, "1234567"),
        ("1.200", "1.200", "1200"),
        ("1,200", "1200", "1.200"),
        ("0.125", "0.125", None),
        ("€ 1 250,50", None, "1250.50"),
        ("1\N{NO-BREAK SPACE}250 EUR", "1250", "1250"),
        ("CHF 1'200.--", "1200", "1200"),
        ("(500)", "-500", "-500"),
        ("1.250,50-", None, "-1250.50"),
        ("−12,5 %", None, "-0.125"),
        ("1200", "1200", "1200"),
        ("1,23,456", None, None),
        ("01.02.2027", None, None),
        ("(500", None, None),
        ("many", None, None),
        ("USD 000", None, None),
        ("007", None, None),
        ("", None, None),
    ],
)
def test_every_reading_of_a_number(written: str, point: str | None, comma: str | None) -> None:
    wanted = {Mark.POINT: point, Mark.COMMA: comma}
    assert readings(written) == {mark: D(told) for mark, told in wanted.items() if told is not None}


def test_a_block_decides_its_mark_from_the_cells_with_one_reading() -> None:
    assert mark_of(["1.200", "3.400,50"]) is Mark.COMMA
    assert mark_of(["1.200", "1.234.567"]) is Mark.COMMA
    assert mark_of(["1,200", "0.5", "Bank"]) is Mark.POINT
    assert mark_of(["1.200", "5", "Bank"]) is None
    assert mark_of(["1.200,50", "1,200.50"]) is None


def test_what_stays_open_is_not_read_and_says_both_readings() -> None:
    assert (read("1.200", None), read("1.200", Mark.COMMA), read("1.200", Mark.POINT)) == (
        None, D(1200), D("1.200"),
    )  # fmt: skip
    assert (read("1,200", None), read("1,200", Mark.COMMA)) == (D(1200), D("1.200"))
    assert both("1.200") == "“1.200” may be 1,200 or 1.2"


@given(st.decimals(-(10**10), 10**10, places=2), st.sampled_from(["", " €", "EUR "]))
def test_an_amount_with_coins_is_read_as_it_was_written_in_either_way(amount: Decimal, currency: str) -> None:
    english = f"{amount:,f}"
    european = english.translate(str.maketrans(",.", ".,"))
    for mark, plain in ((Mark.POINT, english), (Mark.COMMA, european)):
        told = f"{currency}{plain}" if currency.endswith(" ") else f"{plain}{currency}"
        assert readings(told) == {mark: amount}
        assert not doubtful(told)


@given(st.integers(1, 999), st.integers(0, 999))
def test_thousands_without_coins_are_doubtful_until_a_mark_is_known(thousands: int, rest: int) -> None:
    told = f"{thousands}.{rest:03}"
    assert doubtful(told)
    assert read(told, Mark.COMMA) == thousands * 1000 + rest
