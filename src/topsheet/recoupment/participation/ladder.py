"""A gross participation as a function of gross: rates from threshold to threshold, less an advance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from topsheet.recoupment.participation.counting import fraction
from topsheet.recoupment.participation.document import Deal


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs of (threshold, rate), the lowest first: each rate is on gross from its threshold to the next."""

    rungs: tuple[tuple[Fraction, Fraction], ...]
    advance: Fraction

    def slices(self, gross: Fraction) -> list[tuple[Fraction, Fraction]]:
        """The parts of a gross between thresholds, each with its rate."""
        if not self.rungs or gross <= 0:
            return []
        ends = [*(start for start, _ in self.rungs[1:]), gross]
        return [
            (min(end, gross) - start, rate)
            for (start, rate), end in zip(self.rungs, ends, strict=True)
            if start < gross
        ]

    def earned(self, gross: Fraction) -> Fraction:
        """What has been earned at a gross."""
        return sum((part * rate for part, rate in self.slices(gross)), Fraction(0))

    def payable(self, gross: Fraction) -> Fraction:
        """What is payable above the advance."""
        return max(self.earned(gross) - self.advance, Fraction(0))

    def corners(self) -> list[Fraction]:
        """Every gross at which `payable` bends: thresholds, and where the advance is earned."""
        starts = [start for start, _ in self.rungs]
        earned_out = solve(lambda gross: self.earned(gross) - self.advance, starts)
        return [*starts, *([earned_out] if earned_out is not None else [])]


def ladder(deal: Deal, thresholds: Mapping[str, Fraction]) -> Ladder:
    """The deal's steps with the thresholds known so far; a step after a break-even that is not known is left out.

    Where two thresholds are passed, the step that is written last holds.
    """
    reached = [(thresholds.get(step.after) if step.after else Fraction(0), step) for step in deal.steps]
    known = [
        (start, at, fraction(step.percent)) for at, (start, step) in enumerate(reached) if start is not None
    ]
    rungs: list[tuple[Fraction, Fraction]] = []
    for start in sorted({start for start, _, _ in known}):
        rate = max((at, rate) for begins, at, rate in known if begins <= start)[1]
        rungs.append((start, rate))
    if rungs and rungs[0][0] > 0:
        rungs.insert(0, (Fraction(0), Fraction(0)))
    return Ladder(tuple(rungs), Fraction(deal.advance))


def solve(left: Callable[[Fraction], Fraction], corners: Iterable[Fraction]) -> Fraction | None:
    """The least x from nothing up at which `left` is not below nothing, exactly; None when there is none.

    `left` is continuous and made of straight lines that meet only at the corners, so the first line that crosses
    nothing is followed to the crossing. Source of the method: docs/algorithms/participation.md.
    """
    at, here = Fraction(0), left(Fraction(0))
    if here >= 0:
        return at
    points = [at, *sorted({corner for corner in corners if corner > 0})]
    for start, end in pairwise(points):
        low, high = left(start), left(end)
        if high >= 0:
            return start - low * (end - start) / (high - low)
    last = points[-1]
    low = left(last)
    slope = left(last + 1) - low
    return last - low / slope if slope > 0 else None
