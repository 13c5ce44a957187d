"""Which words belong to which number: beside it, above it, and over its block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from topsheet.finance.workbook.model import At, Book, Cell

MOST_LETTERS, MOST_WORDS, MOST_ACROSS = 300, 8, 60
_VALUE = re.compile(r"\W*\d[\d.,]*\s*([a-z]{1,6}|%)?\W*$", re.IGNORECASE)  # `18 months` heads no column


@dataclass(frozen=True, slots=True)
class Label:
    """The words beside a number, those at the head of its column, those over its block, and all others of its row."""

    beside: str = ""
    header: str = ""
    over: str = ""
    row: str = ""

    @property
    def own(self) -> str:
        """The words beside, or where there are none, those at the head."""
        return self.beside or self.header


def labels_of(book: Book) -> dict[At, Label]:
    """The label of every cell that holds or computes a number, found in one pass over each sheet."""
    found: dict[At, Label] = {}
    for cells in book.sheets.values():
        found.update(_of_sheet(cells, book.wide))
    return found


def _of_sheet(cells: Iterable[Cell], wide: Mapping[At, int]) -> dict[At, Label]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.at.row, []).append(cell)
    headers: dict[int, str] = {}
    over, over_row = "", -2
    found: dict[At, Label] = {}
    for number, row in rows.items():
        words = [cell for cell in row if cell.words]
        if not any(cell.counts for cell in row) and words:
            said = " ".join(cell.words for cell in words)[:MOST_LETTERS]
            over = f"{over} {said}"[-MOST_LETTERS:] if number - over_row == 1 else said
            over_row = number
        whole = " ".join(cell.words for cell in words)[:MOST_LETTERS]
        beside = _beside(row)
        for cell in row:
            if cell.counts:
                at = cell.at
                found[at] = Label(beside.get(at, ""), headers.get(at.column, ""), over, whole)
        for cell in words:
            if not _VALUE.match(cell.words):
                across = min(wide.get(cell.at, 1), MOST_ACROSS)
                headers.update(
                    dict.fromkeys(range(cell.at.column, cell.at.column + across), cell.words[:MOST_LETTERS])
                )
    return found


def _beside(row: list[Cell]) -> dict[At, str]:
    """The words to the left of each number, back to the number before; with none there, those right after it."""
    found: dict[At, str] = {}
    said: list[str] = []
    fresh, orphans = False, list[At]()
    for cell in row:
        if cell.words:
            if not fresh:
                said, fresh = [], True
            if len(said) < MOST_WORDS:
                said.append(cell.words)
            if orphans:
                found[orphans[-1]] = cell.words[:MOST_LETTERS]
                orphans.clear()
        elif cell.counts:
            fresh = False
            if said:
                found[cell.at] = " ".join(said)[:MOST_LETTERS]
            else:
                orphans.append(cell.at)
    return found
