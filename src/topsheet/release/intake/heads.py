"""Which column of a sheet is which field, by the words at its head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from topsheet.documents import Problem
from topsheet.finance.workbook.model import column_number, letters
from topsheet.release.intake.grid import Grid
from topsheet.release.intake.values import is_form
from topsheet.release.mapping import FieldName, MappingDoc

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_NEEDED: tuple[tuple[FieldName, str], ...] = (
    ("territory", "Receipts are added up and paid by territory."),
    ("medium", "Fees and shares differ by medium."),
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The column of each field, of each rule's column by its words, and what is wrong with the mapping."""

    columns: Mapping[FieldName, int]
    named: Mapping[str, int]
    ignored: frozenset[int]
    told: Mapping[int, str]
    problems: tuple[Problem, ...]

    def name(self, column: int) -> str:
        """A column by its head, or its letter where it has none."""
        return self.told.get(column) or letters(column)


def heads_of(grid: Grid, mapping: MappingDoc) -> Heads:
    """The columns that a mapping names, found in the row of heads."""
    told = {column: plain(str(cell.value)) for column, cell in grid.rows.get(mapping.header, {}).items()}
    problems = list(_of_mapping(mapping))
    wanted = [ref.column for field in mapping.columns if (ref := mapping.column_of(field))]
    named: dict[str, int] = {}
    for words in dict.fromkeys((*wanted, *(rule.column for rule in mapping.skip), *mapping.ignore)):
        found = _columns(told, words, mapping.header)
        if len(found) == 1:
            named[words] = found[0]
        elif words not in mapping.ignore or found:
            problems.append(_not_one(grid, mapping, words, len(found), tuple(told.values())))
    columns: dict[FieldName, int] = {}
    for field in mapping.columns:
        ref = mapping.column_of(field)
        if ref and ref.column in named:
            columns[field] = named[ref.column]
    ignored = frozenset(named[words] for words in mapping.ignore if words in named)
    return Heads(columns, named, ignored, told, tuple(problems))


def plain(words: str) -> str:
    """The words of a head on one line."""
    return " ".join(words.split())


def _columns(told: Mapping[int, str], words: str, header: int) -> list[int]:
    if not header:
        return [column_number(words)] if _LETTERS.fullmatch(words) else []
    return [column for column, head in told.items() if head.casefold() == plain(words).casefold()]


def _not_one(grid: Grid, mapping: MappingDoc, words: str, count: int, heads: tuple[str, ...]) -> Problem:
    if not mapping.header:
        what, fix = f"`{words}` is no column", "Without a row of heads, write a letter: C."
    elif count:
        what, fix = f"{count} columns are headed “{words}”", "Give one of them another head in the file."
    else:
        near = get_close_matches(words, heads, 1, 0.5)
        what = f"no column is headed “{words}”"
        fix = (
            f"Did you mean “{near[0]}”?"
            if near
            else f"Row {mapping.header} has: {', '.join(heads) or 'nothing'}."
        )
    where = grid.place(mapping.header) if mapping.header else grid.name
    return Problem(where, what, "Nothing is read from a column that is not certain.", fix)


def _of_mapping(mapping: MappingDoc) -> list[Problem]:
    """What is wrong with a mapping by itself."""
    where, problems = f"mapping {mapping.id}", []
    has = {*mapping.columns, *mapping.constants}
    for field, why in _NEEDED:
        if field not in has:
            fix = (
                f"Name its column under `columns`, or what it always is under `constants: {{{field}: ...}}`."
            )
            problems.append(Problem(where, f"`{field}` is not mapped", why, fix))
    if not has & {"billed", "gross"}:
        why = "A line says what was billed, what was collected, or both."
        problems.append(
            Problem(where, "neither `billed` nor `gross` is mapped", why, "Name the column of one.")
        )
    if "currency" not in has and not mapping.currency:
        why = "An amount without its currency is none."
        problems.append(
            Problem(where, "no currency is named", why, "Write `currency: EUR`, or map its column.")
        )
    both = sorted(set(mapping.columns) & set(mapping.constants))
    if both:
        why = "Only one of the two would count."
        problems.append(
            Problem(where, f"{', '.join(both)} is mapped and constant", why, "Remove it from one of the two.")
        )
    if not is_form(mapping.days):
        why = "Days would be read wrongly, or not at all."
        fix = "Write it with DD, MM or MMM, and YYYY or YY: DD.MM.YYYY."
        problems.append(Problem(where, f"`days: {mapping.days}` is no form of days", why, fix))
    return problems
