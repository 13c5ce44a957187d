"""From a production's folder to its computed film; the same files, day and option are computed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from topsheet.documents import Problem
from topsheet.film import Film, Production, compute, read_folder

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


@lru_cache(maxsize=32)
def _read(folder: Path, stamped: Stamp) -> Reading:  # noqa: ARG001  # the stamp is the cache's key
    production, problems = read_folder(folder)
    return Reading(production, tuple(problems))


@lru_cache(maxsize=64)
def _compute(folder: Path, stamped: Stamp, as_of: date, option: str | None) -> Film | None:
    reading = _read(folder, stamped)
    return compute(reading.production, as_of=as_of, option=option) if reading.production else None


def read(folder: Path) -> Reading:
    """The production in a folder and its problems."""
    return _read(folder, stamp(folder))


def film(folder: Path, as_of: date, option: str | None = None) -> Film | None:
    """The film computed as of a day under an option, or None when its papers cannot be read."""
    return _compute(folder, stamp(folder), as_of, option)
