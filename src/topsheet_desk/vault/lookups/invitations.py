"""An invitation as the holder of its letter sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from topsheet_desk.site.roles import Role
from topsheet_desk.vault.digests import sha256
from topsheet_desk.vault.lookups.masthead import masthead
from topsheet_desk.vault.records import Invitation, Person
from topsheet_desk.vault.refusals import (
    InvitationExpired,
    InvitationUsed,
    InvitationWithdrawn,
    NoSuchInvitation,
    Refused,
)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who invites which address to what, until when; `known` when the address has a sign-in already."""

    email: str
    production: str
    role: Role
    title: str
    credit: str
    inviter: str
    expires_at: datetime
    known: bool
    name: str


def invited(secret: str, *, now: datetime) -> Invited:
    """The open invitation of a letter.

    Raises NoSuchInvitation, InvitationUsed, InvitationWithdrawn, InvitationExpired, none of which tells of what.
    """
    found = (
        Invitation.objects.select_related("production", "invited_by")
        .filter(secret_digest=sha256(secret))
        .first()
    )
    if found is None:
        raise NoSuchInvitation
    closed = why_closed(found, now)
    if closed:
        raise closed
    person = Person.objects.filter(email__iexact=found.email).first()
    return Invited(
        found.email,
        masthead(found.production_id).title,
        Role(found.role),
        found.title,
        found.credit,
        found.invited_by.name,
        found.expires_at,
        person is not None and has_sign_in(person),
        person.name if person else "",
    )


def why_closed(found: Invitation, now: datetime) -> Refused | None:
    """Why an invitation opens nothing, or None while it is open."""
    if found.accepted_at is not None:
        return InvitationUsed()
    if found.withdrawn_at is not None:
        return InvitationWithdrawn()
    return InvitationExpired() if found.expires_at <= now else None


def has_sign_in(person: Person) -> bool:
    """Whether someone chose a password once; not someone known from an imported history alone."""
    return bool(person.password) and person.has_usable_password()
