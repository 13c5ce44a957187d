"""The page on which several sources are pasted: read, shown with their problems, added by one confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from topsheet.documents import counted
from topsheet_desk.finance.forms import FORMS
from topsheet_desk.finance.paste import Preview, preview_of
from topsheet_desk.site.entries import Entry, entry_of
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom, ask_of, desk_answer
from topsheet_desk.vault.actions.editing import save_checked
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.refusals import EntryMoved, Refused, Spoils


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteRoom(DeskRoom):
    """The page for pasting: the words pasted, and what they say."""

    rows: str
    edits: int
    preview: Preview | None
    refusal: str


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Sources from a spreadsheet."""
    ask = ask_of(request, slug)
    entry = entry_of(ask, FORMS, "sources")
    if request.method != "POST":
        return desk_answer(request, _room(entry, "", None), "finance/paste.html")
    rows = request.POST.get("rows", "")
    preview, refusal = preview_of(entry, rows, ask), ""
    if "confirm" in request.POST and preview.ready:
        try:
            if request.POST.get("edits") != str(entry.document.edits):
                raise EntryMoved(entry.document.who)
            save_checked(
                ask.person, slug, "finance", preview.text, edits=entry.document.edits, today=ask.today,
                note=f"pasted {counted(len(preview.lines), 'source')}", now=timezone.now(),
            )  # fmt: skip
        except Spoils as spoils:
            refusal = " ".join(f"{each.where} {each.what}. {each.fix}" for each in spoils.problems)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(
                request,
                f"Added {counted(len(preview.lines), 'source')}. Undo stands among the saves of finance.yaml.",
            )
            return redirect("finance", slug)
    room = _room(entry, rows, preview, refusal)
    return desk_answer(request, room, "finance/paste.html", status=409 if refusal else 200)


def _room(entry: Entry, rows: str, preview: Preview | None, refusal: str = "") -> PasteRoom:
    title = reading.title(entry.seat.production)
    return PasteRoom(
        page=Page.FINANCE, seat=entry.seat, title=title, rows=rows, edits=entry.document.edits, preview=preview,
        refusal=refusal,
    )  # fmt: skip
