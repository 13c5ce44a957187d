"""Invitations: a letter that seats whoever holds it at the address it was sent to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from topsheet_desk.site.permissions import Act, Actor, Page
from topsheet_desk.site.roles import PARTIES, Role
from topsheet_desk.vault.actions.doer import Doer, behind, doer, locked, log
from topsheet_desk.vault.actions.people import confirm_address
from topsheet_desk.vault.digests import sha256
from topsheet_desk.vault.lookups.invitations import has_sign_in, why_closed
from topsheet_desk.vault.lookups.masthead import masthead
from topsheet_desk.vault.records import Invitation, Membership, Person
from topsheet_desk.vault.refusals import (
    AlreadyInvited,
    AlreadySeated,
    InvitationClosed,
    NoSuchInvitation,
    NoSuchParty,
    NotAbove,
    NotYourself,
    SignInFirst,
    SwitchedOff,
    WrongPerson,
)

DAYS = 14


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to invite as what: the role decides, the title and the credit tell, the party's line is theirs."""

    email: str
    role: Role
    title: str = ""
    credit: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter needs; the secret stands here and in the letter, and nowhere else."""

    invitation: int
    email: str
    role: Role
    title: str
    production: str
    inviter: str
    secret: str
    expires_at: datetime


@transaction.atomic
def invite(person: int, slug: str, wanted: Wanted, *, now: datetime) -> Letter:
    """Invite an address to a role: not one's own, and not above one's own rung while somebody sits there.

    Raises NotShared, NotAllowed, NotYourself, NotAbove, NoSuchParty, AlreadySeated, AlreadyInvited.
    """
    by = doer(person, slug, Act.SEAT, wanted.role, now=now)
    email = wanted.email.strip().lower()
    if email == by.person.email.lower():
        raise NotYourself
    _not_above(wanted.role, by)
    party = wanted.party
    if (party or wanted.role in PARTIES) and party not in masthead(by.production.pk).parties:
        raise NoSuchParty(wanted.role)
    seats = Membership.objects.filter(production=by.production, role=wanted.role, ended_at=None)
    if seats.filter(person__email__iexact=email).exists():
        raise AlreadySeated(email, wanted.role)
    if _open(by).filter(email=email, role=wanted.role, expires_at__gt=now).exists():
        raise AlreadyInvited(email, wanted.role)
    invitation = Invitation(
        production=by.production,
        email=email,
        role=wanted.role,
        party=party,
        title=wanted.title.strip(),
        credit=wanted.credit.strip(),
    )
    letter = _seal(invitation, by)
    log(by, "invite", f"invited {email} as {wanted.role.label.lower()}", Page.PEOPLE)
    return letter


@transaction.atomic
def send_again(person: int, slug: str, invitation: int, *, now: datetime) -> Letter:
    """The same invitation under a new secret; the letter sent before opens nothing any more.

    Raises NotShared, NotAllowed, NoSuchInvitation, InvitationClosed.
    """
    found, by = _found(person, slug, invitation, now)
    letter = _seal(found, by)
    log(by, "invite_again", f"sent the invitation to {found.email} again", Page.PEOPLE)
    return letter


@transaction.atomic
def withdraw(person: int, slug: str, invitation: int, *, now: datetime) -> Invitation:
    """Take an invitation back. Raises NotShared, NotAllowed, NoSuchInvitation, InvitationClosed."""
    found, by = _found(person, slug, invitation, now)
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    words = f"withdrew the invitation to {found.email} as {Role(found.role).label.lower()}"
    log(by, "withdraw", words, Page.PEOPLE)
    return found


@transaction.atomic
def accept(person: int, secret: str, *, now: datetime) -> Membership:
    """Take the seat, as the person who is signed in.

    Raises NoSuchInvitation, InvitationUsed, InvitationWithdrawn, InvitationExpired, WrongPerson.
    """
    found = _by_secret(secret, now)
    holder = Person.objects.get(pk=person)
    if holder.email.lower() != found.email.lower() or holder.pk == found.invited_by_id:
        raise WrongPerson(found.email)
    return _seat(found, holder, now)


@transaction.atomic
def accept_as_new(secret: str, name: str, password: str, *, now: datetime) -> Membership:
    """Make the person with the name and the password, and their seat.

    Someone known only from an imported history becomes able to sign in. Raises as `accept`, and SignInFirst,
    SwitchedOff.
    """
    found = _by_secret(secret, now)
    holder = Person.objects.filter(email__iexact=found.email).first() or Person(email=found.email.lower())
    if has_sign_in(holder):
        raise SignInFirst(found.email) if holder.is_active else SwitchedOff
    holder.name, holder.is_active = name.strip(), True
    holder.set_password(password)
    try:
        with transaction.atomic():
            holder.save()
    except IntegrityError:
        # The same person accepted another letter in the same moment.
        raise SignInFirst(found.email) from None
    return _seat(found, holder, now)


def _not_above(role: Role, by: Doer) -> None:
    """A producer engages the first executive producer (J07), and none beside one who sits."""
    if role is not Role.EXECUTIVE_PRODUCER or role in by.actor.roles:
        return
    seats = Membership.objects.filter(production=by.production, role=role, ended_at=None)
    if seats.filter(person__is_active=True).exists():
        raise NotAbove(role.label.lower())


def _seal(invitation: Invitation, by: Doer) -> Letter:
    secret = secrets.token_urlsafe(32)
    invitation.invited_by, invitation.secret_digest = by.person, sha256(secret)
    invitation.invited_at, invitation.expires_at = by.now, by.now + timedelta(days=DAYS)
    invitation.save()
    return Letter(
        invitation.pk,
        invitation.email,
        Role(invitation.role),
        invitation.title,
        masthead(by.production.pk).title,
        by.person.name,
        secret,
        invitation.expires_at,
    )


def _open(by: Doer) -> QuerySet[Invitation]:
    return Invitation.objects.filter(production=by.production, accepted_at=None, withdrawn_at=None)


def _found(person: int, slug: str, invitation: int, now: datetime) -> tuple[Invitation, Doer]:
    production = behind(Page.PEOPLE, person, slug)
    found = Invitation.objects.filter(production=production, pk=invitation).first()
    if found is None:
        raise NoSuchInvitation
    by = doer(person, slug, Act.SEAT, found.role, now=now)
    if found.accepted_at or found.withdrawn_at:
        raise InvitationClosed
    return found, by


def _by_secret(secret: str, now: datetime) -> Invitation:
    """The open invitation of a letter, its production locked."""
    digest = sha256(secret)
    found = Invitation.objects.select_related("production").filter(secret_digest=digest).first()
    if found is None:
        raise NoSuchInvitation
    locked(found.production.slug)
    again = Invitation.objects.select_related("production", "invited_by").filter(secret_digest=digest).first()
    if again is None:
        raise NoSuchInvitation
    closed = why_closed(again, now)
    if closed:
        raise closed
    return again


def _seat(found: Invitation, holder: Person, now: datetime) -> Membership:
    confirm_address(holder)
    seat, new = Membership.objects.get_or_create(
        person=holder,
        production=found.production,
        role=found.role,
        defaults={"party": found.party, "seated_at": now},
    )
    if new or seat.ended_at is not None:
        seat.party, seat.title, seat.credit = found.party, found.title, found.credit
        seat.engaged_by, seat.seated_at, seat.ended_at = found.invited_by, now, None
        seat.save()
    found.accepted_at, found.accepted_by = now, holder
    found.save(update_fields=["accepted_at", "accepted_by"])
    role = Role(found.role)
    by = Doer(holder, found.production, role, Actor(holder.pk, (role,)), now)
    log(
        by,
        "accept",
        f"took the seat of {role.label.lower()}, invited by {found.invited_by.name}",
        Page.PEOPLE,
    )
    return seat
