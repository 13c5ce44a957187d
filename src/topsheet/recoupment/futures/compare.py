"""Two plans under the same futures, and what moves the chance of a position most."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from math import sqrt
from typing import TypeVar

import numpy as np

from topsheet.figures import Figure, Value
from topsheet.market.forecast import Forecast
from topsheet.market.forecast.model import TerritoryForecast
from topsheet.market.forecast.sample import Progress, sample
from topsheet.money import Money, Percent
from topsheet.recoupment.futures.model import Simulation
from topsheet.recoupment.futures.run import NOTHING_UNSOLD, Setup
from topsheet.recoupment.program import classes_of
from topsheet.recoupment.scenario import Scenarios

V = TypeVar("V", bound=Value)
# Prices this much lower and higher, in percent, and money this many months later.
PRICES = 20
LATER = 6


@dataclass(frozen=True, slots=True)
class Change:
    """How much more often a position is recouped, in points of percent, with the error of the paired comparison.

    `won` and `lost` count the futures in which only the second plan, or only the first, recoups it.
    """

    who: str
    before: Percent
    after: Percent
    points: Decimal
    error: Decimal
    won: int
    lost: int


@dataclass(frozen=True, slots=True)
class Swing:
    """One assumption at its low and its high: the chance of recouping at each."""

    label: str
    low_label: str
    high_label: str
    low: Percent
    high: Percent

    @property
    def width(self) -> Decimal:
        """How far apart the two lie, in points of percent."""
        return abs(self.high.value - self.low.value)


def changed(first: Simulation, second: Simulation, who: str) -> Change:
    """What a change does to the chance that somebody is recouped, run by run under one seed.

    Raises ValueError when the two were not drawn from the same seed with the same number of runs.
    """
    if (first.seed, first.runs) != (second.seed, second.runs):
        raise ValueError("two plans are compared under the same seed and number of runs")
    was = first.totals[who] >= first.owed[who]
    now = second.totals[who] >= second.owed[who]
    won, lost = int(np.count_nonzero(now & ~was)), int(np.count_nonzero(was & ~now))
    runs = first.runs
    points = Decimal(100 * (won - lost)) / runs
    error = Decimal(repr(100 * sqrt(max(won + lost - (won - lost) ** 2 / runs, 0)) / runs))
    return Change(who, _share(was), _share(now), points, error, won, lost)


def _share(reached: np.ndarray) -> Percent:
    return Percent(Decimal(100 * int(np.count_nonzero(reached))) / reached.size)


def tornado(
    setup: Setup, who: str, *, runs: int = 10_000, seed: int | None = None, progress: Progress | None = None
) -> tuple[Swing, ...]:
    """What moves the chance that somebody is recouped, the widest first; every swing under the same futures.

    `who` is a position, or `kind:` and a kind. Raises KeyError for one who put nothing in, ValueError as `simulate`.
    """
    asked = list(_swings(setup))
    found = []
    for at, (label, low_label, low, high_label, high) in enumerate(asked):
        ends = [recouped(each, who, runs=runs, seed=seed) for each in (low, high)]
        found.append(Swing(label, low_label, high_label, ends[0], ends[1]))
        if progress:
            progress(at + 1, len(asked))
    return tuple(sorted(found, key=lambda swing: -swing.width))


def recouped(setup: Setup, who: str, *, runs: int = 10_000, seed: int | None = None) -> Percent:
    """How often somebody has had its money back, and nothing else: the futures of `simulate`, without their rates.

    Raises KeyError for one who put nothing in, ValueError as `simulate`.
    """
    kind = who.removeprefix("kind:")
    mine = [each for each in setup.terms.positions if who in (each.id, f"kind:{each.kind}")]
    owed = sum(int(setup.terms.coins(each.invested.value.amount)) for each in mine)
    if not owed:
        raise KeyError(kind)
    if not setup.forecast.territories:
        raise ValueError(NOTHING_UNSOLD)
    ids, classes = [each.id for each in mine], classes_of(setup.terms, setup.origins)
    scenarios = Scenarios(setup.terms, setup.origins, setup.quarters, ids, setup.largest, ends=True)
    reached, drawn = 0, 0
    for chunk in sample(setup.forecast, runs=runs, seed=seed):
        had = scenarios.had(setup.receipts(setup.drawn(chunk), classes)).sum(axis=0)[-1]
        reached, drawn = reached + int(np.count_nonzero(had >= owed)), drawn + chunk.runs
    return Percent(Decimal(100 * reached) / drawn)


def _swings(setup: Setup) -> Iterator[tuple[str, str, Setup, str, Setup]]:
    """Each assumption, its two ends in words, and the plans they make."""
    for label, low_label, low, high_label, high in _forecasts(setup.forecast, setup.sold):
        yield label, low_label, replace(setup, forecast=low), high_label, replace(setup, forecast=high)


def _forecasts(
    forecast: Forecast, sold: Collection[str]
) -> Iterator[tuple[str, str, Forecast, str, Forecast]]:
    yield (
        "All prices",
        f"{PRICES} % lower", _each(forecast, lambda one: _priced(one, 100 - PRICES)),
        f"{PRICES} % higher", _each(forecast, lambda one: _priced(one, 100 + PRICES)),
    )  # fmt: skip
    yield (
        "Money later", f"{LATER} months later", _each(forecast, _later), "as written", forecast,
    )  # fmt: skip
    yield (
        "How territories hang together",
        "one and all", replace(forecast, correlation=_other(forecast.correlation, Percent(Decimal(80)))),
        "each alone", replace(forecast, correlation=_other(forecast.correlation, Percent(Decimal(0)))),
    )  # fmt: skip
    open_ = [each for each in forecast.territories if each.code not in sold and each.p50.value]
    largest = sorted(open_, key=lambda one: -one.p50.value.amount)[:8]
    for territory in largest:
        chances = [_each(forecast, partial(_certain, territory.code, each)) for each in (0, 100)]
        yield (territory.name, "not sold", chances[0], "sold", chances[1])


def _each(forecast: Forecast, change: Callable[[TerritoryForecast], TerritoryForecast]) -> Forecast:
    return replace(forecast, territories=tuple(change(one) for one in forecast.territories))


def _priced(one: TerritoryForecast, percent: int) -> TerritoryForecast:
    def times(figure: Figure[Money]) -> Figure[Money]:
        return _other(figure, Money(figure.value.amount * percent / 100, figure.value.currency).rounded())

    return replace(one, p10=times(one.p10), p50=times(one.p50), p90=times(one.p90))


def _later(one: TerritoryForecast) -> TerritoryForecast:
    return replace(one, timing=tuple((quarter + LATER // 3, weight) for quarter, weight in one.timing))


def _certain(code: str, percent: int, one: TerritoryForecast) -> TerritoryForecast:
    """A territory that surely sells, or surely does not; the others as they are."""
    if one.code != code:
        return one
    return replace(one, probability=_other(one.probability, Percent(Decimal(percent))))


def _other(figure: Figure[V], value: V) -> Figure[V]:
    return replace(figure, value=value)
