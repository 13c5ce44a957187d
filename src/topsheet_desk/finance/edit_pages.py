"""The pages on which the finance plan is changed: an entry in a form, a cell in its place, an option adopted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from topsheet_desk.finance.adopting import adopt_room, kinds_room
from topsheet_desk.finance.forms import FORMS, GROUPS, KINDS
from topsheet_desk.site import entry_pages
from topsheet_desk.site.entry_pages import with_button
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.actions import editing as act
from topsheet_desk.vault.lookups.adopting import name_of_option
from topsheet_desk.vault.refusals import Refused

_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@_read_and_write
def source(request: HttpRequest, slug: str, option: str = "") -> HttpResponse:
    """A new source of the plan or of an option: its kind first, then its form."""
    ask = ask_of(request, slug)
    kind = request.GET.get("kind", request.POST.get("kind", ""))
    if kind in KINDS:
        return entry_pages.entry(request, slug, "sources", forms=FORMS, option=option, kind=kind)
    return desk_answer(request, kinds_room(ask, option, GROUPS, KINDS), "finance/kinds.html")


@_read_and_write
def adopt(request: HttpRequest, slug: str, option: str) -> HttpResponse:
    """An option about to become part of the plan: what changes, and one confirmation."""
    ask = ask_of(request, slug)
    room = adopt_room(ask, option)
    if request.method != "POST":
        return desk_answer(request, room, "finance/adopt.html")
    edits = {
        kind: int(number)
        for kind, _, number in (part.partition(":") for part in request.POST.get("edits", "").split(","))
        if number.isdecimal()
    }
    try:
        names = act.adopt(ask.person, slug, option, edits=edits, today=ask.today, now=timezone.now())
    except Refused as refusal:
        room = adopt_room(ask, option, refusal=str(refusal))
        return desk_answer(request, room, "finance/adopt.html", status=409)
    words = f"“{room.adoption.name}” is part of the plan. Changed: {', '.join(names)}."
    messages.success(
        request, with_button(request, words, reverse("finance_revert", args=[slug, option]), "Take it back")
    )
    return redirect("finance", slug)


@require_POST
def revert(request: HttpRequest, slug: str, option: str) -> HttpResponse:
    """An adopted option taken out of the plan again."""
    ask = ask_of(request, slug)
    names = act.revert(ask.person, slug, option, now=timezone.now())
    messages.success(
        request, f"“{name_of_option(ask, option)}” is an option again. Changed back: {', '.join(names)}."
    )
    return redirect("finance", slug)
