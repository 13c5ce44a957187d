"""The page that says that there were too many tries: what happened, for how long, what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The longest time for which ACCOUNT_RATE_LIMITS shuts a door, and the time all other limits look back.
FAILED_MINUTES, OTHER_MINUTES = 5, 1


def too_many(request: HttpRequest, minutes: int = OTHER_MINUTES) -> HttpResponse:
    """Status 429, with the time after which trying again makes sense."""
    answer = render(request, "site/too_many.html", {"minutes": minutes}, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer
