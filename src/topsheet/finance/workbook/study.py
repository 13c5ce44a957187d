"""A workbook as the checks look at it: values, labels, and what each formula takes from where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import TypeVar, cast

from topsheet.finance.workbook.evaluate import Values
from topsheet.finance.workbook.formulas import (
    Area,
    Call,
    Constant,
    Node,
    Pair,
    Ref,
    Sign,
    parse,
    walk,
)
from topsheet.finance.workbook.labels import Label, labels_of
from topsheet.finance.workbook.model import At, Book, Cell
from topsheet.finance.workbook.units import ONE, units_of
from topsheet.finance.workbook.vocabulary import english
from topsheet.finance.workbook.words import Role, roles

DEEPEST, WIDEST, MOST_WORK, MOST_LABELS = 40, 2_000, 1_000_000, 10_000
_MOST_IN_ROW, _MOST_WORDS = 5, 100
LONGEST = 1_000  # letters of a cell that are still read as a label or a sentence
T = TypeVar("T")
_FLOW = re.compile(r"cash[- ]?(flow|plan|schedule)|draw[- ]?down|amorti[sz]ation", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(month|week|year|quarter|period)s? ?\d|\bq[1-4]\b|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|^(19|20)\d\d$",
    re.IGNORECASE,
)
_NO_LABEL = Label()
SEEN_THROUGH = ("ROUND", "ROUNDUP", "ROUNDDOWN", "IFERROR")
_NAUGHT = Constant(Decimal(0))
Terms = Mapping[At, Decimal]


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
        self._unread = False
        self.reading = replace(book, cells={at: self._in_english(cell) for at, cell in book.cells.items()})
        self.labels = labels_of(self.reading)
        self._terms: dict[At, Terms] = {}
        self._spread: dict[At, Terms] = {}
        self._signs: dict[At, int | None] = {}
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
                self._unread = True
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

    def stop(self) -> None:
        """Say that something was left unchecked because there is more of it than a plan has."""
        self._unread = True

    @property
    def exhausted(self) -> bool:
        """Whether the work ran out, so that something was not checked."""
        return self._unread or self._work <= 0 or self.values.exhausted

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
                self._unread = True
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
        for _ in range(DEEPEST):
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
        if at not in self._terms:
            found = self.terms_of(self.trees[at]) if at in self.trees else {}
            self._terms[at] = {cell: factor for cell, factor in found.items() if factor}
        return self._terms[at]

    def spread(self, at: At, depth: int = 0) -> Terms:
        """The same down to the cells that add up nothing themselves; a cell that adds nothing is itself."""
        if at in self._spread:
            return self._spread[at]
        self._work -= 1
        found: dict[At, Decimal] = {}
        if depth < DEEPEST and self._work > 0:
            self._spread[at] = {at: Decimal(1)}  # a circle ends here
            for cell, factor in self.terms(at).items():
                for leaf, share in self.spread(cell, depth + 1).items():
                    if sane(factor * share):
                        found[leaf] = found.get(leaf, Decimal(0)) + factor * share
            self._work -= len(found)
        whole = found if 0 < len(found) <= WIDEST else {at: Decimal(1)}
        self._spread[at] = whole
        return whole

    def sign(self, at: At, depth: int = 0) -> int | None:
        """Below zero (−1) or not (1) by how it is made, when all inputs are positive; None where that is open."""
        if at not in self._signs:
            self._signs[at] = None  # a circle ends here
            value = self.book.cells[at].value if at in self.book.cells else None
            if at in self.trees:
                self._signs[at] = self._sign(self.trees[at], depth + 1) if depth < DEEPEST else None
            else:
                self._signs[at] = -1 if isinstance(value, Decimal) and value < 0 else 1
        return self._signs[at]

    def _sign(self, node: Node, depth: int) -> int | None:
        if isinstance(node, Constant):
            return -1 if isinstance(node.value, Decimal) and node.value < 0 else 1
        if isinstance(node, Ref):
            return self.sign(node.at, depth)
        if isinstance(node, Sign):
            of = self._sign(node.of, depth)
            return -of if of is not None and node.op == "-" else of
        if isinstance(node, Pair):
            return self._sign_of_pair(node, depth)
        if isinstance(node, Call) and node.name == "SUM":
            cells = {self.sign(at, depth) for arg in node.args for at in self.refs(arg)}
            return next(iter(cells)) if len(cells) == 1 else None
        if isinstance(node, Call) and node.name in SEEN_THROUGH and node.args:
            return self._sign(node.args[0], depth)
        return 1 if isinstance(node, Call) and node.name == "ABS" else None

    def _sign_of_pair(self, node: Pair, depth: int) -> int | None:
        left, right = self._sign(node.left, depth), self._sign(node.right, depth)
        if left is None or right is None:
            return None
        if node.op in ("*", "/"):
            return left * right
        if node.op == "-":
            return left if left != right else None
        return left if node.op == "+" and left == right else None

    def terms_of(self, node: Node) -> Terms:
        """What a part of a formula adds and takes off."""
        found: dict[At, Decimal] = {}
        self._add(node, Decimal(1), found)
        return found

    def _add(self, node: Node, factor: Decimal, into: dict[At, Decimal]) -> None:
        if not sane(factor):
            return
        if isinstance(node, Ref):
            into[node.at] = into.get(node.at, Decimal(0)) + factor
        elif isinstance(node, Sign) and node.op in ("-", "+"):
            self._add(node.of, -factor if node.op == "-" else factor, into)
        elif isinstance(node, Pair):
            self._add_pair(node, factor, into)
        elif isinstance(node, Call):
            self._add_call(node, factor, into)

    def _add_call(self, node: Call, factor: Decimal, into: dict[At, Decimal]) -> None:
        if node.name == "SUM":
            for arg in node.args:
                if isinstance(arg, Area):
                    for at in self.values.cells_in(arg):
                        if at in self.labels:
                            into[at] = into.get(at, Decimal(0)) + factor
                else:
                    self._add(arg, factor, into)
        elif node.name in SEEN_THROUGH and node.args:
            self._add(node.args[0], factor, into)
        elif node.name == "MAX" and len(node.args) == 2 and _NAUGHT in node.args:
            self._add(node.args[0] if node.args[1] == _NAUGHT else node.args[1], factor, into)

    def _add_pair(self, node: Pair, factor: Decimal, into: dict[At, Decimal]) -> None:
        if node.op in ("+", "-"):
            self._add(node.left, factor, into)
            self._add(node.right, -factor if node.op == "-" else factor, into)
        elif node.op == "*":
            for this, other in ((node.left, node.right), (node.right, node.left)):
                by = fixed(this)
                if by is not None:
                    self._add(other, factor * by, into)
                    return
        elif node.op == "/":
            by = fixed(node.right)
            if by:
                self._add(node.left, factor / by, into)


def sane(factor: Decimal) -> bool:
    """Whether a factor is one that a plan could hold; a hostile chain of products ends here."""
    return -200 < factor.adjusted() < 200


def fixed(node: Node) -> Decimal | None:
    """A number written into the formula: 2, 10 %, −1."""
    if isinstance(node, Constant) and isinstance(node.value, Decimal):
        return node.value
    if isinstance(node, Sign):
        of = fixed(node.of)
        if of is None:
            return None
        return of / 100 if node.op == "%" else -of if node.op == "-" else of
    return None


def factors(node: Node) -> list[Node]:
    """The parts of a product, with its divisors beside them."""
    found, waiting = list[Node](), [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Pair) and each.op in ("*", "/"):
            waiting += [each.right, each.left]
        elif isinstance(each, Sign) and each.op in ("-", "+"):
            waiting.append(each.of)
        elif isinstance(each, Call) and each.name in SEEN_THROUGH and each.args:
            waiting.append(each.args[0])
        else:
            found.append(each)
    return found


def shown(amount: Decimal) -> str:
    """An amount as a person writes it: thousands in commas, coins only where there are some."""
    exact = amount.quantize(Decimal("0.01"), ROUND_HALF_UP, Context(prec=400))
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"


def products(node: Node) -> Iterator[Pair]:
    """Every product of a formula that is not itself part of one."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Pair) and each.op in ("*", "/"):
            yield each
            for part in factors(each):
                waiting += [part] if not isinstance(part, Pair) or part.op not in ("*", "/") else []
        elif isinstance(each, Pair):
            waiting += [each.left, each.right]
        elif isinstance(each, Sign):
            waiting.append(each.of)
        elif isinstance(each, Call):
            waiting += each.args
