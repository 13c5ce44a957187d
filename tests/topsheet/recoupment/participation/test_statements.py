"""Two periods, defined grosses, fees and interest by their terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.topsheet.recoupment.participation.statements import (
    amounts,
    answered,
    figures,
    statement,
    written,
)
from topsheet.recoupment.participation import ParticipationReport

FIRST = {
    "id": "first",
    "to": date(2027, 12, 31),
    "receipts": [
        {"medium": "theatrical", "amount": 1000, "receivable": 100},
        {"medium": "video", "territory": "de", "amount": 400, "reserve": 50},
        {"medium": "video", "amount": 200},
    ],
    "distribution": [{"id": "advertising", "amount": 100}, {"id": "prints", "amount": 40}],
    "negative": [{"id": "direct", "amount": 900}, {"id": "bond", "amount": 30}],
}
SECOND = FIRST | {
    "id": "second",
    "to": date(2028, 6, 30),
    "receipts": [
        {"medium": "theatrical", "amount": 4000},
        {"medium": "video", "territory": "de", "amount": 900, "reserve": 20},
        {"medium": "video", "amount": 600},
    ],
}
NET = {
    "id": "net",
    "label": "Writer's points",
    "participant": "writer",
    "gross": [{"medium": "video", "percent": 35}, {"medium": "video", "territory": "de", "percent": 20}],
    "fees": [{"medium": "theatrical", "percent": 30}, {"percent": 20}],
    "advertising": {"percent": 10, "on": ["advertising"]},
    "charges": [{"id": "producer_fee", "label": "Producer's fee", "amount": 50, "overhead": True}],
    "overhead": {"percent": 10, "on": ["direct"]},
    "interest": {"rates": [{"starts": date(2027, 1, 1), "percent": 10}]},
    "points": {"percent": 5, "of": "producers_share", "producers_share": 50},
    "advance": 10,
}


def report() -> ParticipationReport:
    told, problems = answered(written([FIRST, SECOND], [NET]))
    assert problems == []
    return told


def test_media_count_at_their_own_rates_and_territories_before_media() -> None:
    lines = amounts(report(), "net", "first")
    asked = ("gross.theatrical", "gross.video", "receivables", "reserves", "gross_receipts")
    assert {each: lines[each] for each in asked} == {
        "gross.theatrical": 1000,
        "gross.video": Decimal("150.00"),  # 20% of 400 and 35% of 200
        "receivables": 100,
        "reserves": Decimal("10.00"),
        "gross_receipts": Decimal("1040.00"),
    }  # fmt: skip


def test_fees_are_charged_on_what_is_collected_and_by_medium() -> None:
    lines = amounts(report(), "net", "first")
    assert (lines["fee.theatrical"], lines["fee.video"], lines["fees"]) == tuple(map(Decimal, (270, 28, 298)))


def test_a_fee_on_gross_is_a_fee_on_receivables_too() -> None:
    told, _ = answered(written([FIRST], [NET | {"fees_on": "gross"}]))
    lines = amounts(told, "net", "first")
    assert (lines["fee.theatrical"], lines["fee.video"]) == tuple(map(Decimal, (300, 30)))


def test_overhead_bears_on_what_is_named_and_not_on_interest() -> None:
    lines = amounts(report(), "net", "first")
    assert (lines["overhead_base"], lines["overhead"], lines["interest"]) == (
        Decimal(950),
        Decimal(95),
        Decimal("97.73"),
    )


def test_interest_runs_on_all_cost_first_and_then_on_what_the_statement_before_left_open() -> None:
    found = figures(report())
    first, second = (found[f"participation.net.{each}.unrecouped"] for each in ("first", "second"))
    assert str(first.value) == "USD 980.00"
    # after distribution 1040 − 298 − 150 = 592, which pays 97.73 of interest first: 980 − 494.27 stands open
    assert str(second.value) == "USD 485.73"
    assert (
        second.how
        == "cost in statement to 2027-12-31 less receipts after distribution costs, which pay interest first"
    )
    # 485.73 × 10% × 182 / 365 = 24.22
    assert str(found["participation.net.second.interest"].value) == "USD 121.95"
    assert str(found["participation.net.second.interest.movement"].value) == "USD 24.22"


def test_cost_paid_before_interest_leaves_less_open() -> None:
    deal = NET | {"interest": {"first_to": "cost", "rates": [{"starts": date(2027, 1, 1), "percent": 10}]}}
    told, _ = answered(written([FIRST, SECOND], [deal]))
    assert str(figures(told)["participation.net.second.unrecouped"].value) == "USD 388.00"


def test_a_rate_that_changes_divides_the_period() -> None:
    rates = [{"starts": date(2027, 1, 1), "percent": 10}, {"starts": date(2027, 7, 2), "percent": 20}]
    told, _ = answered(written([FIRST], [NET | {"interest": {"rates": rates}}]))
    # 980 × (10% × 182 + 20% × 182) / 365
    assert amounts(told, "net", "first")["interest"] == Decimal("48.87") + Decimal("97.73")


def test_each_line_moves_by_what_is_to_date_less_what_was() -> None:
    told = report()
    first, second = (statement(told, "net", each) for each in ("first", "second"))
    for line in second.lines:
        before = first.line(line.id).to_date.value if line.id in {each.id for each in first.lines} else None
        moved = line.movement.value
        assert moved + before == line.to_date.value if before else moved == line.to_date.value


def test_points_of_the_producers_share_are_set_off_against_the_advance() -> None:
    lines = amounts(report(), "net", "second")
    assert (lines["profits"], lines["producers_share"]) == (Decimal("1761.85"), Decimal("880.93"))
    assert lines["earned"] == (lines["producers_share"] * 5 / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert lines["payable"] == lines["earned"] - 10
    assert statement(report(), "net", "second").due.value.amount == lines["payable"]


def test_a_medium_counts_whole_for_break_even_and_at_its_royalty_for_participation() -> None:
    deal = {
        "id": "star", "label": "Star", "participant": "star", "participations": ["star"],
        "gross": [{"medium": "video", "percent": 35}],
        "charges": [{"id": "fee", "label": "Producer's fee", "amount": 5}],
        "overhead": {"percent": 10, "of": 170},
        "breakevens": [
            {"id": "cash", "label": "Cash break-even", "kind": "cash", "gross": [{"medium": "video", "percent": 100}]}
        ],
        "steps": [{"percent": 0}, {"percent": 20, "after": "cash"}],
    }  # fmt: skip
    books = {
        "id": "b", "to": date(2027, 1, 1),
        "receipts": [{"medium": "theatrical", "amount": 200}, {"medium": "video", "amount": 200}],
        "distribution": [{"id": "prints", "amount": 30}], "negative": [{"id": "direct", "amount": 148}],
    }  # fmt: skip
    told, problems = answered(written([books], [deal]))
    assert problems == []
    found = {name: str(each.value) for name, each in figures(told).items()}
    assert found["participation.star.b.breakeven.cash"] == "USD 200.00"  # 30 + 148 + 5 + 17, of gross of 400
    assert found["participation.star.b.gross_receipts"] == "USD 270.00"
    assert found["participation.star.b.earned"] == "USD 27.00"  # half of 270 is above


def test_a_first_break_even_stops_where_it_was_reached_and_a_rolling_one_moves() -> None:
    def books(id_: str, year: int, gross: int, cost: int) -> dict[str, object]:
        return {
            "id": id_, "to": date(year, 12, 31), "receipts": [{"medium": "all", "amount": gross}],
            "negative": [{"id": "direct", "amount": cost}],
        }  # fmt: skip

    asked = [
        {"id": moves, "label": moves, "kind": "cash", "moves": moves, "participations": False}
        for moves in ("first", "rolling")
    ]
    deal = {"id": "star", "label": "Star", "participant": "star", "breakevens": asked,
            "steps": [{"percent": 10, "after": "first"}]}  # fmt: skip
    told, _ = answered(written([books("one", 2027, 120, 100), books("two", 2028, 150, 140)], [deal]))
    found = {name: str(each.value) for name, each in figures(told).items()}
    assert [found[f"participation.star.two.breakeven.{each}"] for each in ("first", "rolling")] == [
        "USD 100.00", "USD 140.00",
    ]  # fmt: skip
    assert [found[f"participation.star.{each}.earned"] for each in ("one", "two")] == ["USD 2.00", "USD 5.00"]


def test_an_artificial_break_even_is_a_number_or_a_multiple_of_costs() -> None:
    asked = [
        {"id": "number", "label": "Number", "kind": "artificial", "amount": 1500},
        {"id": "multiple", "label": "Multiple", "kind": "artificial", "multiple": 2, "of": ["direct"]},
    ]  # fmt: skip
    text = written([FIRST], [NET | {"breakevens": asked}])
    found = {name: str(each.value) for name, each in figures(answered(text)[0]).items()}
    assert found["participation.net.first.breakeven.number"] == "USD 1,500.00"
    assert found["participation.net.first.breakeven.multiple"] == "USD 1,800.00"


@pytest.mark.parametrize(("fee", "gross"), [(None, "USD 100.00"), (50, "USD 200.00")])
def test_a_mix_answers_before_anything_is_reported(fee: int | None, gross: str) -> None:
    books = {"id": "b", "to": date(2027, 1, 1), "negative": [{"id": "direct", "amount": 100}]}
    asked = {"id": "cash", "label": "Cash", "kind": "cash", "mix": {"theatrical": 60, "video": 40}}
    deal = {"id": "net", "label": "Net", "participant": "writer", "points": NET["points"],
            "breakevens": [asked | ({"fee": fee} if fee else {})]}  # fmt: skip
    told, problems = answered(written([books], [deal]))
    assert problems == []
    assert str(figures(told)["participation.net.b.breakeven.cash"].value) == gross


def test_receipts_that_never_came_leave_the_break_even_unknown() -> None:
    books = {"id": "b", "to": date(2027, 1, 1), "negative": [{"id": "direct", "amount": 100}]}
    deal = {"id": "net", "label": "Net", "participant": "writer", "points": NET["points"],
            "breakevens": [{"id": "cash", "label": "Cash break-even", "kind": "cash"}]}  # fmt: skip
    told, problems = answered(written([books], [deal]))
    assert figures(told)["participation.net.b.breakeven.cash"].value == "unknown"
    assert [each.what for each in problems] == ["Net: Cash break-even is not known"]


def test_deals_without_books_have_no_statements_and_terms_all_the_same() -> None:
    told, problems = answered(
        written([], [{"id": "s", "label": "Star", "participant": "star", "steps": [{"percent": 5}]}])
    )
    assert problems == []
    assert told.deals[0].statements == ()
    assert told.deals[0].terms_text[1] == "Star has 5% of gross receipts from the first dollar."
