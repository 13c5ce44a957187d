"""Sharing a sum among several, as lines: by weight up to what each can take, or all of it by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from topsheet.recoupment.program.ops import Operand, Sheet


@dataclass(frozen=True, slots=True)
class Room:
    """A claim: its weight, what it can take in all, and the same as a number if that is known beforehand."""

    payee: str
    weight: Fraction
    cap: Operand
    known: Fraction | None


def filled(
    sheet: Sheet, total: Operand, rooms: Sequence[Room], *, in_order: bool = False
) -> tuple[list[Operand], Operand]:
    """What each claim takes of a sum, side by side by weight, each up to its room; and what none can take.

    The claim that will be full first takes its share rounded down, or all its room; the others share the rest in
    the same way, so that what it cannot take spills to those still short, and stray coins fall to those filled
    later. With `in_order` one is paid after another. Source: docs/algorithms/waterfall.md.
    """
    if in_order or len(rooms) < 2:
        return _in_order(sheet, total, rooms)
    weights = _whole([room.weight for room in rooms])
    if any(room.known is None for room in rooms):
        paid = sheet.filled(total, [room.cap for room in rooms], weights)
        return paid, sheet.sub(total, sheet.total(paid))
    if _even(rooms):
        amount = sheet.least(total, sheet.total([room.cap for room in rooms]))
        shares = divided(sheet, amount, [(room.weight, None) for room in rooms])
        return shares, sheet.sub(total, amount)
    keys = [
        (room.known or Fraction(0)) * max(weights) / weight
        for room, weight in zip(rooms, weights, strict=True)
    ]
    order = sorted(range(len(rooms)), key=[sheet.amount(key) for key in keys].__getitem__)
    paid = [0] * len(rooms)
    left, weight_left = total, sum(weights)
    room_left = sheet.total([room.cap for room in rooms])
    for at in order:
        cap = rooms[at].cap
        room_left = sheet.sub(room_left, cap)
        offered = sheet.part(left, Fraction(weights[at], weight_left))
        paid[at] = sheet.least(cap, sheet.most(offered, sheet.sub(left, room_left)))
        left = sheet.sub(left, paid[at])
        weight_left -= weights[at]
    return paid, left


def _even(rooms: Sequence[Room]) -> bool:
    """Whether all are full at once, and none holds part of a coin: then each has its plain share until all are full."""
    return all(
        room.known == room.cap and room.known * rooms[0].weight == (rooms[0].known or 0) * room.weight
        for room in rooms
        if room.known is not None
    )


def _in_order(sheet: Sheet, total: Operand, rooms: Sequence[Room]) -> tuple[list[Operand], Operand]:
    paid, left = list[Operand](), total
    for room in rooms:
        paid.append(sheet.least(room.cap, left))
        left = sheet.sub(left, paid[-1])
    return paid, left


def divided(
    sheet: Sheet, amount: Operand, shares: Sequence[tuple[Fraction, Operand | None]]
) -> list[Operand]:
    """All of an amount by weights, with nested floors; what a capped share cannot take goes to those after it."""
    weights = _whole([weight for weight, _ in shares])
    found, left, weight_left = list[Operand](), amount, sum(weights)
    for at, (weight, (_, cap)) in enumerate(zip(weights, shares, strict=True)):
        share: Operand = 0
        if at == len(shares) - 1:
            share = left
        elif weight_left:
            share = sheet.part(left, Fraction(weight, weight_left))
        if cap is not None:
            share = sheet.least(share, cap)
        found.append(share)
        left, weight_left = sheet.sub(left, share), weight_left - weight
    return found


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """The same proportions in whole numbers."""
    below = lcm(*(weight.denominator for weight in weights))
    return [int(weight * below) for weight in weights]
