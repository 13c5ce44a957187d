"""Rows pasted from a spreadsheet or a CSV file, read into facts; every line that cannot be read says why."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from topsheet.documents import Problem, Severity
from topsheet.money import Money
from topsheet_desk.site.amounts import AS, amount_of, fault_of
from topsheet_desk.site.formulas import as_meant
from topsheet_desk.vault.lookups.facts import Fact
from topsheet_desk.vault.lookups.ledger import KINDS

MOST_LETTERS = 1_000_000
# The headings by which a column is known, without capitals, dots and blanks at the ends.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "day", "invoice date", "transaction date"),
    "kind": ("kind", "type"),
    "amount": ("amount", "total", "sum", "net amount"),
    "currency": ("currency", "ccy", "cur"),
    "account": ("account", "account no", "account number", "acct", "acct no"),
    "payee": ("payee", "vendor", "supplier", "paid to", "received from", "from", "to", "payer"),
    "memo": ("memo", "description", "note", "notes", "details"),
    "paper": (
        "paper",
        "paper no",
        "invoice",
        "invoice no",
        "invoice number",
        "reference",
        "ref",
        "po",
        "po no",
    ),
    "place": ("place", "location"),
    "episode": ("episode", "ep"),
    "department": ("department", "dept"),
}
_FIELD_OF = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
# What the ledger's own CSV says beside: it is not taken, and nobody needs to be told.
_OWN = (
    "no",
    "counts on",
    "adjustment",
    "reverses",
    "reversed by",
    "recorded by",
    "in role",
    "recorded at",
    "brought",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was written, the fact it states, and why it states none."""

    number: int
    written: Mapping[str, str]
    fact: Fact | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Paste:
    """Every line, and what is to be said of the whole."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the lines that state one."""
        return tuple(line.fact for line in self.lines if line.fact)


def read_paste(text: str, *, kind: str, currency: str) -> Paste:
    """The lines of a paste; `kind` and `currency` are taken where the rows do not say."""
    if len(text) > MOST_LETTERS:
        return Paste(
            (), (_problem("the paste", f"has more than {MOST_LETTERS:,} letters", "Paste it in parts."),)
        )
    rows, problems = _rows(text.removeprefix("\ufeff"))
    if not rows:
        return Paste(
            (), problems or (_problem("the paste", "is empty", "Paste a heading and the rows under it."),)
        )
    columns, told = _columns(rows[0][1])
    if any(problem.severity is Severity.ERROR for problem in told):
        return Paste((), (*problems, *told))
    lines = tuple(
        _line(number, _named(columns, cells), kind, currency, any(cells[len(columns) :]))
        for number, cells in rows[1:]
    )
    return Paste(lines, (*problems, *told))


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], tuple[Problem, ...]]:
    """Each row with the number of its first line; blank rows are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows, start = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        what = f"cannot be read from here on: {error}"
        return rows, (_problem(f"line {start}", what, "Look for a quotation mark that is not closed."),)
    return rows, ()


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(("\t", ",", ";"), key=first.count)


def _columns(heading: list[str]) -> tuple[list[str], tuple[Problem, ...]]:
    """The field each column fills, empty for one that is not taken; and what is wrong with the heading."""
    names = [_plain(cell) for cell in heading]
    columns = [_FIELD_OF.get(name, "") for name in names]
    problems = [_problem("the heading", f"has the column “{name}” twice", "Remove one of the two.")
                for name in sorted(set(columns)) if name and columns.count(name) > 1]  # fmt: skip
    for needed in ("date", "amount"):
        if needed not in columns:
            fix = f"Let the first row name the columns, one of them “{needed}”."
            problems.append(_problem("the heading", f"names no column “{needed}”", fix))
    strange = [cell.strip() for cell, name in zip(heading, names, strict=True)
               if name and name not in _FIELD_OF and name not in _OWN]  # fmt: skip
    if strange:
        what = f"has columns the ledger does not keep: {', '.join(strange)}"
        aside = _problem("the heading", what, "They are left aside. Rename a column if it should be kept.")
        problems.append(replace(aside, severity=Severity.WARNING))
    return columns, tuple(problems)


def _plain(heading: str) -> str:
    return " ".join(heading.lower().replace(".", " ").replace("_", " ").split())


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    return {name: as_meant(cell.strip()).strip() for name, cell in zip(columns, cells, strict=False) if name}


def _line(number: int, written: dict[str, str], kind: str, currency: str, over: bool) -> Line:
    where = f"line {number}"
    code = written.get("currency", "").upper() or currency
    amount = amount_of(written.get("amount", ""), code)
    problems = list(_day(written.get("date", ""), where))
    if amount is None:
        problems.append(_problem(where, fault_of(written.get("amount", "")), AS))
    if over:
        problems.append(
            _problem(where, "has more cells than the heading", "Quote a cell that holds a comma.")
        )
    if problems or amount is None:
        return Line(number, written, None, tuple(problems))
    words = {
        name: written.get(name, "")
        for name in _HEADINGS
        if name not in ("date", "kind", "amount", "currency")
    }
    fact = Fact(
        _kind(written.get("kind", ""), kind),
        date.fromisoformat(_MIDNIGHT.sub("", written["date"])),
        Money(amount, code),
        **words,
    )
    return Line(number, written, fact)


def _kind(written: str, otherwise: str) -> str:
    """The code of a kind from its code or its word; what is neither is passed on, to be refused by its name."""
    return KINDS.get(written.lower(), written) if written else otherwise


def _day(written: str, where: str) -> Iterator[Problem]:
    day = _MIDNIGHT.sub("", written)
    try:
        if not _DAY.fullmatch(day):
            raise ValueError(day)
        date.fromisoformat(day)
    except ValueError:
        what = f"“{written}” is no day" if written else "the day is missing"
        yield _problem(
            where, what, "Write it as `2027-03-29`: other forms mean different days in different places."
        )


def _problem(where: str, what: str, fix: str) -> Problem:
    return Problem(where, what, "A row that is not understood is not recorded.", fix)
