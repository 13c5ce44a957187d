"""The gross at which each stage of the terms is reached, and how often receipts come so far."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from topsheet.money import Money
from topsheet.recoupment.breakeven import Never, solve
from topsheet.recoupment.futures.model import Simulation, Stage
from topsheet.recoupment.futures.run import Setup
from topsheet.recoupment.futures.stages import stages_of
from topsheet.recoupment.program import classes_of
from topsheet.recoupment.returns.spread import Chance, chance


@dataclass(frozen=True, slots=True)
class Threshold:
    """A stage with the least gross that reaches it, rounded up to the coin, and how often there is so much."""

    label: str
    gross: Money
    reached: Chance


def thresholds(setup: Setup, simulation: Simulation) -> tuple[Threshold, ...]:
    """Where each stage lies on the curve of receipts; none where days or places of receipts decide it as well."""
    terms = setup.terms
    if not terms.time_free or len(set(classes_of(terms, setup.origins).values())) != 1:
        return ()
    found: list[Threshold] = []
    least = Fraction(0)
    for asked, stage in zip(stages_of(terms), simulation.stages, strict=True):
        for who, coins in asked.coins.items():
            answer = solve(terms, {who}, Fraction(coins))
            if isinstance(answer, Never):
                return tuple(found)
            least = max(least, answer)
        gross = terms.money(ceil(least))
        reached = chance(simulation.received >= ceil(least))
        found.append(Threshold(named(stage), gross, reached))
    return tuple(found)


def named(stage: Stage) -> str:
    """A stage as a reader calls it: `Equity 120 %`; money alone needs no percent."""
    return stage.label if stage.percent == 100 else f"{stage.label} {stage.percent.normalize():f} %"
