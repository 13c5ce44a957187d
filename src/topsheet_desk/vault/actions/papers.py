"""Drafts: a production's papers put on the desk, and saved by hands that may meet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from topsheet.documents.strict_yaml import MOST_BYTES
from topsheet.film import OPTIONAL, kind_of
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.actions.doer import Doer, doer, log
from topsheet_desk.vault.actions.fitting import require_fitting
from topsheet_desk.vault.digests import sha256
from topsheet_desk.vault.records import Document, Paper, Save
from topsheet_desk.vault.refusals import Conflict, NoSuchDocument, NothingChanged, TooLarge, Unkeepable

# A line of the log is read by those who open the page it names: here one that only readers of the document open.
PAGE_OF = {
    "screenplay": Page.SCRIPT,
    "breakdown": Page.SCRIPT,
    "schedule": Page.SCHEDULE,
    "budget": Page.BUDGET,
    "market": Page.MARKET,
    "finance": Page.RECOUPMENT,
    "recoupment": Page.RECOUPMENT,
    "participations": Page.RECOUPMENT,
    "closing": Page.CLOSING,
    "receipts": Page.RECOUPMENT,
    "production": Page.COCKPIT,
    "private": Page.PRIVATE,
}


@transaction.atomic
def save_draft(
    person: int, slug: str, kind: str, text: str, *, edits: int, note: str = "", now: datetime
) -> Document:
    """The draft with a new text, by someone who had edit number `edits` before them.

    Line ends stay as the document has them, whatever a browser makes of them. Raises NotShared, NotAllowed,
    NoSuchDocument, Conflict when someone saved in between, NothingChanged, TooLarge, Unkeepable, and TooManyLetters or
    NoLetter for the note.
    """
    by = doer(person, slug, Act.EDIT, kind, now=now)
    document = Document.objects.filter(production=by.production, kind=kind).select_related("paper").first()
    if document is None and kind in OPTIONAL and edits == 0:
        document = _first(kind, f"{kind}.yaml", text.replace("\r\n", "\n"), note, by)
        log(by, "save", f"began {document.name}", page_of(kind))
        return document
    if document is None:
        raise NoSuchDocument
    text = as_written(text, document.paper.text)
    if document.edits != edits:
        raise Conflict(document.name, document.edits, text, document.paper.text, document.changed_by.name)
    if text == document.paper.text:
        raise NothingChanged
    write(document, text, note, by)
    log(
        by,
        "save",
        f"saved {document.name}, edit {document.edits}{f': {note}' if note else ''}",
        page_of(kind),
    )
    return document


def page_of(kind: str) -> Page:
    """The page whose readers may know of a change in a kind of document."""
    return PAGE_OF[kind]


def as_written(text: str, before: str) -> str:
    """The text with the line ends the document had: a form sends every line end as CR LF."""
    plain = text.replace("\r\n", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in before else plain


def put(text: str) -> Paper:
    """The text kept under its digest. Raises TooLarge, Unkeepable."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise TooLarge(MOST_BYTES)
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Unkeepable
    return Paper.objects.get_or_create(digest=sha256(text), defaults={"text": text})[0]


def write(document: Document, text: str, note: str, by: Doer) -> None:
    """Move the draft on by one edit and keep the save. Raises TooLarge, Unkeepable, TooManyLetters, NoLetter."""
    document.paper, document.edits = put(text), document.edits + 1
    document.changed_by, document.changed_role, document.changed_at = by.person, by.role, by.now
    require_fitting(document)
    document.save()
    _keep_save(document, note, by)


def lay_out(files: Mapping[str, str], by: Doer, note: str) -> list[str]:
    """Make the drafts of a production say what the files say; the names of those that changed.

    A file that is no document of a production is not taken: whoever calls has told its reader so.
    """
    held = {document.kind: document for document in Document.objects.filter(production=by.production)}
    changed = []
    for name, text in sorted(files.items()):
        kind = kind_of(name)
        if kind is None:
            continue
        document = held.get(kind)
        if document is None:
            _first(kind, name, text, note, by)
        elif document.paper.text != text or document.name != name:
            document.name = name
            write(document, text, note, by)
        else:
            continue
        changed.append(name)
    return changed


def _first(kind: str, name: str, text: str, note: str, by: Doer) -> Document:
    document = Document(
        production=by.production,
        kind=kind,
        name=name,
        paper=put(text),
        changed_by=by.person,
        changed_role=by.role,
        changed_at=by.now,
    )
    require_fitting(document)
    document.save(force_insert=True)
    _keep_save(document, note, by)
    return document


def _keep_save(document: Document, note: str, by: Doer) -> None:
    save = Save(
        document=document,
        number=document.edits,
        paper=document.paper,
        person=by.person,
        role=by.role,
        at=by.now,
        note=note,
    )
    require_fitting(save)
    save.save(force_insert=True)
