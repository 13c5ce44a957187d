"""A workbook value written as an Excel file by XlsxWriter: numbers as numbers, text never as a formula."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from topsheet.money import Money, Percent, minor_digits
from topsheet.papers.paper import Stamp
from topsheet.papers.workbook import TOP, Book, Formula, Item, Line, Sheet, Weight

_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's day has no zone
_QUIET, _RULE = "#5b5f63", "#b9b3a7"


def workbook_xlsx(book: Book) -> bytes:
    """The bytes of the file; the same book gives the same bytes, and no name or clock of whoever made it."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as file:
        file.set_properties({"title": f"{book.stamp.title}, {book.stamp.paper}", "created": _NO_DAY})
        file.set_calc_mode("auto")
        formats = _Formats(file, book.stamp.currency)
        for sheet in book.sheets:
            _sheet(file.add_worksheet(sheet.name), sheet, book, formats)
    return out.getvalue()


class _Formats:
    """The formats of a file, each made once: by what a cell holds and what its row is."""

    def __init__(self, file: Any, currency: str) -> None:
        self._file, self._made = file, dict[tuple[str, Weight], Any]()
        coins = "." + "0" * minor_digits(currency) if minor_digits(currency) else ""
        self._shapes = {
            "money": f"[${currency}] #,##0{coins};[Red]-[${currency}] #,##0{coins}",
            "percent": "0.00%",
            "day": "d mmm yyyy",
            "month": "mmm yyyy",
            "text": "@",
        }
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.quiet = file.add_format({"font_color": _QUIET, "font_size": 9})

    def of(self, kind: str, weight: Weight) -> Any:
        if (kind, weight) not in self._made:
            told: dict[str, Any] = {"num_format": self._shapes[kind], "valign": "top"}
            if weight is not Weight.LINE:
                edge = "top" if weight is Weight.TOTAL else "bottom"
                told |= {"bold": True, edge: 1, f"{edge}_color": _RULE}
            if kind == "text":
                told["text_wrap"] = True
            self._made[kind, weight] = self._file.add_format(told)
        return self._made[kind, weight]


def _sheet(page: Any, sheet: Sheet, book: Book, formats: _Formats) -> None:
    page.write_string(0, 0, f"{book.stamp.title}: {sheet.title}", formats.title)
    page.write_string(1, 0, f"{book.stamp.plan}. {book.stamp.line}", formats.quiet)
    lines = (*_stamp(book.stamp), *sheet.lines) if sheet.stamped else sheet.lines
    for row, line in enumerate(lines, start=TOP - 1):
        _line(page, row, line, formats)
    for at, width in enumerate(sheet.widths):
        page.set_column(at, at, width)
    rows, columns = sheet.frozen
    page.freeze_panes(rows, columns)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, max(rows - 1, 0))
    if columns:
        page.repeat_columns(0, columns - 1)
    page.set_footer("&L&8&F&C&8&A&R&8&P of &N")


def _stamp(stamp: Stamp) -> tuple[Line, ...]:
    told: dict[str, Item] = {
        "Film": stamp.title,
        "Paper": stamp.paper,
        "Plan": stamp.plan,
        "As of": stamp.as_of,
        "Documents, SHA-256": stamp.digest,
        "Least reliable rule": stamp.status.value.lower(),
    }
    return (*(Line((label, value)) for label, value in told.items()), Line(()))


def _line(page: Any, row: int, line: Line, formats: _Formats) -> None:
    for at, item in enumerate(line.items):
        value = item.value if isinstance(item, Formula) else item
        shape = formats.of(_kind(value, line.weight), line.weight)
        if isinstance(item, Formula):
            page.write_formula(row, at, item.text, shape, _number(item.value))
        elif isinstance(value, str):
            page.write_string(row, at, value, shape)
        elif isinstance(value, date):
            page.write_datetime(row, at, datetime(value.year, value.month, value.day), shape)  # noqa: DTZ001  # as above
        elif value is None:
            page.write_blank(row, at, None, shape)
        else:
            page.write_number(row, at, _number(value), shape)


def _kind(value: Item, weight: Weight) -> str:
    if isinstance(value, date):
        return "month" if weight is Weight.HEAD else "day"
    if isinstance(value, Percent):
        return "percent"
    return "text" if isinstance(value, str) or value is None else "money"


def _number(value: Money | Percent | int) -> float:
    if isinstance(value, Money):
        return float(value.amount)
    return float(value.fraction) if isinstance(value, Percent) else float(value)
