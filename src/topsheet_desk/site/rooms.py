"""The floor plan every room shares: one lookup gives the page and, table by table, its CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from topsheet_desk.site.charts import Chart
from topsheet_desk.site.frame import frame
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Table, as_csv
from topsheet_desk.vault.lookups import Ask, Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room's lookup hands to its page."""

    page: Page
    sitting: Sitting
    tables: Mapping[str, Table]
    charts: Mapping[str, Chart] = field(default_factory=dict)


Lookup = Callable[[Ask], Room]
View = Callable[..., HttpResponse]


def ask_of(request: HttpRequest, slug: str) -> Ask:
    """The request as a question a lookup answers."""
    return Ask(int(request.user.pk or 0), slug, request.GET.get("option", ""), timezone.localdate())


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


def room_table(lookup: Lookup) -> View:
    """One table of a room as CSV."""

    def table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
        found = lookup(ask_of(request, slug)).tables.get(table)
        if found is None:
            raise Http404
        answer = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{found.id}.csv"'
        return answer

    return table
