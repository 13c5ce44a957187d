"""The pages of the recoupment room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from topsheet_desk.recoupment.lookups import RecoupmentRoom, recoupment_room, terms_pdf
from topsheet_desk.site.frame import frame
from topsheet_desk.site.rooms import ask_of, pdf_answer, table_answer


def recoupment(request: HttpRequest, slug: str) -> HttpResponse:
    """The room, with everyone's part of the gross that was asked for."""
    room = _room(request, slug)
    around = {"room": room, "frame": frame(room.sitting, room.page), "film": room.sitting.film}
    return render(request, "recoupment/recoupment.html", around)


def recoupment_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the room as CSV."""
    return table_answer(request, slug, _room(request, slug).tables.get(table))


@require_safe
def terms_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The terms drawn and in English, on paper."""
    return pdf_answer(terms_pdf(ask_of(request, slug)), f"{slug}-terms")


def _room(request: HttpRequest, slug: str) -> RecoupmentRoom:
    return recoupment_room(ask_of(request, slug), request.GET.get("gross", ""), request.GET.get("terms", ""))
