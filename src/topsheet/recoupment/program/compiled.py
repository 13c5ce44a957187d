"""A program compiled to machine code by Numba, where it is installed: every future in a loop of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from topsheet.recoupment.program.arrays import Array, check_size, most_factor
from topsheet.recoupment.program.emit import Program
from topsheet.recoupment.program.render import loop_source
from topsheet.recoupment.program.whole import built


def can_compile() -> bool:
    """Whether Numba is installed."""
    return find_spec("numba") is not None


def compiled(program: Program, wanted: Sequence[tuple[str, ...]], largest: int) -> Callable[..., Any]:
    """The program as `run(G, M, K, V, out)`; see `render.loop_source` for the shapes. Compiling takes seconds."""
    from numba import njit

    check_size(program, largest)
    text = loop_source(program, wanted)
    if largest * most_factor(program) >= 2**63:
        text = _wide(text)

    @njit(inline="always")
    def half_even(amount: int, below: int) -> int:
        whole = amount // below
        rest = amount - whole * below
        return whole + (1 if 2 * rest > below or (2 * rest == below and whole % 2 == 1) else 0)

    @njit
    def part(amount: int, above: int, below: int) -> int:
        guess = np.int64(np.floor(float(amount) * above / below))
        return guess + (amount * above - guess * below) // below

    @njit
    def fill(total: int, caps: Array, weights: Array) -> Array:
        count = len(caps)
        paid, order, near = np.zeros(count, np.int64), np.arange(count), np.zeros(count, np.int64)
        most = 0
        share_left = 0
        room_left = 0
        for at in range(count):
            most = max(most, weights[at])
            share_left += weights[at]
            room_left += caps[at]
        for at in range(count):
            near[at] = part(caps[at], most, weights[at])
        for at in range(1, count):
            here, place = order[at], at
            while place > 0 and near[order[place - 1]] > near[here]:
                order[place] = order[place - 1]
                place -= 1
            order[place] = here
        left = total
        for at in order:
            room_left -= caps[at]
            paid[at] = min(caps[at], max(part(left, weights[at], share_left), left - room_left))
            left -= paid[at]
            share_left -= weights[at]
        return paid

    made: Callable[..., Any] = njit(
        built(text, {"half_even": half_even, "part": part, "fill": fill}), error_model="numpy"
    )
    return made


def _wide(text: str) -> str:
    """The same lines with every share worked out so that no product passes 63 bits."""
    import re

    return re.sub(r"(\w+) \* (\d+) // (\d+)", r"part(\1, \2, \3)", text)
