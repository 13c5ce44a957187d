"""Claims paid to their targets written as lines: one group, sides beside each other, a corridor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from topsheet.recoupment.program.claims import Room, filled
from topsheet.recoupment.program.flowing import Flowing
from topsheet.recoupment.program.ops import Operand
from topsheet.recoupment.steps import (
    Beside,
    Corridor,
    Recoup,
    Step,
    payees,
    recoups,
)


def rooms_of(flow: Flowing, step: Step, group: Recoup) -> list[Room]:
    """What each claim can take at this step in all, and how near it is to full once money reaches it."""
    sheet, rooms = flow.sheet, list[Room]()
    steady = flow.steady(step, group.claims)
    for claim in group.claims:
        payee = claim.position.id
        target: Any = sheet.coin(claim.target)
        if payee in flow.interest:
            target = sheet.add(target, flow.interest[payee])
        if steady and flow.single:
            # What a tier above pays it is full when money comes down here, so the room is known beforehand.
            cap: Operand = max(target - sheet.coin(_reached(flow, step, payee)), 0)
        else:
            elsewhere = flow.had(step, payee)
            had = flow.paid(flow.key(step), payee)
            cap = target if elsewhere == 0 else sheet.most(sheet.sub(target, elsewhere), had)
        older = [flow.paid(key, payee) for key in flow.names.older(step.id, flow.key(step))]
        flow.found["room", step.id, payee] = sheet.add(cap, sheet.total(older))
        known = None
        if steady:
            known = max(sheet.amount(claim.target) - sheet.amount(_reached(flow, step, payee)), Fraction(0))
        rooms.append(Room(payee, claim.weight, cap, known))
    return rooms


def _reached(flow: Flowing, step: Step, payee: str) -> Fraction:
    """The target a plain tier above pays a claim to; it is full when money reaches the tier below."""
    ids = [each.id for each in flow.pot.steps]
    targets = [
        claim.target
        for each in flow.pot.steps[: ids.index(step.id)]
        for group in recoups(each)
        for claim in group.claims
        if claim.position.id == payee
    ]
    return max(targets, default=Fraction(0))


def _claims(
    flow: Flowing, step: Step, group: Recoup, rooms: Sequence[Room], amount: Operand, spare: Operand
) -> Operand | None:
    """Share an amount to date among the claims; gives what none can take, if they were paid just that.

    Where what a claim can take is known beforehand, nobody's share falls when the amount rises. Otherwise nobody
    gives back what was paid, and in the order named they are paid no more than the cash but for what is `spare`.
    """
    shares, left = filled(flow.sheet, amount, rooms, in_order=group.mode == "in_order")
    if flow.single and (flow.alone(step, group.claims) or flow.steady(step, group.claims)):
        for room, share in zip(rooms, shares, strict=True):
            flow.book(step, room.payee, share)
        return left
    _settle(flow, step, rooms, shares, spare)
    return None


def _settle(
    flow: Flowing, step: Step, rooms: Sequence[Room], shares: Sequence[Operand], spare: Operand
) -> None:
    """Pay claims up to their shares to date, and leave what is spare of the cash."""
    flow.cash = flow.sheet.sub(flow.cash, spare)
    for room, share in zip(rooms, shares, strict=True):
        flow.settle(step, room.payee, share)
    flow.cash = flow.sheet.add(flow.cash, spare)


def recoup(flow: Flowing, step: Recoup) -> None:
    """Claims of one tier, each up to what it can still take."""
    sheet = flow.sheet
    had = flow.to_date(step, [claim.position.id for claim in step.claims])
    holds = flow.conditions.holds(step.when)
    amount = sheet.add(had, sheet.where(holds, flow.cash, 0))
    spare = sheet.where(holds, 0, flow.cash)
    left = _claims(flow, step, step, rooms_of(flow, step, step), amount, spare)
    if left is not None and step.when is None:
        flow.shared = sheet.sub(amount, left)
    if left is not None:
        flow.paid_all(_totals(flow, step), sheet.where(holds, left, flow.cash))


def beside(flow: Flowing, step: Beside) -> None:
    """Sides paid at once by their rates, each among its own claims; what a full side cannot take goes to the others."""
    sheet = flow.sheet
    rooms = [rooms_of(flow, step, branch.recoup) for branch in step.branches]
    sides = []
    for branch, inner in zip(step.branches, rooms, strict=True):
        known = None
        if all(room.known is not None for room in inner):
            known = sum((room.known for room in inner if room.known is not None), Fraction(0))
        sides.append(Room(branch.id, branch.rate, sheet.total([room.cap for room in inner]), known))
    had = flow.to_date(step, [room.payee for inner in rooms for room in inner])
    holds = flow.conditions.holds(step.when)
    whole = sheet.add(had, sheet.where(holds, flow.cash, 0))
    amounts, left = filled(sheet, whole, sides)
    steady = flow.single and all(flow.steady(step, branch.recoup.claims) for branch in step.branches)
    for branch, inner, amount in zip(step.branches, rooms, amounts, strict=True):
        flow.found["branch", step.id, branch.id] = amount
        shares = filled(sheet, amount, inner, in_order=branch.recoup.mode == "in_order")[0]
        if steady:
            for room, share in zip(inner, shares, strict=True):
                flow.book(step, room.payee, share)
            continue
        before = sheet.total([flow.paid(flow.key(step), room.payee) for room in inner])
        due = sheet.least(flow.cash, sheet.most(sheet.sub(amount, before), 0))
        _settle(flow, step, inner, shares, sheet.sub(flow.cash, sheet.where(holds, due, 0)))
    if steady and step.when is None:
        flow.shared = sheet.sub(whole, left)
    if steady:
        flow.paid_all(_totals(flow, step), sheet.where(holds, left, flow.cash))


def corridor(flow: Flowing, step: Corridor) -> None:
    """Claims paid from a percentage of what comes past; the rest flows on beside them."""
    sheet, key = flow.sheet, flow.key(step)
    rooms = rooms_of(flow, step, step.recoup)
    holds = flow.conditions.holds(step.when)
    if step.when is None and flow.single:
        base = flow.reached(key)
    else:
        today = flow.arrived()
        base = sheet.add(sheet.recall(f"base:{key}"), sheet.where(holds, today, 0))
        sheet.keep(f"base:{key}", base)
    flow.found["base", step.id] = base
    entitled = sheet.part(base, step.rate)
    had = flow.to_date(step, [room.payee for room in rooms])
    most = sheet.add(had, flow.cash)
    amount = sheet.least(entitled, most)
    if not (flow.once or (flow.rising and flow.single and flow.drained and step.when is None)):
        amount = sheet.most(had, sheet.where(holds, amount, 0))
    spare = sheet.sub(most, amount)
    left = _claims(flow, step, step.recoup, rooms, amount, spare)
    if left is not None:
        flow.paid_all(_totals(flow, step), sheet.add(spare, left))


def _totals(flow: Flowing, step: Step) -> list[Operand]:
    """What everyone has had at a step, today included."""
    return [flow.paid(flow.key(step), payee) for payee in dict.fromkeys(payees(step))]
