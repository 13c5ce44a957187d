"""Terms over many futures at once: the same program as the ledger, on arrays, with the same cents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np

from topsheet.recoupment.ledger import turning_days, version_on
from topsheet.recoupment.program import Origin, Program, program_of
from topsheet.recoupment.program.arrays import Array, most_coins, on_arrays
from topsheet.recoupment.program.blocks import BLOCK
from topsheet.recoupment.program.compiled import compiled
from topsheet.recoupment.terms import Terms

Engine = Literal["numpy", "numba"]
# Futures run together by NumPy: more of them no longer fit into a processor's cache.
CACHED = 6144


@dataclass
class Scenarios:
    """Some terms made ready for futures whose receipts come from `origins` on `days`.

    `watched` are payees by id; results by name, as `Program` names them, may be watched as well. `largest` bounds
    the receipts of one future in coins. Raises ValueError for amounts that 64 bits cannot hold exactly.
    """

    terms: Terms
    origins: Sequence[Origin]
    days: Sequence[date]
    watched: Sequence[str | tuple[str, ...]]
    largest: int
    engine: Engine = "numpy"
    ends: bool = False  # tell only the last day
    program: Program = field(init=False)
    _run: Any = field(init=False)
    _days: list[date] = field(init=False)

    def __post_init__(self) -> None:
        self.program = program_of(self.terms, self.origins, once=self.terms.time_free)
        names = self.names
        bound = self.largest + most_coins(self.terms)
        make: Callable[..., Any] = compiled if self.engine == "numba" else on_arrays
        self._run = make(self.program, names, bound)
        ends = (self.days[0], self.days[-1]) if self.days else None
        self._days = sorted({*self.days, *(turning_days(self.terms, self.program, *ends) if ends else ())})

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The watched results."""
        return [("had", each) if isinstance(each, str) else each for each in self.watched]

    def had(self, receipts: Mapping[Origin, Array], levels: Mapping[str, Array] | None = None) -> Array:
        """What each watched payee has had by the end of each day told, in coins: watched × days × futures.

        Receipts are days × futures for each origin, and so are the levels of reported registers (to date).
        """
        return self.prepared(receipts, levels)()

    def prepared(
        self, receipts: Mapping[Origin, Array], levels: Mapping[str, Array] | None = None
    ) -> Callable[[], Array]:
        """The same as something to call: receipts are laid out for the engine once, and run each time."""
        amounts = self._classed(receipts)
        shown = {
            name: np.asarray((levels or {}).get(name, np.zeros_like(amounts[0])))
            for name in self.program.levels
        }
        if self.program.once:
            to_date = amounts.sum(axis=1, keepdims=True) if self.ends else np.cumsum(amounts, axis=1)
            last = {name: each[-1:] if self.ends else each for name, each in shown.items()}
            return self._at_once(to_date, last)
        return self._by_days(amounts, shown)

    def _classed(self, receipts: Mapping[Origin, Array]) -> Array:
        shape = next(iter(receipts.values())).shape
        amounts = np.zeros((self.program.classes, *shape), np.int64)
        for origin, each in receipts.items():
            amounts[self.program.origins[origin]] += each
        return amounts

    def _at_once(self, to_date: Array, shown: Mapping[str, Array]) -> Callable[[], Array]:
        """Only sums matter: every day of every future is one run of its own."""
        shape = to_date.shape[1:]
        flat = to_date.reshape(len(to_date), -1)
        levels = [each.reshape(-1) for each in shown.values()]
        if self.engine == "numba":
            told = np.stack(levels) if levels else np.empty((0, flat.shape[1]), np.int64)
            nowhere = np.zeros(1, np.int64)
            run = self._blocks(flat[None], told[None], np.empty((1, 0)), nowhere, nowhere)
            return lambda: run()[0].reshape(len(self.watched), *shape)

        def at_once() -> Array:
            rows = self._run(*flat, *levels)
            made = np.empty((len(self.watched), flat.shape[1]), np.int64)
            for at, row in enumerate(rows):
                made[at] = row
            return made.reshape(len(self.watched), *shape)

        return at_once

    def _blocks(
        self, amounts: Array, levels: Array, answers: Any, versions: Array, at: Array
    ) -> Callable[[], Array]:
        """Days × classes × futures through the compiled program: places × watched × futures."""
        runs, made, places = amounts.shape[2], self._run, int(at.max()) + 1
        blocks = -(-runs // BLOCK)

        def blocked(each: Array) -> Any:
            padded = np.zeros((*each.shape[:2], blocks * BLOCK), made.number)
            padded[:, :, :runs] = each
            parted = padded.reshape(*each.shape[:2], blocks, BLOCK)
            return np.ascontiguousarray(parted.transpose(2, 0, 1, 3)).reshape(-1)

        out = np.empty(blocks * places * len(self.watched) * BLOCK, np.int64)
        given = (blocked(amounts), blocked(levels), answers.astype(made.number), versions, at)
        memory = np.zeros(made.memory, made.number)

        def run() -> Array:
            made.run(*given, memory, out)
            told = out.reshape(blocks, places, len(self.watched), BLOCK).transpose(1, 2, 0, 3)
            return told.reshape(places, len(self.watched), -1)[:, :, :runs]

        return run

    def _by_days(self, amounts: Array, shown: Mapping[str, Array]) -> Callable[[], Array]:
        told = self.days[-1:] if self.ends else self.days
        runs, answers = amounts.shape[2], self.program.calendar.answers(self._days, self.days[0])
        versions = [version_on(self.terms, day) for day in self._days]
        if self.engine == "numba":
            places = [self._days.index(day) for day in self.days]
            received = np.zeros((len(self._days), self.program.classes, runs), np.int64)
            received[places] = amounts.transpose(1, 0, 2)
            levels = np.zeros((len(self._days), len(self.program.levels), runs), np.int64)
            for at, each in enumerate(shown.values()):
                levels[places, at] = each
                levels[:, at] = np.maximum.accumulate(levels[:, at], axis=0)
            known = np.asarray(answers).reshape(len(self._days), -1)
            place = np.asarray([told.index(day) if day in told else -1 for day in self._days])
            run = self._blocks(received, levels, known, np.asarray(versions), place)
            return lambda: run().transpose(1, 0, 2)
        days = [self.days.index(day) if day in self.days else None for day in self._days]

        def part(first: int) -> list[Any]:
            """The days of some futures, few enough to stay in a processor's cache."""
            cut = slice(first, first + CACHED)
            nothing = np.zeros(min(CACHED, runs - first), np.int64)
            listed, level = [], [nothing for _ in shown]
            for day, at, known_, version in zip(self._days, days, answers, versions, strict=True):
                come = [nothing if at is None else each[at, cut] for each in amounts]
                if at is not None:
                    reported = [each[at, cut] for each in shown.values()]
                    level = [np.maximum(was, now) for was, now in zip(level, reported, strict=True)]
                listed.append((come, level, known_, version, day in told))
            return listed

        def by_days() -> Array:
            out = np.empty((len(self.watched), len(told), runs), np.int64)
            for first in range(0, runs, CACHED):
                for at, row in enumerate(self._run(part(first))):
                    for n, each in enumerate(row):
                        out[n, at, first : first + CACHED] = each
            return out

        return by_days
