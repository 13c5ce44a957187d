"""Finished simulations in memory, and long ones under way; what is lost with a restart is simply run again.

Everything is keyed by the digest of terms, forecast and what was paid in, with runs and seed, so an answer is never
shown for other papers. Nothing here touches the database, and each worker keeps its own.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock, Thread

from topsheet.money import Percent
from topsheet.recoupment.futures import Setup, Simulation, Swing, digest_of, recouped, simulate, tornado
from topsheet.recoupment.futures.thresholds import Threshold, thresholds
from topsheet_desk.vault.once import once

_LOG = logging.getLogger(__name__)
# Up to so many runs a page waits for its answer; above, it shows how far the work has come.
AT_ONCE = 200_000
# What is kept of all simulations together, in bytes: eight a run for each who can be paid, and for the receipts.
MOST_KEPT = 256_000_000
# A chance is moved by tenths of a point; so many runs tell.
SWING_RUNS = 10_000
# Long runs that may wait for one another.
MOST_WAITING = 4
# Simulations of which the stages on the curve are kept.
MOST_MARKS = 64
Key = tuple[str, int, int]


@dataclass
class Job:
    """A simulation under way: how many runs are done, of how many; `failed` says why it stopped."""

    runs: int
    done: int = 0
    failed: str = ""


@dataclass
class _Kept:
    done: OrderedDict[Key, Simulation] = field(default_factory=OrderedDict)
    jobs: dict[Key, Job] = field(default_factory=dict)
    marks: OrderedDict[Key, tuple[Threshold, ...]] = field(default_factory=OrderedDict)
    table: Lock = field(default_factory=Lock)
    # One at a time of each: a second would slow both.
    work: Lock = field(default_factory=Lock)
    long_work: Lock = field(default_factory=Lock)

    def take(self, key: Key) -> Simulation | None:
        """One that is kept, now the last to be forgotten."""
        with self.table:
            found = self.done.get(key)
            if found is not None:
                self.done.move_to_end(key)
            return found

    def keep(self, key: Key, made: Simulation) -> None:
        """Keep one, and forget the oldest while they are too large together."""
        with self.table:
            self.done[key] = made
            self.jobs.pop(key, None)
            while len(self.done) > 1 and sum(map(_bytes, self.done.values())) > MOST_KEPT:
                self.done.popitem(last=False)


def _bytes(made: Simulation) -> int:
    return made.received.nbytes + sum(each.nbytes for each in made.totals.values())


_KEPT = _Kept()


def simulated(setup: Setup, runs: int, seed: int) -> Simulation | Job:
    """The futures of a plan, or the work on them where there are many. Raises ValueError as `simulate` does."""
    key = (digest_of(setup), runs, seed)
    found = _KEPT.take(key)
    if found is not None:
        return found
    if runs > AT_ONCE:
        return _under_way(key, setup)
    with _KEPT.work:
        found = _KEPT.take(key)  # made while we waited
        if found is None:
            found = simulate(setup, runs=runs, seed=seed)
            _KEPT.keep(key, found)
    return found


def _under_way(key: Key, setup: Setup) -> Simulation | Job:
    with _KEPT.table:
        if key in _KEPT.done:
            return _KEPT.done[key]
        job = _KEPT.jobs.get(key)
        waiting = sum(not each.failed for each in _KEPT.jobs.values())
        if job is None and waiting >= MOST_WAITING:
            return Job(key[1], failed=f"{waiting} long runs are under way already. Ask again in a minute.")
        if job is None:
            job = _KEPT.jobs[key] = Job(key[1])
            Thread(target=_run, args=(key, setup, job), name="futures", daemon=True).start()
        elif job.failed:
            del _KEPT.jobs[key]  # told once; asked again, it is tried again
    return job


def _run(key: Key, setup: Setup, job: Job) -> None:
    def progress(done: int, _of: int) -> None:
        job.done = done

    try:
        with _KEPT.long_work:
            made = simulate(setup, runs=key[1], seed=key[2], progress=progress)
        _KEPT.keep(key, made)
    except Exception as error:  # noqa: BLE001  # nobody else is there to hear it; the page tells it
        if not isinstance(error, ValueError):
            _LOG.exception("a simulation failed")
        job.failed = str(error)


class _Hashed:
    """A setup that is equal to another when their digests are."""

    def __init__(self, setup: Setup) -> None:
        self.setup, self.digest = setup, digest_of(setup)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def swings_of(setup: Setup, who: str, seed: int) -> tuple[Percent, tuple[Swing, ...]]:
    """The chance of somebody's money back, and what moves it most, over SWING_RUNS futures."""
    return _swings(_Hashed(setup), who, seed)


def marks_of(setup: Setup, found: Simulation) -> tuple[Threshold, ...]:
    """Where each stage of the terms lies on the curve of receipts: kept without the futures themselves."""
    key = (digest_of(setup), found.runs, found.seed)
    with _KEPT.table:
        known = _KEPT.marks.get(key)
    if known is None:
        known = thresholds(setup, found)
        with _KEPT.table:
            _KEPT.marks[key] = known
            if len(_KEPT.marks) > MOST_MARKS:
                _KEPT.marks.popitem(last=False)
    return known


@once(32)
def _swings(asked: _Hashed, who: str, seed: int) -> tuple[Percent, tuple[Swing, ...]]:
    base = recouped(asked.setup, who, runs=SWING_RUNS, seed=seed)
    return base, tornado(asked.setup, who, runs=SWING_RUNS, seed=seed)
