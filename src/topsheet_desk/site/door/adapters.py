"""What the desk decides where django-allauth asks: no sign-up, the same answer for all who fail, its own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from topsheet_desk.site.door import events
from topsheet_desk.site.door.limits import FAILED_MINUTES, too_many

REFUSED = "This address and password do not belong together. Check both, and the capitals of the password."
_WRONG_CODE = (
    "This is not the code that is valid now. Wait for the next one, and check the clock of your phone."
)
_TOO_MANY = (
    f"Too many failed tries. For {FAILED_MINUTES} minutes nothing more is tried: wait, then try again."
)
_TAKEN = "This address cannot be used. Choose another, or ask whoever keeps the desk."


class AccountAdapter(DefaultAccountAdapter):
    """Addresses and passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": REFUSED,
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
        "incorrect_password": "This is not your password. Check it, and its capitals.",
        "enter_current_password": "This is not your present password. Check it, and its capitals.",
        "incorrect_code": "This is not the code in the letter. Copy it again; a newer letter makes older codes void.",
        "invalid_password_reset": "This link was used, or is too old.",
        "duplicate_email": "This is your address already.",
        "email_taken": _TAKEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Never: a person comes in by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; past the limit the answer is a page that says so, whatever the password was."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(too_many(request, FAILED_MINUTES)) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The person; someone who was switched off gets the answer of a wrong password."""
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found if found and found.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002
        """Someone switched off who holds a passkey or a link: back to the first page."""
        messages.error(request, "This sign-in is switched off. Ask whoever keeps the desk.")
        return redirect("sign_in")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """Back to the account."""
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: object) -> str:  # noqa: ARG002
        """Back to the account, or to the first page."""
        return reverse("account" if self.request.user.is_authenticated else "sign_in")


class FactorAdapter(DefaultMFAAdapter):
    """Second factors and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "unverified_email": "Confirm your e-mail address first: a second factor is worth nothing without it.",
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a passkey; the person may change it."""
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {held + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The desk, as a browser names it when it asks for a passkey."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Topsheet"}


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Sessions ended by the person."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """End them, and write it in the person's own log."""
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            events.sessions_ended(ended[0].user, len(ended))
