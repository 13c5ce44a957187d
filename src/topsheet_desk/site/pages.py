"""The pages that belong to no room: signing in and out, the theme, a form that is too old."""

from __future__ import annotations

import sys
from typing import Any

from django import forms
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from topsheet_desk.site.frame import THEMES
from topsheet_desk.site.troubles import trouble_of, troubled

_YEAR = 365 * 24 * 3600
_REFUSED = "This address and password do not belong together. Check both, and the capitals of the password."


class SignInForm(AuthenticationForm):
    """An e-mail address and a password; the same answer whether the address is unknown or the password wrong."""

    username = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    error_messages = dict.fromkeys(("invalid_login", "inactive"), _REFUSED)

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.label_suffix = ""


class SignIn(views.LoginView):
    """The first page of all."""

    template_name = "site/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


sign_in = SignIn.as_view()
sign_out = views.LogoutView.as_view()


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
