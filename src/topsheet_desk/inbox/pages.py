"""The pages of the inbox: what waits, and notices put aside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from topsheet_desk.inbox.lookups import inbox_of
from topsheet_desk.vault.actions.notices import put_aside


def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in."""
    found = inbox_of(int(request.user.pk or 0), timezone.now())
    return render(request, "inbox/inbox.html", {"inbox": found, "waiting_count": found.asking})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Put one notice aside, or all that were there when the page was made."""
    numbers = [
        int(told) for told in request.POST.getlist("notice")[:500] if told.isdecimal() and len(told) < 10
    ]
    put_aside(int(request.user.pk or 0), numbers, now=timezone.now())
    return redirect("inbox")
