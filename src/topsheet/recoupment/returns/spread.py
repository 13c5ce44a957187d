"""Many outcomes summed up: medians, chances and what the worst of them bring; a mean never stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from topsheet.money import Percent

Values = NDArray[np.float64] | NDArray[np.int64]
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Chance:
    """In how many of so many runs something happens, in percent, with the range in which 19 of 20 drawings fall."""

    happened: int
    runs: int
    value: Percent
    low: Percent
    high: Percent


@dataclass(frozen=True, slots=True)
class Spread:
    """How outcomes lie: the mean only beside the median and the chance of the goal.

    `quantiles` holds (percent, outcome) in rising order; `worst` is the mean of the lowest `worst_share` of runs.
    """

    runs: int
    median: float
    mean: float
    goal: float
    chance: Chance
    quantiles: tuple[tuple[Percent, float], ...]
    worst_share: Percent
    worst: float


LEVELS = tuple(Percent(Decimal(each)) for each in (5, 10, 25, 50, 75, 90, 95))
WORST = Percent(Decimal(5))


def chance(happens: NDArray[np.bool_]) -> Chance:
    """The share of runs in which something happens, and Wilson's 95% interval. Raises ValueError for no runs."""
    runs = happens.size
    if not runs:
        raise ValueError("a chance needs runs")
    happened = int(np.count_nonzero(happens))
    share, bend = happened / runs, _Z95**2 / runs
    middle = (share + bend / 2) / (1 + bend)
    half = _Z95 * sqrt(share * (1 - share) / runs + bend / (4 * runs)) / (1 + bend)
    low = 0.0 if happened == 0 else max(0.0, middle - half)
    high = 1.0 if happened == runs else min(1.0, middle + half)
    return Chance(happened, runs, Percent(Decimal(100 * happened) / runs), _percent(low), _percent(high))


def quantile(values: Values, at: Percent) -> float:
    """The lowest outcome that at least so many percent of runs do not exceed: one that happened, never between two.

    Raises ValueError for no runs or an outcome that is not a number.
    """
    return _at(_sorted(values), at)


def expected_shortfall(values: Values, worst: Percent = WORST) -> float:
    """The mean of the worst (lowest) so many percent of outcomes, of at least one run. Raises as `quantile` does."""
    return _worst(_sorted(values), worst)


def spread(
    values: Values, goal: float, *, levels: Sequence[Percent] = LEVELS, worst: Percent = WORST
) -> Spread:
    """Outcomes summed up, with the chance that one reaches the goal. Raises as `quantile` does."""
    ordered = _sorted(values)
    return Spread(
        ordered.size,
        _at(ordered, Percent(Decimal(50))),
        float(ordered.mean()),
        goal,
        chance(ordered >= goal),
        tuple((level, _at(ordered, level)) for level in levels),
        worst,
        _worst(ordered, worst),
    )


def _sorted(values: Values) -> Values:
    ordered: Values = np.sort(values)  # type: ignore[assignment]  # NumPy's stubs forget the kind
    if not ordered.size or np.isnan(ordered[-1]):
        raise ValueError("outcomes are wanted, and each must be a number")
    return ordered


def _place(runs: int, at: Percent) -> int:
    return max(1, ceil(runs * at.value / 100))


def _at(ordered: Values, at: Percent) -> float:
    return float(ordered[_place(ordered.size, at) - 1])


def _worst(ordered: Values, worst: Percent) -> float:
    return float(ordered[: _place(ordered.size, worst)].mean())


def _percent(share: float) -> Percent:
    return Percent(Decimal(repr(share)) * 100)
