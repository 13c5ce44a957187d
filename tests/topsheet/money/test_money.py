from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.money import Cash, Face, InKind, MixedAmounts, Money, Percent, percent_of, total

KINDS: tuple[type[Money], ...] = (Money, Face, Cash, InKind)
amounts = st.decimals(min_value=-(10**10), max_value=10**10, places=2)


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_add_only_among_themselves(kind: type[Money]) -> None:
    mine = kind(Decimal(10), "USD")
    assert (mine + mine, mine - mine, -mine) == (
        kind(Decimal(20), "USD"),
        kind(Decimal(0), "USD"),
        kind(Decimal(-10), "USD"),
    )
    for other in KINDS:
        if other is not kind:
            with pytest.raises(MixedAmounts, match=f"{kind.__name__} USD and {other.__name__} USD"):
                _ = mine + other(Decimal(1), "USD")


@pytest.mark.parametrize("compare", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
@pytest.mark.parametrize("other", [Money(Decimal(1), "EUR"), Face(Decimal(1), "USD"), 1, Decimal(1)])
def test_another_currency_kind_or_a_bare_number_is_refused(compare: str, other: object) -> None:
    with pytest.raises(MixedAmounts):
        getattr(usd(1), compare)(other)


def test_a_refusal_names_both_sides() -> None:
    with pytest.raises(MixedAmounts, match=r"^Face USD and Money EUR cannot be put together$"):
        _ = Face(Decimal(1), "USD") < Money(Decimal(1), "EUR")


@pytest.mark.parametrize("kind", KINDS[1:])
def test_the_same_amount_of_another_kind_is_not_equal(kind: type[Money]) -> None:
    assert usd(5) != kind(Decimal(5), "USD")
    assert usd(5) == kind(Decimal(5), "USD").plain()


def test_amounts_of_one_kind_compare() -> None:
    assert (usd(1) < usd(2), usd(2) <= usd(2), usd(2) > usd(1), usd(2) >= usd(3)) == (True, True, True, False)
    assert (bool(usd(0)), bool(usd("0.01"))) == (False, True)


def test_arithmetic_is_exact_and_rounding_is_asked_for() -> None:
    third = usd(1) * Percent(Decimal("33.335"))
    assert third == usd("0.33335")
    assert third.rounded() == usd("0.33")
    assert (usd("0.005").rounded(), usd("-0.005").rounded()) == (usd("0.01"), usd("-0.01"))
    assert Money(Decimal("10.5"), "JPY").rounded() == Money(Decimal(11), "JPY")
    assert Money(Decimal("1.0005"), "KWD").rounded() == Money(Decimal("1.001"), "KWD")


def test_the_largest_line_of_a_document_still_rounds() -> None:
    huge = Decimal(10) ** 13
    assert usd("1e26").rounded() == usd("1e26")
    assert (usd(1) * (huge * huge)).rounded().amount == huge**2


def test_money_prints_with_its_currency_rounded_half_up() -> None:
    assert [str(usd("1234567.895")), str(Money(Decimal("1234.5"), "JPY"))] == [
        "USD 1,234,567.90",
        "JPY 1,235",
    ]


@given(st.lists(amounts), st.randoms())
def test_a_total_is_the_same_in_any_order(values: list[Decimal], random: object) -> None:
    shuffled = values[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a Random
    assert total((usd(str(v)) for v in values), usd(0)) == total((usd(str(v)) for v in shuffled), usd(0))


def test_a_total_of_nothing_has_the_currency_of_its_zero() -> None:
    assert total([], Cash.zero("EUR")) == Cash(Decimal(0), "EUR")
    with pytest.raises(MixedAmounts):
        total([usd(1)], Money.zero("EUR"))


def test_percents_are_a_type_and_print_with_two_decimals() -> None:
    assert Percent(Decimal(25)).fraction == Decimal("0.25")
    assert usd(200) * Percent(Decimal("12.5")) == usd(25)
    assert Percent(Decimal("90.0183333")).rounded() == Percent(Decimal("90.02"))
    assert str(Percent(Decimal("90.0183333"))) == "90.02%"
    assert Percent(Decimal(5)) < Percent(Decimal(10))


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_a_percent_of_a_whole_gives_the_part_back(whole: int, part: int) -> None:
    back = percent_of(Decimal(part), Decimal(whole)).fraction * whole
    assert abs(back - part) < Decimal("1e-12") * max(part, 1)


def test_of_nothing_every_part_is_zero_percent() -> None:
    assert percent_of(Decimal(5), Decimal(0)) == Percent(Decimal(0))
