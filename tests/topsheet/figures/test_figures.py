from __future__ import annotations

from decimal import Decimal

import pytest

from topsheet.figures import (
    Citation,
    DoubleName,
    Figure,
    Status,
    difference,
    given,
    index,
    product,
    rows,
    sum_of,
    walk,
    worst_status,
)
from topsheet.money import Money, Percent

ZERO = Money.zero("USD")


def usd(name: str, amount: int | str) -> Figure[Money]:
    return given(name, name.upper(), Money(Decimal(amount), "USD"), f"budget.yaml:1 {name}")


def cited(name: str, status: Status) -> Figure[Money]:
    return given(name, name, ZERO, "", Citation("A rule", "https://example.org", "2026", status))


def test_a_sum_knows_its_parts() -> None:
    a, b = usd("a", 1), usd("b", 2)
    figure = sum_of("s", "Sum", [a, b], ZERO)
    assert (figure.value, figure.how, figure.inputs) == (Money(Decimal(3), "USD"), "sum of 2", (a, b))


def test_a_difference_says_what_is_taken_off() -> None:
    figure = difference("d", "Left", usd("a", 10), usd("b", 3), usd("c", 2))
    assert (figure.value, figure.how) == (Money(Decimal(5), "USD"), "A less B less C")


def test_a_product_rounds_half_up_to_the_coin() -> None:
    rate: Figure[Percent] = given("r", "Rate", Percent(Decimal("0.5")))
    figure = product("p", "Product", usd("a", 1), rate)
    assert (figure.value, figure.how) == (Money(Decimal("0.01"), "USD"), "A × Rate")


def test_walking_meets_each_figure_once_causes_after_effects() -> None:
    a, b = usd("a", 1), usd("b", 2)
    c = sum_of("c", "C", [a, b], ZERO)
    d = sum_of("d", "D", [c, a], ZERO)
    assert [figure.name for figure in walk([d])] == ["d", "c", "a", "b"]
    assert set(index([d])) == {"a", "b", "c", "d"}


def test_two_figures_of_one_name_are_refused() -> None:
    with pytest.raises(DoubleName, match="two figures are called a"):
        index([usd("a", 1), usd("a", 1)])


def test_an_explanation_opens_a_cause_once_and_stops_where_asked() -> None:
    a, b = usd("a", 1), usd("b", 2)
    c = sum_of("c", "C", [a, b], ZERO)
    d = sum_of("d", "D", [c, c], ZERO)
    assert [(row.depth, row.figure.name, row.seen) for row in rows(d)] == [
        (0, "d", False),
        (1, "c", False),
        (2, "a", False),
        (2, "b", False),
        (1, "c", True),
    ]
    assert [row.figure.name for row in rows(d, deepest=1)] == ["d", "c", "c"]


def test_the_worst_status_under_a_figure_is_told() -> None:
    best, worst = cited("v", Status.VERIFIED), cited("u", Status.UNVERIFIED)
    assert worst_status([sum_of("s", "S", [best, worst], ZERO)]) is Status.UNVERIFIED
    assert worst_status([best, cited("d", Status.DERIVED)]) is Status.DERIVED
    assert worst_status([usd("a", 1)]) is Status.VERIFIED


def test_a_figure_shows_its_name_and_value() -> None:
    assert repr(usd("a", 1)) == "<Figure a = USD 1.00>"
