"""How a file looks through a mapping's eyes: its sheets, its columns with heads, and the words that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from topsheet.finance.workbook.model import letters
from topsheet.release.intake.grid import Grid, is_workbook, workbook
from topsheet.release.intake.heads import heads_of, plain
from topsheet.release.intake.preview import grid_of
from topsheet.release.intake.rows import skipped_by
from topsheet.release.intake.suggest import grids
from topsheet.release.mapping import MappingDoc

_EXAMPLES = 3
_FIRST = 4
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column: its number from 1, its letter, the words at its head, and what its first cells say.

    `name` is what a mapping calls it: its head, or its letter where there is no row of heads; empty where it has none.
    `words` are the different words of the rows that no rule leaves out, at most MOST_WORDS.
    """

    number: int
    letter: str
    name: str
    examples: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sheets of a workbook, none for a CSV, the one that is read, the columns, and how each row begins."""

    sheets: tuple[str, ...] = ()
    sheet: str = ""
    columns: tuple[FileColumn, ...] = ()
    rows: Mapping[int, str] = field(default_factory=dict)


def shape_of(data: bytes, name: str, mapping: MappingDoc) -> Shape:
    """The columns of the rows that a mapping speaks of. Raises CannotRead."""
    grid = grid_of(data, name, mapping)
    sheets = tuple(workbook(data, name).sheets) if is_workbook(data) else ()
    heads = grid.rows.get(mapping.header, {})
    below = {row: cells for row, cells in sorted(grid.rows.items()) if row > mapping.header}
    known = heads_of(grid, mapping)
    lines = [cells for cells in below.values() if skipped_by(mapping, known, cells) is None]
    found = []
    for number in sorted({column for cells in (heads, *below.values()) for column in cells}):
        told = [plain(cell.words) for cells in lines if (cell := cells.get(number))]
        words = tuple(dict.fromkeys(each for each in told if each))
        head = plain(str(heads[number].value)) if number in heads else ""
        letter = letters(number)
        called = head if mapping.header else letter
        found.append(FileColumn(number, letter, called, words[:_EXAMPLES], words[:MOST_WORDS]))
    begins = {
        row: " · ".join([plain(cell.words) for _, cell in sorted(cells.items())][:_FIRST])
        for row, cells in grid.rows.items()
    }
    return Shape(sheets, grid.sheet, tuple(found), begins)


def unmapped(data: bytes, name: str, id_: str = "mapping") -> MappingDoc:
    """A mapping without a field, for a file whose heads nobody recognised: how it is written, and its first row.

    Raises CannotRead.
    """
    grid, how = next(iter(grids(data, name)))
    return MappingDoc.model_validate({"id": id_, **how, "header": _first_row(grid), "columns": {}})


def _first_row(grid: Grid) -> int:
    """The first row that has as many cells as any below it, which heads have."""
    counts: Mapping[int, int] = {row: len(cells) for row, cells in sorted(grid.rows.items())[:40]}
    most = max(counts.values(), default=0)
    return next((row for row, count in counts.items() if count == most), 1)
