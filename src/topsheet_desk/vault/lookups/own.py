"""What a person sees of themselves: settings, ways to sign in, and the end of their own log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from topsheet_desk.vault.records import Digest, LogLine, Person


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line of the own log."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """A person's account as they see it."""

    name: str
    email: str
    zone: ZoneInfo
    digest: Digest
    app: bool
    passkeys: int
    sessions: int
    lines: tuple[OwnLine, ...]


def name_of(person: int) -> str:
    """The name under which a person records things."""
    return Person.objects.values_list("name", flat=True).get(pk=person)


def own_account(person: int, *, lines: int) -> OwnAccount:
    """The account, with so many of the newest lines of the own log."""
    found = Person.objects.get(pk=person)
    factors = list(Authenticator.objects.filter(user=found).values_list("type", flat=True))
    return OwnAccount(
        found.name,
        found.email,
        ZoneInfo(found.time_zone),
        Digest(found.digest),
        Authenticator.Type.TOTP in factors,
        factors.count(Authenticator.Type.WEBAUTHN),
        UserSession.objects.filter(user=found).count(),
        _newest(person, lines),
    )


def _newest(person: int, most: int) -> tuple[OwnLine, ...]:
    found = LogLine.objects.filter(book=f"person:{person}").order_by("-number")[:most]
    return tuple(OwnLine(line.at, line.words) for line in found)
