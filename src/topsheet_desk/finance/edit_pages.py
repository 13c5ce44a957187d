"""The pages on which the finance plan is changed: an entry in a form, a cell in its place, an option adopted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from topsheet_desk.finance.adopting import adopt_room, kinds_room
from topsheet_desk.finance.editing import (
    Entry,
    entry_of,
    entry_room,
    text_with,
    text_without,
    theirs_of,
    tried,
)
from topsheet_desk.finance.forms import CELLS, GROUPS, KINDS, SHELVES
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.actions import editing as act
from topsheet_desk.vault.actions.papers import take_back
from topsheet_desk.vault.lookups.adopting import editor
from topsheet_desk.vault.refusals import EntryMoved, NoSuchDocument, Refused, Spoils

_read_and_write = require_http_methods(["GET", "HEAD", "POST"])
_PAGE = "finance/entry.html"


@_read_and_write
def entry(request: HttpRequest, slug: str, shelf: str, name: str = "", option: str = "") -> HttpResponse:
    """One entry of a list of the finance plan: read, written, tried or saved."""
    ask = ask_of(request, slug)
    kind = request.GET.get("kind", request.POST.get("kind", "")) if not name and shelf == "sources" else ""
    if shelf == "sources" and not name and kind not in KINDS:
        editor(ask.person, slug)
        return _kinds(request, slug, option)
    found = entry_of(ask, shelf, name, option=option, kind=kind)
    if request.method != "POST":
        return desk_answer(request, entry_room(found, was=found.digest), _PAGE)
    sent, was = request.POST, request.POST.get("was", "")
    if was != found.digest:
        refusal = str(EntryMoved(found.document.who))
        room = entry_room(found, sent=sent, refusal=refusal, theirs=theirs_of(found), was=found.digest)
        return desk_answer(request, room, _PAGE, status=409)
    try:
        text = text_with(found, sent)
        if "try" in sent:
            figures, problems = tried(found, text, ask)
            room = entry_room(found, sent=sent, problems=problems, figures=figures, tried=True, was=was)
            return desk_answer(request, room, _PAGE)
        done = _save(request, found, text, _note(found))
    except Refused as refusal:
        room = entry_room(
            found,
            sent=sent,
            problems=_problems(refusal),
            refusal=str(refusal),
            anyway=_problems(refusal) != (),
            was=was,
        )
        return desk_answer(request, room, _PAGE, status=409)
    _told(request, slug, f"Saved {found.title or 'it'}.", done)
    return redirect(_back(slug, shelf))


@require_POST
def remove(request: HttpRequest, slug: str, shelf: str, name: str, option: str = "") -> HttpResponse:
    """An entry taken out of its list; the text before stays among the saves."""
    found = entry_of(ask_of(request, slug), shelf, name, option=option)
    try:
        if request.POST.get("was", "") != found.digest:
            raise EntryMoved(found.document.who)
        done = _save(request, found, text_without(found), f"removed {found.title}")
    except Refused as refusal:
        room = entry_room(found, problems=_problems(refusal), refusal=str(refusal), was=found.digest)
        return desk_answer(request, room, _PAGE, status=409)
    _told(request, slug, f"Removed {found.title}.", done)
    return redirect(_back(slug, shelf))


@_read_and_write
def cell(request: HttpRequest, slug: str, shelf: str, name: str, cell: str) -> HttpResponse:
    """A few boxes of an entry, written in where they stand on the page; a page of its own without JavaScript."""
    found = entry_of(ask_of(request, slug), shelf, name)
    only = CELLS.get(cell, ())
    if not only:
        raise NoSuchDocument
    more: dict[str, Any] = {"cell": cell}
    if request.method != "POST":
        return _cell(request, entry_room(found, only=only, was=found.digest), more)
    try:
        if request.POST.get("was", "") != found.digest:
            raise EntryMoved(found.document.who)
        done = _save(
            request, found, text_with(found, request.POST, only), _note(found, " and ".join(only[:2]))
        )
    except Refused as refusal:
        room = entry_room(
            found,
            sent=request.POST,
            problems=_problems(refusal),
            refusal=str(refusal),
            only=only,
            was=found.digest,
        )
        return _cell(request, room, more, status=409)
    _told(request, slug, f"Saved {found.title}: {only[0].replace('_', ' ')}.", done)
    return redirect(_back(slug, shelf))


@require_POST
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The finance plan as it was before its last save, when that is still the last."""
    try:
        done = take_back(_person(request), slug, "finance", number - 1, edits=number, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Taken back. {done.name} is at edit {done.edits}.")
    return redirect("finance", slug)


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
    words = f"Option {option} is part of the plan. Changed: {', '.join(names)}."
    messages.success(
        request, _with_button(request, words, reverse("finance_revert", args=[slug, option]), "Take it back")
    )
    return redirect("finance", slug)


@require_POST
def revert(request: HttpRequest, slug: str, option: str) -> HttpResponse:
    """An adopted option taken out of the plan again."""
    names = act.revert(_person(request), slug, option, now=timezone.now())
    messages.success(request, f"Option {option} is an option again. Changed back: {', '.join(names)}.")
    return redirect("finance", slug)


def _save(request: HttpRequest, found: Entry, text: str, note: str) -> int:
    done = act.save_checked(
        _person(request),
        found.seat.slug,
        "finance",
        text,
        edits=found.document.edits,
        note=note[:300],
        today=ask_of(request, found.seat.slug).today,
        anyway="anyway" in request.POST,
        now=timezone.now(),
    )
    return done.edits


def _kinds(request: HttpRequest, slug: str, option: str) -> HttpResponse:
    """Which kind of source is to be written."""
    return desk_answer(
        request, kinds_room(ask_of(request, slug), option, GROUPS, KINDS), "finance/kinds.html"
    )


def _cell(request: HttpRequest, room: Any, more: dict[str, Any], status: int = 200) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        return desk_answer(request, room, "finance/cell_page.html", status=status, **more)
    answer = render(request, "finance/cell.html", {"room": room, "slug": room.seat.slug, **more})
    if status != 200:  # the answer goes where the boxes stand, and not over the page
        answer.headers["HX-Retarget"] = f"#cell-{room.entry.held['id']}-{more['cell']}"
        answer.headers["HX-Reswap"], answer.headers["HX-Reselect"] = "innerHTML", "form"
    return answer


def _problems(refusal: Refused) -> tuple[Any, ...]:
    return refusal.problems if isinstance(refusal, Spoils) else ()


def _note(found: Entry, what: str = "") -> str:
    done = "changed" if found.place is not None else "added"
    return f"{done} {found.title or SHELVES[found.shelf].one}{f': {what}' if what else ''}"


def _told(request: HttpRequest, slug: str, words: str, edits: int) -> None:
    messages.success(
        request, _with_button(request, words, reverse("finance_undo", args=[slug, edits]), "Undo")
    )


def _with_button(request: HttpRequest, words: str, address: str, label: str) -> SafeString:
    return render_to_string(
        "finance/told.html", {"words": words, "address": address, "label": label}, request
    )


def _back(slug: str, shelf: str) -> str:
    return f"{reverse('finance', args=[slug])}#{shelf if shelf in ('sources', 'options', 'stresses') else 'content'}"


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
