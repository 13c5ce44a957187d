"""One's own account, and the page behind the letter of an invitation."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from topsheet_desk.people.forms import AcceptForm, AccountForm
from topsheet_desk.site.permissions import home_page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.account import change_own
from topsheet_desk.vault.actions.invitations import accept, accept_as_new
from topsheet_desk.vault.lookups.invitations import Invited, invited
from topsheet_desk.vault.lookups.own import own_account
from topsheet_desk.vault.refusals import Refused

_LINES = 8


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name, time zone and letters; POST changes them."""
    person = int(request.user.pk or 0)
    found = own_account(person, lines=_LINES)
    now = {"name": found.name, "time_zone": found.zone.key, "digest": found.digest.value}
    form = AccountForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            change_own(person, form.wishes(), now=timezone.now())
            messages.success(request, "Your account is changed.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("account")
    return render(request, "people/account.html", {"account": found, "form": form})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What a letter offers; POST accepts it."""
    try:
        found = invited(secret, now=timezone.now())
    except Refused as refused:
        return render(request, "people/invitation_closed.html", {"refusal": refused})
    form = AcceptForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method != "POST":
        return _offer(request, found, form)
    try:
        if request.user.is_authenticated:
            return _accept(request, secret)
        if form.is_valid():
            return _accept_as_new(request, secret, form)
    except Refused as refused:
        form.add_error(None, str(refused))
    return _offer(request, found, form)


def _offer(request: HttpRequest, found: Invited, form: AcceptForm) -> HttpResponse:
    here = request.user.get_username().lower() if request.user.is_authenticated else ""
    told = {
        "invited": found,
        "form": form,
        "same": here == found.email,
        "other": here not in ("", found.email),
    }
    return render(request, "people/invitation.html", told)


def _accept(request: HttpRequest, secret: str) -> HttpResponse:
    seat = accept(int(request.user.pk or 0), secret, now=timezone.now())
    return redirect(_first_page(seat.production.slug, Role(seat.role)))


def _accept_as_new(request: HttpRequest, secret: str, form: AcceptForm) -> HttpResponse:
    told = form.cleaned_data
    seat = accept_as_new(secret, told["name"], told["password"], now=timezone.now())
    first = _first_page(seat.production.slug, Role(seat.role))
    answer: HttpResponse = perform_login(request, seat.person, redirect_url=first, email=seat.person.email)
    return answer


def _first_page(slug: str, role: Role) -> str:
    page = home_page(role)
    return reverse(page.value, args=[slug]) if page else reverse("slate")
