"""Sharing one sum among several claims, to the coin or exactly; nobody's part falls when the sum rises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from topsheet.money import split

# Whole coins in a statement, exact fractions of a coin when an equation is solved: one program runs on both.
Coins = int | Fraction


@dataclass(frozen=True, slots=True)
class Room:
    """How much a claim can still take, and the weight by which it shares with the others."""

    weight: Fraction
    still: Fraction


@dataclass(frozen=True, slots=True)
class Filled:
    """What each claim took, and for each whether it was short (-1), just full (0) or offered more (1)."""

    paid: tuple[Coins, ...]
    signs: tuple[int, ...]


def sign(number: Coins) -> int:
    """-1, 0 or 1."""
    return (number > 0) - (number < 0)


def divide(amount: Coins, weights: Sequence[Fraction], *, whole: bool) -> tuple[Coins, ...]:
    """All of an amount by weights: `money.split` on whole coins, plain proportion on exact fractions."""
    if whole:
        return tuple(split(int(amount), weights))
    total = sum(weights, Fraction(0))
    return tuple(amount * weight / total for weight in weights)


def fill(amount: Coins, rooms: Sequence[Room], *, whole: bool) -> Filled:
    """Pay claims side by side by weight, each up to its room; what one cannot take spills to those short.

    The claim that will be full first (least room for its weight; the first named among equals) takes its
    share of what is left or all its room, then the others share the rest in the same way. On whole coins each
    share is rounded down, so stray coins fall to those filled later, and among equals named later; the last
    takes the rest. All of `amount` is paid while there is room; no part falls when `amount` rises.
    Weights must be positive. Source: docs/algorithms/waterfall.md.
    """
    caps: list[Coins] = [floor(room.still) if whole else room.still for room in rooms]
    paid: list[Coins] = [0] * len(rooms)
    signs = [0] * len(rooms)
    left, weight_left = amount, sum((room.weight for room in rooms), Fraction(0))
    room_left: Coins = sum(caps)
    for place in sorted(range(len(rooms)), key=lambda at: rooms[at].still / rooms[at].weight):
        offered = left * rooms[place].weight / weight_left
        room_left -= caps[place]
        # Targets that are not whole coins are rounded down; the others must have room for the rest.
        share = max(floor(offered) if whole else offered, left - room_left)
        paid[place] = min(caps[place], share)
        signs[place] = sign(offered - rooms[place].still)
        left -= paid[place]
        weight_left -= rooms[place].weight
    return Filled(tuple(paid), tuple(signs))


def fill_in_order(amount: Coins, rooms: Sequence[Room], *, whole: bool) -> Filled:
    """Pay claims one after another: the second starts when the first is full."""
    left, paid, signs = amount, list[Coins](), list[int]()
    for room in rooms:
        cap = floor(room.still) if whole else room.still
        paid.append(min(cap, left))
        signs.append(sign(left - cap))
        left -= paid[-1]
    return Filled(tuple(paid), tuple(signs))
