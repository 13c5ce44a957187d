"""A program run on numbers: whole coins for what is paid, exact fractions for what is solved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from topsheet.recoupment.program.dialects import EXACT, WHOLE
from topsheet.recoupment.program.model import Program
from topsheet.recoupment.program.render import source
from topsheet.recoupment.terms import Coins

Result = Mapping[tuple[str, ...], Coins]
# Receipts of each class, levels of the reported registers, the calendar's answers, the version, whether it is told
Day = tuple[Sequence[Coins], Sequence[Coins], Sequence[int], int, bool]


def half_even(amount: int, below: int) -> int:
    """A quotient to the whole coin, halves to the even one."""
    whole, rest = divmod(amount, below)
    return whole + (2 * rest > below or (2 * rest == below and whole % 2 == 1))


def fill(total: Coins, caps: Sequence[Coins], weights: Sequence[Coins]) -> tuple[Coins, ...]:
    """Claims filled by weight up to their caps: the one that will be full first, room for its weight, comes first.

    Coins are shared with floors as in `program.claims.filled`; among equals the first named comes first.
    """
    if not caps:
        return ()
    whole = isinstance(total, int)
    most = max(weights)
    keys = [
        cap * most // weight if whole else Fraction(cap * most) / weight
        for cap, weight in zip(caps, weights, strict=True)
    ]
    paid: list[Coins] = [0] * len(caps)
    left, weight_left, room_left = total, sum(weights), sum(caps)
    for at in sorted(range(len(caps)), key=keys.__getitem__):
        room_left -= caps[at]
        part = left * weights[at]
        offered = part // weight_left if whole else Fraction(part) / weight_left
        paid[at] = min(caps[at], max(offered, left - room_left))
        left -= paid[at]
        weight_left -= weights[at]
    return tuple(paid)


@dataclass
class Noted:
    """Every comparison of a run on fractions: two runs whose notes agree lie on one straight line."""

    signs: list[int]

    def least(self, a: Coins, b: Coins) -> Coins:
        """The lesser, noted."""
        self.signs.append((a > b) - (a < b))
        return min(a, b)

    def most(self, a: Coins, b: Coins) -> Coins:
        """The greater, noted."""
        self.signs.append((a > b) - (a < b))
        return max(a, b)

    def reaches(self, a: Coins, b: Coins) -> bool:
        """Whether it does, noted."""
        self.signs.append((a > b) - (a < b))
        return a >= b

    def fill(self, total: Coins, caps: Sequence[Coins], weights: Sequence[Coins]) -> tuple[Coins, ...]:
        """Claims filled, with whether each is full noted."""
        paid = fill(Fraction(total), caps, weights)
        self.signs += [(got > cap) - (got < cap) for got, cap in zip(paid, caps, strict=True)]
        return paid


def on_coins(program: Program, wanted: Sequence[tuple[str, ...]]) -> Callable[..., Any]:
    """The program as a function of whole coins; see `render.source` for what it takes and gives."""
    return built(source(program, wanted, WHOLE), {"half_even": half_even, "fill": fill})


def on_fractions(program: Program, wanted: Sequence[tuple[str, ...]]) -> tuple[Callable[..., Any], Noted]:
    """The program as a function of exact fractions, and where its comparisons are noted."""
    noted = Noted([])
    names = {"least": noted.least, "most": noted.most, "reaches": noted.reaches, "fill": noted.fill}
    return built(source(program, wanted, EXACT), names | {"Fraction": Fraction}), noted


def built(text: str, names: Mapping[str, object]) -> Callable[..., Any]:
    """The function whose text was rendered from terms: names and numbers only, never words of a document."""
    space: dict[str, Any] = dict(names)
    exec(compile(text, "<terms>", "exec"), space)  # noqa: S102
    made: Callable[..., Any] = space.pop(
        "run"
    )  # or it would hold itself, and memory would wait for a collector
    return made
