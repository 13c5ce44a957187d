"""Names one slip of the keyboard apart, found without comparing every pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SHORTEST = 3
_LONGEST = 40
_ORDINAL = re.compile(r"\b(?:\w|[IVX]+)\b|\d")


def look_alikes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs (name, an earlier name) one letter changed, left out, added, or swapped with its neighbour apart.

    Give the names that are surely right first; each name is paired once at most. GUARD 1 and GUARD 2, NURSE A and
    NURSE B are different people. Very short names say too little and very long ones are no names; both are skipped.
    """
    seen: dict[str, str] = {}
    for name in names:
        if not _SHORTEST <= len(name) <= _LONGEST:
            continue
        found = (seen[trace] for trace in _asked(name) if trace in seen)
        known = next((other for other in found if _said(other) != _said(name)), None)
        if known:
            yield name, known
        for trace in _left(name):
            seen.setdefault(trace, name)


def _gaps(name: str) -> list[str]:
    return [f"{name[:place]}\0{name[place + 1 :]}" for place in range(len(name))]


def _left(name: str) -> Iterator[str]:
    """What later names are compared with: the name, the name with a letter open, and the name one letter short."""
    yield name
    for gap in _gaps(name):
        yield gap
        yield "-" + gap.replace("\0", "")


def _asked(name: str) -> Iterator[str]:
    """Where a name one slip apart has left its trace: a letter changed, this name short, long, or swapped."""
    yield "-" + name
    for place, gap in enumerate(_gaps(name)):
        yield gap
        yield gap.replace("\0", "")
        yield name[:place] + name[place : place + 2][::-1] + name[place + 2 :]


def _said(name: str) -> str:
    """The name without what only counts people: digits, single letters, Roman numbers."""
    return _ORDINAL.sub("", name)
