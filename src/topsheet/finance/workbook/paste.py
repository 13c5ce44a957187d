"""Cells pasted from a spreadsheet, tab-separated, as a book with one sheet; the first cell is A1."""

from __future__ import annotations

import csv
from io import StringIO

from topsheet.finance.workbook.model import At, Book, Cell
from topsheet.finance.workbook.numbers import typed
from topsheet.finance.workbook.read import MOST_CELLS
from topsheet.finance.workbook.refusals import Unreadable, broken, too_large
from topsheet.finance.workbook.xml_parts import MOST_IN_A_CELL

SHEET = "Pasted"


def read_paste(text: str) -> Book:
    """The cells; formulas stand as they were copied. Raises Unreadable with the problem."""
    cells = dict[At, Cell]()
    try:
        rows = list(csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter="\t"))
    except csv.Error:
        raise broken("the pasted cells", "are not cells that a spreadsheet copies") from None
    for row, line in enumerate(rows, start=1):
        for column, written in enumerate(line, start=1):
            words = written.strip()
            if not words:
                continue
            at = At(SHEET, row, column)
            if len(cells) >= MOST_CELLS:
                raise too_large("the pasted cells", f"are more than {MOST_CELLS:,}")
            is_formula = words.startswith("=") and len(words) > 1
            cells[at] = Cell(
                at, None if is_formula else typed(words[:MOST_IN_A_CELL]), words if is_formula else ""
            )
    if not cells:
        raise nothing_pasted()
    return Book("the pasted cells", cells, computed=False)


def nothing_pasted() -> Unreadable:
    """There is no cell."""
    return broken("the pasted cells", "hold nothing")
