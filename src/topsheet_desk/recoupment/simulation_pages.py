"""The page of the futures, which asks again while a long run is under way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from topsheet_desk.recoupment.simulation_investor import investor_room
from topsheet_desk.recoupment.simulation_lookups import futures_room
from topsheet_desk.recoupment.simulation_one import FutureRoom, future_room
from topsheet_desk.site.frame import frame
from topsheet_desk.site.rooms import ask_of, table_answer


@require_safe
def futures(request: HttpRequest, slug: str) -> HttpResponse:
    """The futures, their progress, or why there are none."""
    room = futures_room(ask_of(request, slug), request.GET.dict())
    if request.headers.get("HX-Request") and room.job is None:
        return HttpResponseClientRefresh()  # charts and tables are prepared with a page of their own
    told = {
        "room": room,
        "frame": frame(room.sitting, room.page),
        "film": room.sitting.film,
        "form": room.form,
    }
    return render(request, "recoupment/futures.html", told, status=200 if room.form.is_valid() else 422)


@require_safe
def futures_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the futures as CSV or workbook."""
    room = futures_room(ask_of(request, slug), request.GET.dict())
    return table_answer(request, slug, room.tables.get(table))


@require_safe
def future(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the futures, opened; the page of all of them while they are being drawn."""
    room = future_room(ask_of(request, slug), request.GET.dict())
    if not isinstance(room, FutureRoom):
        return redirect(reverse("futures", args=[slug]) + room.query)
    told = {"room": room, "frame": frame(room.sitting, room.page), "film": room.sitting.film}
    return render(request, "recoupment/future.html", told)


@require_safe
def future_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of a future as CSV or workbook."""
    room = future_room(ask_of(request, slug), request.GET.dict())
    return table_answer(request, slug, room.tables.get(table))


@require_safe
def futures_for(request: HttpRequest, slug: str, who: str) -> HttpResponse:
    """What the one page for an investment or a class would say, before it is made and shown."""
    room = investor_room(ask_of(request, slug), who)
    told = {"room": room, "frame": frame(room.sitting, room.page), "film": room.sitting.film}
    return render(request, "recoupment/futures_for.html", told)
