"""The floor plan every room shares: one lookup gives the page and, table by table, its CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from topsheet_desk.site.charts import Chart
from topsheet_desk.site.frame import desk_frame, frame
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Table, as_csv, as_workbook
from topsheet_desk.vault.lookups import Ask, Seat, Sitting, reading

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room's lookup hands to its page."""

    page: Page
    sitting: Sitting
    tables: Mapping[str, Table]
    charts: Mapping[str, Chart] = field(default_factory=dict)

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        query = f"?option={quote(self.sitting.ask.option)}" if self.sitting.ask.option else ""
        return reverse(f"{self.page.value}_table", args=[self.sitting.seat.slug, table]) + query


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRoom:
    """What the lookup of a page hands on that stands without the computed film."""

    page: Page
    seat: Seat
    title: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    as_of: date | None = None

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse(f"{self.page.value}_table", args=[self.seat.slug, table])


Lookup = Callable[..., Room]
DeskLookup = Callable[..., DeskRoom]
View = Callable[..., HttpResponse]


def ask_of(request: HttpRequest, slug: str) -> Ask:
    """The request as a question a lookup answers."""
    asked = request.GET.get("option", ""), timezone.localdate(), request.GET.get("as_of", "")
    return Ask(int(request.user.pk or 0), slug, *asked)


def room_page(lookup: Lookup, template: str) -> View:
    """The page of a room."""

    def page(request: HttpRequest, slug: str) -> HttpResponse:
        room = lookup(ask_of(request, slug))
        return render(
            request,
            template,
            {"room": room, "frame": frame(room.sitting, room.page), "film": room.sitting.film},
        )

    return page


def desk_answer(
    request: HttpRequest, room: DeskRoom, template: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of the production's running, in its frame."""
    plan = reading.read(reading.stamp(room.seat.production)).production
    currency, spoken_of = (plan.finance.currency, plan.document.as_of) if plan else ("", None)
    day = room.as_of or spoken_of or timezone.localdate()
    around = desk_frame(room.seat, room.page, room.title, day, currency)
    return render(request, template, {"room": room, "frame": around, **more}, status=status)


def desk_page(lookup: DeskLookup, template: str) -> View:
    """The page of a room that stands without the computed film."""

    def page(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
        return desk_answer(request, lookup(ask_of(request, slug), **parts), template)

    return page


def room_table(lookup: Lookup | DeskLookup) -> View:
    """One table of a room as CSV."""

    def table(request: HttpRequest, slug: str, table: str, **parts: Any) -> HttpResponse:
        return table_answer(request, slug, lookup(ask_of(request, slug), **parts).tables.get(table))

    return table


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A paper as a PDF file that a browser shows."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slugify(name)}.pdf"'
    return answer


def table_answer(request: HttpRequest, slug: str, table: Table | None) -> HttpResponse:
    """A table as a CSV file, or with `?as=xlsx` as a workbook. Raises Http404 where there is none."""
    if table is None:
        raise Http404
    if request.GET.get("as") == "xlsx":
        answer = HttpResponse(as_workbook(table), content_type=_WORKBOOK)
        ending = "xlsx"
    else:
        answer = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
        ending = "csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{table.id}.{ending}"'
    return answer
