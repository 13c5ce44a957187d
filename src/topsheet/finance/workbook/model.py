"""A spreadsheet as cells, and what was found in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from topsheet.documents import Problem
from topsheet.figures import Figure
from topsheet.money.written import Mark

Value = Decimal | str | bool | None
_PLAIN_NAME = re.compile(r"\w+")


class At(NamedTuple):
    """The place of a cell; row and column count from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        name = self.sheet if _PLAIN_NAME.fullmatch(self.sheet) else f"'{self.sheet}'"
        return f"{name}!{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a typed value, or a formula and the value its program last computed (None: never)."""

    at: At
    value: Value
    formula: str = ""
    dated: bool = False
    read: Decimal | None = None  # the amount that a cell of text says

    @property
    def words(self) -> str:
        """The text of a cell that somebody wrote as words; empty for numbers, days and formulas."""
        words = isinstance(self.value, str) and not self.formula and self.read is None
        return str(self.value).strip() if words else ""

    @property
    def counts(self) -> bool:
        """Whether it holds, or computes, a number that is no day."""
        number = isinstance(self.value, Decimal) or self.read is not None
        return not self.dated and (bool(self.formula) or number)


@dataclass(frozen=True)
class Book:
    """The cells of all sheets by place, the defined names, and whether formulas came with their computed values.

    `mark` is the decimal mark of amounts that are text, `doubted` those of them that it leaves with two readings.
    """

    name: str
    cells: Mapping[At, Cell]
    names: Mapping[str, str] = field(default_factory=dict)
    computed: bool = True
    mark: Mark | None = None
    doubted: tuple[At, ...] = ()
    wide: Mapping[At, int] = field(default_factory=dict)  # how many columns a merged cell takes
    hidden: frozenset[tuple[str, int]] = frozenset()  # rows, by sheet, that the sheet does not show
    from_1904: bool = False  # days are counted from 1904, as old Macintosh programs did

    @cached_property
    def sheets(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells of each sheet, row by row."""
        found: dict[str, list[Cell]] = {}
        for at in sorted(self.cells, key=lambda at: (at.row, at.column)):
            found.setdefault(at.sheet, []).append(self.cells[at])
        return {sheet: tuple(found[sheet]) for sheet in dict.fromkeys(at.sheet for at in self.cells)}

    @cached_property
    def sheet_names(self) -> Mapping[str, str]:
        """Each sheet's own name by its name in small letters, as formulas find it."""
        return {name.lower(): name for name in self.sheets}


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """A problem of a workbook; `code` is stable, `amounts` are the figures it speaks of by name."""

    code: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan as the sheet states it: amount, annual rate as a fraction, term in months, what it is secured on."""

    amount: Figure[Decimal]
    rate: Figure[Decimal] | None
    months: Figure[Decimal] | None
    collateral: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan that was recognised; figures carry no currency, since a sheet seldom states one."""

    headline: Figure[Decimal] | None
    budget: Figure[Decimal] | None
    parts: tuple[Figure[Decimal], ...]
    contingency_rate: Figure[Decimal] | None
    sources: tuple[Figure[Decimal], ...]
    loans: tuple[Loan, ...]


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """A workbook checked: what was recognised (None where it could not be read), and what is wrong with it."""

    name: str
    plan: Plan | None
    findings: tuple[Finding, ...]


def letters(column: int) -> str:
    """A column's number as a spreadsheet names it: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """A column's name as its number: AB is 28."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number
