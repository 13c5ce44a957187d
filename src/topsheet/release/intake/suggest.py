"""A mapping proposed for a file that nobody has mapped yet, from the words at the heads of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from topsheet.documents import Problem
from topsheet.finance.workbook.model import Cell
from topsheet.finance.workbook.vocabulary import english
from topsheet.finance.workbook.words import is_total
from topsheet.money import is_currency
from topsheet.money.written import Mark, mark_of, readings
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
from topsheet.release.intake.heads import plain
from topsheet.release.intake.values import Unread, day_in
from topsheet.release.intake.vocabulary import field_of
from topsheet.release.mapping import AMOUNTS, DAYS, MappingDoc

_DEEPEST = 40  # rows in which heads are looked for
_FORMS = (
    "YYYY-MM-DD",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "DD MMM YYYY",
    "DD-MMM-YYYY",
    "DD-MMM-YY",
    "DD.MM.YY",
    "DD/MM/YY",
    "MM/DD/YY",
)
_CODE = re.compile(r"\b[A-Z]{3}\b")


def suggest(
    data: bytes, name: str, *, id_: str = "mapping", territories: Mapping[str, str] | None = None
) -> tuple[MappingDoc | None, list[Problem]]:
    """A mapping to be looked over, and what could not be told from the file; None where no heads are recognised.

    `territories` are the film's names by their codes: a file that writes the names is read into codes.
    """
    try:
        found = list(grids(data, name))
    except CannotRead as refusal:
        return None, [refusal.problem]
    best = max(
        ((len(fields), -row, grid, how, fields) for grid, how in found for row, fields in _candidates(grid)),
        key=lambda each: each[:2],
        default=None,
    )
    if best is None:
        return None, [_no_heads(name)]
    _, row, grid, how, fields = best
    return _made(grid, how, -row, fields, id_, territories or {})


def grids(data: bytes, name: str) -> Iterator[tuple[Grid, dict[str, str]]]:
    """Every sheet, or the one table of a CSV by its likeliest delimiter and encoding. Raises CannotRead."""
    if is_workbook(data):
        book = workbook(data, name)
        for sheet in book.sheets:
            yield sheet_of(book, sheet), {"sheet": sheet}
        return
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:400].count(0) > len(data[:400]) // 4
    encoding = "utf-16" if wide else "utf-8"
    try:
        text = text_of(data, name, encoding)
    except CannotRead:
        encoding = "windows-1252"
        text = text_of(data, name, encoding)
    delimiter = max(DELIMITERS, key=lambda each: _evenness(text, DELIMITERS[each]))
    yield table_of(text, name, DELIMITERS[delimiter]), {"encoding": encoding, "delimiter": delimiter}


def _evenness(text: str, delimiter: str) -> int:
    """How many of the first lines have the commonest number of this delimiter, times that number."""
    counts = Counter(line.count(delimiter) for line in text.splitlines()[:50] if delimiter in line)
    return max((number * lines for number, lines in counts.items()), default=0)


def _candidates(grid: Grid) -> Iterator[tuple[int, dict[str, int]]]:
    """Rows that can be the heads: three fields recognised or more, one of them an amount."""
    for row in sorted(grid.rows)[:_DEEPEST]:
        fields: dict[str, tuple[int, int]] = {}
        for column, cell in grid.rows[row].items():
            field, sure = field_of(str(cell.value)) if isinstance(cell.value, str) else ("", 0)
            if field and sure > fields.get(field, (0, 0))[1]:
                fields[field] = (column, sure)
        if len(fields) > 2 and {"gross", "billed"} & set(fields):
            yield row, {field: column for field, (column, _) in fields.items()}


def _made(
    grid: Grid,
    how: Mapping[str, str],
    header: int,
    fields: Mapping[str, int],
    id_: str,
    territories: Mapping[str, str],
) -> tuple[MappingDoc, list[Problem]]:
    problems: list[Problem] = []
    heads = {column: plain(str(cell.value)) for column, cell in grid.rows[header].items()}
    below = [cells for row, cells in sorted(grid.rows.items()) if row > header]
    stating = {fields[field] for field in AMOUNTS if field in fields}
    skip = list(_totals(below, heads, stating))
    totals = {word for rule in skip for word in rule["is"]}
    body = [cells for cells in below if not any(_text(cell) in totals for cell in cells.values())]
    columns: dict[str, Any] = {field: heads[column] for field, column in fields.items()}
    if "territory" in fields:
        values = _codes((cells.get(fields["territory"]) for cells in body), territories)
        if values:
            columns["territory"] = {"column": columns["territory"], "values": values}
    amounts = [cell for cells in body for field in AMOUNTS if (cell := cells.get(fields.get(field, 0)))]
    mark = mark_of(str(cell.value) for cell in amounts if isinstance(cell.value, str))
    if mark is None and any(isinstance(cell.value, str) and readings(cell.value) for cell in amounts):
        problems.append(_unsure(grid, "`decimal` could not be told from the amounts", "point or comma"))
    days = [cell for cells in body for field in DAYS if (cell := cells.get(fields.get(field, 0)))]
    forms = _forms(days)
    if len(forms) != 1 and any(isinstance(cell.value, str) and not cell.dated for cell in days):
        problems.append(
            _unsure(grid, "`days` could not be told from the days", " or ".join(forms) or "a form")
        )
    currency = "" if "currency" in fields else _currency(grid, header)
    if not currency and "currency" not in fields:
        problems.append(_unsure(grid, "no currency was found", "a code such as `currency: EUR`"))
    for field in ("territory", "medium"):
        if field not in fields:
            problems.append(_unsure(grid, f"no column is the {field}", "it under columns or constants"))
    made = MappingDoc.model_validate(
        {
            "id": id_,
            **how,
            "header": header,
            "decimal": "comma" if mark is Mark.COMMA else "point",
            "days": forms[0] if forms else _FORMS[0],
            "currency": currency,
            "columns": columns,
            "skip": skip,
        }
    )
    return made, problems


def _text(cell: Cell) -> str:
    return plain(cell.words)


def _totals(
    below: Iterable[Mapping[int, Cell]], heads: Mapping[int, str], amounts: Set[int]
) -> Iterator[dict[str, Any]]:
    """A rule for each column in which a row says that it is a total; one without an amount states none."""
    found: dict[tuple[str, bool], set[str]] = {}
    for cells in below:
        for column, cell in sorted(cells.items()):
            words = _text(cell)
            if words and column in heads:
                if is_total(english(words)):
                    found.setdefault((heads[column], bool(amounts & cells.keys())), set()).add(words)
                break
    for (head, states), said in found.items():
        yield {"column": head, "is": sorted(said), **({"total": True} if states else {})}


def _codes(cells: Iterable[Cell | None], territories: Mapping[str, str]) -> dict[str, str]:
    """The words of the territory column with their codes, where the file writes names; empty where it writes codes."""
    names = {name.casefold(): code for code, name in territories.items()}
    said = dict.fromkeys(_text(cell) for cell in cells if cell)
    if all(word in territories for word in said if word):
        return {}
    own = {word: word for word in said if word in territories}
    return own | {word: names[word.casefold()] for word in said if word.casefold() in names}


def _forms(days: Iterable[Cell]) -> list[str]:
    """The forms in which every day that is written as words can be read."""
    written = [cell for cell in days if isinstance(cell.value, str) and not cell.dated]

    def fits(form: str) -> bool:
        try:
            return all(day_in(cell, form, False) for cell in written)
        except Unread:
            return False

    return [form for form in _FORMS if written and fits(form)]


def _currency(grid: Grid, header: int) -> str:
    """The one currency that the heads, or the rows over them, name."""
    said = " ".join(
        str(cell.value)
        for row, cells in grid.rows.items()
        if row <= header
        for cell in cells.values()
        if isinstance(cell.value, str)
    )
    codes = {code for code in _CODE.findall(said) if is_currency(code)}
    return codes.pop() if len(codes) == 1 else ""


def _unsure(grid: Grid, what: str, write: str) -> Problem:
    return Problem(
        grid.name, what, "What is not certain is not guessed.", f"Look into the file and write {write}."
    )


def _no_heads(name: str) -> Problem:
    return Problem(
        name,
        "no row was recognised as the heads of a statement's columns",
        "A mapping begins with which column is which.",
        "Write the mapping by hand: `header` is the number of the row of heads, `columns` names them.",
    )
