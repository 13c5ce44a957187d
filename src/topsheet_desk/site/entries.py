"""A document changed from a room's page: one entry of it in a form, tried without saving, or about to be saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from topsheet.documents import (
    CannotEdit,
    Problem,
    append_item,
    id_problem,
    read_yaml,
    remove_value,
    set_value,
)
from topsheet.documents.strict_yaml import Path, spell
from topsheet.film import Film
from topsheet_desk.site.beside import Figures, figures_beside
from topsheet_desk.site.entry_forms import Forms, Related, Shelf
from topsheet_desk.site.entry_problems import at_fields, lists_in, placed, wrong_in
from topsheet_desk.site.model_forms import Box, boxes
from topsheet_desk.site.model_values import Sent, shown, written
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, Seat, reading
from topsheet_desk.vault.lookups.adopting import Draft, draft_of, editor, option_name
from topsheet_desk.vault.lookups.exchange.look import film_of
from topsheet_desk.vault.refusals import NoId, NoSuchDocument, NotEditable

# The fields by which an entry is called, the first that it has.
CALLED = ("name", "title", "what", "role", "label")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is written: where it stands, its values; a new one has no place, a single one is its path."""

    forms: Forms
    seat: Seat
    document: Draft
    film: Film | None
    shelf: str
    path: Path
    place: int | None
    held: Mapping[str, Any]
    option: str = ""

    @property
    def told(self) -> Shelf:
        """The shelf it stands on."""
        return self.forms.shelves[self.shelf]

    @property
    def new(self) -> bool:
        """Whether it is not written yet."""
        return self.place is None and not self.told.single

    @property
    def at(self) -> Path:
        """Where the entry stands, or will stand."""
        if self.told.single:
            return self.path
        last = self.place if self.place is not None else len(entries_at(self.document, self.path))
        return (*self.path, last)

    @property
    def name(self) -> str:
        """What names the entry in an address: its id, or its number in a list without ids."""
        return str(self.held.get("id", (self.place or 0) + 1))

    @property
    def option_name(self) -> str:
        """What the option is called in which the entry stands."""
        return option_name(self.seat.production, self.option) if self.option else ""

    @property
    def digest(self) -> str:
        """A mark of what is written, which changes when somebody changes the entry."""
        return f"edit {self.document.edits}" if self.new else _digest(self.written)

    @property
    def written(self) -> Mapping[str, Any]:
        """What of the entry the form is about."""
        only = self.told.only
        return {key: value for key, value in self.held.items() if key in only} if only else self.held

    @property
    def title(self) -> str:
        """The name of the entry as a person knows it."""
        if self.told.single:
            return self.told.one
        called = (self.held.get(key) for key in (*CALLED, "id"))
        return str(next((each for each in called if each), "" if self.new else self.told.one))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRoom(DeskRoom):
    """The page of one entry: its boxes, what would change, and what stands against it."""

    entry: Entry
    one: str
    note: str
    boxes: tuple[Box, ...]
    words: Any
    problems: tuple[Problem, ...] = ()
    figures: Figures = ()
    tried: bool = False
    refusal: str = ""
    anyway: bool = False
    theirs: tuple[tuple[str, str], ...] = ()
    was: str = ""
    lists: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    related: Related = ()

    @property
    def action(self) -> str:
        """Where the form is sent: to its own address, also from the answer to a removal; a new one to where it is."""
        entry, slug = self.entry, self.seat.slug
        if entry.new:
            return ""
        if entry.told.single:
            return reverse(f"{self.page}_{entry.shelf}", args=[slug])
        if entry.option:
            return reverse("finance_option_entry", args=[slug, entry.option, entry.name])
        return self.cell_url

    @property
    def cell_url(self) -> str:
        """Where the entry has its form, below which its cells have theirs."""
        return reverse(f"{self.page}_entry", args=[self.seat.slug, self.entry.shelf, self.entry.name])

    @property
    def remove_url(self) -> str:
        """Where the entry is removed."""
        entry, slug = self.entry, self.seat.slug
        if entry.option:
            return reverse("finance_option_remove", args=[slug, entry.option, entry.name])
        return reverse(f"{self.page}_remove", args=[slug, entry.shelf, entry.name])


def entry_of(
    ask: Ask, forms: Forms, shelf: str, name: str = "", *, option: str = "", kind: str = ""
) -> Entry:
    """An entry by its list and id, or a new one. Raises NotShared, NotAllowed, NoSuchDocument, NotEditable."""
    told = forms.shelves.get(shelf)
    if told is None:
        raise NoSuchDocument
    seat = editor(ask.person, ask.slug, told.kind, forms.page)
    document = draft_of(seat, told.kind)
    film, path = reading.film(reading.stamp(seat.production), ask.today), told.path
    if told.single:
        found = value_at(document, path)
        return Entry(forms, seat, document, film, shelf, path, None, found if isinstance(found, dict) else {})
    if option:
        path = ("options", _place(entries_at(document, ("options",)), option), "adds")
    entries = entries_at(document, path)
    if not name:
        held = {"kind": kind} if kind else {}
        return Entry(forms, seat, document, film, shelf, path, None, held, option)
    at = _place(entries, name)
    return Entry(forms, seat, document, film, shelf, path, at, entries[at], option)


def entry_room(
    entry: Entry,
    *,
    sent: Sent | None = None,
    problems: Sequence[Problem] = (),
    refusal: str = "",
    only: tuple[str, ...] = (),
    **more: Any,
) -> EntryRoom:
    """The page of an entry, with what was written and what stands against it."""
    model = entry.forms.model(entry.shelf, entry.held)
    if model is None:
        raise NotEditable(f"“{entry.held.get('kind')}” is no kind of source. Change it in the text itself.")
    words, told = entry.forms.words(entry.film), entry.told
    there, others = at_fields(problems, entry)
    made = boxes(model, words, entry.held, sent=sent, errors=there, only=only or told.only)
    if entry.new and _has_ids(entry):
        made = (*made, _id_box(entry, sent, there.get("id", ())))
    if only:  # several of these can be open on one page
        made = tuple(replace(box, within=entry.name) for box in made)
    shown_at = set(wrong_in(made))
    others += [each for each, at in placed(problems, entry) if at and at not in shown_at]
    links = () if entry.new else entry.forms.related(entry.film, entry.shelf, entry.name, entry.seat.slug)
    return EntryRoom(
        page=entry.forms.page,
        seat=entry.seat,
        title=reading.title(entry.seat.production),
        entry=entry,
        one=entry.forms.one(entry.shelf, entry.held),
        note=told.note,
        boxes=made,
        words=words,
        problems=tuple(others),
        refusal=refusal,
        lists={name: words.lists[name] for name in sorted(set(lists_in(made)))},
        related=links,
        **more,
    )


def _id_box(entry: Entry, sent: Sent | None, errors: tuple[str, ...]) -> Box:
    """Where the id of a new entry can be chosen; left empty, one is made of what the entry is called."""
    return Box(
        "id",
        "Id, as other papers name it",
        "text",
        "" if sent is None else str(sent.get("id", "")).strip(),
        "May stay empty: one is then made of the name, as equity_from_ray of Equity from Ray.",
        errors=errors,
        made_from=CALLED,
        taken=tuple(sorted(_taken(entry))),
    )


def text_with(entry: Entry, sent: Sent, only: tuple[str, ...] = (), *, writer: str = "") -> str:
    """The text of the document with the entry as the form says it, recorded by the writer. Raises NotEditable, NoId."""
    model = entry.forms.model(entry.shelf, entry.held)
    if model is None:
        raise NotEditable("there is no such kind of source.")
    leave = entry.forms.words(None).hidden
    value = written(model, sent, entry.held, only=only or entry.told.only, leave=leave)
    return text_of(entry, _recorded(entry, value, writer), wanted=str(sent.get("id", "")).strip())


def text_of(entry: Entry, value: Mapping[str, Any], *, wanted: str = "") -> str:
    """The text of the document with this value as the entry; a new one under `wanted`. Raises NotEditable, NoId."""
    text, name = entry.document.text, entry.document.name
    try:
        if entry.new:
            named = {"id": _id_of(entry, value, wanted), **value} if _has_ids(entry) else value
            return append_item(text, entry.path, named, name=name)
        return text if value == entry.held else set_value(text, entry.at, value, name=name)
    except CannotEdit as error:
        raise NotEditable(str(error)) from None


def text_without(entry: Entry) -> str:
    """The text of the document without the entry. Raises NotEditable."""
    try:
        return remove_value(entry.document.text, entry.at, name=entry.document.name)
    except CannotEdit as error:
        raise NotEditable(str(error)) from None


def tried(entry: Entry, text: str, ask: Ask) -> tuple[Figures, tuple[Problem, ...]]:
    """What a text would make of the film beside what it is now, and what is wrong with it; nothing is kept."""
    stamped = reading.stamp(entry.seat.production)
    after, problems = film_of({**reading.texts(stamped), entry.document.name: text}, ask.today)
    return figures_beside(entry.film, after), problems


def theirs_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What stands in an entry now, field by field."""
    return tuple(
        (key.replace("_", " ").capitalize(), shown(value) if not isinstance(value, dict) else str(value))
        for key, value in entry.written.items()
    )


def value_at(document: Draft, path: Path) -> Any:
    """The plain value at a place of a draft; None where there is none. Raises NotEditable."""
    tree, problems = read_yaml(document.text, document.name)
    if tree is None:
        raise NotEditable(f"{problems[0].where} {problems[0].what}. Mend the text first.")
    value: Any = tree.value
    for step in path:
        inside = (
            value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
        )
        value = inside.get(step)
    return value


def entries_at(document: Draft, path: Path) -> list[dict[str, Any]]:
    """The entries of a list of a draft. Raises NotEditable."""
    value = value_at(document, path)
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def _recorded(entry: Entry, value: dict[str, Any], writer: str) -> dict[str, Any]:
    """The value under the name of whoever changes it: nobody records in the name of another."""
    by, status = entry.told.by, entry.told.by_status
    if not by or value == entry.held:
        return value
    if status and value.get("status") != status:
        return {key: each for key, each in value.items() if key != by}
    if status and all(value.get(key) == entry.held.get(key) for key in ("status", "reason")):
        return value
    return {**value, by: writer}


def _has_ids(entry: Entry) -> bool:
    model = entry.forms.model(entry.shelf, entry.held)
    return model is not None and "id" in model.model_fields


def _place(entries: Sequence[Mapping[str, Any]], name: str) -> int:
    for place, entry in enumerate(entries):
        if str(entry.get("id", place + 1)) == name:
            return place
    raise NoSuchDocument


def _id_of(entry: Entry, value: Mapping[str, Any], wanted: str) -> str:
    """The id wanted for a new entry, else a short one made of what it is called. Raises NoId."""
    taken = _taken(entry)
    if wanted:
        problem = id_problem(wanted, f"{entry.document.name} {spell((*entry.at, 'id'))}", taken)
        if problem:
            raise NoId(problem)
        return wanted
    called = next((str(value[key]) for key in (*CALLED, "kind") if value.get(key)), "")
    base = slugify(called).replace("-", "_")[:40]
    base = base if id_problem(base, "") is None else entry.told.one.replace(" ", "_")
    return next(
        name for name in (base, *(f"{base}_{number}" for number in range(2, 10_000))) if name not in taken
    )


def _taken(entry: Entry) -> set[str]:
    """The ids that a new entry of the list cannot have: those beside it, of sources, and of sources an option adds."""
    options = entries_at(entry.document, ("options",))
    lists = {entry.path, ("sources",), *(("options", at, "adds") for at in range(len(options)))}
    return {str(each.get("id")) for path in lists for each in entries_at(entry.document, path)}


def _digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()[:16]
