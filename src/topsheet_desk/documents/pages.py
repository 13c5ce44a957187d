"""The pages of the documents: read, try, save, seal, take back, compare."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from topsheet_desk.documents.lookups.compare import CompareRoom, compare_room
from topsheet_desk.documents.lookups.papers import (
    conflict_room,
    document_room,
    documents_room,
    revision_room,
    save_room,
    text_of,
    tried_room,
)
from topsheet_desk.site.rooms import ask_of, desk_answer, desk_page, room_table, table_answer
from topsheet_desk.vault.actions.editing import take_back as take_back_save
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.actions.revisions import seal as seal_draft
from topsheet_desk.vault.refusals import Conflict, Refused

_PAGE = "documents/document.html"
documents = desk_page(documents_room, "documents/documents.html")
documents_table = room_table(documents_room)
document = desk_page(document_room, _PAGE)
document_table = room_table(document_room)
save = desk_page(save_room, "documents/save.html")
revision = desk_page(revision_room, "documents/revision.html")
revision_table = room_table(revision_room)


def compare(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Two versions of a document compared."""
    return desk_answer(request, _compared(request, slug, kind), "documents/compare.html")


def compare_table(request: HttpRequest, slug: str, kind: str, table: str) -> HttpResponse:
    """One table of a comparison as CSV."""
    return table_answer(request, slug, _compared(request, slug, kind).tables.get(table))


@require_POST
def save_document(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Save a draft, or, where `try` was pressed, only show what the text would change."""
    ask, written = ask_of(request, slug), request.POST.get("text", "")
    note, edits = request.POST.get("note", ""), _number(request.POST.get("edits", ""))
    if "try" in request.POST:
        return desk_answer(request, tried_room(ask, kind, written, note=note), _PAGE)
    try:
        kept = save_draft(ask.person, slug, kind, written, edits=edits, note=note, now=timezone.now())
    except Conflict as conflict:
        return desk_answer(request, conflict_room(ask, kind, conflict, note), _PAGE, status=409)
    except Refused as refusal:
        room = tried_room(ask, kind, written, note=note, refusal=str(refusal))
        return desk_answer(request, room, _PAGE, status=409)
    messages.success(request, f"Saved {kept.name}, edit {kept.edits}.")
    return redirect("document", slug, kind)


@require_POST
def seal_document(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Seal the draft as it stands."""
    ask, reason = ask_of(request, slug), request.POST.get("reason", "")
    try:
        sealed = seal_draft(
            ask.person,
            slug,
            kind,
            edits=_number(request.POST.get("edits", "")),
            reason=reason,
            today=ask.today,
            now=timezone.now(),
        )
    except Refused as refusal:
        room = document_room(ask, kind, refusal=str(refusal), reason=reason)
        return desk_answer(request, room, _PAGE, status=409)
    messages.success(request, f"Sealed {sealed.document.name} as revision {sealed.ordinal}.")
    return redirect("revision", slug, kind, sealed.ordinal)


@require_POST
def take_back(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """Make the draft say again what an earlier save said: a new save, so this too can be undone."""
    ask, edits = ask_of(request, slug), _number(request.POST.get("edits", ""))
    try:
        kept = take_back_save(ask.person, slug, kind, number, edits=edits, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The draft says again what edit {number} said, as edit {kept.edits}.")
    return redirect("document", slug, kind)


def document_text(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The draft as a file."""
    return _file(*text_of(ask_of(request, slug), kind, None))


def revision_text(request: HttpRequest, slug: str, kind: str, ordinal: int) -> HttpResponse:
    """The text of a revision as a file."""
    return _file(*text_of(ask_of(request, slug), kind, ordinal))


def _compared(request: HttpRequest, slug: str, kind: str) -> CompareRoom:
    choices = request.GET.get("from", ""), request.GET.get("to", "")
    return compare_room(ask_of(request, slug), kind, *choices)


def _file(name: str, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _number(words: str) -> int:
    """A number from a form; -1, which no edit has, for anything else."""
    return int(words) if words.isdecimal() and len(words) < 10 else -1
