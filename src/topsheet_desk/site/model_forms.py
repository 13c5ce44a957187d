"""A form made from a document's model: its fields as boxes to write in.

A box is named by its place in the entry, as a Problem spells it (`deposit.percent`, `instalments[0].share`), so that a
Problem finds its box. What was written is read by `model_values`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from topsheet_desk.site.model_fields import fields_of, kind_of, kinds_of, literals_of, model_in
from topsheet_desk.site.model_values import ABSENT, Sent, chosen_in, rows_in, shown

SPARE_ROWS = 3
MOST_TICKS = 40


@dataclass(frozen=True, slots=True)
class Words:
    """How the fields of models read: label and help by field name, choices in words, lists to choose from.

    `pairs` heads the two columns of a field that gives each key a value; `first` and `last` are the boxes that stand
    before and after the others, and `others` the fields that name entries beside this one, never itself.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    helps: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    list_of: Mapping[str, str] = field(default_factory=dict)
    long: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def label(self, name: str, kind: str = "") -> str:
        """The label of a field, by its own name, or by its name and kind where one name means two things."""
        named = self.labels.get(name, name.replace("_", " ").capitalize())
        return self.labels.get(f"{name}:{kind}", named)


@dataclass(frozen=True, slots=True)
class Box:
    """One place to write in. `kind`: text, long, number, percent, day, choice, tick, several, group or table.

    An empty box with `made_from` shows what is made of the first of these boxes that is filled, and is not `taken`.
    """

    name: str
    label: str
    kind: str
    value: Any = ""
    help: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    list_id: str = ""
    required: bool = False
    boxes: tuple[Box, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()
    errors: tuple[str, ...] = ()
    within: str = ""
    made_from: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its element; `within` tells it from the same box of another entry on one page."""
        named = f"{self.within}-{self.name}" if self.within else self.name
        return "box-" + "".join(letter if letter.isalnum() else "-" for letter in named)

    @property
    def described(self) -> str:
        """The ids of what describes it: what is wrong, and the help."""
        told = (("wrong", self.errors), ("help", self.help))
        return " ".join(f"{self.id}-{name}" for name, words in told if words)


def boxes(
    model: type[BaseModel],
    words: Words,
    held: Mapping[str, Any],
    *,
    sent: Sent | None = None,
    errors: Mapping[str, tuple[str, ...]] | None = None,
    only: tuple[str, ...] = (),
) -> tuple[Box, ...]:
    """The boxes of a model, filled with what is held, or with what was sent; errors stand at their boxes."""
    maker = _Maker(words, sent, errors or {}, str(held.get("id", "")))
    made = maker.model(model, held, "", only)
    return tuple(sorted(made, key=lambda box: (box.name not in words.first, box.name in words.last)))


class _Maker:
    def __init__(
        self, words: Words, sent: Sent | None, errors: Mapping[str, tuple[str, ...]], own: str
    ) -> None:
        self.words, self.sent, self.errors, self.own = words, sent, errors, own

    def model(
        self, model: type[BaseModel], held: Mapping[str, Any], prefix: str, only: tuple[str, ...] = ()
    ) -> Iterator[Box]:
        for name, info in fields_of(model):
            if (not prefix and name in self.words.hidden) or (only and name not in only):
                continue
            kind = kind_of(info.annotation)
            if kind is not None:
                yield self.box(kind, name, f"{prefix}{name}", info, held.get(name, ABSENT))

    def box(self, kind: str, name: str, path: str, info: FieldInfo, held: Any) -> Box:
        label, told = (
            self.words.label(name, kind),
            self.words.helps.get(f"{name}:{kind}", self.words.helps.get(name, "")),
        )
        required, errors = info.is_required(), self.errors.get(path, ())
        if kind == "group":
            inside = held if isinstance(held, dict) else {}
            made = tuple(self.model(model_in(info.annotation), inside, f"{path}."))
            if not required:  # its boxes are needed only once one of them is filled
                made = tuple(replace(each, required=False) for each in made)
            return Box(path, label, kind, help=told, boxes=made, errors=errors)
        if kind == "table":
            return Box(
                path,
                label,
                kind,
                help=told,
                rows=tuple(self.rows(info.annotation, path, held)),
                errors=errors,
            )
        if kind == "pairs":
            return Box(path, label, "table", help=told, rows=tuple(self.pairs(name, path, held)),
                       errors=errors)  # fmt: skip
        default = "" if info.is_required() else info.get_default(call_default_factory=True)
        value = default if held is ABSENT else held
        if kind == "several":
            return self.several(name, path, value, Box(path, label, kind, help=told, errors=errors))
        box = Box(path, label, kind, help=told, required=required, errors=errors)
        only = self.plain(kind, name, path, info.annotation, value, box)
        if kind == "choice" and default in literals_of(
            info.annotation
        ):  # saying nothing is one of the choices
            only = replace(only, choices=tuple(choice for choice in only.choices if choice[0]))
        return only

    def plain(self, kind: str, name: str, path: str, annotation: Any, value: Any, box: Box) -> Box:
        told = shown(value) if self.sent is None else str(self.sent.get(path, ""))
        if kind == "tick":
            on = bool(value) if self.sent is None else bool(self.sent.get(path))
            return replace(box, value=on)
        if kind == "choice":
            codes = [str(code) for code in literals_of(annotation)]
            empty = () if box.required and told else (("", "–", not told),)
            choices = tuple(
                (code, self.words.choices.get(code, _plainly(code)), code == told) for code in codes
            )
            return replace(box, value=told, choices=(*empty, *choices))
        if kind == "text" and name in self.words.long:
            kind = "long"
        return replace(box, kind=kind, value=told, list_id=self.list_of(name, annotation))

    def several(self, name: str, path: str, value: Any, box: Box) -> Box:
        chosen = [str(each) for each in (value or ())] if self.sent is None else chosen_in(self.sent, path)
        offered = self.words.lists.get(self.list_of(name, None), ())
        if not offered or len(offered) > MOST_TICKS:
            return replace(
                box, kind="text", value=", ".join(chosen), help=box.help or "Several are separated by commas."
            )
        known = {code for code, _ in offered}
        listed = [*offered, *((code, code) for code in chosen if code not in known)]
        if name in self.words.others:
            listed = [(code, label) for code, label in listed if code != self.own or code in chosen]
        return replace(box, choices=tuple((code, label, code in chosen) for code, label in listed))

    def rows(self, annotation: Any, path: str, held: Any) -> Iterator[tuple[Box, ...]]:
        model = model_in(annotation)
        there = held if isinstance(held, list) else []
        spare = {name: None for name, _ in fields_of(model)}  # no default, or nobody could leave it empty
        for place in range(rows_in(self.sent, path, len(there)) + SPARE_ROWS):
            row = there[place] if place < len(there) and isinstance(there[place], dict) else spare
            made = self.model(model, row, f"{path}[{place}].")
            yield tuple(replace(each, help="") for each in made)  # the head of the column says what it is

    def pairs(self, name: str, path: str, held: Any) -> Iterator[tuple[Box, ...]]:
        there = list(held.items()) if isinstance(held, dict) else []
        for place in range(rows_in(self.sent, path, len(there)) + SPARE_ROWS):
            key, value = there[place] if place < len(there) else ("", None)
            errors = self.errors.get(f"{path}.{key}", ()) if key else ()
            at = f"{path}[{place}]"
            listed = self.list_of(name, None)
            which, to = self.words.pairs.get(name, ("Which", "To"))
            yield (
                self.plain(
                    "text", "", f"{at}.key", None, key, Box(f"{at}.key", which, "text", list_id=listed)
                ),
                self.plain(
                    "text", "", f"{at}.value", None, value, Box(f"{at}.value", to, "text", errors=errors)
                ),
            )

    def list_of(self, name: str, annotation: Any) -> str:
        if annotation is not None and date in kinds_of(annotation) and str in kinds_of(annotation):
            return "whens" if "whens" in self.words.lists else ""
        listed = self.words.list_of.get(name, "")
        return listed if listed in self.words.lists else ""


def _plainly(code: str) -> str:
    return code.replace("_", " ").capitalize()
