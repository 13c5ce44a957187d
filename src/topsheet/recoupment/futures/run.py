"""Futures drawn chunk by chunk, paid out by the terms, and summed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np

from topsheet.calendar import add_months
from topsheet.market.forecast import Forecast
from topsheet.market.forecast.sample import Chunk, Progress, sample
from topsheet.money import Money, Percent, minor_digits
from topsheet.recoupment.futures.model import Case, Coins, Goal, Outcome, Simulation
from topsheet.recoupment.program import Origin, classes_of
from topsheet.recoupment.returns.many import irr_many
from topsheet.recoupment.returns.spread import Spread, chance, spread
from topsheet.recoupment.scenario import Engine, Scenarios
from topsheet.recoupment.terms import Terms

# What somebody paid in, and when, in coins.
PaidIn = Mapping[str, Sequence[tuple[date, int]]]
# Kinds that lend: of them it is asked what is missing.
DEBT = ("gap_loan", "loan", "claim", "deferral")
GOALS = (Decimal(50), Decimal(100), Decimal(120))


@dataclass(frozen=True)
class Setup:
    """All that decides the futures of a plan."""

    terms: Terms
    forecast: Forecast
    delivery: date
    paid_in: PaidIn = field(default_factory=dict)
    cases: Sequence[tuple[str, Money]] = ()

    @property
    def origins(self) -> list[Origin]:
        """Where receipts come from: the unsold territories."""
        return [(each.code, "", "") for each in self.forecast.territories]

    @property
    def quarters(self) -> list[date]:
        """The last days of the quarters after delivery in which money may come."""
        return [add_months(self.delivery, 3 * (at + 1)) for at in range(self.forecast.quarters)]

    @property
    def watched(self) -> list[str]:
        """Everyone who can be paid."""
        return [*(each.id for each in self.terms.positions), *self.terms.parties]


def simulate(setup: Setup, *, runs: int | None = None, seed: int | None = None, engine: Engine = "numpy",
             progress: Progress | None = None) -> Simulation:  # fmt: skip
    """So many futures of a plan. The same seed and forecast give the same receipts in each run, whatever the terms.

    Raises ValueError for a forecast without territories, or amounts that 64 bits cannot hold exactly.
    """
    if not setup.forecast.territories:
        raise ValueError("nothing is unsold, so there is nothing to draw; write territories into market.yaml")
    ran = _Ran(setup, engine)
    for chunk in sample(setup.forecast, runs=runs, seed=seed, progress=progress):
        ran.take(chunk)
    return ran.told(setup.forecast.seed if seed is None else seed)


class _Ran:
    """Carries what is kept of each chunk: totals, the quarter in which each target was reached, flows for rates."""

    def __init__(self, setup: Setup, engine: Engine) -> None:
        self.setup, self.terms = setup, setup.terms
        self.classes = classes_of(setup.terms, setup.origins)
        most = sum(self._most(each) for each in setup.forecast.territories)
        self.scenarios = Scenarios(setup.terms, setup.origins, setup.quarters, setup.watched, most, engine)
        self.kinds: dict[str, list[str]] = {}
        for position in setup.terms.positions:
            self.kinds.setdefault(position.kind, []).append(position.id)
        self.owed = {
            each.id: int(setup.terms.coins(each.invested.value.amount)) for each in setup.terms.positions
        }
        self.gross: list[Coins] = []
        self.had: dict[str, list[Coins]] = {}
        self.rates: dict[str, list[np.ndarray]] = {}
        self.when: dict[str, list[Coins]] = {}

    def _most(self, territory: object) -> int:
        tail = self.setup.forecast.tail
        p90 = getattr(territory, "p90").value.amount  # noqa: B009
        return int(self.terms.coins(p90) * int(tail.limit.value + 1))

    def take(self, chunk: Chunk) -> None:
        """One chunk through the terms."""
        receipts = self._receipts(chunk)
        self.gross.append(chunk.net.sum(axis=0))
        had = dict(zip(self.setup.watched, self.scenarios.had(receipts), strict=True))
        for kind, ids in self.kinds.items():
            if len(ids) > 1:
                had[f"kind:{kind}"] = sum((had[each] for each in ids), np.zeros_like(had[ids[0]]))
                self.owed[f"kind:{kind}"] = sum(self.owed[each] for each in ids)
        for who, each in had.items():
            self.had.setdefault(who, []).append(each[-1])
            if self.owed.get(who):
                reached = each >= self.owed[who]
                first = np.where(reached.any(axis=0), reached.argmax(axis=0), -1)
                self.when.setdefault(who, []).append(first)
            flows = self._flows(who, each)
            if flows is not None:
                self.rates.setdefault(who, []).append(irr_many(flows, 4).ranked())

    def _receipts(self, chunk: Chunk) -> dict[Origin, Coins]:
        """What comes in by class of receipts: those that count alike are one."""
        if len(set(self.classes.values())) == 1:
            return {self.setup.origins[0]: chunk.receipts()}
        cash = chunk.cash()
        return {origin: cash[at] for at, origin in enumerate(self.setup.origins)}

    def _flows(self, who: str, had: Coins) -> Coins | None:
        """What went in and came back, a quarter apart: (quarters from the first payment on, runs)."""
        ids = self.kinds[who.removeprefix("kind:")] if who.startswith("kind:") else [who]
        paid = [flow for each in ids for flow in self.setup.paid_in.get(each, ())]
        if not paid:
            return None
        start = min(day for day, _ in paid)
        ends = [_quarters(start, day) for day in self.setup.quarters]
        flows = np.zeros((ends[-1] + 1, had.shape[1]), np.int64)
        for day, coins in paid:
            flows[_quarters(start, day)] -= coins
        for at, end in enumerate(ends):
            flows[end] += had[at] - (had[at - 1] if at else 0)
        return flows

    def told(self, seed: int) -> Simulation:
        """Everything summed up."""
        setup, terms = self.setup, self.terms
        gross = np.concatenate(self.gross)
        had = {who: np.concatenate(each) for who, each in self.had.items()}
        outcomes = [self._outcome(each.id, each.name, each.kind, had) for each in terms.positions]
        outcomes += [
            self._outcome(f"kind:{kind}", kind.replace("_", " ").capitalize(), kind, had)
            for kind, ids in self.kinds.items()
            if len(ids) > 1
        ]
        outcomes += [self._outcome(party, name, "party", had) for party, name in terms.parties.items()]
        cases = tuple(
            Case(label, amount, chance(gross >= int(terms.coins(amount.amount))))
            for label, amount in setup.cases
        )
        middle = float(self._units(np.asarray([np.median(gross)]))[0])
        return Simulation(
            gross.size, seed, terms.currency, setup.delivery, tuple(setup.quarters),
            spread(self._units(gross), middle), cases, tuple(outcomes), had, gross, self.owed,
        )  # fmt: skip

    def _units(self, coins: np.ndarray) -> np.ndarray:
        found: np.ndarray = coins / 10 ** minor_digits(self.terms.currency)
        return found

    def _outcome(self, who: str, name: str, kind: str, had: Mapping[str, Coins]) -> Outcome:
        coins, owed = had[who], self.owed.get(who, 0)
        units = self._units(coins)
        invested = self.terms.money(owed) if owed else None
        paid = spread(units, float(self._units(np.asarray([owed]))[0]))
        goals = tuple(Goal(each, chance(coins * 100 >= owed * int(each))) for each in GOALS) if owed else ()
        rates = np.concatenate(self.rates[who]) if who in self.rates else None
        first = np.concatenate(self.when[who]) if who in self.when else np.empty(0, np.int64)
        late = tuple(
            Percent(Decimal(100 * int(np.count_nonzero((first >= 0) & (first <= at)))) / max(first.size, 1))
            for at in range(len(self.setup.quarters))
        )
        reached = first[first >= 0]
        return Outcome(
            who, name, kind, invested, paid,
            spread(coins / owed, 1.0) if owed else None,
            _spread_of_rates(rates),
            goals,
            late if owed else (),
            int(np.median(reached)) if reached.size else None,
            spread(-self._units(np.maximum(owed - coins, 0)), 0.0) if owed and kind in DEBT else None,
        )  # fmt: skip


def _spread_of_rates(rates: np.ndarray | None) -> Spread | None:
    """Rates where every future has one; several rates at once are left out, and they are rare."""
    if rates is None:
        return None
    told = rates[~np.isnan(rates)]
    return spread(told, 0.0) if told.size else None


def _quarters(start: date, day: date) -> int:
    """Whole quarters between two days, the nearest."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return max(0, round(months / 3))
