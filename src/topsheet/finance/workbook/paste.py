"""Cells pasted from a spreadsheet, tab-separated, as a book with one sheet; the first cell is A1."""

from __future__ import annotations

import csv
import re
from io import StringIO

from topsheet.finance.workbook.model import At, Book, Cell
from topsheet.finance.workbook.numbers import block_of
from topsheet.finance.workbook.read import MOST_CELLS
from topsheet.finance.workbook.refusals import Unreadable, broken, too_large, two_readings
from topsheet.finance.workbook.xml_parts import MOST_IN_A_CELL

SHEET = "Pasted"


def read_paste(text: str) -> Book:
    """The cells; formulas stand as they were copied. Raises Unreadable with the problem."""
    written = dict[At, str]()
    try:
        rows = list(csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter="\t"))
    except csv.Error:
        raise broken("the pasted cells", "are not cells that a spreadsheet copies") from None
    for row, line in enumerate(rows, start=1):
        for column, told in enumerate(line, start=1):
            if words := told.strip():
                if len(written) >= MOST_CELLS:
                    raise too_large("the pasted cells", f"are more than {MOST_CELLS:,}")
                written[At(SHEET, row, column)] = words[:MOST_IN_A_CELL]
    if not written:
        raise nothing_pasted()
    values = {at: words for at, words in written.items() if not _is_formula(words)}
    block = block_of(values)
    if block.doubted:
        raise two_readings(block.doubted[0], values[block.doubted[0]])
    cells = {
        at: Cell(at, block.values.get(at, words)) if at in values else Cell(at, None, in_file(words))
        for at, words in written.items()
    }
    return Book("the pasted cells", cells, computed=False)


def in_file(formula: str) -> str:
    """A formula as a file holds it: with commas between what a function is given, and a point before decimals."""
    parts = formula.split('"')
    if any(";" in part for part in parts[::2]):
        parts[::2] = [re.sub(r"(\d),(\d)", r"\1.\2", part).replace(";", ",") for part in parts[::2]]
    return '"'.join(parts)


def _is_formula(words: str) -> bool:
    return words.startswith("=") and len(words) > 1


def nothing_pasted() -> Unreadable:
    """There is no cell."""
    return broken("the pasted cells", "hold nothing")
