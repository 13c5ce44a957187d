"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from topsheet_desk.slate.lookups import keeps_contacts, slate_of


def slate(request: HttpRequest) -> HttpResponse:
    """The films of the person who is signed in."""
    person = int(request.user.pk or 0)
    films = slate_of(person, timezone.localdate())
    return render(request, "slate/slate.html", {"films": films, "contacts": keeps_contacts(person)})
