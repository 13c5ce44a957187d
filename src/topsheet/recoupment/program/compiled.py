"""A program compiled to machine code by Numba, where it is installed: blocks of futures side by side.

Where every product of an amount and a weight stays below 2**51, coins are held in floats, eight of which a
processor multiplies at a time. Half a coin is added before a division: the quotient then lies at least half a part
of the divisor away from every whole number, which is more than floats err, so its floor is the ledger's. Otherwise
the same lines run on 64-bit integers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from topsheet.recoupment.program.arrays import check_size, longest_product
from topsheet.recoupment.program.blocks import block_memory, block_source
from topsheet.recoupment.program.dialects import FLOATS, WHOLE, WIDE_ONE
from topsheet.recoupment.program.model import Program
from topsheet.recoupment.program.whole import built

# Below it a quotient of whole coins in floats has the floor of the exact one.
LARGEST_PRODUCT = 2**51


@dataclass(frozen=True, slots=True)
class Compiled:
    """`run(G, M, K, V, P, S, out)`, see `render.block_source`, and the numbers it runs on. Compiling takes seconds."""

    run: Callable[..., Any]
    number: type[np.int64] | type[np.float64]
    memory: int


def compiled(program: Program, wanted: Sequence[tuple[str, ...]], largest: int) -> Compiled:
    """The program compiled, for amounts up to `largest` coins. Raises ValueError when 64 bits cannot hold them."""
    njit: Any = import_module("numba").njit
    check_size(program, largest)
    product = longest_product(program, largest)
    floats = product < LARGEST_PRODUCT
    dialect = FLOATS if floats else WHOLE if product < 2**63 else WIDE_ONE
    share = njit(_part)
    names = {
        "floor": np.floor, "part": share, "half_even": njit(_half_even if floats else _half_even_whole),
        "fill": njit(_fill_with(share)),
    }  # fmt: skip
    text = block_source(program, wanted, dialect)
    run = njit(built(text, names), error_model="numpy", fastmath={"nnan", "ninf", "nsz", "contract"})
    return Compiled(run, np.float64 if floats else np.int64, block_memory(program, wanted))


def _half_even(amount: Any, below: Any, inverse: Any) -> Any:
    whole = np.floor((amount + 0.5) * inverse)
    twice = 2 * (amount - whole * below)
    odd = whole - 2 * np.floor(whole / 2)
    return whole + (1 if twice > below else odd if twice == below else 0)


def _half_even_whole(amount: Any, below: Any) -> Any:
    whole = amount // below
    twice = 2 * (amount - whole * below)
    return whole + (1 if twice > below or (twice == below and whole % 2 == 1) else 0)


def _part(amount: Any, above: Any, below: Any) -> Any:
    guess = np.int64(np.floor(float(amount) * above / below))
    coins, times, over = np.int64(amount), np.int64(above), np.int64(below)
    return guess + (coins * times - guess * over) // over


def _fill_with(share: Callable[..., Any]) -> Callable[..., Any]:
    def fill(total: Any, caps: Any, weights: Any) -> Any:
        paid, near = list(caps), list(caps)
        order = list(range(len(caps)))
        most, share_left, room_left = max(weights), 0 * weights[0], 0 * caps[0]
        for at in range(len(caps)):
            share_left += weights[at]
            room_left += caps[at]
            near[at] = share(caps[at], most, weights[at])
        for at in range(1, len(caps)):
            here, place = order[at], at
            while place > 0 and near[order[place - 1]] > near[here]:
                order[place] = order[place - 1]
                place -= 1
            order[place] = here
        left = total
        for at in order:
            room_left -= caps[at]
            paid[at] = min(caps[at], max(share(left, weights[at], share_left), left - room_left))
            left -= paid[at]
            share_left -= weights[at]
        return paid

    return fill
