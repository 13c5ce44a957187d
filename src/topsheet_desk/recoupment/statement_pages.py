"""The pages of statements: the centre, one statement, one participant's part."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from topsheet_desk.recoupment.statement_day import StatementsRoom
from topsheet_desk.recoupment.statement_rooms import (
    centre_room,
    participant_pdf,
    participant_room,
    statement_room,
)
from topsheet_desk.site.frame import frame
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import ask_of, pdf_answer, table_answer


@require_safe
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """The statement centre."""
    return _page(request, centre_room(ask_of(request, slug)), "recoupment/statements.html")


@require_safe
def statements_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the centre as CSV or a workbook."""
    return table_answer(request, slug, centre_room(ask_of(request, slug)).tables.get(table))


@require_safe
def statement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One statement."""
    return _page(request, statement_room(ask_of(request, slug), number), "recoupment/statement.html")


@require_safe
def statement_table(request: HttpRequest, slug: str, number: int, table: str) -> HttpResponse:
    """One table of a statement as CSV or a workbook."""
    return table_answer(request, slug, statement_room(ask_of(request, slug), number).tables.get(table))


@require_safe
def participant(request: HttpRequest, slug: str, number: int, who: str) -> HttpResponse:
    """One participant's part of a statement."""
    room = participant_room(ask_of(request, slug), number, who)
    return _page(request, room, "recoupment/statement_participant.html")


@require_safe
def participant_paper(request: HttpRequest, slug: str, number: int, who: str) -> HttpResponse:
    """One participant's part of a statement on paper."""
    return pdf_answer(participant_pdf(ask_of(request, slug), number, who), f"{slug}-statement-{number}-{who}")


@require_safe
def participant_table(request: HttpRequest, slug: str, number: int, who: str, table: str) -> HttpResponse:
    """One table of a participant's statement as CSV or a workbook."""
    room = participant_room(ask_of(request, slug), number, who)
    return table_answer(request, slug, room.tables.get(table))


def _page(request: HttpRequest, room: StatementsRoom, template: str) -> HttpResponse:
    """In the frame of the recoupment room, without options: statements are made of the plan as it stands."""
    around = replace(frame(room.sitting, Page.RECOUPMENT), options=(), as_of_asked=room.known_on.isoformat())
    return render(request, template, {"room": room, "frame": around, "film": room.sitting.film})
