"""The finance plan changed from its page: one entry of a list in a form, tried without saving, or about to be saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from topsheet.documents import CannotEdit, Problem, append_item, read_yaml, remove_value, set_value
from topsheet.documents.strict_yaml import Path, spell
from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet_desk.finance.forms import HIDDEN, SHELVES, model_of, one_of, words_of
from topsheet_desk.site import formats
from topsheet_desk.site.model_forms import Box, boxes
from topsheet_desk.site.model_values import Sent, shown, written
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, Seat, reading
from topsheet_desk.vault.lookups.adopting import Draft, draft_of, editor
from topsheet_desk.vault.lookups.exchange.look import film_of
from topsheet_desk.vault.refusals import NoSuchDocument, NotEditable

Figures = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list in finance.yaml as it is written: where it stands, its values; new without a place."""

    seat: Seat
    document: Draft
    film: Film | None
    shelf: str
    path: Path
    place: int | None
    held: Mapping[str, Any]
    option: str = ""

    @property
    def at(self) -> Path:
        """Where the entry stands, or will stand."""
        return (
            *self.path,
            self.place if self.place is not None else len(_list(self.document.text, self.path)),
        )

    @property
    def digest(self) -> str:
        """A mark of what is written, which changes when somebody changes the entry."""
        return _digest(self.held) if self.place is not None else ""

    @property
    def title(self) -> str:
        """The name of the entry as a person knows it."""
        return str(self.held.get("name") or self.held.get("title") or self.held.get("id") or "")


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


def entry_of(ask: Ask, shelf: str, name: str = "", *, option: str = "", kind: str = "") -> Entry:
    """An entry by its list and id, or a new one. Raises NotShared, NotAllowed, NoSuchDocument, NotEditable."""
    seat = editor(ask.person, ask.slug)
    document = draft_of(seat, "finance")
    path = SHELVES[shelf].path
    if option:
        place = _place(_list(document.text, ("options",)), option)
        path = ("options", place, "adds")
    entries = _list(document.text, path)
    film = reading.film(reading.stamp(seat.production), ask.today)
    if not name:
        return Entry(seat, document, film, shelf, path, None, {"kind": kind} if kind else {}, option)
    at = _place(entries, name)
    return Entry(seat, document, film, shelf, path, at, entries[at], option)


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
    model = model_of(entry.shelf, entry.held)
    if model is None:
        raise NotEditable(f"“{entry.held.get('kind')}” is no kind of source. Change it in the text itself.")
    words = words_of(entry.film)
    there, others = _sorted(problems, entry)
    made = boxes(model, words, entry.held, sent=sent, errors=there, only=only)
    shown_at = set(_names(made))
    others += [each for each, at in _placed(problems, entry) if at and at not in shown_at]
    return EntryRoom(
        page=Page.FINANCE,
        seat=entry.seat,
        title=reading.title(entry.seat.production),
        entry=entry,
        one=one_of(entry.shelf, entry.held),
        note=SHELVES[entry.shelf].note,
        boxes=made,
        words=words,
        problems=tuple(others),
        refusal=refusal,
        lists=words.lists,
        **more,
    )


def text_with(entry: Entry, sent: Sent, only: tuple[str, ...] = ()) -> str:
    """The text of finance.yaml with the entry as the form says it. Raises NotEditable."""
    model = model_of(entry.shelf, entry.held)
    if model is None:
        raise NotEditable("there is no such kind of source.")
    value = written(model, sent, entry.held, only=only, leave=HIDDEN)
    text = entry.document.text
    try:
        if entry.place is not None:
            return set_value(text, entry.at, value, name=entry.document.name)
        return append_item(
            text, entry.path, {"id": _free_id(entry, value), **value}, name=entry.document.name
        )
    except CannotEdit as error:
        raise NotEditable(str(error)) from None


def text_without(entry: Entry) -> str:
    """The text of finance.yaml without the entry. Raises NotEditable."""
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
        for key, value in entry.held.items()
    )


def figures_beside(before: Film | None, after: Film | None) -> Figures:
    """The figures an executive producer decides by, before and after: label, before, after."""
    old, new = dict(_headline(before)), dict(_headline(after))
    return tuple((label, old.get(label, "–"), new.get(label, "–")) for label in {**old, **new})


def _headline(film: Film | None) -> Iterator[tuple[str, str]]:
    if film is None:
        return
    finance, cash = film.finance, film.cash
    told: list[Figure[Value]] = [
        film.budget.total,
        finance.committed,
        finance.covered,
        finance.gap,
        finance.surplus,
        cash.lowest_shoot,
        cash.lowest,
        film.schedule.shoot_days,
        *film.recoupment.breakevens[:1],
        film.greenlight.state,
    ]
    for figure in told:
        yield figure.label, formats.of(figure)


def _list(text: str, path: Path) -> list[dict[str, Any]]:
    tree, problems = read_yaml(text, "finance.yaml")
    if tree is None:
        raise NotEditable(f"{problems[0].where} {problems[0].what}. Mend the text first.")
    value: Any = tree.value
    for step in path:
        inside = (
            value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
        )
        value = inside.get(step)
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def _place(entries: Sequence[Mapping[str, Any]], name: str) -> int:
    for place, entry in enumerate(entries):
        if str(entry.get("id")) == name:
            return place
    raise NoSuchDocument


def _free_id(entry: Entry, value: Mapping[str, Any]) -> str:
    """A short name for a new entry, made of what it is called."""
    called = str(value.get("name") or value.get("title") or value.get("kind") or "")
    base = slugify(called).replace("-", "_")[:40] or SHELVES[entry.shelf].one.replace(" ", "_")
    text = entry.document.text
    taken = {str(each.get("id")) for each in (*_list(text, ("sources",)), *_list(text, entry.path))}
    return next(
        name for name in (base, *(f"{base}_{number}" for number in range(2, 10_000))) if name not in taken
    )


def _digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()[:16]


def _placed(problems: Sequence[Problem], entry: Entry) -> Iterator[tuple[Problem, str]]:
    """Each problem with its place inside the entry, empty where it stands elsewhere."""
    start = spell(entry.at)
    for problem in problems:
        place = problem.where.partition(" ")[2]
        inside = problem.where.startswith(entry.document.name) and place.startswith(start)
        rest = place[len(start) :] if inside else ""
        yield problem, rest.removeprefix(".") if rest.startswith((".", "[")) else ""


def _sorted(problems: Sequence[Problem], entry: Entry) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    there: dict[str, tuple[str, ...]] = {}
    others = []
    for problem, place in _placed(problems, entry):
        if place:
            there[place] = (*there.get(place, ()), f"{formats.sentence(problem.what)}. {problem.fix}")
        else:
            others.append(problem)
    return there, others


def _names(made: Sequence[Box]) -> Iterator[str]:
    for box in made:
        if box.errors:
            yield box.name
        yield from _names(box.boxes)
        for row in box.rows:
            yield from _names(row)
