from __future__ import annotations

from dataclasses import MISSING, fields
from decimal import Decimal

import numpy as np
import pytest

from topsheet.money import Percent
from topsheet.recoupment.returns.spread import Spread, chance, expected_shortfall, quantile, spread


def percent(value: float | str) -> Percent:
    return Percent(Decimal(value))


def test_a_quantile_is_an_outcome_that_happened() -> None:
    values = np.array([40, 10, 30, 20])
    assert [quantile(values, percent(each)) for each in (1, 25, 26, 50, 75, 100)] == [10, 10, 20, 20, 30, 40]


def test_a_chance_has_the_interval_of_wilson() -> None:
    found = chance(np.array([True] * 20 + [False] * 80))
    assert (found.happened, found.runs, found.value) == (20, 100, percent(20))
    assert (str(found.low), str(found.high)) == ("13.34%", "28.88%")  # as printed in tables for 20 of 100
    none, all_ = chance(np.zeros(50, dtype=bool)), chance(np.ones(50, dtype=bool))
    assert (none.low, all_.high) == (percent(0), percent(100))
    assert none.high.value > 0


def test_the_worst_twentieth_is_averaged() -> None:
    values = np.arange(100, 0, -1)
    assert expected_shortfall(values) == 3.0  # of 1 to 5
    assert expected_shortfall(values, percent(20)) == 10.5
    assert expected_shortfall(np.array([7.0, 9.0])) == 7.0


def test_a_mean_comes_with_its_median_and_chance() -> None:
    values = np.array([0, 0, 0, 10, 90])
    found = spread(values, 10, levels=(percent(50), percent(90)))
    assert (found.runs, found.median, found.mean, found.goal, found.chance.value) == (
        5,
        0,
        20,
        10,
        percent(40),
    )
    assert list(found.quantiles) == [(percent(50), 0.0), (percent(90), 90.0)]
    assert (found.worst_share, found.worst) == (percent(5), 0)


def test_no_part_of_it_can_be_left_out() -> None:
    assert [field.name for field in fields(Spread) if field.default is not MISSING] == []


def test_what_is_no_outcome_is_refused() -> None:
    for values in (np.array([]), np.array([1.0, np.nan])):
        with pytest.raises(ValueError, match="outcomes are wanted"):
            spread(values, 0)
    with pytest.raises(ValueError, match="needs runs"):
        chance(np.array([], dtype=bool))
