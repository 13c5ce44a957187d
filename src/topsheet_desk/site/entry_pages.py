"""The pages on which entries of documents are changed: in a form of their own, or in their place on the room's page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from topsheet_desk.site.entries import (
    Entry,
    EntryRoom,
    entry_of,
    entry_room,
    text_with,
    text_without,
    theirs_of,
    tried,
)
from topsheet_desk.site.entry_forms import Forms
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.actions.editing import save_checked, take_back
from topsheet_desk.vault.lookups.own import name_of
from topsheet_desk.vault.refusals import EntryMoved, NoId, NoSuchDocument, Refused, Spoils

_read_and_write = require_http_methods(["GET", "HEAD", "POST"])
_PAGE = "site/entry/entry.html"


def addresses(forms: Forms, start: str) -> list[URLPattern]:
    """The addresses of a room's forms, below its page; they stand after its other addresses."""
    page, more = forms.page.value, {"forms": forms}
    one = f"{start}<slug:shelf>/<str:name>/"
    single = [name for name, shelf in forms.shelves.items() if shelf.single]
    return [
        *(path(f"{start}{name}/", entry, {**more, "shelf": name}, name=f"{page}_{name}") for name in single),
        path(f"{start}undo/<slug:kind>/<number:number>/", undo, more, name=f"{page}_undo"),
        path(f"{start}<slug:shelf>/new/", entry, more, name=f"{page}_new"),
        path(one, entry, more, name=f"{page}_entry"),
        path(f"{one}remove/", remove, more, name=f"{page}_remove"),
        path(f"{one}<slug:cell>/", cell, more, name=f"{page}_cell"),
    ]


@_read_and_write
def entry(
    request: HttpRequest,
    slug: str,
    shelf: str,
    name: str = "",
    *,
    forms: Forms,
    option: str = "",
    kind: str = "",
) -> HttpResponse:
    """One entry of a document: read, written, tried or saved. A single one is named by its shelf alone."""
    ask = ask_of(request, slug)
    found = entry_of(ask, forms, shelf, name, option=option, kind=kind)
    if request.method != "POST":
        return _answer(request, entry_room(found, was=found.digest))
    sent, was = request.POST, request.POST.get("was", "")
    if was != found.digest and (was or not found.new):  # a second press of Save must not add the entry twice
        refusal = str(EntryMoved(found.document.who))
        room = entry_room(found, sent=sent, refusal=refusal, theirs=theirs_of(found), was=found.digest)
        return _answer(request, room, status=409)
    try:
        text = text_with(found, sent, writer=name_of(ask.person))
        if "try" in sent:
            figures, problems = tried(found, text, ask)
            room = entry_room(found, sent=sent, problems=problems, figures=figures, tried=True, was=was)
            return _answer(request, room)
        return saved(request, found, text, _note(found), f"Saved {found.title or 'it'}.")
    except Refused as refused:
        told = problems_of(refused)
        anyway = isinstance(refused, Spoils)
        room = entry_room(found, sent=sent, problems=told, refusal=str(refused), anyway=anyway, was=was)
        return _answer(request, room, status=409)


@require_POST
def remove(
    request: HttpRequest, slug: str, shelf: str, name: str, *, forms: Forms, option: str = ""
) -> HttpResponse:
    """An entry taken out of its list; the text before stays among the saves."""
    found = entry_of(ask_of(request, slug), forms, shelf, name, option=option)
    try:
        if found.told.single:
            raise NoSuchDocument
        if request.POST.get("was", "") != found.digest:
            raise EntryMoved(found.document.who)
        words = f"Removed {found.title}."
        return saved(request, found, text_without(found), f"removed {found.title}", words)
    except Refused as refused:
        room = entry_room(found, problems=problems_of(refused), refusal=str(refused), was=found.digest)
        return _answer(request, room, status=409)


@_read_and_write
def cell(request: HttpRequest, slug: str, shelf: str, name: str, cell: str, *, forms: Forms) -> HttpResponse:
    """A few boxes of an entry, written in where they stand on the page; a page of its own without JavaScript."""
    ask = ask_of(request, slug)
    found, only = entry_of(ask, forms, shelf, name), forms.cells.get(cell, ())
    model = forms.model(shelf, found.held)
    if model is None or not set(only) & set(model.model_fields):
        raise NoSuchDocument
    more: dict[str, Any] = {"cell": cell}
    if request.method != "POST":
        return _cell(request, entry_room(found, only=only, was=found.digest), more)
    try:
        if request.POST.get("was", "") != found.digest:
            raise EntryMoved(found.document.who)
        text = text_with(found, request.POST, only, writer=name_of(ask.person))
        words = f"Saved {found.title}: {only[0].replace('_', ' ')}."
        return saved(request, found, text, _note(found, " and ".join(only[:2])), words)
    except Refused as refused:
        room = entry_room(
            found,
            sent=request.POST,
            problems=problems_of(refused),
            refusal=str(refused),
            only=only,
            was=found.digest,
        )
        return _cell(request, room, more, status=409)


@require_POST
def undo(request: HttpRequest, slug: str, kind: str, number: int, *, forms: Forms) -> HttpResponse:
    """A document as it was before its last save, when that is still the last."""
    if kind not in {shelf.kind for shelf in forms.shelves.values()}:
        raise NoSuchDocument
    ask = ask_of(request, slug)
    try:
        done = take_back(ask.person, slug, kind, number - 1, edits=number, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Taken back. {done.name} is at edit {done.edits}.")
    return redirect(reverse(forms.page.value, args=[slug]) + kept(request, forms))


def saved(request: HttpRequest, found: Entry, text: str, note: str, words: str) -> HttpResponse:
    """The document of an entry saved with a new text, told on the room's page with an undo. Raises Refused."""
    slug, kind, page = found.seat.slug, found.told.kind, found.forms.page.value
    ask = ask_of(request, slug)
    done = save_checked(
        ask.person,
        slug,
        kind,
        text,
        edits=found.document.edits,
        note=note[:300],
        today=ask.today,
        anyway="anyway" in request.POST,
        now=timezone.now(),
    )
    same = kept(request, found.forms)
    address = reverse(f"{page}_undo", args=[slug, kind, done.edits]) + same
    messages.success(request, with_button(request, words, address, "Undo") if found.document.edits else words)
    return redirect(f"{reverse(page, args=[slug])}{same}#{found.told.back}")


def kept(request: HttpRequest, forms: Forms) -> str:
    """What the room's page is narrowed to, as the end of an address."""
    asked = {name: request.GET[name] for name in forms.keeps if request.GET.get(name)}
    return f"?{urlencode(asked)}" if asked else ""


def _answer(request: HttpRequest, room: EntryRoom, status: int = 200) -> HttpResponse:
    return desk_answer(request, room, _PAGE, status=status, kept=kept(request, room.entry.forms))


def problems_of(refusal: Refused) -> tuple[Any, ...]:
    """What a refused change would have put into the papers."""
    return refusal.problems if isinstance(refusal, Spoils | NoId) else ()


def with_button(request: HttpRequest, words: str, address: str, label: str) -> SafeString:
    """What was done, with a button that takes it back."""
    return render_to_string(
        "site/entry/told.html", {"words": words, "address": address, "label": label}, request
    )


def _cell(request: HttpRequest, room: EntryRoom, more: dict[str, Any], status: int = 200) -> HttpResponse:
    more = {**more, "kept": kept(request, room.entry.forms)}
    if request.headers.get("HX-Request") != "true":
        return desk_answer(request, room, "site/entry/cell_page.html", status=status, **more)
    answer = render(request, "site/entry/cell.html", {"room": room, "slug": room.seat.slug, **more})
    if status != 200:  # the answer goes where the boxes stand, and not over the page
        answer.headers["HX-Retarget"] = f"#cell-{room.entry.name}-{more['cell']}"
        answer.headers["HX-Reswap"], answer.headers["HX-Reselect"] = "innerHTML", "form"
    return answer


def _note(found: Entry, what: str = "") -> str:
    done = "added" if found.new else "changed"
    return f"{done} {found.title or found.told.one}{f': {what}' if what else ''}"
