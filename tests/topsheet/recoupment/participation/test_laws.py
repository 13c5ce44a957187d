"""Laws on random books and deals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topsheet.recoupment.participation.statements import answered, figures, statement, written
from topsheet.money import Money
from topsheet.recoupment.participation.ladder import solve

AMOUNT = st.integers(0, 10**7)
RATE = st.integers(0, 35)
MOVES = st.sampled_from(["first", "rolling"])
OTHER = ("advertising_overhead", "overhead", "interest")


@st.composite
def papers(draw: st.DrawFn, scale: int = 1) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two to four books in which no amount falls, and a net deal charged with two gross ones."""
    books, total = [], {"theatrical": 0, "video": 0, "prints": 0, "advertising": 0, "direct": 0}
    for at in range(draw(st.integers(2, 4))):
        total = {key: amount + draw(AMOUNT) * scale for key, amount in total.items()}
        books.append({
            "id": f"s{at}", "to": date(2026 + at, 12, 31),
            "receipts": [{"medium": each, "amount": total[each]} for each in ("theatrical", "video")],
            "distribution": [{"id": each, "amount": total[each]} for each in ("prints", "advertising")],
            "negative": [{"id": "direct", "amount": total["direct"]}],
        })  # fmt: skip
    star = {
        "id": "star", "label": "Star", "participant": "star", "participations": ["star"],
        "fees": [{"percent": draw(RATE)}], "overhead": {"percent": draw(RATE), "on_participations": True},
        "breakevens": [{"id": "own", "label": "Own", "kind": "actual", "moves": draw(MOVES)}],
        "steps": [{"percent": draw(st.integers(0, 10))}, {"percent": draw(st.integers(0, 20)), "after": "own"}],
        "advance": draw(AMOUNT) * scale,
    }  # fmt: skip
    director = {"id": "director", "label": "Director", "participant": "director",
                "steps": [{"percent": draw(st.integers(0, 8))}]}  # fmt: skip
    net = {
        "id": "net", "label": "Net", "participant": "writer",
        "gross": [{"medium": "video", "percent": draw(st.integers(0, 100))}],
        "fees": [{"medium": "video", "percent": draw(RATE)}, {"percent": draw(RATE)}],
        "advertising": {"percent": 10, "on": ["advertising"]},
        "overhead": {"percent": draw(RATE), "on_interest": draw(st.booleans())},
        "interest": {"rates": [{"starts": date(2026, 1, 1), "percent": draw(RATE)}]},
        "participations": ["director", "star"],
        "breakevens": [{"id": "rolling", "label": "Rolling", "kind": draw(st.sampled_from(["cash", "actual"]))}],
        "points": {"percent": 5, "of": "all_net_profits"},
    }  # fmt: skip
    return books, [net, star, director]


@settings(max_examples=60, deadline=None)
@given(papers())
def test_to_date_is_the_sum_of_all_movements_and_due_of_what_is_payable(
    made: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    report, _ = answered(written(*made))
    for deal in report.deals:
        moved: dict[str, Money] = {}
        due, most = Money.zero("USD"), Money.zero("USD")
        for each in deal.statements:
            for line in each.lines:
                moved[line.id] = moved.get(line.id, Money.zero("USD")) + line.movement.value
                assert moved[line.id] == line.to_date.value
            due += each.due.value
            most = max(most, each.line("payable").to_date.value)
            assert due == most


@settings(max_examples=60, deadline=None)
@given(papers())
def test_net_is_receipts_less_every_charge(made: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    report, _ = answered(written(*made))
    for each in next(deal for deal in report.deals if deal.id == "net").statements:
        lines = {line.id: line.to_date.value.amount for line in each.lines}
        charges = sum(
            amount for id_, amount in lines.items()
            if id_.startswith(("fee.", "cost.", "negative.", "participation.")) or id_ in OTHER
        )  # fmt: skip
        assert lines["net"] == lines["gross_receipts"] - charges


@settings(max_examples=60, deadline=None)
@given(papers())
def test_nothing_is_left_over_at_a_break_even_and_every_figure_has_one_name(
    made: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    found = figures(answered(written(*made))[0])
    for name, figure in found.items():
        if name.endswith(".residual") and not found[name.removesuffix(".residual")].how.startswith("reached"):
            at = found[name.removesuffix(".residual")].value
            assert isinstance(figure.value, Money)
            assert figure.value.amount == 0 or at == Money(Decimal("0.00"), "USD")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_thousandfold_pays_a_thousandfold_but_for_rounding(data: st.DataObject) -> None:
    books, deals = data.draw(papers())

    def large(amount: int) -> int:
        return amount * 1000

    grown = [
        each | {
            key: [row | {"amount": large(row["amount"])} for row in each[key]]
            for key in ("receipts", "distribution", "negative")
        }
        for each in books
    ]  # fmt: skip
    more = [deal | ({"advance": large(deal["advance"])} if "advance" in deal else {}) for deal in deals]
    small, great = answered(written(books, deals))[0], answered(written(grown, more))[0]
    for deal in small.deals:
        for each in deal.statements:
            other = statement(great, deal.id, each.id)
            for line in each.lines:
                apart = other.amount(line.id) / 1000 - line.to_date.value.amount
                assert abs(apart) <= Decimal("0.02") * len(each.lines)


@settings(max_examples=60, deadline=None)
@given(papers(), st.randoms(use_true_random=False))
def test_the_order_of_receipts_costs_and_deals_changes_nothing(
    made: tuple[list[dict[str, Any]], list[dict[str, Any]]], chance: Any
) -> None:
    books, deals = made
    mixed = [
        each
        | {key: chance.sample(each[key], len(each[key])) for key in ("receipts", "distribution", "negative")}
        for each in books
    ]
    one = answered(written(books, deals))[0]
    other = answered(written(mixed, chance.sample(deals, len(deals))))[0]
    assert {name: figure.value for name, figure in figures(one).items()} == {
        name: figure.value for name, figure in figures(other).items()
    }


LINES = st.lists(st.tuples(st.integers(1, 1000), st.integers(-5, 10)), max_size=6)


@given(st.integers(1, 1000), st.integers(-5, 10), LINES)
def test_the_first_crossing_is_found_exactly_and_nothing_before_it_crosses(
    owed: int, first: int, bends: list[tuple[int, int]]
) -> None:
    def left(x: Fraction) -> Fraction:
        value, start, slope = Fraction(-owed), Fraction(0), first
        for corner, after in sorted(bends):
            if x <= corner:
                break
            value, start, slope = value + slope * (corner - start), Fraction(corner), after
        return value + slope * (x - start)

    corners = [Fraction(corner) for corner, _ in bends]
    found = solve(left, corners)
    if found is None:
        assert all(left(corner) < 0 for corner in [*corners, Fraction(10**6)])
    else:
        assert left(found) == 0
        assert all(left(each) < 0 for each in corners if each < found)
