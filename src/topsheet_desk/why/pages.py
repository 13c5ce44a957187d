"""The page of a figure, whole or as the panel beside another page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet_desk.site.asked_day import day_of
from topsheet_desk.site.frame import frame
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import ask_of
from topsheet_desk.why.lookups import why as why_of


def why(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What made the figure; only the tree when the page asks for its panel."""
    found = why_of(ask_of(request, slug), name)
    template = "why/tree.html" if request.headers.get("HX-Request") == "true" else "why/why.html"
    around = frame(found.sitting, Page.WHY)
    if asked := day_of(found.sitting.ask).query:  # of statements, which no option has
        around = replace(around, query=asked)
    answer = render(
        request, template, {"why": found, "room": found, "frame": around, "film": found.sitting.film}
    )
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer
