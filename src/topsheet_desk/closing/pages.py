"""The pages of the closing room: the list, by deal where one is chosen, and what a loss would do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from topsheet_desk.closing.gone import GoneRoom, gone_room
from topsheet_desk.closing.lookups import ClosingRoom, closing_room
from topsheet_desk.site.frame import frame
from topsheet_desk.site.rooms import ask_of, table_answer


@require_safe
def closing(request: HttpRequest, slug: str) -> HttpResponse:
    """The closing list."""
    return _page(request, _closing(request, slug), "closing/closing.html")


@require_safe
def closing_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the closing list as CSV or a workbook."""
    return table_answer(request, slug, _closing(request, slug).tables.get(table))


@require_safe
def if_gone(request: HttpRequest, slug: str, kind: str, name: str) -> HttpResponse:
    """What the departure of a person or the loss of a source would do."""
    return _page(request, gone_room(ask_of(request, slug), kind, name), "closing/gone.html")


@require_safe
def if_gone_table(request: HttpRequest, slug: str, kind: str, name: str, table: str) -> HttpResponse:
    """One table of what a loss would do as CSV or a workbook."""
    return table_answer(request, slug, gone_room(ask_of(request, slug), kind, name).tables.get(table))


def _closing(request: HttpRequest, slug: str) -> ClosingRoom:
    return closing_room(ask_of(request, slug), deal=request.GET.get("deal", ""), now=timezone.now())


def _page(request: HttpRequest, room: ClosingRoom | GoneRoom, template: str) -> HttpResponse:
    around = frame(room.sitting, room.page)
    return render(request, template, {"room": room, "frame": around, "film": room.sitting.film})
