"""From a production's folder to its computed film; the same files on the same day are computed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from topsheet.documents import Problem
from topsheet.film import Film, Production, compute, problems_of, read_folder

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder says: the production when it could be read, and every problem found."""

    production: Production | None
    problems: tuple[Problem, ...]


def stamp(folder: Path) -> Stamp:
    """The names, times and sizes of all files of a folder: when it differs, something was changed."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            facts = path.stat()
            found.append((path.relative_to(folder).as_posix(), facts.st_mtime_ns, facts.st_size))
    return tuple(found)


@lru_cache(maxsize=256)
def _read(folder: Path, stamped: Stamp) -> Reading:  # noqa: ARG001  # the stamp is the cache's key
    production, problems = read_folder(folder)
    return Reading(production, tuple(problems))


@lru_cache(maxsize=256)
def _compute(folder: Path, stamped: Stamp, today: date, weigh: bool) -> Film | None:
    production = _read(folder, stamped).production
    if production is None:
        return None
    return compute(production, as_of=production.document.as_of or today, weigh=weigh)


@lru_cache(maxsize=16)
def _problems(folder: Path, stamped: Stamp, today: date) -> tuple[Problem, ...]:
    read = _read(folder, stamped)
    if read.production is None:
        return read.problems
    return problems_of(read.production, as_of=read.production.document.as_of or today)


def problems(folder: Path, today: date) -> tuple[Problem, ...]:
    """Everything wrong in a folder, also where the film cannot be read or computed because of it."""
    return _problems(folder, stamp(folder), today)


def film(folder: Path, today: date) -> Film | None:
    """The film on the day its papers speak of, else today, its options beside it; None when it cannot be computed."""
    return _compute(folder, stamp(folder), today, True)


def film_alone(folder: Path, today: date) -> Film | None:
    """The film as it stands, without its options: what a list of films shows."""
    return _compute(folder, stamp(folder), today, False)
