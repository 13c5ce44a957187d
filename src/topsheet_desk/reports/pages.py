"""The pages of the reports: all of them, one of one day, what is asked for and what is asked no longer."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from topsheet_desk.reports.forms import FileForm, ReportForm
from topsheet_desk.reports.lookups import Day, Reports, day_of, reports_of
from topsheet_desk.site.reader import readers_zone
from topsheet_desk.site.rooms import table_answer
from topsheet_desk.vault.actions.reports import end_report, file_report, set_report
from topsheet_desk.vault.refusals import Refused


@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Every report of the last four weeks, and what the production asks for."""
    return _page(request, _reports(request, slug), None)


@require_safe
def reports_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """The list of reports as CSV."""
    return table_answer(request, slug, _reports(request, slug).tables.get(table))


@require_POST
def set_a_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a report."""
    room = _reports(request, slug, to_set=True)
    form = ReportForm(room.places, request.POST)
    if form.is_valid():
        try:
            set_report(_person(request), slug, form.terms(), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reports", slug)
    return _page(request, room, form)


@require_POST
def end_a_report(request: HttpRequest, slug: str, duty: int) -> HttpResponse:
    """Ask for a report no longer; a second click finds it ended and says nothing."""
    try:
        end_report(_person(request), slug, duty, now=timezone.now())
    except Refused as refusal:
        return _page(request, _reports(request, slug), None, str(refusal))
    return redirect("reports", slug)


@require_safe
def report_day(request: HttpRequest, slug: str, duty: int, day: str) -> HttpResponse:
    """One report of one day, and the form with which it is filed."""
    found = day_of(_person(request), slug, duty, _day(day), now=timezone.now())
    return _day_page(request, found, FileForm())


@require_POST
def file_a_report(request: HttpRequest, slug: str, duty: int, day: str) -> HttpResponse:
    """File the report of a day, or an addendum to it."""
    due, form = _day(day), FileForm(request.POST)
    if form.is_valid():
        try:
            file_report(_person(request), slug, duty, due, form.cleaned_data["words"], now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("report_day", slug, duty, due.isoformat())
    found = day_of(_person(request), slug, duty, due, now=timezone.now(), to_file=True)
    return _day_page(request, found, form)


def _day_page(request: HttpRequest, room: Day, form: FileForm) -> HttpResponse:
    told = {"room": room, "frame": room.frame, "form": form}
    return render(request, "reports/day.html", told, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, room: Reports, form: ReportForm | None, refusal: str = "") -> HttpResponse:
    shown = form or ReportForm(room.places, initial={"starts_date": timezone.localdate()})
    return render(
        request,
        "reports/reports.html",
        {
            "room": room,
            "frame": room.frame,
            "form": shown if room.sets else None,
            "open": form is not None or not room.asked,
            "refusal": refusal,
        },
        status=422 if form is not None or refusal else 200,
    )


def _reports(request: HttpRequest, slug: str, *, to_set: bool = False) -> Reports:
    until, zone = _maybe_day(request.GET.get("until", "")), readers_zone()
    return reports_of(_person(request), slug, until=until, zone=zone, now=timezone.now(), to_set=to_set)


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _maybe_day(words: str) -> date | None:
    """The day as an address writes it, or None: also for the 31st of February and for days no calendar has."""
    try:
        day = parse_date(words)
    except ValueError:
        return None
    return day if day and day.year > 1900 else None


def _day(words: str) -> date:
    day = _maybe_day(words)
    if day is None:
        raise Http404
    return day
