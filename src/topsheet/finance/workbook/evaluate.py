"""What formulas come to, exactly: + − × ÷ ^ % and the plain functions; everything else stays unknown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, DecimalException
from enum import Enum

from topsheet.finance.workbook.formulas import Area, Call, Constant, Node, Pair, Ref, Sign, walk
from topsheet.finance.workbook.model import At, Book, Value
from topsheet.finance.workbook.numbers import typed

MOST_STEPS = 2_000_000
MOST_CIRCLES = 20
_EXACT = Context(prec=34, Emax=300, Emin=-300)


class Reason(Enum):
    """Why a value is not known."""

    UNSUPPORTED = "a function or a name that is not computed here"
    TEXT = "arithmetic on a text"
    CIRCLE = "a formula that depends on itself"
    ERROR = "a division by zero or a number beyond bounds"
    TOO_LONG = "a calculation that is too long"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is not known, why, and the cell at which it was lost."""

    reason: Reason
    at: At | None = None


Result = Value | Unknown


class _Lost(Exception):
    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason.value)
        self.unknown = unknown


class Values:
    """The value of every cell, computed once, cell by cell without recursion, in bounded work."""

    def __init__(self, book: Book, trees: Mapping[At, Node]) -> None:
        self._book, self._trees = book, trees
        self._known: dict[At, Result] = {}
        self._steps = MOST_STEPS
        self.circles: list[tuple[At, ...]] = []
        self._columns: dict[tuple[str, int], list[int]] = {}
        for at in book.cells:
            self._columns.setdefault((at.sheet, at.column), []).append(at.row)
        for rows in self._columns.values():
            rows.sort()
        self._sheet_columns: dict[str, list[int]] = {}
        for sheet, column in sorted(self._columns):
            self._sheet_columns.setdefault(sheet, []).append(column)

    def of(self, at: At) -> Result:
        """The value of one cell: computed here, else as its program last computed it."""
        waiting, open_cells = [at], dict[At, None]()
        while waiting:
            here = waiting[-1]
            if here in self._known:
                waiting.pop()
            elif here not in self._trees:
                cell = self._book.cells.get(here)
                self._known[here] = cell.value if cell else None
            elif here in open_cells:
                del open_cells[here]
                self._known[here] = self._settled(here)
            else:
                open_cells[here] = None
                waiting += self._inputs(here, open_cells)
        return self._known[at]

    def cells_in(self, area: Area) -> list[At]:
        """The cells of a block that hold something, row by row; fewer when the work has run out."""
        columns = self._sheet_columns.get(area.sheet, [])
        found = list[At]()
        for column in columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]:
            rows = self._columns[area.sheet, column]
            part = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
            self._steps -= len(part) + 1
            if self._steps < 0:
                return found
            found += [At(area.sheet, row, column) for row in part]
        return sorted(found, key=lambda at: (at.row, at.column))

    @property
    def exhausted(self) -> bool:
        """Whether the work ran out before everything was computed."""
        return self._steps < 0

    def _inputs(self, here: At, open_cells: Mapping[At, None]) -> list[At]:
        """What must be known first; a cell that waits for this one closes a circle."""
        wanted = list[At]()
        for node in walk(self._trees[here]):
            if isinstance(node, Ref):
                self._steps -= 1
                wanted.append(node.at)
            elif isinstance(node, Area):
                wanted += self.cells_in(node)
        if self._steps < 0:
            return []
        for at in dict.fromkeys(wanted):
            if at in open_cells and len(self.circles) < MOST_CIRCLES:
                path = list(open_cells)
                self.circles.append(tuple(path[path.index(at) :]))
        return [at for at in wanted if at not in self._known and at not in open_cells]

    def _settled(self, here: At) -> Result:
        cell = self._book.cells[here]
        try:
            found = self._value(self._trees[here])
        except _Lost as lost:
            if lost.unknown.reason is not Reason.TEXT and isinstance(cell.value, Decimal):
                return cell.value
            return lost.unknown if lost.unknown.at else Unknown(lost.unknown.reason, here)
        except (DecimalException, IndexError):  # IndexError: a function given too little
            return Unknown(Reason.ERROR, here)
        return found

    def _value(self, node: Node) -> Value:
        if self._steps < 0:
            raise _Lost(Unknown(Reason.TOO_LONG))
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Ref):
            return self._read(node.at)
        if isinstance(node, Sign):
            number = self._number(node.of)
            return {"-": -number, "+": number, "%": _EXACT.divide(number, Decimal(100))}[node.op]
        if isinstance(node, Pair):
            return self._pair(node)
        if isinstance(node, Call) and node.name in _CALLS:
            return _CALLS[node.name](self, node.args)
        raise _Lost(Unknown(Reason.UNSUPPORTED))

    def _read(self, at: At) -> Value:
        found = self._known.get(at, Unknown(Reason.CIRCLE, at))
        if isinstance(found, Unknown):
            raise _Lost(found)
        return found

    def _number(self, node: Node) -> Decimal:
        found = self._value(node)
        if isinstance(found, str):
            found = typed(
                found.strip(), self._book.mark
            )  # a spreadsheet reads a number that was written as text
        if isinstance(found, str):
            raise _Lost(Unknown(Reason.TEXT, node.at if isinstance(node, Ref) else None))
        return _plain(found)

    def _pair(self, node: Pair) -> Value:
        if node.op == "&":
            return f"{_shown(self._value(node.left))}{_shown(self._value(node.right))}"[:1000]
        if node.op in _COMPARED:
            left, right = self._value(node.left), self._value(node.right)
            if isinstance(left, str) or isinstance(right, str):
                left, right = _shown(left).lower(), _shown(right).lower()
                return _COMPARED[node.op]((left > right) - (left < right))
            return _COMPARED[node.op](int(_plain(left).compare(_plain(right))))
        left, right = self._number(node.left), self._number(node.right)
        if node.op == "^" and abs(right) > 1000:
            raise _Lost(Unknown(Reason.ERROR))
        return _ARITHMETIC[node.op](left, right)

    def numbers(self, args: Sequence[Node]) -> list[Decimal]:
        """The numbers that a sum takes: texts in cells are passed over, as a spreadsheet does."""
        found = []
        for arg in args:
            if isinstance(arg, Area | Ref):
                cells = self.cells_in(arg) if isinstance(arg, Area) else [arg.at]
                values = [self._read(at) for at in cells]
                found += [value for value in values if isinstance(value, Decimal)]
            else:
                found.append(self._number(arg))
        return found

    def either(self, args: Sequence[Node]) -> Value:
        """IF: the second when the first is true, else the third."""
        chosen = self._value(args[0])
        if isinstance(chosen, str):
            raise _Lost(Unknown(Reason.TEXT))
        if chosen:
            return self._value(args[1])
        return self._value(args[2]) if len(args) > 2 else False

    def without_error(self, args: Sequence[Node]) -> Value:
        """IFERROR: the first, or the second where the first divides by zero or meets a text."""
        try:
            return self._value(args[0])
        except _Lost as lost:
            if lost.unknown.reason not in (Reason.ERROR, Reason.TEXT) or len(args) < 2:
                raise
        except DecimalException:
            pass
        return self._value(args[1])

    def rounded(self, args: Sequence[Node], how: str) -> Decimal:
        """ROUND and its two brothers; halves go away from zero."""
        places = int(self._number(args[1])) if len(args) > 1 else 0
        if abs(places) > 30:
            raise _Lost(Unknown(Reason.ERROR))
        return self._number(args[0]).quantize(Decimal(1).scaleb(-places), how, _EXACT)


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _average(values: Values, args: Sequence[Node]) -> Decimal:
    found = values.numbers(args)
    return _EXACT.divide(_sum(found), Decimal(len(found)))


def _product(values: Values, args: Sequence[Node]) -> Decimal:
    total = Decimal(1)
    for value in values.numbers(args):
        total = _EXACT.multiply(total, value)
    return total


def _plain(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(int(bool(value)))


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _EXACT.divide,
    "^": _EXACT.power,
}
_COMPARED: Mapping[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}
_CALLS: Mapping[str, Callable[[Values, Sequence[Node]], Value]] = {
    "SUM": lambda values, args: _sum(values.numbers(args)),
    "MIN": lambda values, args: min(values.numbers(args), default=Decimal(0)),
    "MAX": lambda values, args: max(values.numbers(args), default=Decimal(0)),
    "AVERAGE": _average,
    "PRODUCT": _product,
    "ABS": lambda values, args: abs(_sum(values.numbers(args[:1]))),
    "ROUND": lambda values, args: values.rounded(args, ROUND_HALF_UP),
    "ROUNDUP": lambda values, args: values.rounded(args, ROUND_UP),
    "ROUNDDOWN": lambda values, args: values.rounded(args, ROUND_DOWN),
    "IF": lambda values, args: values.either(args),
    "IFERROR": lambda values, args: values.without_error(args),
}
