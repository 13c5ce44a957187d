"""What everybody had in all futures, summed up as an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from topsheet.money import Percent, minor_digits
from topsheet.recoupment.futures.model import Coins, Goal, Outcome
from topsheet.recoupment.returns.spread import Spread, chance, spread
from topsheet.recoupment.terms import Terms

# Kinds that lend: of them it is asked what is missing.
DEBT = ("gap_loan", "loan", "claim", "deferral")
GOALS = (Decimal(50), Decimal(100), Decimal(120))


@dataclass(frozen=True)
class Sums:
    """By payee, over all futures: what it had and is owed in coins, its rates, the quarter in which it was recouped."""

    terms: Terms
    quarters: Sequence[date]
    had: dict[str, Coins]
    owed: Mapping[str, int]
    rates: Mapping[str, np.ndarray]
    when: Mapping[str, Coins]

    def units(self, coins: np.ndarray) -> np.ndarray:
        """Coins in whole units of the currency."""
        found: np.ndarray = coins / 10 ** minor_digits(self.terms.currency)
        return found

    def outcome(self, who: str, name: str, kind: str) -> Outcome:
        """One position, kind or party."""
        coins, owed = self.had[who], self.owed.get(who, 0)
        units = self.units(coins)
        paid = spread(units, float(self.units(np.asarray([owed]))[0]))
        goals = tuple(Goal(each, chance(coins * 100 >= owed * int(each))) for each in GOALS) if owed else ()
        first = self.when.get(who, np.empty(0, np.int64))
        reached = first[first >= 0]
        lends = bool(owed) and kind in DEBT
        missing = self.units(np.maximum(owed - coins, 0))
        return Outcome(
            who, name, kind, self.terms.money(owed) if owed else None, paid,
            spread(coins / owed, 1.0) if owed else None,
            _of_rates(self.rates.get(who)),
            goals,
            self._by_quarter(first) if owed else (),
            int(np.median(reached)) if reached.size else None,
            spread(-missing, 0.0) if lends else None,
            spread(missing[missing > 0], 0.0) if lends and missing.any() else None,
        )  # fmt: skip

    def _by_quarter(self, first: Coins) -> tuple[Percent, ...]:
        return tuple(
            Percent(Decimal(100 * int(np.count_nonzero((first >= 0) & (first <= at)))) / max(first.size, 1))
            for at in range(len(self.quarters))
        )


def _of_rates(rates: np.ndarray | None) -> Spread | None:
    """Rates where every future has one; several rates at once are left out, and they are rare."""
    if rates is None:
        return None
    told = rates[~np.isnan(rates)]
    return spread(told, 0.0) if told.size else None
