"""One row of a file as a line of a statement, or as problems with the places of its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from topsheet.documents import Problem
from topsheet.finance.workbook.model import At, Cell, Value
from topsheet.finance.workbook.numbers import number
from topsheet.money import is_currency
from topsheet.release.intake.grid import Grid
from topsheet.release.intake.heads import Heads
from topsheet.release.intake.values import (
    MARKS,
    Unread,
    amount_in,
    day_in,
    rate_in,
    truth_in,
    words_in,
)
from topsheet.release.mapping import AMOUNTS, DAYS, FieldName, MappingDoc, SkipDoc

_NAMES: tuple[FieldName, ...] = ("territory", "medium", "contract", "payer")
_REST: tuple[FieldName, ...] = ("rate_source", "corrects", "note")
_WHY = "The row is not taken in, and nothing else of the file either, until it can be read."


def skipped_by(mapping: MappingDoc, heads: Heads, cells: Mapping[int, Cell]) -> SkipDoc | None:
    """The first rule that leaves a row out."""
    for rule in mapping.skip:
        cell = cells.get(heads.named.get(rule.column, 0))
        words = " ".join(str(cell.value).split()).casefold() if cell and cell.value is not None else ""
        if (rule.empty and not words) or (words and any(_fits(words, each) for each in rule.words)):
            return rule
    return None


def _fits(words: str, rule: str) -> bool:
    wanted = " ".join(rule.split()).casefold()
    return words.startswith(wanted[:-1]) if wanted.endswith("*") else words == wanted


def _constant(field: FieldName, written: str) -> Value:
    """A constant as a document writes it, whatever the file's decimal mark."""
    found = number(written) if field in (*AMOUNTS, "rate") else None
    return written if found is None else found


class Read:
    """The reading of one row."""

    def __init__(
        self, grid: Grid, mapping: MappingDoc, heads: Heads, number: int, cells: Mapping[int, Cell]
    ) -> None:
        self.grid, self.mapping, self.heads = grid, mapping, heads
        self.number, self.cells = number, cells
        self.mark = MARKS[mapping.decimal]
        self.problems: list[Problem] = []

    def line(self) -> tuple[dict[str, Any] | None, list[Problem]]:
        """The line as a document holds it, keys in the order of a document; None with the problems that stop it."""
        currency = self._currency()
        found: dict[str, Any] = {"id": self._words("id") or f"row_{self.number}"}
        found |= {field: self._words(field) for field in _NAMES}
        earned = {"from": self._value("earned_from", self._day), "to": self._value("earned_to", self._day)}
        found["earned"] = earned if all(earned.values()) else None
        found["currency"] = currency if currency != self.mapping.currency else None
        found["bill"] = self._words("bill")
        for field in (*AMOUNTS[:1], "billed_on", *AMOUNTS[1:2]):
            found[field] = self._either(field, currency)
        collected = found["gross"] is not None
        for field in ("withheld", "certificate", "charges", "value_date"):
            found[field] = self._either(field, currency)
        found["rate"] = self._value("rate", lambda cell: rate_in(cell, self.mark, self.mapping.inverse_rate))
        found |= {field: self._words(field) for field in _REST}
        self._complete(found, collected)
        line = {
            key: value
            for key, value in found.items()
            if value is not None and value is not False and value != ""
        }
        return (None if self.problems else line), self.problems

    def _either(self, field: Any, currency: str) -> Any:
        if field in AMOUNTS:
            amount = self._value(field, lambda cell: amount_in(cell, self.mark, currency))
            negative = field in self.mapping.written_negative and amount is not None
            return -amount if negative else amount
        return self._value(field, self._day if field in DAYS else truth_in)

    def _complete(self, found: Mapping[str, Any], collected: bool) -> None:
        """What the row must say, so that none is dropped without a rule."""
        if self.problems:
            return
        if found["billed"] is None and not collected:
            self._wrong(
                None,
                "has no amount, and no rule leaves it out",
                "Write a `skip` rule for such rows, as `{column: ..., is: [Total]}`, or map its amount.",
            )
        for field in ("territory", "medium"):
            if not found[field]:
                self._wrong(
                    self.heads.columns.get(field), f"`{field}` is empty", "Fill it in, or skip the row."
                )
        if collected and found["value_date"] is None:
            column = self.heads.columns.get("value_date")
            self._wrong(
                column,
                "has an amount collected and no value date",
                "Map the day on which the money came, or fill it in.",
            )

    def _currency(self) -> str:
        written = self._words("currency").upper() or self.mapping.currency
        if not is_currency(written):
            self._wrong(
                self.heads.columns.get("currency"),
                f"“{written}” is no currency" if written else "has no currency",
                "Write a code of ISO 4217 such as EUR; `values` turns other words into codes.",
            )
            return "USD"  # only so that the other cells can be looked at: the row is not taken in
        return written

    def _day(self, cell: Cell) -> Any:
        return day_in(cell, self.mapping.days, self.grid.from_1904)

    def _words(self, field: FieldName) -> str:
        found = self._value(field, words_in)
        ref = self.mapping.column_of(field)
        if not found or not ref or not ref.values:
            return found or ""
        known = {" ".join(key.split()).casefold(): value for key, value in ref.values.items()}
        if found.casefold() not in known:
            self._wrong(
                self.heads.columns.get(field),
                f"“{found}” is not among the `values` of `{field}`",
                "Add it to the mapping with what it is called here.",
            )
        return known.get(found.casefold(), "")

    def _value(self, field: FieldName, read: Callable[[Cell], Any]) -> Any:
        """What a field's cell or constant says; None where there is nothing."""
        column = self.heads.columns.get(field, 0)
        constant = self.mapping.constants.get(field)
        cell = self.cells.get(column) if constant is None else Cell(At("", 0, 0), _constant(field, constant))
        if cell is None:
            return None
        try:
            return read(cell)
        except Unread as error:
            self._wrong(column or None, f"`{field}`: {error}", error.fix)
            return None

    def _wrong(self, column: int | None, what: str, fix: str) -> None:
        self.problems.append(Problem(self.grid.place(self.number, column), what, _WHY, fix))
