"""The people page of a production: seats, invitations and what may be done with them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from topsheet_desk.people import letters
from topsheet_desk.people.forms import InviteForm, SeatForm
from topsheet_desk.people.lookups import people_room, seat_room
from topsheet_desk.site.rooms import desk_answer, table_answer
from topsheet_desk.vault.actions import invitations, seats
from topsheet_desk.vault.actions.invitations import Letter
from topsheet_desk.vault.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits where, who is invited; POST invites."""
    room = people_room(_person(request), slug, now=timezone.now())
    form = InviteForm(request.POST or None, roles=room.roles, parties=room.parties)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        done = _letter(
            request, lambda: invitations.invite(_person(request), slug, wanted, now=timezone.now())
        )
        if done:
            # The browser would keep the place of the form; what became of the letter is told at the top.
            return redirect(f"{reverse('people', args=[slug])}#content")
    return desk_answer(request, room, "people/people.html", form=form)


@require_safe
def people_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the page as CSV."""
    return table_answer(
        request, slug, people_room(_person(request), slug, now=timezone.now()).tables.get(table)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, slug: str, id: int) -> HttpResponse:  # noqa: A002  # the address's own word
    """One seat; POST changes its title and credit."""
    found = seat_room(_person(request), slug, id)
    form = SeatForm(request.POST or None, initial={"title": found.called, "credit": found.credit})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            seats.name_seat(
                _person(request), slug, id, title=told["title"], credit=told["credit"], now=timezone.now()
            )
            messages.success(request, f"Title and credit of {found.name} are changed.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("seat", slug, id)
    return desk_answer(request, found, "people/seat.html", form=form)


@require_POST
def seat_end(request: HttpRequest, slug: str, id: int) -> HttpResponse:  # noqa: A002  # the address's own word
    """End a seat; someone who ended their own goes to what is still theirs."""
    try:
        ended = seats.end_seat(_person(request), slug, id, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("seat", slug, id)
    messages.success(request, f"The seat of {ended.person.name} is ended. What they did in it stays signed.")
    return redirect("people", slug) if ended.person_id != _person(request) else redirect("slate")


@require_POST
def send_again(request: HttpRequest, slug: str, id: int) -> HttpResponse:  # noqa: A002
    """Send an invitation under a new link."""
    _letter(request, lambda: invitations.send_again(_person(request), slug, id, now=timezone.now()))
    return redirect("people", slug)


@require_POST
def withdraw(request: HttpRequest, slug: str, id: int) -> HttpResponse:  # noqa: A002
    """Take an invitation back."""
    try:
        taken = invitations.withdraw(_person(request), slug, id, now=timezone.now())
        messages.success(request, f"The invitation to {taken.email} is withdrawn; its letter opens nothing.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("people", slug)


def _letter(request: HttpRequest, act: Callable[[], Letter]) -> bool:
    """Make an invitation and send its letter; whether the invitation stands."""
    try:
        letter = act()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    link = request.build_absolute_uri(reverse("invitation", args=[letter.secret]))
    try:
        messages.success(request, letters.send(letter, link))
    except OSError as failure:
        messages.error(
            request,
            f"{letter.email} is invited, but the letter could not be sent: {failure}. Once the mail server "
            "answers, send it again from the list of open invitations.",
        )
    return True


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
