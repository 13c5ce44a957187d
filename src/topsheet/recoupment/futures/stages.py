"""The steps of the terms that pay claims, in order, and by when each of them and all before it are full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from topsheet.money import Percent
from topsheet.recoupment.futures.model import Coins, Stage
from topsheet.recoupment.steps import recoups, up
from topsheet.recoupment.terms import Terms

# A stage that is not reached lies after every quarter.
NEVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a stage asks for: a label, how many percent it is of what was put in, and coins by position."""

    label: str
    percent: Decimal
    coins: Mapping[str, int]


def stages_of(terms: Terms) -> tuple[Asked, ...]:
    """Each group of claims in the order of the terms; a target above 100 percent is two stages, the money first."""
    found: list[Asked] = []
    for group in (each for step in terms.steps for each in recoups(step) if each.claims):
        put_in = {
            each.position.id: up(terms.coins(each.position.invested.value.amount)) for each in group.claims
        }
        percent = group.percent.value.value if group.percent else Decimal(100)
        if not any(put_in.values()):
            continue
        if percent > 100:  # the money itself
            found.append(Asked(group.label, Decimal(100), put_in))
        found.append(
            Asked(group.label, percent, {each.position.id: up(each.target) for each in group.claims})
        )
    return tuple(found)


def reached_by(asked: Sequence[Asked], had: Mapping[str, Coins]) -> Coins:
    """The quarter in which each stage and all before it are reached: (stages, runs); NEVER where they are not."""
    runs = next(iter(had.values())).shape[1]
    found, before = np.zeros((len(asked), runs), np.int64), np.zeros(runs, np.int64)
    for at, stage in enumerate(asked):
        for who, coins in stage.coins.items():
            full = had[who] >= coins
            before = np.maximum(before, np.where(full[-1], full.argmax(axis=0), NEVER))
        found[at] = before
    return found


def told_stages(asked: Sequence[Asked], reached: Coins, quarters: int) -> tuple[Stage, ...]:
    """The stages with their chances by the end of each quarter."""
    runs = reached.shape[1]
    return tuple(
        Stage(
            stage.label,
            tuple(stage.coins),
            stage.percent,
            tuple(
                Percent(Decimal(100 * int(np.count_nonzero(when <= quarter))) / runs)
                for quarter in range(quarters)
            ),
        )
        for stage, when in zip(asked, reached, strict=True)
    )
