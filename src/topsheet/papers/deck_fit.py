"""How words and tables fit a slide: sizes of letters in points, places in inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from topsheet.papers.one_page import Table

SIZES = (20, 18, 16, 14, 12)
_LETTER = 0.54  # an average letter's width, as a part of its size
_LINE = 1.28
_PAD = 0.09  # above and below the words of a table's row, together


@dataclass(frozen=True, slots=True)
class Fit:
    """The size everything is set in, how many lines of words and rows of the table there is room for, and widths."""

    size: int
    words: int
    rows: int
    widths: tuple[float, ...] = ()


def fit(words: Sequence[str], table: Table | None, width: float, height: float) -> Fit:
    """The largest size in which all of it fits; in the smallest, as many rows as fit, at least one."""
    for size in SIZES:
        widths = _widths(table, width, size) if table else ()
        if words_height(words, width, size) + table_height(table, widths, size) <= height:
            return Fit(size, len(words), len(table.rows) if table else 0, widths)
    return _least(words, table, width, height)


def _least(words: Sequence[str], table: Table | None, width: float, height: float) -> Fit:
    size = SIZES[-1]
    widths = _widths(table, width, size) if table else ()
    kept = len(words)
    while kept > 1 and words_height(words[:kept], width, size) > height * (0.5 if table else 1):
        kept -= 1
    left = height - words_height(words[:kept], width, size)
    rows = len(table.rows) if table else 0
    while table and rows > 1 and table_height(table, widths, size, rows) > left:
        rows -= 1
    return Fit(size, kept, rows, widths)


def words_height(words: Sequence[str], width: float, size: int) -> float:
    """How high paragraphs stand, with the space after each."""
    return sum(lines(each, width, size) * size * _LINE / 72 + size * 0.5 / 72 for each in words)


def table_height(table: Table | None, widths: Sequence[float], size: int, rows: int | None = None) -> float:
    """How high a table stands, its head and so many rows."""
    if table is None:
        return 0.0
    return sum(row_heights(table, widths, size, rows))


def row_heights(table: Table, widths: Sequence[float], size: int, rows: int | None = None) -> list[float]:
    """The height of the head and of each row."""
    shown = [table.columns, *(tuple(cell.text for cell in row) for row in table.rows[:rows])]
    return [
        max(lines(text, width - 0.1, size) for text, width in zip(row, widths, strict=True))
        * size
        * _LINE
        / 72
        + _PAD
        for row in shown
    ]


def lines(text: str, width: float, size: int) -> int:
    """How many lines a text takes, generously counted."""
    return max(1, ceil(len(text) * size * _LETTER / 72 / max(width, 0.2)))


def _widths(table: Table, width: float, size: int) -> tuple[float, ...]:
    """Figures and short words as wide as they are; what is left is shared by the longest."""
    letters = [
        max(len(column), *(len(row[at].text) for row in table.rows)) if table.rows else len(column)
        for at, column in enumerate(table.columns)
    ]
    wanted = [(each + 2) * size * _LETTER / 72 + 0.1 for each in letters]
    if sum(wanted) <= width:
        return _stretched(wanted, width)
    short = [each for each in wanted if each <= width / len(wanted)]
    room = width - sum(short)
    long = sum(each for each in wanted if each > width / len(wanted))
    return tuple(each if each <= width / len(wanted) else each / long * room for each in wanted)


def _stretched(wanted: Sequence[float], width: float) -> tuple[float, ...]:
    """The first column takes a part of what is left over, so that figures stand near their words."""
    spare = min(width - sum(wanted), 1.5)
    return (wanted[0] + spare, *wanted[1:])
