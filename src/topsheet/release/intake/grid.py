"""A CSV or Excel file as rows of cells, within fixed bounds; what is neither is refused in words."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from topsheet.documents import Problem
from topsheet.finance.workbook import MOST_PACKED, Unreadable
from topsheet.finance.workbook.model import At, Book, Cell, letters
from topsheet.finance.workbook.read import MOST_CELLS, read_workbook
from topsheet.finance.workbook.xml_parts import MOST_IN_A_CELL

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_OTHERS = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML file"),
    (b"%pdf-", "a PDF"),
    (b"{\\rtf", "a text document"),
)
_LED_BY = b"\xef\xbb\xbf \t\r\n"
_ENCODINGS = "Set the mapping's `encoding`: utf-8, utf-16 or windows-1252."
_LONG = "Check that it is a statement; add a longer one up by territory, medium and value date first."
# Each column is asked about on a page; no statement has so many.
MOST_COLUMNS = 200
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class CannotRead(Exception):
    """The file gives no rows; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet that hold something, by row and column from 1; `others` are sheets that were not read."""

    name: str
    sheet: str
    rows: Mapping[int, Mapping[int, Cell]]
    others: tuple[str, ...] = ()
    from_1904: bool = False
    hidden: tuple[int, ...] = ()  # rows with something in them that the sheet does not show

    def place(self, row: int, column: int | None = None) -> str:
        """A cell or a row as a person finds it: `statement.xlsx Sheet1!C7`, `statement.csv row 7`."""
        cell = f"{letters(column)}{row}" if column else f"row {row}"
        if not self.sheet:
            return f"{self.name} {cell}"
        return f"{self.name} {At(self.sheet, row, column)}" if column else f"{self.name} {self.sheet} {cell}"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are of an Excel file, new or old."""
    return data.startswith((_ZIP, _OLD))


def workbook(data: bytes, name: str) -> Book:
    """The cells of an .xlsx file. Raises CannotRead."""
    try:
        return read_workbook(data, name)
    except Unreadable as refusal:
        found = refusal.finding
        why = "Nothing was read of it, so that no receipt is half taken in."
        raise CannotRead(Problem(found.where, found.what, why, found.fix)) from None


def sheet_of(book: Book, sheet: str) -> Grid:
    """One sheet of a workbook; without a name the first that holds anything. Raises CannotRead."""
    found = book.sheet_names.get(sheet.lower()) if sheet else next(iter(book.sheets), None)
    if found is None:
        there = ", ".join(book.sheets) or "none that holds anything"
        what = f"has no sheet `{sheet}`" if sheet else "holds nothing"
        raise CannotRead(
            Problem(book.name, what, "There are no rows to read.", f"Name one of its sheets: {there}.")
        )
    rows: dict[int, dict[int, Cell]] = {}
    for cell in book.sheets[found]:
        if cell.formula or (cell.value is not None and str(cell.value).strip()):
            rows.setdefault(cell.at.row, {})[cell.at.column] = cell
    _not_too_wide(book.name, rows)
    others = tuple(name for name in book.sheets if name != found)
    hidden = tuple(row for row in sorted(rows) if (found, row) in book.hidden)
    return Grid(book.name, found, rows, others, book.from_1904, hidden)


def text_of(data: bytes, name: str, encoding: str) -> str:
    """The letters of a CSV file, without a byte order mark. Raises CannotRead."""
    if len(data) > MOST_PACKED:
        raise _refused(name, f"is larger than {MOST_PACKED >> 20} MiB", "Check that it is a statement.")
    if not data.strip():
        raise _refused(name, "is empty", "Choose the file that was sent.")
    if kind := next(
        (words for start, words in _OTHERS if data.lstrip(_LED_BY).lower().startswith(start)), ""
    ):
        raise _refused(
            name,
            f"is {kind}, whatever its name says",
            "Open it in your spreadsheet program, and save it as CSV or .xlsx.",
        )
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        if "\x00" not in text:
            return text
        raise _refused(name, f"is not written in {encoding}: it holds letters that no table has", _ENCODINGS)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"is not written in {encoding}: line {line} has a letter that it does not know"
        raise _refused(name, what, _ENCODINGS) from None


def table_of(text: str, name: str, delimiter: str) -> Grid:
    """The rows of a CSV text. Raises CannotRead."""
    rows: dict[int, dict[int, Cell]] = {}
    left = MOST_CELLS
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for row, line in enumerate(lines, start=1):
            for column, told in enumerate(line, start=1):
                if words := told.strip():
                    left -= 1
                    if left < 0 or len(words) > MOST_IN_A_CELL:
                        what = f"holds more than {MOST_CELLS:,} cells, or a cell beyond all measure"
                        raise _refused(name, what, _LONG)
                    rows.setdefault(row, {})[column] = Cell(At("", row, column), words)
    except csv.Error as error:
        raise _refused(name, f"is no CSV: {_plainly(error)}", "Save it as CSV or .xlsx anew.") from None
    _not_too_wide(name, rows)
    return Grid(name, "", rows)


def _plainly(error: csv.Error) -> str:
    """What the parser met, in words of who looks at the file."""
    if "field limit" in str(error):
        return "a cell is beyond all measure, as when a quote opens it and none closes it"
    return "a quote inside a cell, or one that opens a cell and does not close it"


def _not_too_wide(name: str, rows: Mapping[int, Mapping[int, Cell]]) -> None:
    wide = len({column for row in rows.values() for column in row})
    if wide > MOST_COLUMNS:
        what = f"has {wide:,} columns, and a statement has at most {MOST_COLUMNS}"
        raise _refused(name, what, "Delete the columns that hold nothing of the receipts, and save it anew.")


def _refused(name: str, what: str, fix: str) -> CannotRead:
    return CannotRead(
        Problem(name, what, "Nothing was read of it, so that no receipt is half taken in.", fix)
    )
