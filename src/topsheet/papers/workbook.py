"""A workbook as a value: sheets of typed cells and formulas, each formula with the value it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from topsheet.money import Money, Percent
from topsheet.papers.paper import Stamp

TOP = 3  # the first row below a sheet's title, counted from 1 as a spreadsheet does


class Weight(Enum):
    """What a row is."""

    LINE = "line"
    HEAD = "head"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as a spreadsheet writes it, and its value today."""

    text: str
    value: Money | Percent


Item = str | int | date | Money | Percent | Formula | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells from column A on."""

    items: tuple[Item, ...]
    weight: Weight = Weight.LINE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from `TOP` on; `frozen` is how many rows and columns stay, `widths` the columns' in letters.

    A `stamped` sheet begins with the whole stamp, row by row.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    frozen: tuple[int, int]
    widths: tuple[int, ...]
    stamped: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its stamp stands on every sheet."""

    stamp: Stamp
    sheets: tuple[Sheet, ...]


@dataclass
class Grid:
    """A sheet being written: every row is told the number it has, so that formulas can point at it."""

    lines: list[Line] = field(default_factory=list)

    @property
    def next(self) -> int:
        """The number of the row that is added next."""
        return TOP + len(self.lines)

    def add(self, *items: Item, weight: Weight = Weight.LINE) -> int:
        """Append a row; its number."""
        self.lines.append(Line(items, weight))
        return self.next - 1

    def gap(self) -> None:
        """Leave a row empty."""
        self.lines.append(Line(()))


def letter(column: int) -> str:
    """The letters of a column counted from 0: A, B, ... Z, AA."""
    high, low = divmod(column, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def sum_down(column: str, rows: Sequence[int]) -> str:
    """The sum of a column over rows that follow one another; nothing of none."""
    return f"=SUM({column}{rows[0]}:{column}{rows[-1]})" if rows else "=0"


def tied(text: str, comes_to: Money, shown: Money) -> Formula | Money:
    """The formula where it comes to the film's own figure, and else that figure, so that no sheet ever says another."""
    return Formula(text, shown) if comes_to == shown else shown
