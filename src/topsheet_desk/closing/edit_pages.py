"""The page on which usual items are added to the closing list: chosen, and saved together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from topsheet_desk.closing.missing import missing_room, text_with_items
from topsheet_desk.site.entry_pages import saved
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.refusals import EntryMoved, Refused

_PAGE = "closing/missing.html"


@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """The usual items that the list lacks: those ticked are added in one save."""
    ask = ask_of(request, slug)
    if request.method != "POST":
        return desk_answer(request, missing_room(ask), _PAGE)
    room = missing_room(ask, chosen=request.POST.getlist("item"))
    try:
        if request.POST.get("edits") != str(room.entry.document.edits):
            raise EntryMoved(room.entry.document.who)
        added = sum(each.id in room.chosen for each in room.items)
        words = f"added {added} usual item{'s' if added != 1 else ''}"
        return saved(request, room.entry, text_with_items(room), words, f"{words.capitalize()}.")
    except Refused as refused:
        room = missing_room(ask, chosen=room.chosen, refusal=str(refused))
        return desk_answer(request, room, _PAGE, status=409)
