"""The table as a value: one shape for the page, the clipboard and the CSV, so that they cannot disagree."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from topsheet.figures import Figure, Status, Value
from topsheet.money import Money, Percent
from topsheet.papers.spell import spell_days
from topsheet_desk.site import formats, moments
from topsheet_desk.site.formulas import harmless
from topsheet_desk.site.reader import readers_zone

# A spreadsheet keeps fifteen figures of a number; what has more would lose its last coins.
_EXCEL_DIGITS = 15
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's day has no zone


class Kind(StrEnum):
    """What a column holds, which decides its alignment and how it sorts."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"


class Tone(StrEnum):
    """How a cell asks to be read; DECIDE is the only red."""

    PLAIN = ""
    DECIDE = "decide"
    WATCH = "watch"
    GOOD = "good"
    QUIET = "quiet"


class Weight(StrEnum):
    """What a row is: a line, a heading over lines, a sum under them, the last total."""

    LINE = "line"
    HEAD = "head"
    SUM = "sum"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its kind, and what a phone may leave out."""

    label: str
    kind: Kind = Kind.TEXT
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a place: the text a person reads, the value a machine reads, and the figure that explains it."""

    text: str
    value: str = ""
    figure: str = ""
    tone: Tone = Tone.PLAIN
    chip: bool = False
    note: str = ""
    anchor: str = ""
    amount: Money | Percent | None = None
    option: str | None = None
    instant: str = ""
    edit: str = ""
    edit_id: str = ""
    edit_label: str = ""
    lines: tuple[str, ...] = ()

    @property
    def machine(self) -> str:
        """The value for sorting and for a spreadsheet."""
        return self.value or self.text


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; a heading may have fewer, its last one spans the rest."""

    cells: tuple[Cell, ...]
    weight: Weight = Weight.LINE
    key: str = ""

    @property
    def head(self) -> bool:
        """Whether this row heads those below it."""
        return self.weight is Weight.HEAD


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; `empty` says what to do next when it has no rows."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "Nothing here yet."
    tools: bool = False
    hidden_caption: bool = False
    unit: str = ""

    def placed(self) -> Iterable[tuple[Row, tuple[tuple[Column, Cell], ...]]]:
        """Each row with its cells beside their columns, as the template walks them."""
        for row in self.rows:
            yield row, tuple(zip(self.columns, row.cells, strict=False))


def text(
    words: object, *, tone: Tone = Tone.PLAIN, note: str = "", anchor: str = "", value: str = ""
) -> Cell:
    """A cell of words, the days in them as a page writes them."""
    return Cell(spell_days(str(words)), value=value, tone=tone, note=spell_days(note), anchor=anchor)


def amount(value: Money) -> Cell:
    """A cell with an amount that no figure explains."""
    return Cell(formats.money(value), value=formats.plain(value), amount=value)


def listed(lines: Sequence[str]) -> Cell:
    """A cell of several sentences, a line each on the page and parted by semicolons for a machine."""
    return Cell("; ".join(lines), lines=tuple(lines) if len(lines) > 1 else ())


def dated(day: date | None) -> Cell:
    """A cell with a day; a spreadsheet gets it in ISO order."""
    return Cell(f"{day.day} {day:%b %Y}", value=day.isoformat()) if day else Cell("–", tone=Tone.QUIET)


def moment_cell(at: datetime | None, place: str = "") -> Cell:
    """A cell with a moment by the reader's clock, and the place's where its time zone is named."""
    return timed(at, readers_zone(), moments.zone_of(place) if place else None)


def timed(value: datetime | None, reader: ZoneInfo, place: ZoneInfo | None = None) -> Cell:
    """A cell with a moment by the reader's clock and the place's; a spreadsheet gets the instant in UTC."""
    if value is None:
        return Cell("–", tone=Tone.QUIET)
    told = moments.tell(value, reader, place)
    return Cell(str(told), value=told.instant, instant=told.instant)


def chip(words: str, tone: Tone) -> Cell:
    """A cell with a state, set apart by its shape as well as its colour."""
    return Cell(words, tone=tone, chip=True)


def shown(figure: Figure[Value] | None, *, tone: Tone = Tone.PLAIN, blank_zero: bool = False) -> Cell:
    """A cell with a figure and the link to its cause; negative money asks for a decision."""
    if figure is None:
        return Cell("–", value="", tone=Tone.QUIET)
    value = figure.value
    amount = value if isinstance(value, Money | Percent) else None
    if isinstance(value, Money) and blank_zero and not value:
        return Cell("–", value="0", figure=figure.name, tone=Tone.QUIET)
    if isinstance(value, Money) and value.amount < 0 and tone is Tone.PLAIN:
        tone = Tone.DECIDE
    unverified = figure.rule is not None and figure.rule.status is Status.UNVERIFIED
    return Cell(
        formats.of(figure),
        formats.plain(value),
        figure.name,
        tone,
        amount=amount,
        note="unverified" if unverified else "",
    )


def withheld() -> Cell:
    """A cell whose figure is not shared with the reader's role."""
    return Cell("withheld", value="", tone=Tone.QUIET)


def at_most(made: Table, most: int) -> Table:
    """A table as a page shows it: its first rows, and where all of them are had."""
    told = cut_note("first", most, len(made.rows))
    return replace(made, rows=made.rows[:most], note=f"{told} {made.note}".strip()) if told else made


def cut_note(which: str, most: int, of: int) -> str:
    """What is said over rows that are not all; nothing where they are."""
    return (
        f"The {which} {most:,} of {of:,} rows stand here; CSV and Excel hold all of them."
        if of > most
        else ""
    )


def rows_of(cells: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """Plain lines from cells."""
    return tuple(Row(tuple(line)) for line in cells)


def table(id: str, caption: str, columns: Sequence[Column], rows: Iterable[Row], **more: object) -> Table:  # noqa: A002  # the id of the element
    """A table in one dress: coins in all amounts of a column or in none, decimals in all its percentages or in none."""
    listed, heads = list(rows), tuple(columns)
    for place in range(len(heads)):
        column = [row.cells[place : place + 1] for row in listed]
        if _broken(column, Money):
            listed = [_in_full(row, Money, place) for row in listed]
    if _broken((row.cells for row in listed), Percent):
        listed = [_in_full(row, Percent) for row in listed]
    return Table(id, caption, heads, tuple(listed), **more)  # type: ignore[arg-type]  # Table checks the names


def _broken(cells: Iterable[Sequence[Cell]], kind: type[Money | Percent]) -> bool:
    return any(isinstance(each.amount, kind) and formats.broken(each.amount) for row in cells for each in row)


def _in_full(row: Row, kind: type[Money | Percent], place: int | None = None) -> Row:
    cells = (
        replace(cell, text=formats.in_full(cell.amount))
        if place in (None, at) and cell.amount is not None and isinstance(cell.amount, kind)
        else cell
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def as_csv(table: Table) -> str:
    """The table as CSV with a byte-order mark for spreadsheets; no cell can be run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_harmless(column.label) for column in table.columns])
    for _row, cells in table.placed():
        writer.writerow([_harmless(cell.machine, column.kind) for column, cell in cells])
    return "\ufeff" + out.getvalue()


def as_workbook(table: Table) -> bytes:
    """The table as an Excel workbook: numbers and days as such, every text a text and never a formula.

    The file holds no name, address or moment of whoever made it.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "constant_memory": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _NO_DAY})
        sheet = book.add_worksheet("Table")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.label, bold)
            sheet.set_column(place, place, 16 if column.kind is not Kind.TEXT else 32)
        for line, (_row, cells) in enumerate(table.placed(), start=1):
            for place, (column, cell) in enumerate(cells):
                _write(sheet, (line, place), cell.machine, column.kind, day)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write(sheet: Any, at: tuple[int, int], words: str, kind: Kind, day: Any) -> None:
    """One cell: an amount with more figures than a spreadsheet keeps stays text, so that no coin is lost."""
    if kind in (Kind.MONEY, Kind.NUMBER) and _is_number(words) and len(words.strip("-0.")) <= _EXCEL_DIGITS:
        sheet.write_number(*at, float(words))
    elif kind is Kind.DATE and _DAY.fullmatch(words):
        sheet.write_datetime(*at, datetime.fromisoformat(words), day)
    elif words:
        sheet.write_string(*at, words)


def _harmless(words: str, kind: Kind = Kind.TEXT) -> str:
    """Text that a spreadsheet would run as a formula is led by an apostrophe; numbers stay numbers."""
    if kind in (Kind.MONEY, Kind.NUMBER) and _is_number(words):
        return words
    return harmless(words)


def _is_number(words: str) -> bool:
    body = words.removeprefix("-")
    return body.replace(".", "", 1).isdigit() and body.isascii()
