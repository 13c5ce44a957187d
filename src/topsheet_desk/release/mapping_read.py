"""What the form of a mapping says, read back into a mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from topsheet.release import MappingDoc
from topsheet.release.intake import Shape
from topsheet.release.mapping import FieldName
from topsheet_desk.release.mapping_form import FIELDS, IGNORED, INVERSE, MINUS, plain
from topsheet_desk.release.words import LABELS

Sent = Mapping[str, str]
MOST_RULES = 50
MOST_WORDS = 500
_HOW = ("encoding", "delimiter", "decimal", "days", "sheet", "header")


def mapping_in(
    sent: Sent, base: MappingDoc, shape_for: Callable[[MappingDoc], Shape]
) -> tuple[MappingDoc, tuple[str, ...]]:
    """The mapping that a form says, as far as it says one, and what is wrong with what it says.

    `shape_for` gives the columns as the form's own sheet and heads have them. What no form shows of the base is kept:
    names that the file does not have, and words of other files.
    """
    told: dict[str, Any] = {
        **base.model_dump(by_alias=True, exclude_defaults=True),
        **{key: sent[key] for key in _HOW if sent.get(key) or (key == "sheet" and key in sent)},
        "currency": sent.get("currency", "").strip().upper(),
        "skip": list(_rules_in(sent)),
    }
    first, wrong = _made(told)
    read = _Columns(sent, shape_for(first), base)
    told |= {key: getattr(first, key) for key in _HOW}
    told["columns"] = {
        name: {"column": head, "values": values} if (values := _values_in(sent, base, name, key)) else head
        for name, (key, head) in read.fields.items()
    }
    told["constants"] = {
        name: said
        for name in FIELDS
        if name not in read.fields and (said := sent.get(f"const-{name}", "").strip())
    }
    told |= {"written_negative": read.minus, "inverse_rate": read.inverse, "ignore": read.ignore}
    wrong += [f"`{key}` was not chosen" for key in ("decimal", "days") if sent.get(key) == ""]
    return _made(told)[0], (*wrong, *read.wrong)


class _Columns:
    """What each column is read as: by field its key in the form and its name; which are written below nothing."""

    def __init__(self, sent: Sent, shape: Shape, base: MappingDoc) -> None:
        there = {plain(each.name) for each in shape.columns}
        self.fields: dict[FieldName, tuple[str, str]] = {}
        self.minus: list[FieldName] = []
        self.inverse = False
        self.wrong: list[str] = []
        self.ignore = [each for each in base.ignore if plain(each) not in there]
        for column in shape.columns:
            self._take(f"c{column.number}", column.name, sent.get(f"column-c{column.number}", ""))
        for at in range(len(FIELDS)):  # columns of the mapping that the file did not have
            if name := sent.get(f"gone-{at}", ""):
                self._take(f"g{at}", name, sent.get(f"column-g{at}", ""))

    def _take(self, key: str, name: str, said: str) -> None:
        if not said:
            return
        if not name:
            self.wrong.append("a column without words at its head cannot be named")
            return
        if said == IGNORED:
            self.ignore.append(name)
            return
        field = said.removeprefix(MINUS).removeprefix(INVERSE)
        found = next((each for each in FIELDS if each == field), None)
        if found is None:
            self.wrong.append(f"“{said[:40]}” is nothing that a column can be read as")
            return
        if found in self.fields and key.startswith("g"):
            return  # a column of the file has taken its place
        if found in self.fields:
            other = self.fields[found][1]
            self.wrong.append(f"two columns are read as “{LABELS[found]}”: “{other}” and “{name}”")
            return
        self.fields[found] = key, name
        if said.startswith(MINUS):
            self.minus.append(found)
        self.inverse = self.inverse or said.startswith(INVERSE)


def _values_in(sent: Sent, base: MappingDoc, field: FieldName, key: str) -> dict[str, str]:
    """What the words of a field's column are called; nothing where each is called as it is written."""
    held = base.column_of(field)
    if f"words-{field}" not in sent:
        return held.values if held else {}
    if sent[f"words-{field}"] != key:
        return {}  # the words are those of another column
    told = {
        said: sent.get(f"called-{field}-{at}", "").strip()
        for at in range(MOST_WORDS)
        if (said := sent.get(f"said-{field}-{at}", ""))
    }
    if all(said == called for said, called in told.items()):
        return {}
    return {said: called for said, called in told.items() if called}


def _rules_in(sent: Sent) -> Iterator[dict[str, Any]]:
    for at in range(MOST_RULES):
        column, empty = sent.get(f"skip-{at}-column", ""), f"skip-{at}-empty" in sent
        words = [line.strip() for line in sent.get(f"skip-{at}-words", "").splitlines() if line.strip()]
        if column and (words or empty):
            why, total = sent.get(f"skip-{at}-why", "").strip(), f"skip-{at}-total" in sent
            yield {"column": column, "is": words, "empty": empty, "total": total, "why": why}


def _made(told: Mapping[str, Any]) -> tuple[MappingDoc, list[str]]:
    """A mapping of all that can stand in one, and what cannot."""
    try:
        return MappingDoc.model_validate(told), []
    except ValidationError as error:
        bad = {str(each["loc"][0]): each for each in error.errors()}
        made, wrong = _made({key: value for key, value in told.items() if key not in bad})
        return made, [
            *wrong,
            *(f"`{key}` cannot be “{str(each['input'])[:40]}”" for key, each in bad.items()),
        ]
