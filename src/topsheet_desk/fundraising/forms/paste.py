"""Contacts as cells of a spreadsheet: the columns found by their headings, every row read or told why not."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from topsheet.documents import Problem
from topsheet_desk.site.formulas import as_meant
from topsheet_desk.vault.lookups.contacts import FIELDS, Card

MOST_ROWS = 1000
# What people call the columns; anything else in a heading is left aside and said so.
_NAMES: Mapping[str, str] = {
    **{name: name for name in FIELDS},
    "e-mail": "email",
    "mail": "email",
    "how met": "how_met",
    "met": "how_met",
    "full name": "name",
    "title": "role",
    "organisation": "company",
    "organization": "company",
    "telephone": "phone",
}
_WHY = "Every row is one person or company, under a heading."


@dataclass(frozen=True, slots=True)
class Pasted:
    """The rows read, where each stands, and what is wrong with the others."""

    cards: tuple[Card, ...]
    places: tuple[str, ...]
    problems: tuple[Problem, ...]
    aside: tuple[str, ...] = ()


def read_contacts(text: str) -> Pasted:
    """The contacts of pasted cells or of a CSV: tabs, semicolons or commas, whichever the heading has."""
    rows = [row for row in _cells(text) if any(cell.strip() for cell in row[1])]
    if not rows:
        return Pasted(
            (), (), (_problem("the rows", "there is no row", "Paste the heading and the rows under it."),)
        )
    (_, heading), *lines = rows
    named = [_NAMES.get(cell.strip().casefold(), "") for cell in heading]
    aside = tuple(
        cell.strip() for cell, name in zip(heading, named, strict=True) if cell.strip() and not name
    )
    problems = list(_of_heading(named, len(lines)))
    cards, places = [], []
    for line, cells in lines if not problems else ():
        told = {name: as_meant(cell.strip()) for name, cell in zip(named, cells, strict=False) if name}
        if told.get("name", "").strip():
            cards.append(Card(**told))
            places.append(f"line {line}")
        else:
            fix = "Write a name, or take the row away."
            problems.append(_problem(f"line {line}", "the row has no name", fix))
    return Pasted(tuple(cards), tuple(places), tuple(problems), aside)


def _of_heading(named: Sequence[str], lines: int) -> list[Problem]:
    found = []
    if "name" not in named:
        found.append(
            _problem("line 1", "no column is headed name", "Head the column of the names with: Name.")
        )
    twice = {name for name in named if name and list(named).count(name) > 1}
    found += [
        _problem("line 1", f"two columns are headed {name.replace('_', ' ')}", "Take one of the two away.")
        for name in sorted(twice)
    ]
    if lines > MOST_ROWS:
        found.append(_problem("the rows", f"{lines:,} rows are too many", f"Paste {MOST_ROWS:,} at a time."))
    return found


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """Each row with the number of its first line."""
    first = text.lstrip().partition("\n")[0]
    mark = next((mark for mark in "\t;" if mark in first), ",")
    reader, line, rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1, []
    for row in reader:
        rows.append((line, row))
        line = reader.line_num + 1
    return rows


def _problem(where: str, what: str, fix: str) -> Problem:
    return Problem(where, what, _WHY, fix)
