"""A part for one payee written as lines: a percentage of a base, or an amount."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from topsheet.recoupment.program.flowing import Flowing
from topsheet.recoupment.program.ops import Operand
from topsheet.recoupment.steps import (
    Take,
    up,
)


def take(flow: Flowing, step: Take) -> None:
    """What it is entitled to, by its base, floor, advance and limit in this order, less what it had."""
    sheet, key = flow.sheet, flow.key(step)
    holds = flow.conditions.holds(step.when)
    others = flow.names.others(step, key)
    older = sheet.total([flow.paid(each, step.payee) for each in others])
    entitled = _entitled(flow, step, holds, others)
    name = f"lapsed:{step.id}:{step.payee}"
    lapsed = sheet.recall(name) if step.lapses or others else 0
    owed = most = sheet.sub(entitled, sheet.add(older, lapsed))
    if step.lapses and step.cap is not None:  # what has lapsed is not paid, and takes no part of the limit
        most = sheet.least(owed, sheet.sub(sheet.coin(step.cap), older))
    flow.found["entitled", step.id] = most if step.lapses else entitled
    steady = step.when is None and not step.retroactive and (step.base != "rest" or flow.drained)
    flow.settle(step, step.payee, most, rises=flow.single and steady and not step.lapses)
    if step.lapses:
        sheet.keep(name, sheet.add(lapsed, sheet.most(sheet.sub(owed, flow.paid(key, step.payee)), 0)))
    if others and step.rate is None:
        sheet.keep(f"earned:{key}", flow.paid(key, step.payee))


def _entitled(flow: Flowing, step: Take, holds: Operand, others: Sequence[str]) -> Operand:
    """To date, under this definition and the `others` that an amendment put in its place or it in theirs."""
    sheet, key = flow.sheet, flow.key(step)
    if step.rate is None:
        entitled: Operand = sheet.coin(step.cap or Fraction(0))
    elif step.id in flow.shares:
        entitled = flow.shares[step.id]
        flow.found["base", step.id] = flow.found["in", flow.pot.id]
    else:
        entitled = _rated(flow, step, step.rate, holds)
    if others and step.rate is not None:
        sheet.keep(f"earned:{key}", entitled)
        entitled = sheet.add(entitled, sheet.total([sheet.recall(f"earned:{each}") for each in others]))
    if step.floor:
        entitled = sheet.most(entitled, sheet.where(holds, sheet.coin(step.floor), 0))
    if step.offset:
        entitled = sheet.most(sheet.sub(entitled, sheet.coin(step.offset)), 0)
    if step.cap is not None and not step.lapses:
        entitled = sheet.least(entitled, sheet.coin(step.cap))
    if step.rate is None or step.payee in flow.accounts:  # what a percentage has earned stays owed
        entitled = sheet.where(holds, entitled, 0)
    return entitled


def _rated(flow: Flowing, step: Take, rate: Fraction, holds: Operand) -> Operand:
    """A percentage of a base; the base of one that does not always stand counts only while it does."""
    sheet, key = flow.sheet, flow.key(step)
    if step.when is None and key in flow.names.always and (flow.single or step.base != "rest"):
        if step.base == "rest":
            base = flow.reached(key)
        else:
            base = flow.found["in", flow.pot.id] if step.base == "gross" else flow.bases[step.base]
    else:
        if step.base == "gross":
            today = flow.new
        elif step.base == "rest":
            today = flow.arrived()
        else:
            today = sheet.sub(flow.bases[step.base], sheet.recall(f"register_before:{step.base}"))
        base = sheet.add(sheet.recall(f"base:{key}"), sheet.where(holds, today, 0))
        sheet.keep(f"base:{key}", base)
    flow.found["base", step.id] = base
    if not step.bands:
        return sheet.part(base, rate)
    below = lcm(rate.denominator, *(each.denominator for _, each in step.bands))
    same = [each for each in flow.names.others(step, key) if flow.names.bases.get(each) == step.base]
    counted = sheet.total([sheet.recall(f"base:{each}") for each in same])  # at the rates of other terms
    reached = sheet.add(counted, base)
    if step.retroactive:
        number: Operand = int(rate * below)
        for above, each in step.bands:
            passed = sheet.reaches(reached, up(above) + 1)
            flow.conditions.steep.append(passed)
            number = sheet.where(passed, int(each * below), number)
        return sheet.part(sheet.times(base, number), Fraction(1, below))
    total, last = sheet.times(base, int(rate * below)), rate
    for above, each in step.bands:
        more = sheet.most(sheet.sub(reached, sheet.coin(above)), 0)
        if same:
            more = sheet.sub(more, sheet.most(sheet.sub(counted, sheet.coin(above)), 0))
        total, last = sheet.add(total, sheet.times(more, int((each - last) * below))), each
    return sheet.part(total, Fraction(1, below))
