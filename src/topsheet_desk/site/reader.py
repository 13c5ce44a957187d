"""The reader's own time zone, around every page they ask for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from topsheet_desk.site.moments import zone_of
from topsheet_desk.site.security import Next


def in_their_zone(get_response: Next) -> Next:
    """Answer each request by the clock of the person who is signed in; by UTC for everyone else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        zone = zone_of(str(getattr(request.user, "time_zone", "")))
        with timezone.override(zone):
            return get_response(request)

    return answer


def readers_zone() -> ZoneInfo:
    """The time zone of the reader whose request is being answered."""
    return timezone.get_current_timezone()
