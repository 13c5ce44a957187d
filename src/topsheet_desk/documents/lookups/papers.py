"""The documents of a production as their reader may see them: the list, one document, one save, one revision."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from topsheet.documents import Problem, Severity
from topsheet.film import OPTIONAL
from topsheet.finance.closing import begun, closing_items_for
from topsheet.release.intake import begun as begun_receipts
from topsheet_desk.documents.lookups.totals import figures_table, totals_table
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import Cell, Column, Kind, Table, Tone, chip, moment_cell, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Seat, reading, seat_for
from topsheet_desk.vault.lookups.documents import (
    Tried,
    document_of,
    draft_version,
    problems_in,
    revision_of,
    sealed_version,
    try_text,
)
from topsheet_desk.vault.lookups.requests import standings
from topsheet_desk.vault.lookups.seats import told
from topsheet_desk.vault.records import Document, Request, RequestKind, Revision, Save
from topsheet_desk.vault.refusals import Conflict, NoSuchDocument

KINDS = {
    "production": "Production",
    "screenplay": "Screenplay",
    "breakdown": "Breakdown",
    "schedule": "Schedule",
    "budget": "Budget",
    "market": "Market",
    "finance": "Finance plan",
    "recoupment": "Recoupment terms",
    "participations": "Participations",
    "closing": "Closing list",
    "receipts": "Receipts",
    "private": "Private terms",
}
_BEGIN = {
    "participations": (
        "Begin the participations",
        "The distributor's books by period, and the deals of those who share in gross or net.",
    ),
    "closing": (
        "Begin the closing list",
        "With the usual items for the sources of the plan, to be kept or crossed out.",
    ),
    "receipts": (
        "Begin the receipts",
        "Statements of distributors, the sales agent and the collection agent, as they come.",
    ),
    "private": ("Begin your private terms", "Walk-away terms, for the executive producer's eyes only."),
}
_TONES = {"APPROVED": Tone.GOOD, "OPEN": Tone.WATCH, "RETURNED": Tone.DECIDE, "REJECTED": Tone.DECIDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsRoom(DeskRoom):
    """The list of documents, and those the reader may begin, each with the words of the button and what it is for."""

    may_begin: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRoom(DeskRoom):
    """One document: its draft to read and write, its problems, its totals beside the last revision, its history."""

    kind: str
    label: str
    name: str
    text: str
    edits: int
    changed: str
    may_edit: bool
    may_seal: bool
    problems: tuple[Problem, ...]
    sealed: Revision | None
    as_sealed: bool
    tried: bool = False
    conflict: Conflict | None = None
    differences: tuple[tuple[str, str, str], ...] = ()
    refusal: str = ""
    blocked: tuple[Problem, ...] = ()
    note: str = ""
    reason: str = ""

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse("document_table", args=[self.seat.slug, self.kind, table])


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRoom(DeskRoom):
    """One save: its text, and what it changed of the one before, line by line."""

    kind: str
    label: str
    save: Save
    lines: tuple[tuple[str, str], ...]
    may_restore: bool
    edits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRoom(DeskRoom):
    """One sealed revision: who sealed it, why, its figures as they were, and how it was decided."""

    kind: str
    label: str
    revision: Revision
    others: tuple[int, ...]
    requests: tuple[tuple[int, str, Cell], ...]

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse("revision_table", args=[self.seat.slug, self.kind, self.revision.ordinal, table])


def documents_room(ask: Ask) -> DocumentsRoom:
    """Every document the reader may read. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.DOCUMENTS)
    found = {
        each.kind: each
        for each in Document.objects.filter(production_id=seat.production).select_related("changed_by")
        if seat.can(Act.READ, each.kind)
    }
    last = _last_revisions(seat.production)
    states = _states(seat.production)
    rows = [_row(seat, found[kind], last.get(kind), states) for kind in KINDS if kind in found]
    columns = (
        Column("Document"),
        Column("Draft", Kind.TEXT),
        Column("Changed by"),
        Column("When", Kind.DATE),
        Column("Last revision"),
        Column("Approval"),
    )
    listed = table(
        "documents",
        "Papers of the production",
        columns,
        rows_of(rows),
        note="A draft is what everybody works on; a sealed revision is what was decided on, and never changes.",
        empty="No document here is shared with your role.",
    )
    return DocumentsRoom(
        page=Page.DOCUMENTS,
        seat=seat,
        title=reading.title(seat.production),
        tables={"documents": listed},
        may_begin=tuple(
            (kind, *_BEGIN[kind]) for kind in OPTIONAL if seat.can(Act.EDIT, kind) and kind not in found
        ),
    )


def document_room(ask: Ask, kind: str, *, refusal: str = "", reason: str = "") -> DocumentRoom:
    """One document, with what was refused when that brought the reader back. Raises NotShared, NoSuchDocument."""
    seat = seat_for(ask.person, ask.slug, Page.DOCUMENTS)
    if kind in OPTIONAL and seat.can(Act.EDIT, kind) and not _held(seat, kind):
        return _unwritten(seat, kind, _beginning(seat, kind))
    document = document_of(seat, kind)
    now = draft_version(document, ask.today).totals
    room = _room(seat, document, document.paper.text, problems_in(document, ask.today), now)
    return replace(room, refusal=refusal, reason=reason, blocked=_blocked(seat, ask, room))


def _blocked(seat: Seat, ask: Ask, room: DocumentRoom) -> tuple[Problem, ...]:
    """What keeps the film from being computed, where this document is not to blame and so says nothing of it."""
    stamped = reading.stamp(seat.production)
    if room.problems or reading.film_alone(stamped, ask.today) is not None:
        return ()
    found = reading.problems(stamped, ask.today)
    return told(seat, (each for each in found if each.severity is Severity.ERROR))


def tried_room(ask: Ask, kind: str, written: str, *, note: str = "", refusal: str = "") -> DocumentRoom:
    """The document's page with a text that is not saved: what it would change. Raises NotShared, NoSuchDocument."""
    seat = seat_for(ask.person, ask.slug, Page.DOCUMENTS)
    if not seat.can(Act.EDIT, kind):
        raise NoSuchDocument
    if not _held(seat, kind):
        return _unwritten(seat, kind, written, refusal)
    document = document_of(seat, kind)
    found: Tried = try_text(document, written, ask.today)
    room = _room(seat, document, written, told(seat, found.problems), found.totals)
    return replace(room, tried=True, note=note, refusal=refusal)


def conflict_room(ask: Ask, kind: str, conflict: Conflict, note: str) -> DocumentRoom:
    """The document's page with both versions side by side; saving from here saves over theirs, knowingly."""
    room = tried_room(ask, kind, conflict.yours, note=note, refusal=str(conflict))
    return replace(room, conflict=conflict, differences=tuple(side_by_side(conflict.theirs, conflict.yours)))


def save_room(ask: Ask, kind: str, number: int) -> SaveRoom:
    """One save of a document. Raises NotShared, NoSuchDocument."""
    seat = seat_for(ask.person, ask.slug, Page.DOCUMENTS)
    document = document_of(seat, kind)
    saves = document.saves.filter(number__in=(number - 1, number)).select_related("paper", "person")
    by_number = {save.number: save for save in saves}
    if number not in by_number:
        raise NoSuchDocument
    before = by_number.get(number - 1)
    return SaveRoom(
        page=Page.DOCUMENTS,
        seat=seat,
        title=reading.title(seat.production),
        kind=kind,
        label=KINDS[kind],
        save=by_number[number],
        lines=tuple(line_changes(before.paper.text if before else "", by_number[number].paper.text)),
        may_restore=seat.can(Act.EDIT, kind) and number != document.edits,
        edits=document.edits,
    )


def revision_room(ask: Ask, kind: str, ordinal: int) -> RevisionRoom:
    """One sealed revision with the figures sealed in it. Raises NotShared, NoSuchDocument."""
    seat = seat_for(ask.person, ask.slug, Page.DOCUMENTS)
    document = document_of(seat, kind)
    revision = revision_of(document, ordinal)
    version = sealed_version(revision)
    tables = {"totals": totals_table(version), "figures": figures_table(version, kind)}
    others = (
        document.revisions.exclude(ordinal=ordinal).order_by("-ordinal").values_list("ordinal", flat=True)
    )
    return RevisionRoom(
        page=Page.DOCUMENTS,
        seat=seat,
        title=reading.title(seat.production),
        tables={name: each for name, each in tables.items() if each.rows},
        kind=kind,
        label=KINDS[kind],
        revision=revision,
        others=tuple(others),
        requests=tuple(_requests_on(seat.production, revision.digest)),
    )


def text_of(ask: Ask, kind: str, ordinal: int | None) -> tuple[str, str]:
    """The file's name and text of the draft, or of a revision. Raises NotShared, NoSuchDocument."""
    document = document_of(seat_for(ask.person, ask.slug, Page.DOCUMENTS), kind)
    paper = document.paper if ordinal is None else revision_of(document, ordinal).paper
    return document.name.rsplit("/", 1)[-1], paper.text


def side_by_side(theirs: str, yours: str) -> Iterator[tuple[str, str, str]]:
    """The lines of two texts beside each other: (`same`, `changed`, `theirs` or `yours`, left, right).

    Of what is the same, three lines around each difference are shown.
    """
    left, right = theirs.splitlines(), yours.splitlines()
    for group in difflib.SequenceMatcher(None, left, right, autojunk=False).get_grouped_opcodes(3):
        for tag, i1, i2, j1, j2 in group:
            for place in range(max(i2 - i1, j2 - j1)):
                a = left[i1 + place] if i1 + place < i2 else ""
                b = right[j1 + place] if j1 + place < j2 else ""
                yield ("same" if tag == "equal" else "changed", a, b)
        yield ("gap", "", "")


def line_changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What a save changed, as (`same`, `gone`, `new` or `gap`, line)."""
    left, right = before.splitlines(), after.splitlines()
    if not before:
        yield from (("same", line) for line in right)
        return
    for group in difflib.SequenceMatcher(None, left, right, autojunk=False).get_grouped_opcodes(3):
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (("same", line) for line in left[i1:i2])
                continue
            yield from (("gone", line) for line in left[i1:i2])
            yield from (("new", line) for line in right[j1:j2])
        yield ("gap", "")


def _row(
    seat: Seat, document: Document, last: Revision | None, states: Mapping[str, str]
) -> tuple[Cell, ...]:
    address = reverse("document", args=[seat.slug, document.kind])
    loose = last is None or last.paper_id != document.paper_id
    sealed = (
        text("never sealed", tone=Tone.QUIET)
        if last is None
        else text(
            f"revision {last.ordinal}{', changed since' if loose else ', as it stands'}",
            tone=Tone.WATCH if loose else Tone.PLAIN,
            anchor=reverse("revision", args=[seat.slug, document.kind, last.ordinal]),
        )
    )
    state = states.get(last.digest, "") if last else ""
    return (
        text(KINDS[document.kind], anchor=address),
        text(f"edit {document.edits}", value=str(document.edits)),
        text(document.changed_by.name),
        moment_cell(document.changed_at),
        sealed,
        chip(state.capitalize(), _TONES.get(state, Tone.PLAIN)) if state else text("–", tone=Tone.QUIET),
    )


def _room(
    seat: Seat,
    document: Document,
    written: str,
    problems: tuple[Problem, ...],
    totals: Mapping[str, Mapping[str, str]],
) -> DocumentRoom:
    last = document.revisions.order_by("-ordinal").select_related("person").first()
    tables = {
        "totals": totals_table(sealed_version(last) if last else None, totals),
        "revisions": _revisions(seat, document),
        "saves": _saves(seat, document),
    }
    return DocumentRoom(
        page=Page.DOCUMENTS,
        seat=seat,
        title=reading.title(seat.production),
        tables=tables,
        kind=document.kind,
        label=KINDS[document.kind],
        name=document.name,
        text=written,
        edits=document.edits,
        changed=document.changed_by.name,
        may_edit=seat.can(Act.EDIT, document.kind),
        may_seal=seat.can(Act.SEAL, document.kind),
        problems=problems,
        sealed=last,
        as_sealed=bool(last and last.paper_id == document.paper_id),
    )


def _beginning(seat: Seat, kind: str) -> str:
    """What a document that nobody has begun starts with: a closing list with the usual items for the plan's sources."""
    if kind == "private":
        return "kind: private\nversion: 1\n\nwalk_away: []\n"
    read = reading.read(reading.stamp(seat.production)).production
    if kind == "participations":
        currency = read.document.currency if read else "USD"
        return f"kind: participations\nversion: 1\ncurrency: {currency}\n\nbooks: []\ndeals: []\n"
    if kind == "receipts":
        return begun_receipts(read.document.currency if read else "USD")
    return begun(closing_items_for(read.finance) if read else ())


def _unwritten(seat: Seat, kind: str, written: str, refusal: str = "") -> DocumentRoom:
    """The page of a document that nobody has begun."""
    return DocumentRoom(
        page=Page.DOCUMENTS,
        seat=seat,
        title=reading.title(seat.production),
        kind=kind,
        label=KINDS[kind],
        name=f"{kind}.yaml",
        text=written,
        edits=0,
        changed="",
        may_edit=True,
        may_seal=False,
        problems=(),
        sealed=None,
        as_sealed=False,
        refusal=refusal,
    )


def _held(seat: Seat, kind: str) -> bool:
    return Document.objects.filter(production_id=seat.production, kind=kind).exists()


def _revisions(seat: Seat, document: Document) -> Table:
    states = _states(seat.production)
    rows = []
    for revision in document.revisions.select_related("person").order_by("-ordinal"):
        state = states.get(revision.digest, "")
        rows.append(
            (
                text(
                    f"Revision {revision.ordinal}",
                    anchor=reverse("revision", args=[seat.slug, document.kind, revision.ordinal]),
                ),
                text(revision.reason),
                text(revision.person.name, note="brought in" if revision.brought else ""),
                moment_cell(revision.at),
                chip(state.capitalize(), _TONES.get(state, Tone.PLAIN))
                if state
                else text("–", tone=Tone.QUIET),
            )
        )
    columns = (
        Column("Revision"),
        Column("Why"),
        Column("Sealed by"),
        Column("When", Kind.DATE),
        Column("Approval"),
    )
    return table(
        "revisions",
        "Sealed revisions",
        columns,
        rows_of(rows),
        empty="Nothing has been sealed yet. Seal the draft when it is what others should decide on.",
    )


def _saves(seat: Seat, document: Document) -> Table:
    rows = []
    for save in document.saves.select_related("person").order_by("-number")[:200]:
        address = reverse("save", args=[seat.slug, document.kind, save.number])
        rows.append(
            (
                text(f"Edit {save.number}", anchor=address, value=str(save.number)),
                text(save.person.name),
                moment_cell(save.at),
                text(save.note or "–"),
            )
        )
    columns = (Column("Save"), Column("By"), Column("When", Kind.DATE), Column("Note"))
    return table(
        "saves", "Every save", columns, rows_of(rows), note="The last 200. Any of them can be taken back up."
    )


def _last_revisions(production: int) -> dict[str, Revision]:
    found = Revision.objects.filter(document__production_id=production).select_related("document")
    return {revision.document.kind: revision for revision in found.order_by("ordinal")}


def _states(production: int) -> dict[str, str]:
    """How the approval of each revision stands, by its digest: the last request on it."""
    asked = list(
        Request.objects.filter(production_id=production, kind=RequestKind.REVISION).order_by("number")
    )
    stands = standings(asked)
    return {
        str(told["digest"]): str(stands[request.pk].state) for request in asked for told in request.revisions
    }


def _requests_on(production: int, digest: str) -> Iterator[tuple[int, str, Cell]]:
    asked = list(Request.objects.filter(production_id=production).order_by("-number"))
    about = [request for request in asked if any(told["digest"] == digest for told in request.revisions)]
    stands = standings(about)
    for request in about:
        state = stands[request.pk].state
        yield request.number, request.question, chip(state.capitalize(), _TONES.get(state, Tone.PLAIN))
