"""What the reading of a file hands on: rows, what was left out, totals, and the totals that the file states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from topsheet.documents import Problem, Severity
from topsheet.money import Money
from topsheet.release.mapping import MappingDoc


@dataclass(frozen=True, slots=True)
class Row:
    """One row that became a line, with its number in the file; `line` is as a document holds it."""

    number: int
    line: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that was left out by a rule."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What the rows in one currency come to."""

    currency: str
    rows: int
    billed: Money
    gross: Money
    withheld: Money
    charges: Money


@dataclass(frozen=True, slots=True)
class Control:
    """A total that the file states, and what the rows come to."""

    where: str
    field: str
    stated: Decimal
    read: Decimal


@dataclass(frozen=True, slots=True)
class Preview:
    """A file read through a mapping. With an error among the problems nothing of it may be taken in."""

    name: str
    sha256: str
    mapping: MappingDoc
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    totals: tuple[Totals, ...]
    controls: tuple[Control, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands in the way of taking it in."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)
