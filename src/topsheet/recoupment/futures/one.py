"""One future of many, opened: what each territory brought, when the money came, and who was paid what and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from topsheet.market.forecast.model import TerritoryForecast
from topsheet.market.forecast.sample import Chunk, instalments, sample
from topsheet.money import Money, Percent
from topsheet.recoupment.futures.model import Coins, Simulation
from topsheet.recoupment.futures.run import Setup
from topsheet.recoupment.ledger import Ledger, Received, ledger
from topsheet.recoupment.returns.spread import quantile

# A bad, a middle and a good future: so many percent of them bring no more.
LEVELS = {word: Percent(Decimal(level)) for word, level in (("bad", 10), ("middle", 50), ("good", 90))}


@dataclass(frozen=True, slots=True)
class Sale:
    """What one territory brings in one future; all amounts are nothing where it is not sold.

    `parts` are the net amounts by the last day of their quarter.
    """

    territory: TerritoryForecast
    price: Money
    tax: Money
    net: Money
    parts: tuple[tuple[date, Money], ...]

    @property
    def standing(self) -> str:
        """Where the price lies among those the territory was given, in words."""
        if not self.price:
            return "not sold"
        known = (("P10", self.territory.p10), ("P50", self.territory.p50), ("P90", self.territory.p90))
        passed = [word for word, figure in known if self.price >= figure.value]
        if len(passed) == len(known):
            return "P90 or above"
        return f"{passed[-1]} to {known[len(passed)][0]}" if passed else "below P10"


@dataclass(frozen=True, slots=True)
class Future:
    """The future numbered `run`, counted from 0: its sales, what came in each quarter, and the ledger of it."""

    run: int
    sales: tuple[Sale, ...]
    received: tuple[tuple[date, Money], ...]
    ledger: Ledger

    @property
    def total(self) -> Money:
        """All that came in."""
        return sum((amount for _, amount in self.received), Money(Decimal(0), self.ledger.terms.currency))

    def had(self, who: str) -> Money:
        """What a position or a party had at the end; nothing where it is unknown."""
        coins = self.ledger.days[-1].results.get(("had", who), 0) if self.ledger.days else 0
        return self.ledger.terms.money(coins)


def future(setup: Setup, run: int, seed: int | None = None) -> Future:
    """The future of a seed with this number: the very one that `simulate` counts, paid by the ledger.

    Raises ValueError for a number below 0.
    """
    (drawn,) = sample(setup.forecast, runs=1, seed=seed, first=run)
    chunk = setup.drawn(drawn)
    sales = tuple(_sales(setup, chunk))
    cash = chunk.cash()[:, :, 0]
    received = [
        Received(day, {origin: int(cash[at, quarter]) for at, origin in enumerate(setup.origins)}, {})
        for quarter, day in enumerate(setup.quarters)
    ]
    came = tuple((each.day, setup.terms.money(sum(each.amounts.values()))) for each in received)
    return Future(run, sales, came, ledger(setup.terms, received, setup.quarters[-1]))


def standing_at(made: Simulation, level: Percent, who: str = "") -> int:
    """The number of the future in which somebody has what so many percent of futures do not exceed.

    Of several with the same outcome it is the one with the middle receipts. Without `who` it goes by receipts.
    Raises KeyError for somebody who is not in the simulation.
    """
    outcomes = made.totals[who] if who else made.received
    alike: Coins = np.flatnonzero(outcomes == quantile(outcomes, level))
    by_receipts = alike[np.argsort(made.received[alike], kind="stable")]
    return int(by_receipts[(by_receipts.size - 1) // 2])


def exceeds(made: Simulation, run: int) -> Percent:
    """In what part of the futures less comes in than in this one."""
    below = int(np.count_nonzero(made.received < made.received[run]))
    return Percent(Decimal(100 * below) / made.runs)


def _sales(setup: Setup, chunk: Chunk) -> Iterator[Sale]:
    money = setup.terms.money
    for at, territory in enumerate(setup.forecast.territories):
        price, net = int(chunk.sales[at, 0]), int(chunk.net[at, 0])
        parts = [
            (setup.quarters[quarter], money(int(part[0])))
            for quarter, part in instalments(chunk.net[at], territory.timing)
            if part[0]
        ]
        yield Sale(territory, money(price), money(price - net), money(net), tuple(parts))
