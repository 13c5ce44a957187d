"""What many futures say: chances, medians and ranges; amounts in whole units of the film's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from topsheet.money import Money, Percent
from topsheet.recoupment.returns.spread import Chance, Spread

Coins = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Goal:
    """How often somebody has had so many percent of what it put in or is owed."""

    percent: Decimal
    chance: Chance


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the terms full to so many percent, and all before it too: how often, by the end of each quarter."""

    label: str
    who: tuple[str, ...]
    percent: Decimal
    by_quarter: tuple[Percent, ...]

    @property
    def chance(self) -> Percent:
        """How often it is reached in the end."""
        return self.by_quarter[-1]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One position, a kind together, or a party: what it has had at the end, over all futures.

    `paid` is in the currency; `multiple` over what was put in; `rate` the yearly IRR, a total loss being −100 %, None
    for those who put nothing in; `by_quarter` the chance that it is recouped by the end of each quarter;
    `payback` the middle quarter, counted from delivery, of those futures in which it is; `missing` what a debt lacks,
    as a loss, over all futures; `lacking` the same, as an amount, over those alone in which it lacks anything.
    """

    id: str
    name: str
    kind: str
    invested: Money | None
    paid: Spread
    multiple: Spread | None
    rate: Spread | None
    goals: tuple[Goal, ...]
    by_quarter: tuple[Percent, ...]
    payback: int | None
    missing: Spread | None
    lacking: Spread | None

    def goal(self, percent: int) -> Chance | None:
        """The chance of so many percent; None for those who put nothing in."""
        return next((each.chance for each in self.goals if each.percent == percent), None)


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the terms: its gross, and how often receipts reach it."""

    label: str
    gross: Money
    reached: Chance


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """All futures of one plan; `totals` has what each payee had in each run, for comparing run by run."""

    runs: int
    seed: int
    currency: str
    delivery: date
    quarters: tuple[date, ...]
    gross: Spread
    cases: tuple[Case, ...]
    outcomes: tuple[Outcome, ...]
    stages: tuple[Stage, ...]
    totals: dict[str, Coins]
    received: Coins
    owed: dict[str, int]

    def outcome(self, id_: str) -> Outcome:
        """The outcome of a position, kind or party. Raises StopIteration when there is none."""
        return next(each for each in self.outcomes if each.id == id_)
