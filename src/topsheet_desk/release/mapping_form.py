"""A mapping as a form: each column of the file with a choice of field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from topsheet.release import MappingDoc
from topsheet.release.intake import Shape
from topsheet.release.mapping import AMOUNTS, FieldName
from topsheet_desk.release.words import LABELS

FIELDS: tuple[FieldName, ...] = get_args(FieldName)
SPARE_RULES = 1
IGNORED, MINUS, INVERSE = "ignore", "minus:", "inverse:"
# The fields whose words a file and a film call differently.
_TRANSLATED: tuple[FieldName, ...] = ("territory", "medium", "contract", "currency")
_NO_CONSTANT = ("id", "corrects")


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with what it is read as; `number` 0 for one that the mapping names and the file does not have."""

    key: str
    name: str
    letter: str
    examples: tuple[str, ...]
    chosen: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class WordsOf:
    """The words of a column and what each is called on the film; `key` is the column's."""

    field: str
    label: str
    key: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that leaves rows out, as its boxes have it."""

    column: str = ""
    words: str = ""
    empty: bool = False
    total: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class MappingForm:
    """Everything of a mapping that a page shows."""

    mapping: MappingDoc
    shape: Shape
    columns: tuple[ColumnRow, ...]
    words: tuple[WordsOf, ...]
    constants: tuple[tuple[str, str, str], ...]
    rules: tuple[Rule, ...]
    names: tuple[str, ...]


def choices() -> tuple[tuple[str, str], ...]:
    """What a column can be read as."""
    return (("", "Not read"), (IGNORED, "Not read: its numbers do not matter"), *_field_choices())


def _field_choices() -> Iterator[tuple[str, str]]:
    for name in FIELDS:
        yield name, LABELS[name]
        if name in AMOUNTS:
            yield f"{MINUS}{name}", f"{LABELS[name]}, written below nothing"
        if name == "rate":
            yield f"{INVERSE}rate", f"{LABELS[name]}, units for one of the film’s currency"


def form_of(mapping: MappingDoc, shape: Shape) -> MappingForm:
    """The form of a mapping over the columns of a file."""
    by_name = {plain(ref.column): name for name in mapping.columns if (ref := mapping.column_of(name))}
    ignored = {plain(each) for each in mapping.ignore}
    columns = [
        ColumnRow(f"c{each.number}", each.name, each.letter, each.examples,
                  _chosen(mapping, by_name.get(plain(each.name), IGNORED if plain(each.name) in ignored else "")))
        for each in shape.columns
    ]  # fmt: skip
    there = {plain(each.name) for each in shape.columns}
    gone = [
        ref.column
        for name in mapping.columns
        if (ref := mapping.column_of(name)) and plain(ref.column) not in there
    ]
    columns += [
        ColumnRow(f"g{at}", name, "", (), _chosen(mapping, by_name[plain(name)]), gone=True)
        for at, name in enumerate(gone)
    ]
    names = dict.fromkeys(
        [each.name for each in shape.columns if each.name] + [each.column for each in mapping.skip]
    )
    rules = [
        Rule(each.column, "\n".join(each.words), each.empty, each.total, each.why) for each in mapping.skip
    ]
    constants = [
        (name, LABELS[name], mapping.constants.get(name, ""))
        for name in FIELDS
        if name in mapping.constants or (name not in mapping.columns and name not in _NO_CONSTANT)
    ]
    return MappingForm(mapping, shape, tuple(columns), tuple(_words(mapping, shape)), tuple(constants),
                       (*rules, *[Rule()] * SPARE_RULES), tuple(names))  # fmt: skip


def _words(mapping: MappingDoc, shape: Shape) -> Iterator[WordsOf]:
    """The words of columns that a file and a film may call differently, those of earlier files after its own."""
    for field in FIELDS:
        ref = mapping.column_of(field)
        column = next((each for each in shape.columns if ref and plain(each.name) == plain(ref.column)), None)
        if ref is None or column is None or not (field in _TRANSLATED or ref.values):
            continue
        known = {plain(said): called for said, called in ref.values.items()}
        pairs = [(said, known.get(plain(said), "" if ref.values else said)) for said in column.words]
        own = {plain(said) for said in column.words}
        pairs += [(said, called) for said, called in ref.values.items() if plain(said) not in own]
        yield WordsOf(field, LABELS[field], f"c{column.number}", tuple(pairs))


def _chosen(mapping: MappingDoc, name: str) -> str:
    if name in mapping.written_negative:
        return f"{MINUS}{name}"
    return f"{INVERSE}{name}" if name == "rate" and mapping.inverse_rate else name


def plain(words: str) -> str:
    """Words as they are compared: on one line, in small letters."""
    return " ".join(words.split()).casefold()
