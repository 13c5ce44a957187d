"""The forecast as values: each territory's prices, chance and timing, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent

# One sale in ten brings P90 or more: there the Pareto tail takes over from the body.
TAIL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class TerritoryForecast:
    """An unsold territory: the chance that it sells, its prices if it does, and when the money comes.

    `timing` is (quarter after delivery, whole weight) in rising order; quarter 0 is the first three months.
    """

    code: str
    name: str
    probability: Figure[Percent]
    p10: Figure[Money]
    p50: Figure[Money]
    p90: Figure[Money]
    lag: Figure[int]
    withholding: Figure[Percent]
    timing: tuple[tuple[int, int], ...]
    buyer_grade: str

    @property
    def figures(self) -> tuple[Figure[Value], ...]:
        """What the futures of this territory rest on."""
        return (self.probability, self.p10, self.p50, self.p90, self.lag, self.withholding)


@dataclass(frozen=True, slots=True)
class Tail:
    """Above P90 a price x is exceeded as (P90 / x) ^ index, up to `limit` times P90 and never beyond."""

    index: Figure[Decimal]
    limit: Figure[Decimal]


@dataclass(frozen=True, slots=True)
class Forecast:
    """Unsold territories, how they hang together, and how many futures to draw from which seed."""

    currency: str
    territories: tuple[TerritoryForecast, ...]
    correlation: Figure[Percent]
    copula: Literal["gaussian", "t"]
    degrees: int
    tail: Tail
    runs: int
    seed: int

    @property
    def quarters(self) -> int:
        """How many quarters after delivery money may come in; at least one."""
        return 1 + max((timing[0] for each in self.territories for timing in each.timing), default=0)

    @property
    def figures(self) -> tuple[Figure[Value], ...]:
        """Everything the futures rest on, given or assumed."""
        of_all: tuple[Figure[Value], ...] = (self.correlation, self.tail.index, self.tail.limit)
        return (*(figure for each in self.territories for figure in each.figures), *of_all)
