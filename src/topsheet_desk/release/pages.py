"""The pages of receipts: what came in, a statement taken in from a file, and its undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from topsheet.documents import CannotEdit, Severity, counted
from topsheet.release.intake import CannotRead
from topsheet_desk.release.forms import FactsForm, FileForm, free_name
from topsheet_desk.release.kept_files import find, forget, keep
from topsheet_desk.release.lookups import receipts_room
from topsheet_desk.release.mapping_form import choices
from topsheet_desk.release.places import mark_of, placed
from topsheet_desk.release.taking import (
    Desk,
    Looked,
    TakeRoom,
    desk_of,
    first_look,
    kept_as,
    look_again,
    room_of,
    text_with,
    tried,
)
from topsheet_desk.release.words import DAYS, DECIMALS, DELIMITERS, ENCODINGS, before_the_page
from topsheet_desk.site.entry_pages import with_button
from topsheet_desk.site.frame import frame
from topsheet_desk.site.rooms import ask_of, desk_answer, table_answer
from topsheet_desk.vault.actions.editing import take_back
from topsheet_desk.vault.actions.receipts import KIND, take_in_statement
from topsheet_desk.vault.lookups import Ask
from topsheet_desk.vault.refusals import ReceiptsMoved, Refused, Spoils

_GONE = "The file is no longer kept: it waits for some hours, and the last few of yours on a film. Choose it once more."


@require_safe
def receipts(request: HttpRequest, slug: str) -> HttpResponse:
    """What came in, as it was known on a day."""
    room = receipts_room(ask_of(request, slug), on_page=True)
    around = replace(frame(room.sitting, room.page), options=(), as_of_asked=room.day.day.isoformat())
    return render(
        request, "release/receipts.html", {"room": room, "frame": around, "film": room.sitting.film}
    )


@require_safe
def receipts_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table as CSV or a workbook."""
    return table_answer(request, slug, receipts_room(ask_of(request, slug)).tables.get(table))


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """A file chosen, looked at, mended in its mapping, and taken in as one statement."""
    ask = ask_of(request, slug)
    desk = desk_of(ask)
    if request.method != "POST" or desk.document is None:
        return _choose(request, desk, FileForm(document=desk.document))
    if "digest" not in request.POST:
        return _chosen(request, ask, desk)
    file = find(ask.person, desk.seat.production, request.POST["digest"])
    if file is None:
        return _choose(request, desk, FileForm(document=desk.document), refusal=_GONE, status=409)
    return _take(request, ask, desk, look_again(desk, file, request.POST))


@require_POST
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The receipts as they were before the last statement was taken in, when that is still the last save."""
    ask = ask_of(request, slug)
    desk_of(ask)
    try:
        done = take_back(ask.person, slug, KIND, number - 1, edits=number, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Taken back. {done.name} is at edit {done.edits}.")
    return redirect("receipts", slug)


def _chosen(request: HttpRequest, ask: Ask, desk: Desk) -> HttpResponse:
    """A file that was just sent: kept, and looked at; taken in at once when its facts came with it."""
    form = FileForm(request.POST, request.FILES, document=desk.document)
    if not form.is_valid():
        return _choose(request, desk, form)
    given = form.cleaned_data["upload"]
    file = keep(ask.person, desk.seat.production, given.name, given.read())
    try:
        looked = first_look(desk, file, form.cleaned_data["mapping"])
    except CannotRead as refusal:
        forget(ask.person, desk.seat.production, file.digest)
        problem = refusal.problem
        form.add_error(
            "upload", f"{problem.where} {problem.what}. {problem.why} {before_the_page(problem.fix)}"
        )
        return _choose(request, desk, form)
    if "take" in request.POST:
        return _take(request, ask, desk, looked)
    return _check(
        request, room_of(desk, looked), _facts(desk, looked, initial=_first_facts(ask, desk, looked))
    )


def _take(request: HttpRequest, ask: Ask, desk: Desk, looked: Looked) -> HttpResponse:
    """What the statement would do to the papers; and, asked for, done."""
    sent, really = request.POST, "take" in request.POST
    bound = _facts(desk, looked, sent)
    if not bound.is_valid() or looked.errors:
        shown = bound if really else _facts(desk, looked, initial=sent.dict())
        return _check(request, room_of(desk, looked), shown, status=409 if really else 200)
    told = bound.facts
    save_as = (
        bound.cleaned_data["save_as"] or kept_as(desk, looked, told) or free_name(told["from"], _names(desk))
    )
    try:
        text = text_with(desk, looked, told, save_as)
        found = tried(desk, looked, text, ask.today)
        warned, errors = mark_of(found), any(each.severity is Severity.ERROR for each in found)
        room = room_of(desk, looked, found=found, warned=warned)
        if not really or errors or warned != sent.get("warned", ""):
            return _check(request, room, bound, status=409 if really and errors else 200)
        if sent.get("edits", str(desk.draft.edits)) != str(desk.draft.edits):
            raise ReceiptsMoved(desk.draft.name, desk.draft.who)
        done = take_in_statement(
            ask.person, desk.seat.slug, text, begun=desk.draft.text, edits=desk.draft.edits,
            note=f"took in {told['id']} from {looked.file.name}"[:300], today=ask.today, now=timezone.now(),
        )  # fmt: skip
    except CannotEdit as error:
        return _check(request, room_of(desk, looked, refusal=str(error)), bound, status=409)
    except Spoils as spoils:
        found = tuple(placed(desk, looked, spoils.problems))
        return _check(request, room_of(desk, looked, found=found), bound, status=409)
    except Refused as refused:
        return _check(request, room_of(desk_of(ask), looked, refusal=str(refused)), bound, status=409)
    forget(ask.person, desk.seat.production, looked.file.digest)
    words = f"Took in {told['id']}: {counted(len(looked.preview.rows), 'line')} of {looked.file.name}."
    address = reverse("receipts_undo", args=[desk.seat.slug, done.edits])
    messages.success(request, with_button(request, words, address, "Undo"))
    later = f"?as_of={told['received'].isoformat()}" if told["received"] > ask.today else ""
    return redirect(reverse("receipts", args=[desk.seat.slug]) + later)


def _names(desk: Desk) -> list[str]:
    return [each.id for each in desk.document.mappings] if desk.document else []


def _facts(
    desk: Desk, looked: Looked, sent: Any = None, *, initial: Mapping[str, Any] | None = None
) -> FactsForm:
    others = [name for name in _names(desk) if name != looked.base]
    return FactsForm(sent, document=desk.document, others=others, initial=initial)


def _first_facts(ask: Ask, desk: Desk, looked: Looked) -> dict[str, Any]:
    """What is known of a statement before anybody says anything of it."""
    saved = desk.mapping(looked.base)
    return {
        "sender": saved.sender if saved else "",
        "kind": (saved.kind or "") if saved else "",
        "received": ask.today,
        "save_as": looked.base,
    }


def _choose(
    request: HttpRequest, desk: Desk, form: FileForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    return desk_answer(request, room_of(desk, refusal=refusal), "release/take.html", status=status, form=form)


def _check(request: HttpRequest, room: TakeRoom, facts: FactsForm, *, status: int = 200) -> HttpResponse:
    more = {
        "choices": choices(),
        "encodings": ENCODINGS,
        "delimiters": DELIMITERS,
        "decimals": DECIMALS,
        "days": DAYS,
    }
    return desk_answer(request, room, "release/check.html", status=status, facts=facts, **more)
