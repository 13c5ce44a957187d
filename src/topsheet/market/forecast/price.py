"""The price of a territory from where a future stands in it: no sale, the body, the tail."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from topsheet.market.forecast.curves import Floats, score
from topsheet.market.forecast.model import TAIL_SHARE, Tail, TerritoryForecast
from topsheet.money import Money, minor_digits

Coins = NDArray[np.int64]
_Z90 = 1.2815515655446004  # the normal score of P90


@dataclass(frozen=True, slots=True)
class Price:
    """A territory's marginal distribution in coins, ready for arrays.

    With the chance of a sale, the price is log-normal on either side of P50, through P10 below and P90 above;
    beyond P90 it has a Pareto tail, cut at a limit. So P10, P50 and P90 are met exactly.
    """

    chance: float
    middle: float
    below: float
    above: float
    high: float
    bend: float
    cut: float

    @classmethod
    def of(cls, territory: TerritoryForecast, tail: Tail) -> Price:
        """From the figures of a territory and the tail that all share."""
        p10, p50, p90 = (_coins(each.value) for each in (territory.p10, territory.p50, territory.p90))
        chance = float(territory.probability.value.fraction)
        if not p50:
            return cls(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0)
        bend = -1 / float(tail.index.value)
        return cls(chance, log(p50), log(p50 / p10) / _Z90, log(p90 / p50) / _Z90, p90, bend,
                   float(tail.limit.value) ** (1 / bend))  # fmt: skip

    def coins(self, exceeded: Floats) -> Coins:
        """The price in whole coins, halves up, in futures exceeded with these chances; 0 where nothing is sold.

        The smaller the chance, the better the future: a sale where it lies below the chance of a sale.
        """
        result = np.zeros(exceeded.shape, dtype=np.int64)
        sold = np.flatnonzero(exceeded < self.chance)
        share = exceeded[sold] / (self.chance or 1.0)
        z = score(share)
        price = np.exp(self.middle + z * np.where(z > 0, self.above, self.below))
        tail = np.flatnonzero(share < TAIL_SHARE)
        left = self.cut + share[tail] / TAIL_SHARE * (1 - self.cut)
        price[tail] = self.high * left**self.bend
        result[sold] = np.floor(price + 0.5).astype(np.int64)
        return result


def _coins(amount: Money) -> float:
    return float(amount.amount.scaleb(minor_digits(amount.currency)))
