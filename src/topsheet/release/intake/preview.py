"""A file read through a mapping, and everything that would be taken in or left out: nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from topsheet.documents import Problem, Severity
from topsheet.finance.workbook.model import Cell
from topsheet.money import Money
from topsheet.release.intake.grid import (
    DELIMITERS,
    CannotRead,
    Grid,
    is_workbook,
    sheet_of,
    table_of,
    text_of,
    workbook,
)
from topsheet.release.intake.heads import Heads, heads_of
from topsheet.release.intake.report import Control, Preview, Row, Skipped, Totals
from topsheet.release.intake.rows import Read, skipped_by
from topsheet.release.intake.values import MARKS, Unread, number_in
from topsheet.release.mapping import AMOUNTS, MappingDoc, SkipDoc

_EXACT = Decimal("1e-6")
_WHY_TOTAL = "Rows were lost, counted twice, or read with another sign or decimal mark."


def preview(data: bytes, name: str, mapping: MappingDoc) -> Preview:
    """Every row of the file as a line, as skipped by a rule, or as a problem with the place of its cell."""
    digest = sha256(data).hexdigest()
    try:
        grid = grid_of(data, name, mapping)
        heads = heads_of(grid, mapping)
    except CannotRead as refusal:
        return Preview(name, digest, mapping, (), (), (refusal.problem,), (), ())
    return _Reading(grid, mapping, heads).preview(digest)


def grid_of(data: bytes, name: str, mapping: MappingDoc) -> Grid:
    """The rows that the mapping speaks of. Raises CannotRead."""
    if is_workbook(data):
        return sheet_of(workbook(data, name), mapping.sheet)
    return table_of(text_of(data, name, mapping.encoding), name, DELIMITERS[mapping.delimiter])


class _Reading:
    def __init__(self, grid: Grid, mapping: MappingDoc, heads: Heads) -> None:
        self.grid, self.mapping, self.heads = grid, mapping, heads
        self.rows: list[Row] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = list(heads.problems)
        self.stated: list[tuple[int, Mapping[int, Cell]]] = []

    def preview(self, digest: str) -> Preview:
        if not self.problems:
            self._read()
        self.problems += self._unread_columns()
        if self.grid.others and not self.mapping.sheet:
            self.problems.append(_other_sheets(self.grid))
        hidden = {row.number for row in self.rows} & set(self.grid.hidden)
        if hidden:
            self.problems.append(_hidden(self.grid, sorted(hidden)))
        controls = tuple(self._controls()) if not any(_is_error(each) for each in self.problems) else ()
        return Preview(
            self.grid.name,
            digest,
            self.mapping,
            tuple(self.rows),
            tuple(self.skipped),
            tuple(self.problems),
            tuple(self._totals()),
            controls,
        )

    def _read(self) -> None:
        ids: dict[str, int] = {}
        for number, cells in sorted(self.grid.rows.items()):
            if number <= self.mapping.header:
                continue
            if rule := skipped_by(self.mapping, self.heads, cells):
                self.skipped.append(Skipped(number, _told(rule)))
                if rule.total:
                    self.stated.append((number, cells))
                continue
            line, problems = Read(self.grid, self.mapping, self.heads, number, cells).line()
            self.problems += problems
            if line is None:
                continue
            if line["id"] in ids:
                self.problems.append(_same_id(self.grid, number, line["id"], ids[line["id"]]))
            ids.setdefault(line["id"], number)
            self.rows.append(Row(number, line))

    def _unread_columns(self) -> Iterator[Problem]:
        """Columns with numbers that no field takes, and that the mapping does not name as ignored."""
        taken = set(self.heads.columns.values()) | self.heads.ignored
        mark = MARKS[self.mapping.decimal]
        found: dict[int, int] = {}
        for row in self.rows:
            for column, cell in self.grid.rows[row.number].items():
                if column not in taken and column not in found and _counts(cell, mark):
                    found[column] = row.number
        for column, number in sorted(found.items()):
            yield Problem(
                self.grid.place(number, column),
                f"column `{self.heads.name(column)}` holds numbers and is not read",
                "A deduction or an amount may be lost with it.",
                "Map it to a field, or name it under `ignore`.",
                Severity.WARNING,
            )

    def _currency(self, line: Mapping[str, Any]) -> str:
        return str(line.get("currency") or self.mapping.currency)

    def _totals(self) -> Iterator[Totals]:
        for currency in dict.fromkeys(self._currency(row.line) for row in self.rows):
            mine = [row.line for row in self.rows if self._currency(row.line) == currency]
            sums = {key: sum((each.get(key) or Decimal(0) for each in mine), Decimal(0)) for key in AMOUNTS}
            yield Totals(
                currency,
                len(mine),
                **{key: Money(value, currency) for key, value in sums.items()},
            )

    def _controls(self) -> Iterator[Control]:
        for number, cells in self.stated:
            before = len(self.problems)
            found = list(self._control(number, cells))
            if not found and len(self.problems) == before:
                self.problems.append(
                    Problem(
                        self.grid.place(number),
                        "is named as the total and states no amount of a mapped column",
                        "Nothing could be held against the rows.",
                        "Correct the `skip` rule, or leave out `total: true`.",
                    )
                )
            yield from found

    def _control(self, number: int, cells: Mapping[int, Cell]) -> Iterator[Control]:
        """The row's amounts against all rows above it, or those since the total before: a subtotal.

        Where it names a currency, against those in that currency.
        """
        last = max((at for at, _ in self.stated if at < number), default=0)
        above = [row.line for row in self.rows if row.number < number]
        since = [row.line for row in self.rows if last < row.number < number]
        named = cells.get(self.heads.columns.get("currency", 0))
        own = str(named.value).strip() if named else ""
        if own:
            above = [line for line in above if self._currency(line) == own]
            since = [line for line in since if self._currency(line) == own]
        for field in AMOUNTS:
            cell = cells.get(self.heads.columns.get(field, 0))
            if cell is None:
                continue
            where = self.grid.place(number, cell.at.column)
            if len({self._currency(line) for line in above}) > 1:
                self.problems.append(_mixed(where))
                continue
            sign = -1 if field in self.mapping.written_negative else 1
            try:
                stated = sign * number_in(cell, MARKS[self.mapping.decimal])
            except Unread as error:
                self.problems.append(Problem(where, str(error), _WHY_TOTAL, error.fix))
                continue
            read, part = (
                sum((line.get(field) or Decimal(0) for line in each), Decimal(0)) for each in (above, since)
            )
            if abs(stated - read) > _EXACT and abs(stated - part) <= _EXACT:
                read = part
            if abs(stated - read) > _EXACT:
                self.problems.append(
                    Problem(
                        where,
                        f"states {stated:,f} for `{field}`, and the rows read come to {read:,f}",
                        _WHY_TOTAL,
                        "Compare the rows that were read and skipped with the file, and correct the mapping.",
                    )
                )
            yield Control(where, field, stated, read)


def _told(rule: SkipDoc) -> str:
    return rule.why or (
        f"`{rule.column}` is empty" if rule.empty else f"`{rule.column}` is {' or '.join(rule.words)}"
    )


def _counts(cell: Cell, mark: Any) -> bool:
    try:
        return not cell.dated and number_in(cell, mark) != 0
    except Unread:
        return False


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _same_id(grid: Grid, number: int, name: str, first: int) -> Problem:
    return Problem(
        grid.place(number),
        f"has the id `{name}` of row {first}",
        "A restatement could not say which of the two it means.",
        "Map a column whose words differ, or leave `id` out: rows are then numbered.",
    )


def _mixed(where: str) -> Problem:
    return Problem(
        where,
        "states one total, and the rows above it are in several currencies",
        "Amounts of several currencies have no sum, so this total proves nothing.",
        "Leave `total: true` out of the rule, or name the currency in the total's row.",
        Severity.WARNING,
    )


def _hidden(grid: Grid, rows: Sequence[int]) -> Problem:
    told = ", ".join(str(row) for row in rows[:10]) + (
        f" and {len(rows) - 10} more" if len(rows) > 10 else ""
    )
    return Problem(
        f"{grid.name} {grid.sheet}",
        f"does not show {'row' if len(rows) == 1 else 'rows'} {told}, which {'is' if len(rows) == 1 else 'are'} read",
        "A filter hides what still stands in the sheet, and whoever printed it did not see it.",
        "Look at the rows; leave out by a `skip` rule what is no receipt.",
        Severity.WARNING,
    )


def _other_sheets(grid: Grid) -> Problem:
    return Problem(
        grid.name,
        f"has other sheets that are not read: {', '.join(grid.others)}",
        "Receipts or corrections may stand there.",
        f"Look at them; name the one that is meant: `sheet: {grid.sheet}`.",
        Severity.WARNING,
    )
