"""The words by which a keeper's own log says what was taken in, and those words read again.

Whether a row was brought in with a folder stands outside its seal, which means the same on any desk. The keeper's
line is sealed, and counts the rows of each book that came in; the check holds the books against it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ROWS = r" \((?P<rows>\w+ \d+(?:, \w+ \d+)*)\)"
_WORDS = re.compile(rf"took in (?P<slug>[a-z0-9-]+) with \d+ papers and its history(?:{_ROWS})?")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A production taken in with its history: how many rows of each book; None where the line counts none."""

    slug: str
    rows: Mapping[str, int] | None


def words(slug: str, papers: int, rows: Mapping[str, int] | None) -> str:
    """What the keeper's log says; `rows` counts each book of the history, None where none was taken in."""
    told = ", ".join(f"{book} {count}" for book, count in (rows or {}).items())
    return f"took in {slug} with {papers} papers{f' and its history ({told})' if rows is not None else ''}"


def read(line: str) -> TakenIn | None:
    """What such a line says; None for one that speaks of no history. Lines of older desks count no rows."""
    found = _WORDS.fullmatch(line)
    if found is None:
        return None
    if found["rows"] is None:
        return TakenIn(found["slug"], None)
    pairs = (part.split(" ") for part in found["rows"].split(", "))
    return TakenIn(found["slug"], {book: int(count) for book, count in pairs})
