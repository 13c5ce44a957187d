"""The one page as plain text, for a terminal or an e-mail."""

from __future__ import annotations

from textwrap import wrap

from topsheet.film import Film
from topsheet.papers.one_page import Cell, Table, one_page

WIDTH = 108
WORDS = 46


def one_page_text(film: Film) -> str:
    """The page in at most 108 columns; cells that need a decision carry a `!`."""
    page = one_page(film)
    lines = [page.title.upper(), page.subtitle, "=" * WIDTH]
    for part in page.parts:
        lines += ["", f"{part.heading}  {part.answer}", "-" * WIDTH]
        for place, table in enumerate(part.tables):
            lines += ([""] if place else []) + _table(table)
    if page.notes:
        lines += ["", "Notes", "-" * WIDTH]
        for note in page.notes:
            lines += wrap(note, WIDTH, subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    rows = [[_shown(cell) for cell in row] for row in table.rows]
    right = [
        bool(table.rows) and any(row[at].number for row in table.rows) for at in range(len(table.columns))
    ]
    widths = [
        min(max([len(head), *(len(row[at]) for row in rows)]), WORDS if not right[at] else WIDTH)
        for at, head in enumerate(table.columns)
    ]
    spare = WIDTH - sum(widths[:-1]) - 2 * (len(widths) - 1)
    widths[-1] = widths[-1] if right[-1] else max(10, spare)
    if right[-1] and len(widths) == 2:
        widths[0] = max(widths[0], WORDS)
    return [
        _line(list(table.columns), widths, right),
        *(line for row in rows for line in _wrapped(row, widths, right)),
    ]


def _shown(cell: Cell) -> str:
    return f"{cell.text} !" if cell.alarm else cell.text


def _wrapped(row: list[str], widths: list[int], right: list[bool]) -> list[str]:
    """A row over as many lines as its longest words need."""
    columns = [
        wrap(text, width) or [""] if not at else [text]
        for text, width, at in zip(row, widths, right, strict=True)
    ]
    deep = max(len(column) for column in columns)
    return [_line([c[n] if n < len(c) else "" for c in columns], widths, right) for n in range(deep)]


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    placed = [
        (text if text.endswith("!") or not at else f"{text}  ").rjust(width + 2) if at else text.ljust(width)
        for text, width, at in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(placed).rstrip()
