"""Rules of public funders and orders seen in offerings, and the rest of the reference's small cases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.topsheet.recoupment.plans import position
from tests.topsheet.recoupment.test_operators import FIRST, had, run, terms
from topsheet.recoupment.ledger import Received, ledger
from topsheet.recoupment.program import ANYWHERE

REST: dict[str, Any] = {"id": "rest", "label": "Rest", "split": [
    {"id": "all", "label": "All", "share": 100, "to": "producer"}]}  # fmt: skip


def test_a_broadcaster_passes_on_a_part_of_its_recoupment_and_has_its_mirror_in_the_profits() -> None:
    """BBC Films 2008: 30% of what it recoups to the producer, and 30% of the producer's profits back to it."""
    made = terms(
        [position("broadcaster", "equity", 100_000), position("private", "equity", 100_000)],
        tiers=[
            {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 100}},
            {"id": "profits", "label": "Profits", "split": [
                {"id": "investor", "label": "Investor", "share": 50, "who": ["private"]},
                {"id": "mirror", "label": "Mirror", "share": 15, "who": ["broadcaster"]},
                {"id": "producer", "label": "Producer", "share": 35, "to": "producer"}]},
        ],
        inside=[{"id": "corridor", "label": "Corridor", "of": "broadcaster", "tiers": ["equity"],
                 "shares": [{"to": "producer", "percent": 30}]}],
    )  # fmt: skip
    book = run(made, [120_000, 180_000])
    assert had(book, 0) == {"broadcaster": 42_000, "private": 60_000, "producer": 18_000}
    assert had(book) == {"broadcaster": 85_000, "private": 150_000, "producer": 65_000}


def test_a_fund_is_repaid_a_percentage_of_net_receipts_under_a_commission_of_25_percent() -> None:
    """Eurimages: no more than 25% a territory is deducted; its share of what is left, until it is repaid."""
    made = terms(
        [position("fund", "grant", 40_000)],
        pots=[{"id": "spain", "label": "Spain", "territory": ["ES"], "off_the_top": [
            {"id": "commission", "label": "Commission", "to": "agent", "percent": 25}]}],
        tiers=[{"id": "share", "label": "Share", "corridor": {"percent": 12, "pay": {"who": ["fund"]}}}, REST],
    )  # fmt: skip
    spain = ("ES", "", "")
    book = run(made, [{spain: 400_000}, {spain: 100_000}])
    assert had(book, 0) == {"agent": 100_000, "fund": 36_000, "producer": 264_000}
    assert had(book) == {"agent": 125_000, "fund": 40_000, "producer": 335_000}


def test_an_offering_puts_reserves_between_its_costs() -> None:
    """Martingale 2018: collection, taxes, delivery, 6.2% of what remains for residuals, sales, working capital."""
    made = terms(
        accounts=[{"id": "residuals", "label": "Residuals", "holder": "star"},
                  {"id": "working", "label": "Working capital", "holder": "producer"}],
        off_the_top=[
            {"id": "collection", "label": "Collection", "to": "director", "percent": 1},
            {"id": "taxes", "label": "Taxes", "to": "producer", "up_to": 5_000},
            {"id": "delivery", "label": "Delivery", "to": "distributor", "up_to": 15_000},
            {"id": "guild", "label": "Guild reserve", "to": "residuals", "percent": "6.2", "of": "rest"},
            {"id": "sales", "label": "Sales fee", "to": "agent", "percent": 20, "of": "rest"},
            {"id": "expenses", "label": "Sales expenses", "to": "agent", "up_to": 27_888},
        ],
        tiers=[{"id": "capital", "label": "Capital", "hold": {"account": "working", "up_to": 50_000}}, REST],
    )  # fmt: skip
    book = run(made, [1_000_000])
    assert had(book) == {
        "director": 10_000, "distributor": 15_000, "residuals": 60_140, "agent": 181_972 + 27_888,
        "working": 50_000, "producer": 655_000,
    }  # fmt: skip
    assert book.days[0].results["held", "residuals"] == 60_140_00


def test_a_participation_rises_above_the_break_even() -> None:
    """10% from the first coin, 15% above 170.94: at 200 it is 17.094 and 4.359, rounded down."""
    line = {"id": "share", "label": "Share", "to": "star", "percent": 10,
            "steps": [{"above": "170.94", "percent": 15}]}  # fmt: skip
    assert had(run(terms(off_the_top=[line]), [200]))["star"] == 21.45


def _by_day(weights: tuple[int, ...], coins: list[int]) -> list[tuple[int, ...]]:
    """What each of some claims has had after each day, in coins."""
    names = [f"claim_{n}" for n in range(len(weights))]
    plan = [position(name, "loan", 100_000 * each) for name, each in zip(names, weights, strict=True)]
    made = terms(plan, tiers=[{"id": "pot", "label": "Pot", "pay": {"kind": "loan"}}])
    days = [Received(FIRST.replace(day=1 + at), {ANYWHERE: amount}, {}) for at, amount in enumerate(coins)]
    book = ledger(made, days)
    return [tuple(day.results["had", name] for name in names) for day in book.days]


def test_three_days_leave_the_stray_coin_where_one_day_would() -> None:
    assert _by_day((1, 1, 1), [3334, 3333, 3333]) == [
        (1111, 1111, 1112),
        (2222, 2222, 2223),
        (3333, 3333, 3334),
    ]


@pytest.mark.parametrize(("coins", "expected"), [(7, (1, 2, 4)), (8, (2, 2, 4))])
def test_one_more_coin_takes_none_back(coins: int, expected: tuple[int, ...]) -> None:
    """By differences of rounded running sums the second would fall from 3 to 2."""
    assert _by_day((3, 4, 5), [coins]) == [expected]
    assert _by_day((3, 4, 5), [7, 1]) == [(1, 2, 4), (2, 2, 4)]
