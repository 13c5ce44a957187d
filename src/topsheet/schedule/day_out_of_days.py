"""The day-out-of-days: for each performer, which days are worked, held, or let go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

HOLD = "H"
Codes = tuple[tuple[date, str], ...]
Break = tuple[date, date]


def codes(work: Collection[date], days: Sequence[date], gap: int | None) -> Codes:
    """The code of every day that carries one, in order.

    `work` are the days the performer works, `days` all shooting days; `gap` is the number of calendar days a
    pick-up must lie beyond, None where no rule allows a drop. A case: docs/algorithms/day-out-of-days.md.
    """
    worked = sorted(work)
    if not worked:
        return ()
    dropped = longest_break(worked, gap)
    return tuple(
        (day, code)
        for day in sorted({*days, *worked})
        if worked[0] <= day <= worked[-1] and (code := _code(day, worked, dropped))
    )


def longest_break(worked: Sequence[date], gap: int | None) -> Break | None:
    """The one break in which a performer is let go: the longest beyond the gap, the earliest of equals."""
    if gap is None:
        return None
    breaks = [pair for pair in pairwise(worked) if (pair[1] - pair[0]).days > gap]
    return max(breaks, key=lambda pair: pair[1] - pair[0], default=None)


def _code(day: date, worked: Sequence[date], dropped: Break | None) -> str:
    if day not in worked:
        free = dropped is not None and dropped[0] < day < dropped[1]
        return "" if free else HOLD
    before, after = "", ""
    if day == worked[0]:
        before = "S"
    if day == worked[-1]:
        after = "F"
    if dropped is not None and day == dropped[0]:
        after = "D"
    if dropped is not None and day == dropped[1]:
        before = "P"
    return f"{before}W{after}"
