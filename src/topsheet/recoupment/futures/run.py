"""Futures drawn chunk by chunk, paid out by the terms, and summed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from topsheet.calendar import add_months
from topsheet.market.forecast import Forecast
from topsheet.market.forecast.sample import Chunk, Progress, sample
from topsheet.money import Money
from topsheet.recoupment.futures.model import Case, Coins, Simulation
from topsheet.recoupment.futures.stages import reached_by, stages_of, told_stages
from topsheet.recoupment.futures.sums import Sums
from topsheet.recoupment.program import Origin, classes_of
from topsheet.recoupment.returns.many import irr_many
from topsheet.recoupment.returns.spread import chance, spread
from topsheet.recoupment.scenario import Engine, Scenarios
from topsheet.recoupment.terms import Terms

# What somebody paid in, and when, in coins.
PaidIn = Mapping[str, Sequence[tuple[date, int]]]
NOTHING_UNSOLD = "nothing is unsold, so there is nothing to draw; write territories into market.yaml"


@dataclass(frozen=True)
class Setup:
    """All that decides the futures of a plan.

    `sold` are territories of the forecast, by code, that are sold at a price in every future; tax and timing are as
    the forecast has them.
    """

    terms: Terms
    forecast: Forecast
    delivery: date
    paid_in: PaidIn = field(default_factory=dict)
    cases: Sequence[tuple[str, Money]] = ()
    sold: Mapping[str, Money] = field(default_factory=dict)

    @property
    def origins(self) -> list[Origin]:
        """Where receipts come from: the unsold territories."""
        return [(each.code, "", "") for each in self.forecast.territories]

    @property
    def quarters(self) -> list[date]:
        """The last days of the quarters after delivery in which money may come."""
        return [add_months(self.delivery, 3 * (at + 1)) for at in range(self.forecast.quarters)]

    @property
    def largest(self) -> int:
        """More coins than any future brings."""
        tail = int(self.forecast.tail.limit.value + 1)
        dearest = (each.p90.value.amount * tail for each in self.forecast.territories)
        fixed = (price.amount for price in self.sold.values())
        return sum(int(self.terms.coins(each)) + 1 for each in (*dearest, *fixed))

    def drawn(self, chunk: Chunk) -> Chunk:
        """A chunk of the forecast, with what is sold at its price in every run."""
        if not self.sold:
            return chunk
        sales, net = chunk.sales.copy(), chunk.net.copy()
        for at, each in enumerate(self.forecast.territories):
            if each.code in self.sold:
                tax, of = each.withholding.value.fraction.as_integer_ratio()
                price = int(self.terms.coins(self.sold[each.code].amount))
                sales[at], net[at] = price, price - (price * tax + of // 2) // of
        return Chunk(chunk.forecast, chunk.first, sales, net)

    def receipts(self, chunk: Chunk, classes: Mapping[Origin, int]) -> dict[Origin, Coins]:
        """What comes in by where it comes from: (quarters, runs); what counts alike is one."""
        if len(set(classes.values())) == 1:
            return {self.origins[0]: chunk.receipts()}
        cash = chunk.cash()
        return {origin: cash[at] for at, origin in enumerate(self.origins)}

    @property
    def owed(self) -> dict[str, str]:
        """Whose money can come back, by id, with a name: each kind of several (`kind:equity`), then each position."""
        held = [each for each in self.terms.positions if each.invested.value]
        kinds = [each.kind for each in held]
        several = [kind for kind in dict.fromkeys(kinds) if kinds.count(kind) > 1]
        told = {f"kind:{kind}": f"{kind.replace('_', ' ').capitalize()} together" for kind in several}
        return told | {each.id: each.name for each in held}

    @property
    def told(self) -> list[str]:
        """Those who are told of: every position, and the parties beside them."""
        return [*(each.id for each in self.terms.positions), *self.terms.beside]

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
        raise ValueError(NOTHING_UNSOLD)
    ran = _Ran(setup, engine)
    for chunk in sample(setup.forecast, runs=runs, seed=seed, progress=progress):
        ran.take(chunk)
    return ran.told(setup.forecast.seed if seed is None else seed)


class _Ran:
    """Carries what is kept of each chunk: totals, the quarter in which each target was reached, flows for rates."""

    def __init__(self, setup: Setup, engine: Engine) -> None:
        self.setup, self.terms = setup, setup.terms
        self.classes = classes_of(setup.terms, setup.origins)
        self.scenarios = Scenarios(
            setup.terms, setup.origins, setup.quarters, setup.watched, setup.largest, engine
        )
        self.asked = stages_of(setup.terms)
        self.reached: list[Coins] = []
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

    def take(self, chunk: Chunk) -> None:
        """One chunk through the terms."""
        chunk = self.setup.drawn(chunk)
        receipts = self.setup.receipts(chunk, self.classes)
        self.gross.append(chunk.net.sum(axis=0))
        had = dict(zip(self.setup.watched, self.scenarios.had(receipts), strict=True))
        for kind, ids in self.kinds.items():
            if len(ids) > 1:
                had[f"kind:{kind}"] = sum((had[each] for each in ids), np.zeros_like(had[ids[0]]))
                self.owed[f"kind:{kind}"] = sum(self.owed[each] for each in ids)
        self.reached.append(reached_by(self.asked, had))
        for who, each in had.items():
            self.had.setdefault(who, []).append(each[-1].copy())  # a view would hold every quarter of it
            if self.owed.get(who):
                reached = each >= self.owed[who]
                first = np.where(reached.any(axis=0), reached.argmax(axis=0), -1)
                self.when.setdefault(who, []).append(first)
            flows = self._flows(who, each)
            if flows is not None:
                self.rates.setdefault(who, []).append(irr_many(flows, 4).ranked())

    def _flows(self, who: str, had: Coins) -> Coins | None:
        """What went in and came back, a quarter apart: (quarters from the first payment on, runs)."""
        ids = self.kinds[who.removeprefix("kind:")] if who.startswith("kind:") else [who]
        paid = [flow for each in ids for flow in self.setup.paid_in.get(each, ())]
        if not paid:
            return None
        start = min(self.setup.quarters[0], *(day for day, _ in paid))
        ends = [_quarters(start, day) for day in self.setup.quarters]
        into = [(_quarters(start, day), coins) for day, coins in paid]
        flows = np.zeros((max(ends[-1], *(at for at, _ in into)) + 1, had.shape[1]), np.int64)
        for at, coins in into:
            flows[at] -= coins
        for at, end in enumerate(ends):
            flows[end] += had[at] - (had[at - 1] if at else 0)
        return flows

    def told(self, seed: int) -> Simulation:
        """Everything summed up."""
        setup, terms = self.setup, self.terms
        gross = np.concatenate(self.gross)
        sums = Sums(
            terms, setup.quarters, _joined(self.had), self.owed, _joined(self.rates), _joined(self.when)
        )
        outcomes = [sums.outcome(each.id, each.name, each.kind) for each in terms.positions]
        outcomes += [
            sums.outcome(f"kind:{kind}", kind.replace("_", " ").capitalize(), kind)
            for kind, ids in self.kinds.items()
            if len(ids) > 1
        ]
        outcomes += [sums.outcome(party, name, "party") for party, name in terms.beside.items()]
        cases = tuple(
            Case(label, amount, chance(gross >= int(terms.coins(amount.amount))))
            for label, amount in setup.cases
        )
        middle = float(sums.units(np.asarray([np.median(gross)]))[0])
        return Simulation(
            gross.size, seed, terms.currency, setup.delivery, tuple(setup.quarters),
            spread(sums.units(gross), middle), cases, tuple(outcomes),
            told_stages(self.asked, np.concatenate(self.reached, axis=1), len(setup.quarters)),
            sums.had, gross, self.owed,
        )  # fmt: skip


def _joined(chunks: Mapping[str, list[np.ndarray]]) -> dict[str, np.ndarray]:
    return {who: np.concatenate(each) for who, each in chunks.items()}


def _quarters(start: date, day: date) -> int:
    """Whole quarters between two days, the nearest."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return max(0, round(months / 3))
