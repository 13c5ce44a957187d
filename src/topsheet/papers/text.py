"""The one page as plain text, for a terminal or an e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from topsheet.film import Film
from topsheet.papers.one_page import Cell, OnePage, Table, one_page

WIDTH = 108
WORDS = 46  # the widest a column of words is set while others stand to its right
FIRST = 16  # the narrowest a first column becomes before the table is cut in two
LAST = 24  # the narrowest a last column of words becomes before the first one gives way
GAP = 2


def one_page_text(film: Film) -> str:
    """The page in at most 108 columns; cells that need a decision carry a `!`."""
    return page_text(one_page(film))


def page_text(page: OnePage) -> str:
    """Any one page as text: a row too wide for its columns runs on, a table too wide is cut and continued."""
    lines = [*wrap(page.title.upper(), WIDTH), *wrap(page.subtitle, WIDTH), "=" * WIDTH]
    for part in page.parts:
        lines += ["", *wrap(f"{part.heading}  {part.answer}", WIDTH, subsequent_indent="  "), "-" * WIDTH]
        filled = [table for table in part.tables if table.rows]
        for place, table in enumerate(filled):
            lines += ([""] if place else []) + _table(table)
    if page.notes:
        lines += ["", "Notes", "-" * WIDTH]
        for note in page.notes:
            lines += wrap(note, WIDTH, subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    """The table set in columns: figures to the right, words to the left, the last words as wide as there is room."""
    right = [any(row[at].number for row in table.rows) for at in range(len(table.columns))]
    marked = [any(row[at].alarm for row in table.rows) for at in range(len(table.columns))]
    rows = [[_shown(cell, *how) for cell, *how in zip(row, right, marked, strict=True)] for row in table.rows]
    heads = [_shown(Cell(head), *how) for head, *how in zip(table.columns, right, marked, strict=True)]
    widths = _widths(heads, rows, right)
    fitting = _fitting(widths)
    if fitting < len(widths):
        return [*_table(_part(table, 1, fitting)), "", *_table(_part(table, fitting, len(widths)))]
    return [line for row in [heads, *rows] for line in _wrapped(row, widths, right)]


def _part(table: Table, start: int, end: int) -> Table:
    """The first column again, and those from start to end."""
    return Table(
        (table.columns[0], *table.columns[start:end]),
        tuple((row[0], *row[start:end]) for row in table.rows),
    )


def _fitting(widths: Sequence[int]) -> int:
    """How many columns fit the page beside the first one."""
    used = widths[0]
    for at, width in enumerate(widths[1:], start=1):
        used += GAP + width
        if used > WIDTH and at > 1:
            return at
    return len(widths)


def _widths(heads: list[str], rows: list[list[str]], right: list[bool]) -> list[int]:
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    widths[:-1] = [w if number else min(w, WORDS) for w, number in zip(widths[:-1], right, strict=False)]
    if right[-1] and len(widths) == 2:
        widths[0] = max(widths[0], WORDS)
    over = max(0, sum(widths) + GAP * (len(widths) - 1) - WIDTH)
    if not right[-1]:
        least = min(widths[-1], LAST)
        over, widths[-1] = max(0, over - (widths[-1] - least)), max(least, widths[-1] - over)
    widths[0] = max(min(widths[0], FIRST), widths[0] - over)
    return widths


def _shown(cell: Cell, number: bool, marked: bool) -> str:
    """A cell's text; in a column of figures where one is marked, the others keep the mark's room."""
    if cell.alarm:
        return f"{cell.text} !"
    return f"{cell.text}  " if number and marked else cell.text


def _wrapped(row: list[str], widths: list[int], right: list[bool]) -> list[str]:
    """A row over as many lines as its longest words need."""
    columns = [
        [text] if number else wrap(text, width) or [""]
        for text, width, number in zip(row, widths, right, strict=True)
    ]
    deep = max(len(column) for column in columns)
    return [_line([c[n] if n < len(c) else "" for c in columns], widths, right) for n in range(deep)]


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    placed = [
        text.rjust(width) if number else text.ljust(width)
        for text, width, number in zip(cells, widths, right, strict=True)
    ]
    return (" " * GAP).join(placed).rstrip()
