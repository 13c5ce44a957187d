"""The page of the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from topsheet_desk.search.lookups import search_of
from topsheet_desk.search.words import MOST


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """What the production holds of the words that were typed."""
    asked = request.GET.get("q", "")[:MOST].strip()
    found = search_of(int(request.user.pk or 0), slug, asked, timezone.localdate())
    return render(request, "search/search.html", {"room": found, "frame": found.frame, "film": found.film})
