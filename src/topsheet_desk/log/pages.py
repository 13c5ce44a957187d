"""The pages of the log: a production's, and a person's own; each as CSV too."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from topsheet_desk.log.lookups import Filter, Log, log_of, log_table, own_log, own_table
from topsheet_desk.site.reader import readers_zone
from topsheet_desk.site.tables import Table, as_csv


@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The log of a production."""
    found = log_of(_person(request), slug, _filter(request), readers_zone())
    return render(request, "log/log.html", _context(found))


@require_safe
def log_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The filtered log of a production as CSV."""
    return _csv(log_table(_person(request), slug, _filter(request), readers_zone()), f"{slug}-log.csv")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the person who is signed in did."""
    found = own_log(_person(request), _filter(request), readers_zone())
    return render(request, "log/own.html", _context(found))


@require_safe
def mine_csv(request: HttpRequest) -> HttpResponse:
    """What the person who is signed in did, as CSV."""
    return _csv(own_table(_person(request), _filter(request), readers_zone()), "own-log.csv")


def _context(found: Log) -> dict[str, object]:
    return {"room": found, "log": found, "frame": found.frame, "printed_at": timezone.now()}


def _csv(table: Table, name: str) -> HttpResponse:
    answer = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _filter(request: HttpRequest) -> Filter:
    """The filter as the address has it; what makes no sense there filters nothing."""
    told = request.GET
    return Filter(
        words=told.get("q", "").replace("\x00", "")[:100].strip(),
        person=_number(told.get("person", "")),
        act=told.get("act", "").replace("\x00", "")[:40],
        day=_day(told.get("day", "")),
        page=_number(told.get("page", "")) or 1,
        whole=told.get("whole") == "1",
    )


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


def _day(words: str) -> date | None:
    try:
        day = parse_date(words)
    except ValueError:
        return None
    return day if day and 1900 < day.year < 9000 else None
