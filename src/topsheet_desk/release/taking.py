"""A statement on its way in: the file read through a mapping, and the text of the receipts that it would make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from topsheet.documents import Problem, Severity, append_item, read_yaml, set_value, validate
from topsheet.release import MappingDoc, ReceiptsDocument
from topsheet.release.intake import (
    CannotRead,
    Preview,
    Shape,
    preview,
    shape_of,
    statement_text,
    suggest,
    unmapped,
)
from topsheet_desk.release.kept_files import KeptFile
from topsheet_desk.release.mapping_form import MappingForm, form_of
from topsheet_desk.release.mapping_read import Sent, mapping_in
from topsheet_desk.release.places import placed, said, said_here
from topsheet_desk.release.take_tables import take_tables
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, Seat, reading
from topsheet_desk.vault.lookups.adopting import Draft, draft_of, editor
from topsheet_desk.vault.lookups.exchange.look import film_of
from topsheet_desk.vault.once import once
from topsheet_desk.vault.refusals import CannotCompute

KIND = "receipts"
MOST_LINES = 5_000
PROPOSED = MappingDoc(id="mapping", columns={})
_UNSURE = re.compile(r"`(decimal|days)` ")
_WHY_FORM = "What is not certain is not guessed."


@dataclass(frozen=True, slots=True)
class Desk:
    """The receipts as somebody may write them; `document` is None while the text cannot be read."""

    seat: Seat
    title: str
    draft: Draft
    document: ReceiptsDocument | None
    territories: Mapping[str, str]
    contracts: Mapping[str, str]

    def mapping(self, name: str) -> MappingDoc | None:
        """A saved mapping."""
        saved = self.document.mappings if self.document else ()
        return next((each for each in saved if each.id == name), None)

    @property
    def media(self) -> tuple[str, ...]:
        """The media that the receipts name already."""
        statements = self.document.statements if self.document else ()
        return tuple(sorted({line.medium for each in statements for line in each.lines}))


@dataclass(frozen=True, slots=True)
class Looked:
    """A file read through a mapping; `hints` are what could not be told from it when the mapping was proposed."""

    file: KeptFile
    base: str
    form: MappingForm
    preview: Preview
    hints: tuple[Problem, ...] = ()

    @property
    def mapping(self) -> MappingDoc:
        """The mapping by which it was read."""
        return self.preview.mapping

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything to look at, in the words of the page."""
        return tuple(said_here(each) for each in (*self.hints, *self.preview.problems))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands in the way of taking it in."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def unsure(self) -> frozenset[str]:
        """What nobody could tell from the file, and somebody has to choose."""
        return frozenset(found[1] for each in self.hints if (found := _UNSURE.match(each.what)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRoom(DeskRoom):
    """The page of a file: what was read, what is wrong, and what its statement would put into the receipts.

    `found` are the problems that the papers would have with it; `warned` is the mark of those that were shown.
    """

    desk: Desk
    looked: Looked | None = None
    found: tuple[Problem, ...] = ()
    refusal: str = ""
    warned: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything to look at, what stops first."""
        mine = self.looked.problems if self.looked else ()
        return tuple(sorted((*self.found, *mine), key=lambda each: each.severity is not Severity.ERROR))

    @property
    def stopped(self) -> int:
        """How many problems must be mended first."""
        return sum(each.severity is Severity.ERROR for each in self.problems)

    @property
    def changed(self) -> bool:
        """Whether a saved mapping reads this file otherwise than it was saved."""
        return bool(
            self.looked and self.looked.base and self.looked.mapping != self.desk.mapping(self.looked.base)
        )


def desk_of(ask: Ask) -> Desk:
    """The receipts before somebody who may write them. Raises NotShared, NotAllowed, CannotCompute."""
    seat = editor(ask.person, ask.slug, KIND, Page.RECEIPTS)
    draft = draft_of(seat, KIND)
    document = _document(draft.text, draft.name)
    stamped = reading.stamp(seat.production)
    made = reading.read(stamped).production
    if made is None and not draft.edits:  # nobody could say in which currency they begin
        raise CannotCompute(seat.slug, reading.problems(stamped, ask.today))
    territories = {each.code: each.name for each in made.market.territories} if made else {}
    contracts = {each.id: each.name for each in made.finance.sources} if made else {}
    return Desk(seat, reading.title(seat.production), draft, document, territories, contracts)


@once(8)
def _document(text: str, name: str) -> ReceiptsDocument | None:
    """The receipts of a text; None while it cannot be read."""
    tree, _ = read_yaml(text, name)
    return validate(ReceiptsDocument, tree)[0] if tree else None


def room_of(desk: Desk, looked: Looked | None = None, **more: Any) -> TakeRoom:
    """The page, with a file once there is one."""
    tables = take_tables(looked.preview, looked.form.shape) if looked else ()
    found = {each.id: each for each in tables}
    return TakeRoom(
        page=Page.RECEIPTS, seat=desk.seat, title=desk.title, tables=found, desk=desk, looked=looked, **more
    )


def first_look(desk: Desk, file: KeptFile, name: str) -> Looked:
    """A file read through a saved mapping, or one that is proposed. Raises CannotRead where it gives no rows at all."""
    saved = desk.mapping(name)
    if saved is not None:
        looked = _look(file, saved, saved.id)
        fits = any(each.chosen and not each.gone for each in looked.form.columns)
        return looked if fits else replace(looked, hints=tuple(_otherwise(file, saved)))
    proposed, found = suggest(file.data, file.name, territories=desk.territories)
    if proposed is None:
        return _look(file, unmapped(file.data, file.name), "", tuple(found))
    # What else could not be told, the preview tells by itself.
    return _look(file, proposed, "", tuple(each for each in found if _UNSURE.match(each.what)))


def look_again(desk: Desk, file: KeptFile, sent: Sent) -> Looked:
    """A file read through the mapping that the form says."""
    saved = desk.mapping(sent.get("base", ""))
    mapping, wrong = mapping_in(sent, saved or PROPOSED, lambda first: _shape(file, first))
    hints = (Problem("how it is read", each, _WHY_FORM, "Choose again below.") for each in wrong)
    return _look(file, mapping, saved.id if saved else "", tuple(hints))


def kept_as(desk: Desk, looked: Looked, facts: Mapping[str, Any]) -> str:
    """The name of the mapping it was read by, or of one of the sender that reads alike; empty where none does."""
    mine = looked.mapping.model_copy(update={"sender": facts["from"], "kind": facts["kind"]})
    saved = desk.document.mappings if desk.document else ()
    alike = (each.id for each in saved if mine.model_copy(update={"id": each.id}) == each)
    return looked.base or next(alike, "")


def text_with(desk: Desk, looked: Looked, facts: Mapping[str, Any], save_as: str) -> str:
    """The text of the receipts with the statement, and with a mapping that is new or changed. Raises CannotEdit."""
    mapping = looked.mapping.model_copy(update={"id": save_as})
    if not looked.base:
        mapping = mapping.model_copy(update={"sender": facts["from"], "kind": facts["kind"]})
    text = statement_text(
        replace(looked.preview, mapping=mapping), desk.draft.text, facts, name=desk.draft.name
    )
    plain = mapping.model_dump(by_alias=True, exclude_defaults=True)
    saved = [each.id for each in desk.document.mappings] if desk.document else []
    if save_as not in saved:
        return append_item(text, ("mappings",), plain, name=desk.draft.name)
    if desk.mapping(save_as) != mapping:
        return set_value(text, ("mappings", saved.index(save_as)), plain, name=desk.draft.name)
    return text


def tried(desk: Desk, looked: Looked, text: str, today: date) -> tuple[Problem, ...]:
    """What would be wrong in the papers with that text and is not now, with its place in the file."""
    stamped = reading.stamp(desk.seat.production)
    before = {said(each) for each in reading.told(stamped, today)}
    _, problems = film_of({**reading.texts(stamped), desk.draft.name: text}, today)
    return tuple(placed(desk, looked, [each for each in problems if said(each) not in before]))


def _look(file: KeptFile, mapping: MappingDoc, base: str, hints: tuple[Problem, ...] = ()) -> Looked:
    form, found = form_of(mapping, _shape(file, mapping)), preview(file.data, file.name, mapping)
    return Looked(file, base, form, found, (*hints, *_too_long(found)))


def _too_long(found: Preview) -> Iterator[Problem]:
    if len(found.rows) > MOST_LINES:
        what = f"has {len(found.rows):,} rows, and a statement here has at most {MOST_LINES:,}"
        why = "Every page that adds the receipts up would wait for them."
        yield Problem(
            found.name, what, why, "Add small rows up by territory and medium, or part the file by period."
        )


def _shape(file: KeptFile, mapping: MappingDoc) -> Shape:
    """The columns of a file; none while it cannot be read, which the preview tells."""
    try:
        return shape_of(file.data, file.name, mapping)
    except CannotRead:
        return Shape()


def _otherwise(file: KeptFile, mapping: MappingDoc) -> Iterator[Problem]:
    """How the file is written, where a saved mapping finds nothing in it. Raises CannotRead."""
    found = unmapped(file.data, file.name)
    if (found.sheet, found.encoding, found.delimiter) == (mapping.sheet, mapping.encoding, mapping.delimiter):
        return
    how = (
        f"on the sheet {found.sheet}" if found.sheet else f"in {found.encoding}, parted by {found.delimiter}"
    )
    what = f"is not written as `{mapping.id}` says"
    why, fix = (
        "Nothing can be read of it so.",
        f"It seems to be written {how}: choose that below, or take a proposal.",
    )
    yield Problem(file.name, what, why, fix, Severity.WARNING)
