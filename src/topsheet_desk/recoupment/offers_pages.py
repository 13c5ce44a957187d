"""The pages of the offers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from topsheet_desk.recoupment.offers_lookups import offers_pdf, offers_room
from topsheet_desk.site.frame import frame
from topsheet_desk.site.rooms import ask_of, pdf_answer, table_answer


@require_safe
def offers(request: HttpRequest, slug: str) -> HttpResponse:
    """Every offer side by side, at the grosses asked for."""
    room = offers_room(ask_of(request, slug), request.GET.dict())
    around = {"room": room, "frame": frame(room.sitting, room.page), "film": room.sitting.film}
    return render(request, "recoupment/offers.html", around)


@require_safe
def offers_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the offers as CSV or a workbook."""
    return table_answer(
        request, slug, offers_room(ask_of(request, slug), request.GET.dict()).tables.get(table)
    )


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The offers as asked for, as a paper of one page."""
    return pdf_answer(offers_pdf(ask_of(request, slug), request.GET.dict()), f"{slug}-offers")
