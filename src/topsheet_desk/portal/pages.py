"""The investor's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet_desk.portal.lookups import portal_of
from topsheet_desk.site.rooms import ask_of


def portal(request: HttpRequest, slug: str) -> HttpResponse:
    """The investor's own line."""
    return render(request, "portal/portal.html", {"portal": portal_of(ask_of(request, slug))})
