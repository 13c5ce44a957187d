"""Laws of the futures. Bounds are four standard errors of a binomial count, under a fixed seed: never luck."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.topsheet.market.tables import FR, IT, made, table
from topsheet.market.forecast import Forecast
from topsheet.market.forecast.sample import instalments, sample
from topsheet.money import split

RUNS = 40_000
DE = "{code: DE, name: Germany, ask: 640000, take: 425000, p10: 200000, p50: 400000, p90: 900000, probability: 100%}"
Coins = NDArray[np.int64]


def sales(forecast: Forecast, runs: int = RUNS, seed: int = 1, chunk: int = 10_000) -> Coins:
    return np.concatenate(
        [each.sales for each in sample(forecast, runs=runs, seed=seed, chunk=chunk)], axis=1
    )


def within(count: int, share: float, runs: int) -> bool:
    return abs(count - share * runs) <= 4 * sqrt(runs * share * (1 - share))


# Coins of six runs, France and Italy.
KNOWN = [[38443479, 25489143, 51408758, 40664822, 47529557, 0], [0, 0, 7506816, 0, 0, 21510945]]


@pytest.mark.parametrize(
    "copula", ["{copula: gaussian}", "{copula: t, degrees: 4}", "{copula: t, degrees: 5}"]
)
def test_the_chance_of_no_sale_and_the_three_prices_are_met(copula: str) -> None:
    france = sales(made(table(FR, futures=copula)))[0]
    sold = france[france > 0]
    assert within(len(sold), 0.7, RUNS)
    for price, share in ((15_000_000, 0.1), (38_000_000, 0.5), (70_000_000, 0.9)):
        assert within(int((sold < price).sum()), share, len(sold))


def test_above_p90_the_tail_has_its_index_up_to_its_limit() -> None:
    germany = sales(made(table(DE, futures="{tail_index: 1.6, tail_limit: 10}")), 200_000)[0]
    high, top = 90_000_000, 900_000_000
    tail = germany[germany > high]
    assert germany.max() <= top
    cut = 10**-1.6
    for times in (1.5, 2.0, 4.0, 8.0):
        exceeded = (times**-1.6 - cut) / (1 - cut)
        assert within(int((tail > times * high).sum()), exceeded, len(tail))
    heavier = sales(made(table(DE, futures="{tail_index: 1.2, tail_limit: 10}")), 200_000)[0]
    assert np.array_equal(heavier[germany <= high], germany[germany <= high])
    assert (heavier >= germany).all()


def test_higher_prices_and_chances_lower_no_future() -> None:
    base = sales(made(table(FR)))[0]
    for old, new in (("p10: 150000", "p10: 200000"), ("p90: 700000", "p90: 900000")):
        assert (sales(made(table(FR.replace(old, new))))[0] >= base).all()
    middle = sales(made(table(FR.replace("p50: 380000", "p50: 500000"))))[0]
    at_least_p10 = base >= 15_000_000
    assert (middle >= base)[at_least_p10].all()
    assert (middle < 15_000_000)[~at_least_p10].all()
    likelier = sales(made(table(FR.replace("70%", "90%"))))[0]
    assert ((likelier > 0) >= (base > 0)).all()
    assert (likelier >= base).all()


def test_territories_hang_together_as_much_as_is_set() -> None:
    other = DE.replace("code: DE", "code: ES")
    normal: list[float] = []
    for correlation in (0, 30, 80):
        both = sales(made(table(DE, other, futures=f"{{correlation: {correlation}%}}")))
        ranks = np.log(both)
        sign = np.sign(ranks - log(40_000_000))
        together = int((sign[0] == sign[1]).sum())
        share = (
            0.5 + np.arcsin(correlation / 100) / np.pi
        )  # Sheppard: two normals on one side of their medians
        assert within(together, float(share), RUNS)
        normal.append(together)
    assert normal == sorted(normal)


def test_a_t_copula_brings_the_worst_together_more_often() -> None:
    other = DE.replace("code: DE", "code: ES")
    counts = []
    for copula in ("gaussian", "t"):
        both = sales(
            made(table(DE, other, futures=f"{{correlation: 30%, copula: {copula}, degrees: 3}}")), 100_000
        )
        low = np.quantile(both, 0.01, axis=1)
        counts.append(int(((both[0] < low[0]) & (both[1] < low[1])).sum()))
    assert counts[1] > 2 * counts[0]


@pytest.mark.parametrize("copula", ["{copula: gaussian}", "{copula: t, degrees: 5}"])
def test_a_run_is_the_same_to_the_bit_whatever_the_chunk_and_the_number_of_runs(copula: str) -> None:
    forecast = made(table(futures=copula))
    whole = sales(forecast, 7_001, chunk=7_001)
    for chunk in (1_000, 333, 20_000):
        assert np.array_equal(sales(forecast, 7_001, chunk=chunk), whole)
    assert np.array_equal(sales(forecast, 50, chunk=7), whole[:, :50])
    for first in (1, 2, 3, 4, 4_999):
        (later,) = sample(forecast, runs=9, seed=1, first=first)
        assert later.first == first
        assert np.array_equal(later.sales, whole[:, first : first + 9])
    assert not np.array_equal(sales(forecast, 7_001, seed=2), whole)


def test_futures_are_paired_territory_by_territory() -> None:
    both = sales(made(table(FR, IT)))
    assert np.array_equal(sales(made(table(IT)))[0], both[1])
    assert np.array_equal(sales(made(table(DE, IT, FR)))[[2, 1]], both)
    assert np.array_equal(sales(made(table(FR.replace("p90: 700000", "p90: 2000000"), IT)))[1], both[1])


def test_a_known_future_stays_what_it_is() -> None:
    """The recipe must never change silently: whoever sealed a seed expects these coins, give or take one."""
    assert np.abs(sales(made(table()), 6) - KNOWN).max() <= 1


def test_cash_is_what_is_left_of_the_sales_by_quarter_to_the_coin() -> None:
    forecast = made(table())
    (chunk,) = sample(forecast, runs=500)
    cash = chunk.cash()
    assert cash.shape == (2, 4, 500)
    assert np.array_equal(cash.sum(axis=1), chunk.net)
    assert np.array_equal(cash.sum(axis=0), chunk.receipts())
    tax = (chunk.sales[0] + 5) // 10  # 10 percent, halves up
    assert np.array_equal(chunk.net, np.stack([chunk.sales[0] - tax, chunk.sales[1]]))
    at = int(np.argmax(chunk.net[0]))
    assert cash[0, :, at].tolist() == [0, *split(int(chunk.net[0, at]), [20, 0, 80])]
    assert cash[1, :, at].tolist() == [0, int(chunk.net[1, at]), 0, 0]


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 10**12), min_size=1, max_size=5),
    st.lists(st.integers(1, 10_000), min_size=1, max_size=8),
)
def test_instalments_are_the_split_of_money(amounts: list[int], weights: list[int]) -> None:
    parts = list(instalments(np.array(amounts), tuple(enumerate(weights))))
    assert [quarter for quarter, _ in parts] == list(range(len(weights)))
    columns = np.array([part for _, part in parts]).T.tolist()
    assert columns == [split(amount, weights) for amount in amounts]


def test_progress_is_told_and_wrong_numbers_are_refused() -> None:
    told: list[tuple[int, int]] = []
    forecast = made(table())
    assert (
        sum(each.runs for each in sample(forecast, runs=25, chunk=10, progress=lambda *at: told.append(at)))
        == 25
    )
    assert told == [(10, 25), (20, 25), (25, 25)]
    for runs, chunk, seed in ((0, 1, 1), (1, 0, 1), (1, 1, -1)):
        with pytest.raises(ValueError, match="at least 1"):
            next(sample(forecast, runs=runs, chunk=chunk, seed=seed))


def test_nothing_unsold_gives_empty_futures() -> None:
    forecast = made(table(FR), {"FR": "Pre-sale"})
    (chunk,) = sample(forecast, runs=10)
    assert chunk.receipts().tolist() == [[0] * 10]
