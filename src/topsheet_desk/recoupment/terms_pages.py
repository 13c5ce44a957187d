"""The pages of the terms editor: read, preview, put a clause in, save, take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from topsheet_desk.recoupment.editor import (
    KIND,
    conflict_room,
    inserted_room,
    preview,
    terms_room,
    tried_room,
    with_cards,
)
from topsheet_desk.site.entry_pages import with_button
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.actions.editing import take_back
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.refusals import Conflict, NotAllowed, NotShared, Refused

_PAGE = "recoupment/terms.html"


def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """The editor; a text sent to it is saved, or only shown with what it comes to, or gets a clause put in."""
    ask = ask_of(request, slug)
    if request.method != "POST":
        cards = request.GET.getlist("insert")
        return desk_answer(request, with_cards(ask, cards) if cards else terms_room(ask), _PAGE)
    text, note = request.POST.get("text", ""), request.POST.get("note", "")
    if "insert" in request.POST:
        return desk_answer(request, inserted_room(ask, text, request.POST["insert"], note=note), _PAGE)
    if "try" in request.POST:
        return desk_answer(request, tried_room(ask, text, note=note), _PAGE)
    edits = request.POST.get("edits", "")
    try:
        number = int(edits) if edits.isdecimal() and len(edits) < 10 else -1
        done = save_draft(ask.person, slug, KIND, text, edits=number, note=note, now=timezone.now())
    except Conflict as conflict:
        return desk_answer(request, conflict_room(ask, conflict, note), _PAGE, status=409)
    except (NotShared, NotAllowed):
        raise
    except Refused as refused:
        return desk_answer(request, tried_room(ask, text, note=note, refusal=str(refused)), _PAGE, status=409)
    address = reverse("terms_undo", args=[slug, done.edits])
    messages.success(request, with_button(request, f"Saved {done.name}, edit {done.edits}.", address, "Undo"))
    return redirect("terms", slug)


@require_POST
def terms_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What a text that is being written comes to, as parts of the page; nothing is kept."""
    shown = preview(ask_of(request, slug), request.POST.get("text", ""))
    return render(request, "recoupment/preview.html", {"shown": shown})


@require_POST
def terms_undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The terms as they were before their last save, when that is still the last."""
    ask = ask_of(request, slug)
    try:
        done = take_back(ask.person, slug, KIND, number - 1, edits=number, now=timezone.now())
    except (NotShared, NotAllowed):
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Taken back. {done.name} is at edit {done.edits}.")
    return redirect("terms", slug)
