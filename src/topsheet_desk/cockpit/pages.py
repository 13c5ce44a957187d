"""The pages of the cockpit: the three questions, and the list of problems."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet_desk.cockpit.lookups import cockpit_room
from topsheet_desk.cockpit.problems import problems_room
from topsheet_desk.site.rooms import ask_of, room_page, room_table

cockpit = room_page(cockpit_room, "cockpit/cockpit.html")
cockpit_table = room_table(cockpit_room)


def problems(request: HttpRequest, slug: str) -> HttpResponse:
    """Every problem of the papers, also when they stop the film from being computed."""
    return render(request, "cockpit/problems.html", {"found": problems_room(ask_of(request, slug))})
