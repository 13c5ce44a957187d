"""The pages of the ledger."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from topsheet_desk.ledger.forms import CloseForm, FilterForm, PasteForm, RecordForm, ReverseForm
from topsheet_desk.ledger.lookups import (
    Desk,
    closing,
    entry_room,
    last_sunday,
    ledger_room,
    ledger_tables,
    recording,
)
from topsheet_desk.ledger.preview import Preview, preview_of
from topsheet_desk.site.rooms import ask_of, desk_answer, table_answer
from topsheet_desk.vault.actions import ledger as act
from topsheet_desk.vault.refusals import Refused

_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Totals, accounts, and the rows wanted."""
    form = FilterForm(request.GET or None)
    query = _without(request, "page")
    room = ledger_room(ask_of(request, slug), form.wanted, page=form.page_number, query=query)
    return desk_answer(request, room, "ledger/ledger.html", form=form)


def ledger_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table as CSV; of the rows, all that are wanted, with everything they hold."""
    wanted = FilterForm(request.GET).wanted
    return table_answer(request, slug, ledger_tables(ask_of(request, slug), wanted).get(table))


def entry(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One row: who recorded it, when, in which role, its seal, and what reverses it."""
    return _entry(request, slug, number, ReverseForm())


@require_POST
def reverse(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a row back by its opposite."""
    form = ReverseForm(request.POST)
    reason = request.POST.get("reason", "")
    try:
        done = act.reverse(_person(request), slug, number, reason, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _entry(request, slug, number, form)
    return redirect("ledger_entry", slug, done.number)


@_read_and_write
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record one money fact."""
    desk = recording(ask_of(request, slug))
    first = {"currency": desk.currency, "date": timezone.localdate(), "kind": "COST"}
    form, alike = RecordForm(_sent(request), initial=first), False
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            done = act.record(
                _person(request),
                slug,
                form.fact,
                as_adjustment=told["as_adjustment"],
                alike_too=told["again"],
                now=timezone.now(),
            )
        except Refused as refusal:
            _tell(form, refusal)
            alike = isinstance(refusal, act.LooksAlike)
        else:
            return redirect("ledger_entry", slug, done.number)
    return desk_answer(request, desk, "ledger/record.html", form=form, alike=alike)


@_read_and_write
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Rows from a spreadsheet: read, shown with their problems, and recorded after one confirmation."""
    desk = recording(ask_of(request, slug))
    form = PasteForm(
        _sent(request), request.FILES or None, initial={"currency": desk.currency, "kind": "COST"}
    )
    preview = None
    if request.method == "POST" and form.is_valid():
        preview = _preview(form, desk)
        if "confirm" in request.POST and preview.ready:
            try:
                _record(request, slug, form, preview)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("ledger", slug)
    rows = form.cleaned_data.get("rows", "") if preview else ""
    return desk_answer(request, desk, "ledger/paste.html", form=form, preview=preview, rows=rows)


@_read_and_write
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close everything up to a day."""
    desk = closing(ask_of(request, slug))
    form = CloseForm(_sent(request), initial={"until": last_sunday(timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            act.close_period(_person(request), slug, told["until"], told["reason"], now=timezone.now())
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            return redirect("ledger", slug)
    return desk_answer(request, desk, "ledger/close.html", form=form)


def _entry(request: HttpRequest, slug: str, number: int, form: ReverseForm) -> HttpResponse:
    return desk_answer(request, entry_room(ask_of(request, slug), number), "ledger/entry.html", form=form)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _without(request: HttpRequest, name: str) -> str:
    """The query of the request without one of its fields."""
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()


def _tell(form: RecordForm, refusal: Refused) -> None:
    """A refusal as the form's errors: each problem by itself."""
    if not isinstance(refusal, act.NotRecordable):
        form.add_error(None, str(refusal))
        return
    for problem in refusal.problems:
        form.add_error(None, f"Not recorded: {problem.what}. {problem.why} {problem.fix}")


def _preview(form: PasteForm, desk: Desk) -> Preview:
    told = form.cleaned_data
    return preview_of(
        told["rows"],
        desk,
        kind=told["kind"],
        currency=told["currency"].upper(),
        as_adjustment=told["as_adjustment"],
        today=timezone.localdate(),
    )


def _record(request: HttpRequest, slug: str, form: PasteForm, preview: Preview) -> None:
    told = form.cleaned_data
    act.record_all(
        _person(request),
        slug,
        preview.facts,
        preview.places,
        as_adjustment=told["as_adjustment"],
        seen=told["seen"] or 0,
        now=timezone.now(),
    )
