from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.recoupment.plans import paid, position, ready_terms
from topsheet.money import split
from topsheet.recoupment.sharing import Room, divide, fill

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
    rooms = [Room(Fraction(weight), Fraction(weight * 10**6)) for weight in weights]
    assert fill(amount, rooms, whole=True).paid == expected


weight_lists = st.lists(st.integers(1, 10_000), min_size=1, max_size=7)


@given(st.integers(0, 10**12), weight_lists)
def test_claims_with_room_for_all_share_as_money_splits(amount: int, weights: list[int]) -> None:
    rooms = [Room(Fraction(weight), Fraction(weight * 10**12)) for weight in weights]
    assert list(fill(amount, rooms, whole=True).paid) == split(amount, weights)


room_lists = st.lists(
    st.builds(
        Room,
        st.integers(1, 100).map(Fraction),
        st.fractions(min_value=0, max_value=200, max_denominator=10),
    ),
    min_size=1,
    max_size=6,
)


@given(st.integers(0, 1500), room_lists)
def test_filling_pays_all_there_is_room_for_and_nobody_too_much(amount: int, rooms: list[Room]) -> None:
    filled = fill(amount, rooms, whole=True).paid
    assert sum(filled) == min(amount, sum(int(room.still) for room in rooms))
    assert all(0 <= share <= room.still for share, room in zip(filled, rooms, strict=True))


@given(st.integers(0, 1500), room_lists)
def test_one_coin_more_takes_nothing_from_anyone(amount: int, rooms: list[Room]) -> None:
    less, more = fill(amount, rooms, whole=True).paid, fill(amount + 1, rooms, whole=True).paid
    assert all(a <= b for a, b in zip(less, more, strict=True))


@given(st.integers(0, 1500), room_lists)
def test_whole_coins_are_never_below_the_exact_share_rounded_down(amount: int, rooms: list[Room]) -> None:
    whole, exact = fill(amount, rooms, whole=True).paid, fill(amount, rooms, whole=False).paid
    assert all(a >= int(b) for a, b in zip(whole, exact, strict=True))


def test_exact_filling_is_the_ledger_of_proportions() -> None:
    rooms = [
        Room(Fraction(1), Fraction(10)),
        Room(Fraction(1), Fraction(100)),
        Room(Fraction(2), Fraction(100)),
    ]
    assert fill(Fraction(100), rooms, whole=False).paid == (10, 30, 60)
