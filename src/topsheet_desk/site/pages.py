"""The pages that belong to no room: the theme, a form that is too old."""

from __future__ import annotations

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from topsheet_desk.site.frame import THEMES
from topsheet_desk.site.troubles import trouble_of, troubled

_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's choice, and go back to the page."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    answer = redirect(back if safe else "slate")
    if chosen in THEMES:
        answer.set_cookie("topsheet_theme", chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return answer


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    """A form whose protection has run out: nothing was done, and what to do now."""
    return render(request, "site/form_too_old.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """There is no such page, or it is not shared with the reader: the two look the same."""
    return render(request, "site/not_found.html", status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that makes no sense; or a session that could not be kept, which is the database's trouble."""
    trouble = trouble_of(exception)
    return troubled(request, trouble) if trouble else render(None, "site/not_understood.html", status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """Something in the desk is broken, or what it stands on: a full disk, a database that is busy or away."""
    trouble = trouble_of(sys.exc_info()[1])
    told = {"number": getattr(request, "id", "")}
    return troubled(request, trouble) if trouble else render(None, "site/failed.html", told, status=500)
