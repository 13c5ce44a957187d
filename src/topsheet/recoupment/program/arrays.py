"""A program run on many futures at once: whole coins in NumPy arrays, the same coins as the ledger.

Amounts are 64-bit integers. Where a product of an amount and a weight could pass 63 bits, the quotient is guessed
in floats and put right by the remainder, which wraps around correctly because it is small; so every share is the
ledger's, to the coin, up to 2**52 coins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from topsheet.recoupment.program.dialects import ARRAYS, WIDE
from topsheet.recoupment.program.model import Program
from topsheet.recoupment.program.render import source
from topsheet.recoupment.program.whole import built
from topsheet.recoupment.steps import Add, Take, recoups
from topsheet.recoupment.terms import Terms

Array = npt.NDArray[np.int64]
# The largest number of coins a run may hold: beyond it a guess in floats could miss by more than one.
MOST_COINS = 2**52
# No interest is simulated for longer, in days.
LONGEST = 36_600


def on_arrays(program: Program, wanted: Sequence[tuple[str, ...]], largest: int) -> Callable[..., Any]:
    """The program as a function of arrays of coins; see `render.source` for what it takes and gives.

    `largest` is a bound of every amount of the run, in coins. Raises ValueError when it passes 2**52.
    """
    check_size(program, largest)
    wide = largest * most_factor(program) >= 2**63
    names = {
        "minimum": np.minimum,
        "maximum": np.maximum,
        "where": _where,
        "half_even": _half_even,
        "part": _part,
        "fill": _fill,
    }
    return built(source(program, wanted, WIDE if wide else ARRAYS), names)


def check_size(program: Program, largest: int) -> None:
    """Raises ValueError for amounts that 64 bits cannot hold exactly."""
    if largest > MOST_COINS or _interest(program, largest) >= 2**63:
        raise ValueError(
            f"amounts up to {largest:,} coins are too large to simulate; the ledger can pay them"
        )


def longest_product(program: Program, largest: int) -> int:
    """A bound of every product of the program."""
    return max(largest * most_factor(program), _interest(program, largest))


def _interest(program: Program, largest: int) -> int:
    """A bound of coins × days × the numerator of a rate: no claim is larger than all claims."""
    operands = [
        each for version in program.versions for op in version.ops if op.kind == "mul" for each in op.args
    ]
    most = max([abs(each) for each in operands if isinstance(each, int)], default=1)
    if any(kind == "days" for kind, _ in program.calendar.asked):
        return min(largest, program.claims) * LONGEST * most
    return largest * most


def most_coins(terms: Terms) -> int:
    """A bound of what is not received and yet stands in the program: inflows, claims, caps, thresholds."""
    total = Fraction(0)
    for step in terms.all_steps:
        if isinstance(step, Add):
            total += step.coins
        if isinstance(step, Take):
            total += (step.cap or 0) + step.floor + step.offset + sum(above for above, _ in step.bands)
        total += sum(claim.target for group in recoups(step) for claim in group.claims)
    return 2 * int(total) + 1


def most_factor(program: Program) -> int:
    """The largest number an amount is multiplied by: a weight, the numerator of a rate, the days of a loan."""
    factors = [1]
    for version in program.versions:
        for op in version.ops:
            if op.kind == "part" and isinstance(op.args[1], int):
                factors.append(op.args[1])
            if op.kind == "mul":
                factors += [each for each in op.args if isinstance(each, int)]
            if op.kind == "fill":
                factors += [each for each in op.args[len(op.to) + 1 :] if isinstance(each, int)]
    return max(factors)


def _where(test: Any, a: Any, b: Any) -> Any:
    """One truth for all futures needs no array."""
    return np.where(test, a, b) if isinstance(test, np.ndarray) else a if test else b


def _half_even(amount: Any, below: int) -> Any:
    doubled = 2 * amount + below
    up = doubled // (2 * below)  # halves go up ...
    return up - (up & (up * (2 * below) == doubled))  # ... and come back to the even coin


def _part(amount: Any, above: Any, below: Any) -> Any:
    """floor(amount × above ÷ below), though the product may not fit: guessed in floats, then put right."""
    guess = np.floor(np.asarray(amount, np.float64) * above / below).astype(np.int64)
    with np.errstate(over="ignore"):
        rest = np.asarray(amount, np.int64) * np.asarray(above, np.int64) - guess * np.asarray(
            below, np.int64
        )
    return guess + np.floor_divide(rest, below)


def _fill(total: Any, caps: Sequence[Any], weights: Sequence[int]) -> tuple[Any, ...]:
    """Claims filled by weight up to their caps, each future in its own order; as `whole.fill`."""
    size = np.broadcast_shapes(*(np.shape(each) for each in (total, *caps)))
    room = np.stack([np.broadcast_to(np.asarray(cap, np.int64), size) for cap in caps])
    shares = np.asarray(weights, np.int64).reshape(-1, *[1] * len(size))
    order = np.argsort(_part(room, max(weights), shares), axis=0, kind="stable")
    sorted_room = np.take_along_axis(room, order, 0)
    sorted_share = np.take_along_axis(np.broadcast_to(shares, room.shape), order, 0)
    paid = np.empty_like(room)
    left = np.broadcast_to(np.asarray(total, np.int64), size)
    share_left, room_left = np.full(size, sum(weights), np.int64), room.sum(0)
    for at in range(len(caps)):
        room_left = room_left - sorted_room[at]
        offered = _part(left, sorted_share[at], share_left)
        paid[at] = np.minimum(sorted_room[at], np.maximum(offered, left - room_left))
        left = left - paid[at]
        share_left = share_left - sorted_share[at]
    back = np.empty_like(paid)
    np.put_along_axis(back, order, paid, 0)
    return tuple(back)
