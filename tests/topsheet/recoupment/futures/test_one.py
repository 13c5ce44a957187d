"""One future opened: the very one that was counted, and everything in it adds up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest

from tests.topsheet.recoupment.futures.plans import RUNS, ferry, timed
from topsheet.money import Money, Percent
from topsheet.recoupment.futures import Setup, simulate
from topsheet.recoupment.futures.one import LEVELS, exceeds, future, standing_at
from topsheet.recoupment.futures.wording import at

SEED = 11
KINDS = pytest.mark.parametrize("setup", [ferry(), timed()], ids=["free of time", "by days"])


@KINDS
@pytest.mark.parametrize("copula", ["gaussian", "t"])
def test_a_future_opened_is_the_one_that_was_counted(setup: Setup, copula: Literal["gaussian", "t"]) -> None:
    drawn = replace(setup.forecast, copula=copula, degrees=5)
    setup = replace(setup, forecast=drawn, sold={"FR": Money(Decimal("400000.01"), "USD")})
    made = simulate(setup, runs=RUNS, seed=SEED)
    for run in (0, 1, 2, 3, 777, RUNS - 1):
        found = future(setup, run, SEED)
        assert found.total == setup.terms.money(int(made.received[run]))
        assert {who: found.had(who) for who in setup.watched} == {
            who: setup.terms.money(int(made.totals[who][run])) for who in setup.watched
        }


@KINDS
def test_what_sells_is_what_comes_and_every_payment_is_somebodys(setup: Setup) -> None:
    for run in range(20):
        found = future(setup, run, SEED)
        nothing = found.total * 0
        assert sum((sale.net for sale in found.sales), nothing) == found.total
        for sale in found.sales:
            assert sale.price == sale.tax + sale.net
            assert sum((amount for _, amount in sale.parts), nothing) == sale.net
            assert (sale.standing == "not sold") == (not sale.price)
        paid = sum(entry.now for entry in found.ledger.entries())
        last = found.ledger.days[-1].results
        assert paid == sum(coins for name, coins in last.items() if name[0] == "had")


@KINDS
def test_the_future_at_a_level_has_the_amount_of_that_level(setup: Setup) -> None:
    made = simulate(setup, runs=RUNS, seed=SEED)
    for outcome in made.outcomes:
        for level in (10, 50, 90):
            run = standing_at(made, Percent(Decimal(level)), outcome.id)
            assert made.totals[outcome.id][run] / 100 == at(outcome.paid, level)
    for level_ in LEVELS.values():
        run = standing_at(made, level_)
        assert made.received[run] / 100 == at(made.gross, int(level_.value))
        assert exceeds(made, run).value <= level_.value


def test_among_futures_alike_it_is_the_one_with_the_middle_receipts() -> None:
    made = simulate(ferry(), runs=RUNS, seed=SEED)
    run = standing_at(made, LEVELS["bad"], "equity_a")
    alike = sorted(made.received[made.totals["equity_a"] == made.totals["equity_a"][run]])
    assert len(alike) > 2
    assert made.received[run] == alike[(len(alike) - 1) // 2]


def test_where_a_price_lies_among_those_that_were_given() -> None:
    (sale, *_) = future(ferry(), 0, SEED).sales
    given = sale.territory
    prices = {
        "not sold": given.p10.value * 0,
        "below P10": given.p10.value * Decimal("0.5"),
        "P10 to P50": given.p10.value,
        "P50 to P90": given.p50.value,
        "P90 or above": given.p90.value,
    }
    for words, price in prices.items():
        assert replace(sale, price=price).standing == words


def test_a_future_below_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        future(ferry(), -1, SEED)
