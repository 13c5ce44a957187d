"""A workbook as the checks look at it: values, labels, and what each formula takes from where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import TypeVar, cast

from topsheet.finance.workbook.evaluate import Values
from topsheet.finance.workbook.formulas import Area, Node, Ref, parse, walk
from topsheet.finance.workbook.labels import Label, labels_of
from topsheet.finance.workbook.model import At, Book, Cell
from topsheet.finance.workbook.signs import Signs
from topsheet.finance.workbook.sums import Sums, Terms
from topsheet.finance.workbook.units import ONE, units_of
from topsheet.finance.workbook.vocabulary import english
from topsheet.finance.workbook.words import Role, roles

MOST_WORK, MOST_LABELS = 1_000_000, 10_000
_MOST_IN_ROW, _MOST_WORDS, _DEEPEST = 5, 100, 40
LONGEST = 1_000  # letters of a cell that are still read as a label or a sentence
T = TypeVar("T")
_FLOW = re.compile(r"cash[- ]?(flow|plan|schedule)|draw[- ]?down|amorti[sz]ation", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(month|week|year|quarter|period)s? ?\d|\bq[1-4]\b|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|^(19|20)\d\d$",
    re.IGNORECASE,
)
_NO_LABEL = Label()


class Study:
    """One workbook; everything is worked out at most once, in bounded work."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.trees: Mapping[At, Node] = {
            at: parse(cell.formula, at.sheet, book.names, book.sheet_names)
            for at, cell in book.cells.items()
            if cell.formula
        }
        self.values = Values(book, self.trees)
        self.written = labels_of(book)
        self._english: dict[str, str] = {}
        self._beyond: dict[str, None] = {}
        self.reading = replace(book, cells={at: self._in_english(cell) for at, cell in book.cells.items()})
        self.labels = labels_of(self.reading)
        self._sums = Sums(self.trees, self.labels.keys(), self.values.cells_in, self.afford)
        self._signs = Signs(book, self.trees, self.refs)
        self._work = MOST_WORK
        self._said: dict[str, frozenset[Role]] = {}
        self._once: dict[object, object] = {}

    @cached_property
    def numbers(self) -> tuple[At, ...]:
        """Every cell that holds or computes a number, sheet by sheet, row by row."""
        return tuple(cell.at for cells in self.book.sheets.values() for cell in cells if cell.counts)

    @cached_property
    def texts(self) -> tuple[At, ...]:
        """Every cell of words, sheet by sheet, row by row."""
        return tuple(cell.at for cells in self.book.sheets.values() for cell in cells if cell.words)

    def _in_english(self, cell: Cell) -> Cell:
        """A cell of words as the checks read it; the rest as it is."""
        words = cell.words
        if not words or len(words) > LONGEST:
            return cell
        if words not in self._english:
            if len(self._english) >= MOST_LABELS:
                self.stop(f"more than {MOST_LABELS:,} labels")
                return cell
            self._english[words] = english(words)
        return cell if self._english[words] == words else replace(cell, value=self._english[words])

    def sheet(self, at: At) -> str:
        """The name of a cell's sheet in English."""
        if at.sheet not in self._english:
            self._english[at.sheet] = english(at.sheet[:LONGEST])
        return self._english[at.sheet]

    @cached_property
    def units(self) -> Mapping[At, Decimal]:
        """The unit of every amount that is told in thousands or millions."""
        return units_of(self.reading, self.labels)

    def unit(self, at: At) -> Decimal:
        """What one in a cell stands for: 1, 1,000 or 1,000,000; a cell that repeats another has that one's."""
        origin = self.origin(at)
        return self.units.get(origin, ONE) if origin in self.labels else self.units.get(at, ONE)

    def amount(self, at: At) -> Decimal | None:
        """The amount that a cell states, in ones."""
        number = self.number(at)
        return None if number is None else number * self.unit(at)

    def once(self, work: Callable[[Study], T]) -> T:
        """What some work over the whole workbook comes to, done at the first time of asking."""
        if work not in self._once:
            self._once[work] = work(self)
        return cast(T, self._once[work])

    def afford(self, steps: int) -> bool:
        """Whether there is work left for so many steps, which are then taken off."""
        self._work -= steps
        return self._work > 0

    def first(self, found: Iterable[T], most: int, what: str) -> tuple[T, ...]:
        """As many as a plan could have; when there are more, that is said, and the rest is left unchecked."""
        taken = tuple(islice(found, most + 1))
        if len(taken) > most:
            self.stop(f"more than {most:,} {what}")
        return taken[:most]

    def stop(self, beyond: str) -> None:
        """Note that something was left unchecked, because there is more of it than a plan has."""
        self._beyond[beyond] = None

    @property
    def unfinished(self) -> tuple[str, ...]:
        """What the workbook holds too much of, so that something was not checked."""
        ran_out = self._work <= 0 or self.values.exhausted
        return (*self._beyond, *(("more to compute than is computed here",) if ran_out else ()))

    @cached_property
    def _row_widths(self) -> Mapping[tuple[str, int], int]:
        widths: dict[tuple[str, int], int] = {}
        for at in self.numbers:
            widths[at.sheet, at.row] = widths.get((at.sheet, at.row), 0) + 1
        return widths

    def scheduled(self, at: At) -> bool:
        """Whether a cell is one period of a schedule: of a cash flow, under a month or year, or among many."""
        return self.of_period(at) or self._row_widths.get((at.sheet, at.row), 0) > _MOST_IN_ROW

    def of_period(self, at: At) -> bool:
        """Whether a cell stands in a cash flow, or under a month or year."""
        label = self.label(at)
        return bool(_FLOW.search(f"{self.sheet(at)} {label.over}") or _PERIOD.search(label.header))

    @cached_property
    def rows(self) -> Mapping[tuple[str, int], tuple[At, ...]]:
        """The cells of words of each row, from the left, as far as labels go."""
        found: dict[tuple[str, int], list[At]] = {}
        for at in self.texts:
            found.setdefault((at.sheet, at.row), []).append(at)
        return {row: tuple(cells[:_MOST_WORDS]) for row, cells in found.items()}

    def words(self, at: At) -> str:
        """What a cell of words says, in English; empty for every other."""
        return self.reading.cells[at].words if at in self.reading.cells else ""

    def written_in(self, at: At) -> str:
        """A cell of words as it was written."""
        return self.book.cells[at].words if at in self.book.cells else ""

    def words_of_row(self, at: At) -> str:
        """The words to the left of a cell, else those to its right."""
        row = [other for other in self.rows.get((at.sheet, at.row), ()) if other.column != at.column]
        left = [self.words(other) for other in row if other.column < at.column]
        return " ".join(left or [self.words(other) for other in row])[:300]

    @cached_property
    def roles_said(self) -> frozenset[Role]:
        """Everything that any label of a number that is not zero speaks of."""
        return frozenset(role for at in self.numbers if self.number(at) != 0 for role in self.roles(at))

    def number(self, at: At) -> Decimal | None:
        """The number of a cell, or None where it is none or not known."""
        found = self.values.of(at)
        if isinstance(found, Decimal):
            return found
        return self.book.cells[at].read if at in self.book.cells else None

    def label(self, at: At) -> Label:
        """The words that belong to a cell, in English."""
        return self.labels.get(at, _NO_LABEL)

    def name(self, at: At) -> str:
        """What a person would call the cell: its label as it was written, else its place."""
        return self.written.get(at, _NO_LABEL).own or str(at)

    def said(self, words: str) -> frozenset[Role]:
        """What words speak of; a workbook with more labels than any plan has is not understood to its end."""
        if words not in self._said:
            if len(self._said) >= MOST_LABELS:
                self.stop(f"more than {MOST_LABELS:,} labels")
                return frozenset()
            self._said[words] = roles(words)
        return self._said[words]

    def roles(self, at: At) -> frozenset[Role]:
        """What the words beside a cell speak of; where there are none, those at the head of its column."""
        return self.said(self.label(at).own)

    def roles_around(self, at: At) -> frozenset[Role]:
        """What the words beside a cell and at the head of its column speak of."""
        label = self.label(at)
        return self.said(label.beside) | self.said(label.header)

    def origin(self, at: At) -> At:
        """The cell whose value a cell merely repeats."""
        for _ in range(_DEEPEST):
            tree = self.trees.get(at)
            if not isinstance(tree, Ref):
                break
            at = tree.at
        return at

    def refs(self, node: Node) -> Iterator[At]:
        """Every single cell that a formula names, and each of a block."""
        for each in walk(node):
            if isinstance(each, Ref):
                yield each.at
            elif isinstance(each, Area):
                yield from self.values.cells_in(each)

    def terms(self, at: At) -> Terms:
        """What a formula adds and takes off, cell by cell with its factor; products of two cells are left out."""
        return self._sums.terms(at)

    def terms_of(self, node: Node) -> Terms:
        """What a part of a formula adds and takes off."""
        return self._sums.terms_of(node)

    def spread(self, at: At) -> Terms:
        """The same down to the cells that add up nothing themselves; a cell that adds nothing is itself."""
        return self._sums.spread(at)

    def sign(self, at: At) -> int | None:
        """Below zero (−1) or not (1) by how it is made, when all inputs are positive; None where that is open."""
        return self._signs.of(at)
