from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.recoupment.plans import paid, position, ready_terms
from topsheet.money import split
from topsheet.recoupment.program.whole import fill
from topsheet.recoupment.terms import Coins
from topsheet.recoupment.waterfall import divide

CLAIMS = (position("a", "loan", 600000), position("b", "loan", 300000), position("c", "loan", 100000))
MODES = [
    ("in_order", {}, (450000, 0, 0), (600000, 150000, 0)),
    ("pro_rata", {}, (270000, 135000, 45000), (450000, 225000, 75000)),
    ("equal", {}, (175000, 175000, 100000), (350000, 300000, 100000)),
    ("shares", {"a": 50, "b": 30, "c": 20}, (225000, 135000, 90000), (406250, 243750, 100000)),
]


@pytest.mark.parametrize(("mode", "shares", "first", "second"), MODES, ids=[mode[0] for mode in MODES])
def test_one_pot_shared_in_each_mode(
    mode: str, shares: dict[str, int], first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    """450,000 and then 300,000 more, for claims of 600,000, 300,000 and 100,000.

    With shares 50/30/20, C is full at 500,000; the last 250,000 go 50:30 to A and B, 156,250 and 93,750.
    """
    terms = ready_terms(
        {"tiers": [{"id": "pot", "label": "Pot", "pay": {"kind": "loan", "mode": mode, "shares": shares}}]},
        CLAIMS,
    )
    for gross, expected in ((450000, first), (750000, second)):
        assert tuple(amount / 100 for amount in paid(terms, gross * 100).values()) == expected


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        (10000, (1, 1, 1), (3333, 3333, 3334)),
        (1, (1, 1, 1), (0, 0, 1)),
        (100001, (2755, 2000, 5245), (27550, 20000, 52451)),
        (7, (40, 30, 30), (2, 2, 3)),
    ],
)
def test_remainders_stay_with_those_named_later(
    amount: int, weights: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert divide(amount, [Fraction(weight) for weight in weights], whole=True) == expected
    assert fill(amount, [weight * 10**6 for weight in weights], weights) == expected


weight_lists = st.lists(st.integers(1, 10_000), min_size=1, max_size=7)


@given(st.integers(0, 10**12), weight_lists)
def test_claims_with_room_for_all_share_as_money_splits(amount: int, weights: list[int]) -> None:
    assert list(fill(amount, [weight * 10**12 for weight in weights], weights)) == split(amount, weights)


rooms_of = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 100)), min_size=1, max_size=6)
Rooms = list[tuple[int, int]]


def filled(amount: Coins, rooms: Rooms) -> tuple[Coins, ...]:
    """Each claim's part of an amount."""
    return fill(amount, [cap for cap, _ in rooms], [weight for _, weight in rooms])


@given(st.integers(0, 1500), rooms_of)
def test_filling_pays_all_there_is_room_for_and_nobody_too_much(amount: int, rooms: Rooms) -> None:
    paid = filled(amount, rooms)
    assert sum(paid) == min(amount, sum(cap for cap, _ in rooms))
    assert all(0 <= int(share) <= cap for share, (cap, _) in zip(paid, rooms, strict=True))


@given(st.integers(0, 1500), rooms_of)
def test_one_coin_more_takes_nothing_from_anyone(amount: int, rooms: Rooms) -> None:
    assert all(
        a <= b for a, b in zip(map(int, filled(amount, rooms)), filled(amount + 1, rooms), strict=True)
    )


@given(st.integers(0, 1500), rooms_of)
def test_whole_coins_are_never_a_coin_for_each_claim_off_the_exact_share(amount: int, rooms: Rooms) -> None:
    pairs = zip(filled(amount, rooms), filled(Fraction(amount), rooms), strict=True)
    assert all(abs(Fraction(a) - Fraction(b)) <= len(rooms) for a, b in pairs)


def test_exact_filling_is_the_ledger_of_proportions() -> None:
    assert filled(Fraction(100), [(10, 1), (100, 1), (100, 2)]) == (10, 30, 60)
