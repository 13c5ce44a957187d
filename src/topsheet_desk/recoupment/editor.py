"""The terms editor: the text of the draft, or one that is not saved, and what it comes to."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from topsheet.documents import Problem, Severity, Tree, read_yaml, validate
from topsheet.documents.edit import CannotEdit
from topsheet.film import Film, Production, recouped, terms_ready
from topsheet.film.statements import otherwise
from topsheet.finance import FinanceReport
from topsheet.recoupment import RecoupmentDocument, RecoupmentReport
from topsheet.recoupment.library import Card, Worked, cards, inserted, worked
from topsheet.recoupment.wording_words import and_
from topsheet_desk.recoupment.shown import (
    Drawn,
    Sentence,
    cases_table,
    day_of,
    drawings,
    positions_table,
    sentences,
    unlinked,
)
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import Table
from topsheet_desk.vault.lookups import Ask, Seat, reading
from topsheet_desk.vault.lookups.adopting import Draft, draft_of, editor
from topsheet_desk.vault.lookups.exchange.look import film_of
from topsheet_desk.vault.refusals import Conflict

KIND = "recoupment"
MOST_CARDS = 5  # that an address can put in
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem and the line it stands on; 0 where it stands on none."""

    problem: Problem
    line: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a text comes to: its problems, and picture, sentences and cases where it can be run.

    `early` where they are run over sources that do not count yet; `before` where they are those of another text, the
    last that could be run.
    """

    told: tuple[Told, ...]
    drawings: tuple[Drawn, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    early: bool = False
    before: bool = False

    @property
    def errors(self) -> int:
        """How many problems stop figures."""
        return sum(each.problem.severity is Severity.ERROR for each in self.told)


@dataclass(frozen=True, slots=True)
class CardView:
    """A card of the library with its worked figures: what was received, then who has had what of it."""

    card: Card
    worked: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsRoom(DeskRoom):
    """The editor's page; `unsaved` where the text is not the draft's, `line` where something was put into it."""

    draft: Draft
    text: str
    shown: Shown
    groups: tuple[tuple[str, tuple[CardView, ...]], ...]
    unsaved: bool = False
    line: int = 0
    note: str = ""
    refusal: str = ""
    edits: int = 0
    theirs: tuple[tuple[str, str], ...] = ()


def terms_room(ask: Ask) -> TermsRoom:
    """The editor with the draft. Raises NotShared, NotAllowed, NoSuchDocument."""
    seat = editor(ask.person, ask.slug, KIND, Page.RECOUPMENT)
    draft = draft_of(seat, KIND)
    return TermsRoom(
        page=Page.RECOUPMENT,
        seat=seat,
        title=reading.title(seat.production),
        draft=draft,
        text=draft.text,
        shown=shown(seat, draft, draft.text, ask.today),
        groups=_groups(),
        edits=draft.edits,
    )


def tried_room(ask: Ask, text: str, *, note: str = "", refusal: str = "") -> TermsRoom:
    """The editor with a text that is not saved; where it cannot be run, with the picture of the draft."""
    room = terms_room(ask)
    found = shown(room.seat, room.draft, text, ask.today)
    if not found.sentences:
        found = replace(room.shown, told=found.told, before=True)
    return replace(
        room,
        text=text,
        shown=found,
        unsaved=_plain(text) != _plain(room.draft.text),
        note=note,
        refusal=refusal,
    )


def inserted_room(ask: Ask, text: str, name: str, *, note: str = "") -> TermsRoom:
    """The editor with a clause of the library put into the text, which is not saved."""
    card = next((each for each in cards() if each.id == name), None)
    if card is None:
        return tried_room(ask, text, note=note, refusal="There is no such clause.")
    try:
        after = inserted(_plain(text), card)
    except CannotEdit as error:
        return tried_room(ask, text, note=note, refusal=str(error))
    return replace(tried_room(ask, after, note=note), line=_first_change(_plain(text), after))


def with_cards(ask: Ask, names: Sequence[str]) -> TermsRoom:
    """The editor with clauses of the library put into the draft, which is not saved."""
    room = terms_room(ask)
    first = 0
    for name in names[:MOST_CARDS]:
        room = inserted_room(ask, room.text, name)
        first = first or room.line
    return replace(room, line=first)


def conflict_room(ask: Ask, conflict: Conflict, note: str) -> TermsRoom:
    """The editor with one's own text and what the other changed beside it; saving from here saves over theirs."""
    room = tried_room(ask, conflict.yours, note=note, refusal=str(conflict))
    theirs, yours = (_plain(text).splitlines() for text in (conflict.theirs, conflict.yours))
    marks = {"-": "gone", "+": "new", " ": "same", "@": "gap"}
    lines = list(difflib.unified_diff(theirs, yours, lineterm="", n=2))[2:]
    return replace(
        room, edits=conflict.edits, unsaved=True, theirs=tuple((marks[line[0]], line[1:]) for line in lines)
    )


def preview(ask: Ask, text: str) -> Shown:
    """What a text comes to; nothing is kept. Raises NotShared, NotAllowed, NoSuchDocument."""
    seat = editor(ask.person, ask.slug, KIND, Page.RECOUPMENT)
    return shown(seat, draft_of(seat, KIND), text, ask.today)


def shown(seat: Seat, draft: Draft, text: str, today: date) -> Shown:
    """What a text comes to, over the finance plan as it stands.

    Nothing above the waterfall rests on the terms, so the film as it is lends its plan; only where it cannot be
    computed is the whole film made with the text in its place.
    """
    stamped = reading.stamp(seat.production)
    film = reading.film_alone(stamped, today)
    if film is not None:
        return _over(film, draft.name, _plain(text), today)
    film, problems = film_of({**reading.texts(stamped), draft.name: text}, today)
    mine = tuple(each for each in problems if each.where.startswith(draft.name)) or tuple(problems)
    return (
        _answer(mine, film.production, film.finance, film.recoupment)
        if film
        else Shown(_told(mine, draft.name))
    )


def _over(film: Film, name: str, text: str, today: date) -> Shown:
    finance = film.finance
    tree, problems = read_yaml(text, name)
    document, wrong = validate(RecoupmentDocument, tree) if tree else (None, [])
    if tree is None or document is None:
        return Shown(_told((*problems, *wrong), name))
    made = replace(film.production, recoupment=document, trees={**film.production.trees, KIND: tree})
    try:
        report, found = recouped(made, finance)
        behind = [_rewritten(tree, numbers)] if (numbers := otherwise(film, made, today)) else []
        return _answer((*problems, *found, *behind), made, finance, report)
    except Exception:  # noqa: BLE001  # words that are being written must not take the page down
        _LOG.exception("terms could not be run: %s", name)
        return Shown(_told((_beyond(name),), name))


def _rewritten(tree: Tree, numbers: Sequence[int]) -> Problem:
    said = and_([f"statement {number}" for number in numbers])
    return Problem(
        tree.where(),
        f"{said}, made already, would have paid somebody otherwise",
        "Whoever was sent one holds other figures than this desk would show.",
        "Write what was agreed later as an amendment from its day on. Where this puts a slip right, tell those who "
        "were sent it.",
        Severity.WARNING,
    )


def _beyond(name: str) -> Problem:
    return Problem(
        name,
        "the terms cannot be run",
        "Something in them is beyond what was foreseen; no figure is shown.",
        "Take back what you wrote last, and tell whoever keeps this desk.",
    )


def _answer(
    problems: Sequence[Problem], made: Production, finance: FinanceReport, report: RecoupmentReport
) -> Shown:
    tree: Tree = made.trees[KIND]
    told = _told(problems, tree.name)
    ready = terms_ready(made, finance)
    if ready is None:
        return Shown(told)
    terms, counted = ready
    english = sentences(terms, tree)
    tables = (
        cases_table(unlinked, report.cases, report.receipts, report.currency, day_of(terms)),
        positions_table(unlinked, "positions", "What each position gets", report.cases, report.currency),
    )
    return Shown(told, drawings(terms, english), english, tables, early=not counted)


def _told(problems: Sequence[Problem], name: str) -> tuple[Told, ...]:
    return tuple(Told(each, _line(each.where, name)) for each in problems)


def _line(where: str, name: str) -> int:
    place, _, line = where.partition(" ")[0].partition(":")
    return int(line) if place == name and line.isdecimal() else 0


def _first_change(before: str, after: str) -> int:
    """The first line of a text that another did not have."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(
        (at for at, (old, new) in enumerate(pairs, start=1) if old != new), len(before.splitlines()) + 1
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _groups() -> tuple[tuple[str, tuple[CardView, ...]], ...]:
    return tuple(
        (group, tuple(CardView(card, tuple(map(_said, worked(card.id)))) for card in found))
        for group, found in groupby(cards(), key=lambda card: card.group)
    )


def _said(each: Worked) -> tuple[str, tuple[tuple[str, str], ...]]:
    received = f"Of {formats.money(each.received)} received by {each.day.day} {each.day:%b %Y}"
    return received, tuple((who, formats.money(had)) for who, had in each.had)
