"""What happens at the door is written in the person's own log; these receivers, like pages, ask the clock."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from topsheet_desk.vault.actions.doer import log_own

_KINDS = {"totp": "an authenticator app", "webauthn": "a passkey", "recovery_codes": "recovery codes"}
_WAYS = {"password": "password", "password_reset": "the link in a letter", "invitation": "an invitation"}


def connect() -> None:
    """Listen at the door."""
    for signal, receiver in (
        (account.user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (account.password_changed, _password_changed),
        (account.password_set, _password_changed),
        (account.password_reset, _password_reset),
        (account.email_changed, _address_changed),
        (factors.authenticator_added, _factor_added),
        (factors.authenticator_removed, _factor_removed),
        (factors.authenticator_reset, _codes_made_anew),
    ):
        signal.connect(receiver, dispatch_uid=f"topsheet.door.{receiver.__name__}")


def sessions_ended(person: Any, count: int) -> None:
    """Sessions that the person ended elsewhere."""
    _note(person, "end_sessions", f"ended {count} other session{'s' if count > 1 else ''}")


def _note(person: Any, act: str, words: str) -> None:
    with transaction.atomic():
        log_own(person, act, words, now=timezone.now())


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    ways = [_way(record) for record in get_authentication_records(request, user)]
    how = " and ".join(dict.fromkeys(ways)) or "an invitation"
    _note(user, "sign_in", f"signed in by {how}{_place(request)}")


def _way(record: dict[str, Any]) -> str:
    if record["method"] == "mfa":
        return {"totp": "code", "webauthn": "passkey", "recovery_codes": "recovery code"}[record["type"]]
    return _WAYS.get(record["method"], "another way")


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        _note(user, "sign_out", f"signed out{_place(request)}")


def _password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    _note(user, "change_password", f"changed the password{_place(request)}")


def _password_reset(request: HttpRequest, user: Any, **_: Any) -> None:
    _note(user, "reset_password", f"chose a new password by the link in a letter{_place(request)}")


def _address_changed(request: HttpRequest, user: Any, to_email_address: Any, **more: Any) -> None:
    before = more.get("from_email_address")
    words = f"changed the address{f' from {before.email}' if before else ''} to {to_email_address.email}"
    _note(user, "change_address", f"{words}{_place(request)}")


def _factor_added(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    _note(user, "add_factor", f"added {_KINDS[authenticator.type]}{_place(request)}")


def _factor_removed(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    _note(user, "remove_factor", f"removed {_KINDS[authenticator.type]}{_place(request)}")


def _codes_made_anew(request: HttpRequest, user: Any, **_: Any) -> None:
    _note(user, "new_codes", f"made new recovery codes{_place(request)}")


def _place(request: HttpRequest) -> str:
    return f", from {get_adapter(request).get_client_ip(request)}"
