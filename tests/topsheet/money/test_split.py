"""Dividing coins: all of them, no more, and never backwards."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.money import Cash, Money, split

coins = st.integers(0, 10**12)
weights = st.lists(st.integers(0, 1000), min_size=1, max_size=8)


@given(coins, weights)
def test_shares_add_up_and_lie_within_their_count_of_coins(amount: int, parts: list[int]) -> None:
    shares = split(amount, parts)
    assert sum(shares) == amount
    assert all(share >= 0 for share in shares)
    if sum(parts):
        exact = [Fraction(amount * part, sum(parts)) for part in parts]
        assert all(abs(share - each) < len(parts) for share, each in zip(shares, exact, strict=True))


@given(coins, st.integers(0, 1000), weights)
def test_no_share_falls_when_the_amount_rises(amount: int, more: int, parts: list[int]) -> None:
    before, after = split(amount, parts), split(amount + more, parts)
    assert all(low <= high for low, high in zip(before, after, strict=True))


@given(coins, weights, st.integers(1, 50))
def test_only_the_proportion_of_weights_counts(amount: int, parts: list[int], factor: int) -> None:
    assert split(amount, parts) == split(amount, [part * factor for part in parts])


@pytest.mark.parametrize(
    ("amount", "parts", "shares"),
    [
        (100, [1, 1, 1], [33, 33, 34]),
        (205190000, [1200, 1200, 450], [86395789, 86395789, 32398422]),
        (10, [0, 0], [0, 10]),
        (10, [1, 0], [10, 0]),
        (7, [Decimal("0.5"), Fraction(1, 2)], [3, 4]),
        (0, [1, 2], [0, 0]),
    ],
)
def test_the_last_owns_the_stray_coin(
    amount: int, parts: list[Decimal | Fraction | int], shares: list[int]
) -> None:
    assert split(amount, parts) == shares


@pytest.mark.parametrize(("amount", "parts"), [(-1, [1]), (1, []), (1, [1, -1])])
def test_what_cannot_be_split_is_refused(amount: int, parts: list[int]) -> None:
    with pytest.raises(ValueError, match="a split needs an amount and weights that are not negative"):
        split(amount, parts)


@given(st.decimals(0, 10**9, places=4), weights, st.sampled_from(["USD", "JPY", "KWD"]))
def test_shared_money_adds_up_to_what_it_rounds_to(amount: Decimal, parts: list[int], currency: str) -> None:
    money = Cash(amount, currency)
    shares = money.shared(parts)
    assert sum(shares, start=Cash.zero(currency)) == money.rounded()
    assert all(share == share.rounded() for share in shares)


def test_thirds_of_a_hundred_dollars() -> None:
    assert [share.amount for share in Money(Decimal(100), "USD").shared([1, 1, 1])] == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]
