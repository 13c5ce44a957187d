"""Sources pasted from a spreadsheet, read into entries of finance.yaml; what cannot be read says its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from topsheet.documents import CannotEdit, Problem, Severity, append_item, read_yaml
from topsheet.documents.strict_yaml import Path
from topsheet.finance.kinds import KIND_NAMES
from topsheet.money import Percent
from topsheet.money.written import Mark, mark_of
from topsheet_desk.finance.forms import KINDS
from topsheet_desk.site.amounts import as_typed, number_of
from topsheet_desk.site.beside import Figures
from topsheet_desk.site.entries import Entry, tried
from topsheet_desk.site.formulas import as_meant
from topsheet_desk.site.model_fields import kind_of, kinds_of
from topsheet_desk.site.model_values import plain
from topsheet_desk.vault.lookups import Ask

MOST_LETTERS = 200_000
MOST_ROWS = 200
# The heading of a column, without capitals and signs: the field it fills. Other fields go by their own names.
_HEADINGS: Mapping[str, Path] = {
    "source": ("name",),
    "type": ("kind",),
    "investor": ("party",),
    "financier": ("party",),
    "buyer": ("party",),
    "since": ("status_date",),
    "status date": ("status_date",),
    "status since": ("status_date",),
    "date": ("status_date",),
    "amount": ("face",),
    "face value": ("face",),
    "mg": ("face",),
    "minimum guarantee": ("face",),
    "contract": ("evidence",),
    "country": ("territory",),
    "deposit": ("deposit", "percent"),
    "deposit on": ("deposit", "on"),
    "commission": ("commission", "percent"),
    "paid on": ("paid_on",),
    "balance on": ("balance_on",),
    "lends on": ("lends_on",),
    "platform fee": ("platform",),
    "notes": ("note",),
    "instalments on": ("on",),
}
_COMMON = (
    "kind",
    "name",
    "party",
    "status",
    "status_date",
    "face",
    "evidence",
    "territory",
    "currency",
    "note",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One pasted row: its line, what was read of it, and what stands against it."""

    number: int
    source: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """What a preview shows of it."""
        shown = ("name", "kind", "party", "status", "status_date", "face")
        told = [self.source.get(name, "") for name in shown]
        told[1] = KIND_NAMES.get(str(told[1]), told[1])
        return tuple(f"{each:,}" if isinstance(each, int | Decimal) else str(each) for each in told)


@dataclass(frozen=True, slots=True)
class Preview:
    """The rows read, the text they would make, and the film with them."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    text: str = ""
    figures: Figures = ()

    @property
    def ready(self) -> bool:
        """Whether all rows can be added."""
        told = [*self.problems, *(problem for line in self.lines for problem in line.problems)]
        return bool(self.text) and not any(each.severity is Severity.ERROR for each in told)


def preview_of(entry: Entry, rows: str, ask: Ask) -> Preview:
    """The pasted rows as sources at the end of the plan; nothing is kept."""
    if len(rows) > MOST_LETTERS:
        return Preview(
            (), (_problem("the paste", f"has more than {MOST_LETTERS:,} letters", "Paste it in parts."),)
        )
    read = list(_read(rows, entry))
    heading = [problem for number, _, problem in read if number == 0 and problem]
    lines = [(number, source) for number, source, _ in read if number]
    if not lines:
        empty = _problem("the paste", "has no rows under a heading", "Copy the heading along with the rows.")
        return Preview((), tuple(heading) or (empty,))
    if len(lines) > MOST_ROWS:
        return Preview((), (_problem("the paste", f"has more than {MOST_ROWS} rows", "Paste it in parts."),))
    text = entry.document.text
    first = entry.at[-1]
    try:
        for _, source in lines:
            text = append_item(text, ("sources",), source, name=entry.document.name)
    except CannotEdit as error:
        return Preview(tuple(Line(*each) for each in lines), (error.problem,))
    figures, found = tried(entry, text, ask)
    by_place = {int(first) + at: number for at, (number, _) in enumerate(lines)}
    told: dict[int, list[Problem]] = {}
    known = {each.what for each in (entry.film.problems if entry.film else ())}
    rest = []
    for problem in found:
        at = _place(problem.where, entry.document.name)
        if at in by_place:
            told.setdefault(by_place[at], []).append(problem)
        elif problem.what not in known and problem.severity is Severity.ERROR:
            rest.append(problem)
    made = tuple(Line(number, source, tuple(told.get(number, ()))) for number, source in lines)
    return Preview(made, (*heading, *rest), text, figures)


def _read(rows: str, entry: Entry) -> Iterator[tuple[int, dict[str, Any], Problem | None]]:
    """Each row with its line, and the source it says; line 0 carries what is wrong with the heading."""
    lines = [line for line in rows.removeprefix("\ufeff").splitlines() if line.strip()]
    delimiter = max(("\t", ",", ";"), key=lines[0].count) if lines else "\t"
    table = [row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter) if any(row)]
    if not table:
        return
    columns = [_column(cell) for cell in table[0]]
    strange = [
        cell.strip() for cell, column in zip(table[0], columns, strict=True) if cell.strip() and not column
    ]
    if strange:
        what = f"has columns that no source has: {', '.join(strange)}"
        warned = Problem(
            "the heading", what, "They are left aside.", "Rename a column to keep it.", Severity.WARNING
        )
        yield 0, {}, warned
    if ("name",) not in columns or ("kind",) not in columns:
        yield (
            0,
            {},
            _problem(
                "the heading",
                "names no column “name” or no column “kind”",
                "Let the first row name the columns: kind, name, party, status, since, face …",
            ),
        )
        return
    taken = {source.get("id") for source in _sources(entry)}
    mark = mark_of(
        cell for cells in table[1:] for column, cell in zip(columns, cells, strict=False) if _counts(column)
    )
    if mark is Mark.COMMA:
        what = "writes its coins after a comma, so 1.200 in it is read as 1,200"
        why = "The whole block is read in one way."
        yield (
            0,
            {},
            Problem("the paste", what, why, "Look at the faces before you add them.", Severity.WARNING),
        )
    for number, cells in enumerate(table[1:], start=2):
        source = _source(columns, cells, mark)
        base = slugify(str(source.get("name", ""))).replace("-", "_")[:40] or "source"
        name = next(each for each in (base, *(f"{base}_{n}" for n in range(2, 999))) if each not in taken)
        taken.add(name)
        yield number, {"id": name, **source}, None


def _sources(entry: Entry) -> list[dict[str, Any]]:
    tree, _ = read_yaml(entry.document.text, entry.document.name)
    return [each for each in (tree.value.get("sources") or ()) if isinstance(each, dict)] if tree else []


def _column(cell: str) -> Path:
    plainly = (
        " ".join(cell.lower().replace(".", " ").replace("_", " ").split())
        .removesuffix(" %")
        .removesuffix(" on %")
    )
    if plainly in _HEADINGS:
        return _HEADINGS[plainly]
    name = plainly.replace(" ", "_")
    fields = {field for model in KINDS.values() for field in model.model_fields}
    return (name,) if name in fields else ()


def _counts(column: Path) -> bool:
    """Whether a column holds amounts or percentages in any kind of source."""
    if len(column) > 1:
        return column[1] == "percent"
    fields = (model.model_fields.get(str(column[0])) for model in KINDS.values()) if column else ()
    return any(info and kinds_of(info.annotation) & {Decimal, Percent} for info in fields)


def _source(columns: list[Path], cells: list[str], mark: Mark | None) -> dict[str, Any]:
    """A source of a row's cells: each as its kind's model takes it; money that comes at once is one instalment."""
    words = {
        column: as_meant(cell.strip()).strip() for column, cell in zip(columns, cells, strict=False) if column
    }
    words = {column: as_typed(told, mark) if _counts(column) else told for column, told in words.items()}
    kind = _kind(words.get(("kind",), ""))
    model = KINDS.get(kind)
    made: dict[str, Any] = {"kind": kind, "name": words.get(("name",), "")}
    for name in _COMMON[2:]:
        words.setdefault((name,), "")
    for path in sorted(
        words, key=lambda each: _COMMON.index(each[0]) if each[0] in _COMMON else len(_COMMON)
    ):
        told, field = words[path], str(path[0])
        info = model.model_fields.get(field) if model else None
        if not told or field in ("kind", "name") or (model and info is None):
            continue
        if len(path) > 1:
            made.setdefault(field, {})[path[1]] = _part(told)
        elif field == "status":
            made[field] = told.lower().replace(" ", "_").replace("letter_of_intent", "loi")
        elif info is not None and kind_of(info.annotation) == "several":
            made[field] = [part.strip() for part in told.split(",") if part.strip()]
        else:
            made[field] = plain(told, info.annotation if info else None)
    if model and "instalments" in model.model_fields and "instalments" not in made:
        made["instalments"] = [{"share": 100, "on": _part(words.get(("on",)) or "start_of_photography")}]
    return made


def _kind(told: str) -> str:
    plainly = " ".join(told.lower().replace("_", " ").replace("-", " ").split())
    names = {name.lower().replace("-", " "): code for code, name in KIND_NAMES.items()}
    return names.get(plainly, plainly.replace(" ", "_"))


def _part(told: str) -> Any:
    try:
        return date.fromisoformat(told)
    except ValueError:
        number = number_of(told.removesuffix("%").strip())
        if number is None:
            return told.lower().replace(" ", "_")
        return int(number) if number == number.to_integral_value() else number


def _place(where: str, name: str) -> int | None:
    """The place in `sources` that a problem speaks of."""
    _, _, path = where.partition(" ")
    number = path.removeprefix("sources[").partition("]")[0]
    return (
        int(number) if where.startswith(name) and path.startswith("sources[") and number.isdecimal() else None
    )


def _problem(where: str, what: str, fix: str) -> Problem:
    return Problem(where, what, "A row that is not understood is not added.", fix)
