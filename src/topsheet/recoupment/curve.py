"""What everyone has had as a function of gross: straight lines between bends, each bend found exactly.

Source of the method: docs/algorithms/waterfall.md, Break-even.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, partial
from typing import Any

from topsheet.money import split
from topsheet.recoupment.breakeven import Mixture, _one_line, _where_all_is_paid
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.program import ANYWHERE, Origin
from topsheet.recoupment.terms import Coins, Terms
from topsheet.recoupment.waterfall import Poured, machine, pour, poured

# Where a part rises from nothing to a sum at once, the jump is told between two points nearer than this, in coins.
NEAR = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Point:
    """A bend: the gross, what each has had at it, what joined and what is left, in exact coins."""

    gross: Fraction
    had: Mapping[str, Fraction]
    joined: Fraction
    left: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """Straight from each point to the next, and after the last by `beyond`, a share of each coin by payee.

    The first point is gross nothing; at the last everything that can be paid in full is paid, and only shares of
    what is left still grow. Where receipts turn a condition, it turns at a whole coin.
    """

    points: tuple[Point, ...]
    beyond: Mapping[str, Fraction]

    @property
    def full(self) -> Fraction:
        """The gross at which the last line begins."""
        return self.points[-1].gross

    def had(self, gross: Coins) -> dict[str, Fraction]:
        """What each has had at a gross, in coins, before any rounding."""
        start, slopes = self._line(Fraction(gross))
        return {who: amount + (gross - start.gross) * slopes[who] for who, amount in start.had.items()}

    def marginal(self, gross: Coins) -> dict[str, Fraction]:
        """The share of the next coin that goes to each; what is missing to one is given to nobody."""
        return dict(self._line(Fraction(gross))[1])

    def _line(self, gross: Fraction) -> tuple[Point, Mapping[str, Fraction]]:
        at = bisect_right(self.points, gross, key=lambda point: point.gross) - 1
        if at < 0:
            raise ValueError("a gross is not negative")
        start = self.points[at]
        if at == len(self.points) - 1:
            return start, self.beyond
        return start, _slopes(start, self.points[at + 1])


def mixture_of(document: RecoupmentDocument) -> dict[Origin, Fraction]:
    """Where receipts come from, by weight: as in the first case that says so, otherwise from anywhere."""
    for case in document.cases:
        parts = {(part.territory, part.medium, part.source): Fraction(part.amount) for part in case.of}
        if any(parts.values()):
            return parts
    return {ANYWHERE: Fraction(1)}


def levels_of(document: RecoupmentDocument) -> dict[str, int]:
    """Numbers that are reported, as the first case has them: they do not grow with the receipts."""
    return {each: int(level) for case in document.cases[:1] for each, level in case.levels.items()}


def mixed(gross: int, mixture: Mixture) -> dict[Origin, int]:
    """A gross in whole coins divided among its origins."""
    return dict(zip(mixture, split(gross, list(mixture.values())), strict=True))


def curve(terms: Terms, mixture: Mixture | None = None, levels: Mapping[str, int] | None = None) -> Curve:
    """What everyone has had at any gross of one mixture, all of it received on the day of the cases."""
    weights = mixture or {ANYWHERE: Fraction(1)}
    most = Fraction(int(_where_all_is_paid(terms, weights)) + 1)
    while not (runner := _Runner(terms, weights, levels or {}, int(2 * most))).settled(most):
        most *= 2
    far = _point(runner.at(most))
    beyond = _slopes(far, _point(runner.at(2 * most)))
    return Curve(tuple(_straightened(list(_bent(runner, most)), beyond)), beyond)


def _bent(runner: _Runner, most: Fraction) -> Iterator[Point]:
    """The bends stretch by stretch; a coin that turns a condition stands alone, for it can change all at once."""
    for start, low, high in runner.stretches(most):
        sweep = _Sweep(cache(partial(runner.at, start=start)))
        places = dict.fromkeys((low, *sweep.bends(low, high), high))
        yield from (_point(sweep.run(gross)) for gross in places)


@dataclass
class _Runner:
    """Runs the terms in exact fractions; `turns` are the whole coins at which receipts turn a condition."""

    terms: Terms
    weights: Mixture
    levels: Mapping[str, int]
    most: int
    turns: tuple[Fraction, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.machine = machine(self.terms, tuple(self.weights))
        self.turns = tuple(self._turned()) if self.machine.turns else ()

    def _turned(self) -> Iterator[Fraction]:
        """Where a run was cut: its days, as the machine hands them to the program."""
        days, run = list[Any](), self.machine._exact()[0]

        def told(listed: list[Any]) -> Any:
            days[:] = listed
            return run(listed)

        self.machine._along(told, mixed(self.most, self.weights), self.levels)
        received = 0
        for day in days[:-1]:
            received += sum(day[0])
            if received and received < self.most:
                yield Fraction(received)

    def settled(self, most: Fraction) -> bool:
        """Whether nothing bends any more beyond a gross, and no condition turns."""
        if self.turns and self.turns[-1] >= most:
            return False
        return _one_line(self.at(most), self.at(2 * most))

    def stretches(self, most: Fraction) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
        """The turn that came last, and from where to where it is the last; each turn itself between two of them."""
        start, low = Fraction(0), Fraction(0)
        for turn in self.turns:
            if low < turn:
                yield start, low, turn - 1
            yield start, turn, turn
            start, low = turn, turn + 1
        yield start, low, max(most, low)

    def at(self, gross: Fraction, start: Fraction | None = None) -> Poured:
        """A gross, received as up to the turn `start` and then at once; as a rule up to the last turn below it."""
        if not self.turns:
            return pour(self.terms, self._mixed(gross), self.levels, whole=False)
        cuts = [turn for turn in self.turns if (turn < gross if start is None else turn <= start)]
        days = [
            self._mixed(end - begin) for begin, end in zip((Fraction(0), *cuts), (*cuts, gross), strict=True)
        ]
        run, noted = self.machine._exact()
        noted.signs.clear()
        row = self.machine._run(run, days, self.levels)[-1]
        results = dict(zip(self.machine.wanted, row, strict=True))
        terms = self.machine.terms
        return poured(terms, results, gross, terms.pots, tuple(noted.signs))

    def _mixed(self, gross: Coins) -> dict[Origin, Fraction]:
        whole = sum(self.weights.values())
        return {each: gross * Fraction(part) / whole for each, part in self.weights.items()}


@dataclass(frozen=True, slots=True)
class _Sweep:
    """Looks for the bends between two runs: where the line that leaves one meets the line that reaches the other."""

    run: Callable[[Fraction], Poured]

    def bends(self, low: Fraction, high: Fraction) -> Iterator[Fraction]:
        """Every gross strictly between at which a line may bend, in order."""
        if high - low <= NEAR or _one_line(self.run(low), self.run(high)):
            return
        met = self._meeting(low, high)
        if met is None:
            return
        yield from self.bends(low, met)
        yield met
        yield from self.bends(met, high)

    def _beside(self, place: Fraction, other: Fraction) -> Fraction | None:
        """A gross on the same straight line as the place, towards another; none when there is none so near."""
        step = min(Fraction(1), abs(other - place) / 4)
        while step > Fraction(1, 1_000_000):
            near = place + (step if other > place else -step)
            if _one_line(self.run(place), self.run(near)):
                return near
            step /= 16
        return None

    def _meeting(self, low: Fraction, high: Fraction) -> Fraction | None:
        """Where to look next; None when all lies on one line after all."""
        leaves, reaches = self._beside(low, high), self._beside(high, low)
        middle = (low + high) / 2
        if leaves is None or reaches is None:
            return middle
        first, half, last = (_point(self.run(gross)) for gross in (low, middle, high))
        out, back = _slopes(first, _point(self.run(leaves))), _slopes(_point(self.run(reaches)), last)
        who = max(out, key=lambda each: abs(out[each] - back[each]), default="")
        if who and out[who] != back[who]:
            met = (last.had[who] - first.had[who] + out[who] * low - back[who] * high) / (
                out[who] - back[who]
            )
            return met if low < met < high else middle
        level = all(
            point.had[each] == first.had[each] + out[each] * (point.gross - low)
            for point in (half, last)
            for each in out
        )
        return None if level else middle


def _point(run: Poured) -> Point:
    joined = sum(
        (Fraction(amount) for name, amount in run.results.items() if name[0] == "joined"), Fraction(0)
    )
    had = {who: Fraction(amount) for who, amount in run.received().items()}
    return Point(Fraction(run.gross), had, joined, Fraction(run.left))


def _slopes(start: Point, end: Point) -> dict[str, Fraction]:
    return {who: (end.had[who] - amount) / (end.gross - start.gross) for who, amount in start.had.items()}


def _straightened(points: list[Point], beyond: Mapping[str, Fraction]) -> Iterator[Point]:
    """Without the points at which no line bends."""
    kept = points[0]
    yield kept
    for at, point in enumerate(points[1:], start=1):
        after = _slopes(point, points[at + 1]) if at + 1 < len(points) else dict(beyond)
        if _slopes(kept, point) != after:
            kept = point
            yield point
