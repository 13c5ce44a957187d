"""A spreadsheet's arithmetic, written apart from the code it checks: enough to recalculate our workbooks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|"(?P<text>[^"]*)"|(?P<name>[A-Z]+)\(|"""
    r"""(?P<ref>(?:'[^']+'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)|(?P<sign>[-+*/=(),]))"""
)


class Recalculated:
    """Every cell of a workbook, its formulas worked out anew from typed cells alone."""

    def __init__(self, path: Any) -> None:
        self.book = load_workbook(path)
        self.known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        """The value of a cell, worked out when it is a formula."""
        if (sheet, cell) not in self.known:
            held = self.book[sheet][cell].value
            formula = isinstance(held, str) and self.book[sheet][cell].data_type == "f"
            self.known[sheet, cell] = _Parser(self, sheet, held[1:]).whole() if formula else held
        return self.known[sheet, cell]


class _Parser:
    def __init__(self, book: Recalculated, sheet: str, text: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens = list(_TOKEN.finditer(text))
        assert "".join(match.group(0) for match in self.tokens) == text, text
        self.at = 0

    def whole(self) -> Any:
        value = self.compare()
        assert self.at == len(self.tokens)
        return value

    def sign(self, wanted: str) -> str:
        if self.at < len(self.tokens) and (found := self.tokens[self.at].group("sign")) and found in wanted:
            self.at += 1
            return str(found)
        return ""

    def compare(self) -> Any:
        left = self.sums()
        return left == self.sums() if self.sign("=") else left

    def sums(self) -> Any:
        value = self.products()
        while sign := self.sign("+-"):
            other = self.products()
            value = _number(value) + _number(other) if sign == "+" else _number(value) - _number(other)
        return value

    def products(self) -> Any:
        value = self.atom()
        while sign := self.sign("*/"):
            other = self.atom()
            value = _number(value) * _number(other) if sign == "*" else _number(value) / _number(other)
        return value

    def atom(self) -> Any:
        if self.sign("-"):
            return -_number(self.atom())
        if self.sign("("):
            value = self.compare()
            assert self.sign(")")
            return value
        token = self.tokens[self.at]
        self.at += 1
        if token.group("number"):
            return float(token.group("number"))
        if token.group("text") is not None:
            return token.group("text")
        if token.group("ref"):
            return self.reference(token.group("ref"))
        return self.call(token.group("name"))

    def call(self, name: str) -> Any:
        arguments = [self.compare()]
        while self.sign(","):
            arguments.append(self.compare())
        assert self.sign(")")
        return _FUNCTIONS[name](*arguments)

    def reference(self, text: str) -> Any:
        sheet, _, cells = text.rpartition("!")
        sheet = sheet.strip("'") or self.sheet
        cells = cells.replace("$", "")
        if ":" not in cells:
            return self.book.value(sheet, cells)
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(cells))
        return [
            self.book.value(sheet, self.book.book[sheet].cell(row, column).coordinate)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def _number(value: Any) -> float:
    return 0.0 if value is None else float(value)


def _flat(arguments: tuple[Any, ...]) -> list[float]:
    listed = [each for value in arguments for each in (value if isinstance(value, list) else [value])]
    return [float(each) for each in listed if each is not None and not isinstance(each, str | date)]


def _sumif(tested: list[Any], wanted: Any, summed: list[Any]) -> float:
    return sum(_number(value) for test, value in zip(tested, summed, strict=True) if test == wanted)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *values: sum(_flat(values)),
    "MAX": lambda *values: max(_flat(values)),
    "MIN": lambda *values: min(_flat(values)),
    "IF": lambda test, yes, no: yes if test else no,
    "SUMIF": _sumif,
}
