"""A formula as a small tree; nothing is ever run. What is not understood becomes `Opaque`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from topsheet.finance.workbook.model import At, column_number
from topsheet.finance.workbook.numbers import number

LONGEST, DEEPEST = 8_192, 50
TALLEST = 150  # a chain of sums is as tall as it has terms
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# What other languages' spreadsheets show for a function; the file itself holds the English name.
_NAMES = {
    "SUMME": "SUM", "SOMME": "SUM", "SUMA": "SUM", "SOMMA": "SUM",
    "WENN": "IF", "SI": "IF", "SE": "IF",
    "WENNFEHLER": "IFERROR", "SIERREUR": "IFERROR", "SI.ERROR": "IFERROR", "SE.ERRORE": "IFERROR",
    "RUNDEN": "ROUND", "ARRONDI": "ROUND", "REDONDEAR": "ROUND", "ARROTONDA": "ROUND",
    "MITTELWERT": "AVERAGE", "MOYENNE": "AVERAGE", "PROMEDIO": "AVERAGE", "MEDIA": "AVERAGE",
}  # fmt: skip
_POWERS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_CELL = r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})"
_ONE, _AREA = re.compile(_CELL), re.compile(f"{_CELL}:{_CELL}")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text or truth written into the formula."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Ref:
    """One cell."""

    at: At


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A minus or plus before, or a percent sign behind: `%` divides by 100."""

    op: str
    of: Node


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts and what stands between them."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Opaque:
    """What is not understood: names, arrays, other files, errors."""

    text: str


Node = Constant | Ref | Area | Call | Sign | Pair | Opaque
_NOTHING = Opaque("")


class _NotUnderstood(Exception):
    """The formula is beyond this grammar."""


def parse(formula: str, sheet: str, names: Mapping[str, str], sheets: Mapping[str, str]) -> Node:
    """The tree of `=...` in a cell of the sheet; `sheets` gives a sheet's own name by its name in small letters."""
    if len(formula) > LONGEST:
        return Opaque("a formula that is too long")
    try:
        items = [item for item in Tokenizer(formula).items if item.type != Token.WSPACE]
        reader = _Reader(items, sheet, names, sheets)
        tree = reader.pair(0, 0)
        return tree if reader.done and _height(tree) <= TALLEST else Opaque(formula)
    except (TokenizerError, _NotUnderstood, IndexError, ValueError):
        return Opaque(formula)


def walk(tree: Node) -> Iterator[Node]:
    """The node and every node under it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(inside(node))


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes directly under a node."""
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Sign):
        return (node.of,)
    return (node.left, node.right) if isinstance(node, Pair) else ()


def _height(tree: Node) -> int:
    """How many nodes stand above the lowest, found without recursion."""
    level, height = [tree], 0
    while level and height <= TALLEST:
        level, height = [below for node in level for below in inside(node)], height + 1
    return height


class _Reader:
    """Walks the tokens by the precedence of a spreadsheet: a sign before binds closer than ^."""

    def __init__(
        self, items: list[Token], sheet: str, names: Mapping[str, str], sheets: Mapping[str, str]
    ) -> None:
        self._items, self._at = items, 0
        self._sheet, self._names, self._sheets = sheet, names, sheets

    @property
    def done(self) -> bool:
        return self._at == len(self._items)

    def pair(self, least: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise _NotUnderstood
        left = self._one(depth)
        while not self.done and self._items[self._at].type == Token.OP_IN:
            op = self._items[self._at].value.strip()
            power = _POWERS.get(op, -1)
            if power <= least:
                if power < 0:
                    raise _NotUnderstood
                break
            self._at += 1
            left = Pair(op, left, self.pair(power, depth + 1))
        return left

    def _one(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _NotUnderstood
        token = self._items[self._at]
        self._at += 1
        if token.type == Token.OP_PRE:
            return Sign(token.value.strip(), self._one(depth + 1))
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            node = self.pair(0, depth + 1)
            self._close()
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            node = Call(_function(token.value), tuple(self._args(depth + 1)))
        elif token.type == Token.OPERAND:
            node = self._operand(token)
        else:
            raise _NotUnderstood
        while not self.done and self._items[self._at].type == Token.OP_POST:
            self._at += 1
            node = Sign("%", node)
        return node

    def _close(self) -> None:
        token = self._items[self._at]
        self._at += 1
        if token.subtype != Token.CLOSE:
            raise _NotUnderstood

    def _args(self, depth: int) -> Iterator[Node]:
        empty = True
        while True:
            token = self._items[self._at]
            if token.type == Token.FUNC and token.subtype == Token.CLOSE:
                self._at += 1
                return
            if token.type == Token.SEP:
                self._at += 1
                if empty:
                    yield _NOTHING
                empty = True
                continue
            yield self.pair(0, depth)
            empty = False

    def _operand(self, token: Token) -> Node:
        if token.subtype == Token.NUMBER:
            found = number(token.value)
            return Opaque(token.value) if found is None else Constant(found)
        if token.subtype == Token.TEXT:
            return Constant(token.value[1:-1].replace('""', '"'))
        if token.subtype == Token.LOGICAL:
            return Constant(token.value.upper() == "TRUE")
        if token.subtype == Token.RANGE:
            known = self._names.get(token.value.lower())
            return self._place(known.lstrip("=") if known else token.value)
        return Opaque(token.value)

    def _place(self, written: str) -> Node:
        before, mark, place = written.rpartition("!")
        sheet = self._sheets.get(before.strip("'").replace("''", "'").lower(), "") if mark else self._sheet
        if not sheet:
            return Opaque(written)
        if one := _ONE.fullmatch(place.lstrip("@")):
            return Ref(At(sheet, int(one[2]), column_number(one[1])))
        return _area(sheet, place) or Opaque(written)


def _area(sheet: str, place: str) -> Area | None:
    if found := _AREA.fullmatch(place):
        columns = sorted((column_number(found[1]), column_number(found[3])))
        rows = sorted((int(found[2]), int(found[4])))
        return Area(sheet, rows[0], columns[0], rows[1], columns[1])
    if found := _COLUMNS.fullmatch(place):
        columns = sorted((column_number(found[1]), column_number(found[2])))
        return Area(sheet, 1, columns[0], LAST_ROW, columns[1])
    if found := _ROWS.fullmatch(place):
        rows = sorted((int(found[1]), int(found[2])))
        return Area(sheet, rows[0], 1, rows[1], LAST_COLUMN)
    return None


def _function(token: str) -> str:
    name = token.rstrip("(").strip().upper().removeprefix("_XLFN.").removeprefix("_XLL.")
    return _NAMES.get(name, name)
