"""Futures drawn from a forecast: what each territory brings in each quarter of each run, in whole coins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from topsheet.market.forecast.curves import Floats, above, score, t_above
from topsheet.market.forecast.model import Forecast
from topsheet.market.forecast.price import Coins, Price
from topsheet.market.forecast.streams import Stream

# Told after each chunk: how many runs are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Some runs, the first of them numbered `first`: sales and what is left after withholding, (territories, runs)."""

    forecast: Forecast
    first: int
    sales: Coins
    net: Coins

    @property
    def runs(self) -> int:
        """How many runs are in it."""
        return int(self.sales.shape[1])

    def cash(self) -> Coins:
        """The net money as it comes: (territories, quarters after delivery, runs)."""
        shape = (len(self.forecast.territories), self.forecast.quarters, self.runs)
        cash = np.zeros(shape, dtype=np.int64)
        for at, territory in enumerate(self.forecast.territories):
            for quarter, part in instalments(self.net[at], territory.timing):
                cash[at, quarter] = part
        return cash

    def receipts(self) -> Coins:
        """The same with the territories added up: (quarters after delivery, runs)."""
        receipts = np.zeros((self.forecast.quarters, self.runs), dtype=np.int64)
        for at, territory in enumerate(self.forecast.territories):
            for quarter, part in instalments(self.net[at], territory.timing):
                receipts[quarter] += part
        return receipts


def sample(
    forecast: Forecast,
    *,
    runs: int | None = None,
    seed: int | None = None,
    first: int = 0,
    chunk: int = 10_000,
    progress: Progress | None = None,
) -> Iterator[Chunk]:
    """Futures of the forecast from the one numbered `first` on, chunk by chunk, so that memory stays bounded.

    A run is the same to the bit whatever the chunk size, the number of runs or the other territories: two forecasts
    under one seed are compared run by run. Raises ValueError when runs, first, chunk or seed is out of range.
    """
    many = forecast.runs if runs is None else runs
    start = forecast.seed if seed is None else seed
    if many < 1 or chunk < 1 or start < 0 or first < 0:
        raise ValueError("runs and chunk are at least 1, a seed and a run are not negative")
    draw = _Draw(forecast, start, first)
    for done in range(0, many, chunk):
        width = min(chunk, many - done)
        yield draw.chunk(first + done, width)
        if progress:
            progress(done + width, many)


def instalments(net: Coins, timing: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, Coins]]:
    """The parts of amounts by quarter, as `money.split` divides: nested floors, the last owns the stray coin."""
    left, weight_left = net, sum(weight for _, weight in timing)
    for quarter, weight in timing[:-1]:
        part = left * weight // weight_left
        yield quarter, part
        left, weight_left = left - part, weight_left - weight
    yield timing[-1][0], left


class _Draw:
    """The streams of one drawing from a run on: one for each territory, for what they share, and for its violence."""

    def __init__(self, forecast: Forecast, seed: int, first: int) -> None:
        self.forecast = forecast
        self.common = Stream(seed, "common factor")
        self.shock = Stream(seed, "common shock")
        self.own = [Stream(seed, f"territory {each.code}") for each in forecast.territories]
        self.prices = [Price.of(each, forecast.tail) for each in forecast.territories]
        self.taxes = [each.withholding.value.fraction.as_integer_ratio() for each in forecast.territories]
        correlation = float(forecast.correlation.value.fraction)
        self.shared, self.alone = sqrt(correlation), sqrt(1 - correlation)
        for stream in (self.common, *self.own):
            stream.skip(first)
        self.shock.skip(first * self._shocks)

    @property
    def _shocks(self) -> int:
        """How many numbers the violence of one run takes: one for each two degrees of freedom."""
        return (self.forecast.degrees + 1) // 2

    def chunk(self, first: int, runs: int) -> Chunk:
        shape = (len(self.own), runs)
        sales, net = np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.int64)
        factor = self.shared * score(self.common.uniform(runs))
        spread = self._spread(runs)
        for at, (stream, price, (tax, of)) in enumerate(zip(self.own, self.prices, self.taxes, strict=True)):
            standing = factor + self.alone * score(stream.uniform(runs))
            sales[at] = price.coins(self._exceeded(standing, spread))
            net[at] = sales[at] - (sales[at] * tax + of // 2) // of
        return Chunk(self.forecast, first, sales, net)

    def _spread(self, runs: int) -> Floats | None:
        """By what the whole run is stretched under a t copula: the root of a chi-square over its degrees, inverted."""
        if self.forecast.copula == "gaussian":
            return None
        degrees = self.forecast.degrees
        drawn = self.shock.uniform(runs * self._shocks).reshape(runs, -1)
        chi = -2 * np.log(drawn[:, : degrees // 2]).sum(axis=1)
        if degrees % 2:
            chi += score(drawn[:, -1].copy()) ** 2
        spread: Floats = np.sqrt(degrees / chi)
        return spread

    def _exceeded(self, standing: Floats, spread: Floats | None) -> Floats:
        return above(standing) if spread is None else t_above(standing * spread, self.forecast.degrees)
