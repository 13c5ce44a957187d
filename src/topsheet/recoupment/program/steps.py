"""One step of the flow written as lines: what it is entitled to, what it is paid, what flows on."""

from __future__ import annotations

from topsheet.recoupment.program.flowing import Flowing
from topsheet.recoupment.program.groups import beside, corridor, recoup
from topsheet.recoupment.program.ops import Operand
from topsheet.recoupment.program.shares import share
from topsheet.recoupment.program.takes import take
from topsheet.recoupment.steps import (
    Add,
    Beside,
    Corridor,
    Recoup,
    Share,
    Step,
    Take,
    payees,
)


def write(flow: Flowing, step: Step) -> None:
    """The lines of one step; a step whose condition does not hold pays nothing today."""
    before, flow.shared = flow.cash, None
    flow.found["ever", flow.pot.id, step.id] = flow.ever
    flow.found["cash", flow.pot.id, step.id] = flow.cash
    match step:
        case Add():
            _add(flow, step)
        case Take():
            take(flow, step)
        case Recoup():
            recoup(flow, step)
        case Beside():
            beside(flow, step)
        case Corridor():
            corridor(flow, step)
        case Share():
            share(flow, step)
    if flow.single and not flow.once and len(set(payees(step))) > 1:
        key = f"all:{flow.key(step)}"
        total = flow.shared
        if total is None:
            total = flow.sheet.add(flow.sheet.recall(key), flow.sheet.sub(before, flow.cash))
        flow.sheet.keep(key, total)


def _add(flow: Flowing, step: Add) -> None:
    name = step.inflow.name if step.inflow else step.account
    sheet, key = flow.sheet, f"joined:{name}"
    joined: Operand = step.coins
    before = sheet.recall(key)
    if step.account:
        release = flow.conditions.holds(flow.accounts[step.account].release)
        joined = sheet.where(release, sheet.recall(f"had:{step.account}"), before)
    elif flow.early and not flow.once:
        joined = sheet.where(sheet.reaches(flow.conditions.calendar.opened(), 1), joined, before)
    sheet.keep(key, joined)
    flow.found["joined", step.id] = joined
    flow.ever = sheet.add(flow.ever, joined)
    if flow.once:
        flow.cash = flow.ever
        return
    today = sheet.sub(joined, before)
    if not flow.drained:  # what was paid above out of money that stood here takes no part of what joins
        flow.standing = sheet.sub(sheet.add(flow.cash, flow.owing), flow.arrived())
    flow.more = sheet.add(flow.more, today)
    cash = sheet.add(sheet.add(flow.cash, flow.owing), today)
    flow.cash = cash if flow.rising else sheet.most(cash, 0)
    flow.owing = 0 if flow.rising else sheet.least(cash, 0)
