"""A division of what is left written as lines, with limits of its parts, or until somebody has enough."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from topsheet.recoupment.program.claims import divided
from topsheet.recoupment.program.flowing import Flowing
from topsheet.recoupment.program.ops import Operand
from topsheet.recoupment.steps import (
    Claim,
    Part,
    Share,
)


def share(flow: Flowing, step: Share) -> None:
    """Everything that is left, by rates, or as much of it as those of `until` still need."""
    sheet = flow.sheet
    payees = [claim.position.id for part in step.parts for claim in part.claims]
    had = flow.to_date(step, [*payees, *(part.party for part in step.parts if part.party)])
    holds = flow.conditions.holds(step.when)
    whole = sheet.add(had, sheet.where(holds, flow.cash, 0))
    amount = whole
    caps = {part.id: _cap(flow, step, part) for part in step.parts}
    if step.until:
        room = _room_until(flow, step)
        theirs = [part for part in step.parts if part.claims and _all(part.claims, step.until)]
        rate = sum((part.rate for part in theirs), Fraction(0))
        needed = sheet.sub(0, sheet.part(sheet.sub(0, room), 1 / rate))  # rounded up
        amount = sheet.least(amount, sheet.most(needed, had))
    shares = divided(sheet, amount, [(part.rate, caps[part.id]) for part in step.parts])
    pay = flow.book if flow.single else flow.settle
    for part, its in zip(step.parts, shares, strict=True):
        flow.found["part", step.id, part.id] = its
        if part.party:
            pay(step, part.party, its)
            continue
        weights = [(claim.weight, None) for claim in part.claims]
        for claim, due in zip(part.claims, divided(sheet, its, weights), strict=True):
            pay(step, claim.position.id, due)
    if flow.single:
        flow.shared = amount if step.when is None else None
        flow.paid_all([amount], sheet.where(holds, sheet.sub(whole, amount), flow.cash))


def _cap(flow: Flowing, step: Share, part: Part) -> Operand | None:
    """The limit of a part, less what it has had while the division was another."""
    if part.cap is None:
        return None
    sheet, older = flow.sheet, flow.names.older(step.id, flow.key(step))
    whom = [part.party] if part.party else [claim.position.id for claim in part.claims]
    had = sheet.total([flow.paid(key, each) for key in older for each in whom])
    return sheet.most(sheet.sub(sheet.coin(part.cap), had), 0)


def _all(claims: Sequence[Claim], among: Sequence[Claim]) -> bool:
    ids = {claim.position.id for claim in among}
    return all(claim.position.id in ids for claim in claims)


def _room_until(flow: Flowing, step: Share) -> Operand:
    """How much those of `until` may have at this step in all, over what they have had elsewhere."""
    sheet = flow.sheet
    targets = sheet.total([sheet.coin(claim.target) for claim in step.until])
    who, mine = [claim.position.id for claim in step.until], flow.key(step)
    divided_ = [(key, each) for each in who for key in flow.names.dividing.get(each, ()) if key != mine]
    had = sheet.total([*(flow.had(step, each) for each in who), *(flow.paid(*each) for each in divided_)])
    return sheet.most(sheet.sub(targets, had), 0)
