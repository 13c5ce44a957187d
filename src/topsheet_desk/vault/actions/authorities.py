"""Authority given and ended, decisions delegated for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from topsheet.money import Money
from topsheet_desk.site.permissions import Act, Page, may
from topsheet_desk.site.roles import LADDER, Role
from topsheet_desk.vault.actions.doer import Doer, actor_at, doer, log
from topsheet_desk.vault.actions.notices import tell
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.requests import limits_of, minor_of
from topsheet_desk.vault.records import Authority, Delegation, Membership
from topsheet_desk.vault.refusals import (
    NoReason,
    NoSuchSeat,
    NoTerm,
    NothingAsked,
    NotOnLadder,
    NotOverThem,
    NotOwnSeat,
    NotWithin,
)


@dataclass(frozen=True, slots=True)
class Grant:
    """The authority that is given: how much, for what, until when."""

    amount: Money | None
    currency: str
    percent: Decimal | None = None
    account_from: str = ""
    account_to: str = ""
    episode: str = ""
    expires_at: datetime | None = None


@transaction.atomic
def grant(person: int, slug: str, seat: int, given: Grant, *, now: datetime) -> Authority:
    """Give a seat authority over money beyond the budget.

    Nobody gives it to themselves, nor to a rung above their own, unless they engaged that person. Raises NotShared,
    NotAllowed, NoSuchSeat, NotOnLadder, NotOwnSeat, NotOverThem, NothingAsked, NoTerm.
    """
    by = doer(person, slug, Act.GRANT, now=now)
    held = _seat(by, seat)
    if Role(held.role) not in LADDER:
        raise NotOnLadder(Role(held.role).label.lower())
    _over(by, held)
    if (given.amount and given.amount.amount < 0) or (given.percent is not None and given.percent < 0):
        raise NothingAsked
    if given.expires_at and given.expires_at <= now:
        raise NoTerm
    _within(by, held, given)
    authority = Authority.objects.create(
        seat=held,
        limit_minor=None if given.amount is None else minor_of(given.amount),
        percent=given.percent,
        currency=given.currency,
        account_from=given.account_from,
        account_to=given.account_to,
        episode=given.episode,
        starts_at=now,
        expires_at=given.expires_at,
        given_by=by.person,
        given_at=now,
    )
    limit = str(given.amount) if given.amount is not None else "no fixed limit"
    log(
        by,
        "grant",
        f"gave {held.person.name}, {Role(held.role).label.lower()}, authority: {limit}",
        Page.DECISIONS,
    )
    return authority


@transaction.atomic
def end_authority(person: int, slug: str, authority: int, *, now: datetime) -> None:
    """End an authority before its time. Raises NotShared, NotAllowed, NoSuchSeat, NotOwnSeat, NotOverThem."""
    by = doer(person, slug, Act.GRANT, now=now)
    found = Authority.objects.filter(pk=authority, seat__production=by.production, ended_at=None)
    row = found.select_related("seat__person").first()
    if row is None:
        raise NoSuchSeat
    _over(by, row.seat)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    log(by, "end_authority", f"ended an authority of {row.seat.person.name}", Page.DECISIONS)


@transaction.atomic
def delegate(
    person: int,
    slug: str,
    role: Role,
    to: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    limit: Money | None = None,
    now: datetime,
) -> Delegation:
    """Put one's own decisions in a role into the hands of somebody on the ladder, named by their seat, until a moment.

    A delegation up to an amount is for money alone.

    Raises NotShared, NotAllowed, NoSuchSeat, NoReason, NoTerm.
    """
    by = doer(person, slug, Act.DELEGATE, now=now)
    seat = Membership.objects.filter(
        production=by.production, person_id=person, role=role, ended_at=None
    ).select_related("person").first()  # fmt: skip
    held = Membership.objects.filter(
        pk=to, production=by.production, role__in=LADDER, ended_at=None, person__is_active=True
    )
    lent_to = held.select_related("person").first()
    other = lent_to.person if lent_to else None
    if seat is None or other is None or other.pk == person:
        raise NoSuchSeat
    if not reason.strip():
        raise NoReason("delegate")
    if ends_at <= max(now, starts_at):
        raise NoTerm
    lent = Delegation.objects.create(
        seat=seat,
        to=other,
        limit_minor=None if limit is None else minor_of(limit),
        reason=reason.strip()[:300],
        starts_at=starts_at,
        ends_at=ends_at,
        given_at=now,
    )
    words = f"delegated their decisions as {role.label.lower()} to {other.name} until {ends_at:%d %b %Y %H:%M} UTC"
    log(by, "delegate", f"{words}: {reason.strip()}", Page.DECISIONS)
    title = reading.title(by.production.pk)
    tell(other, by.production, f"{title}: {by.person.name} delegated to you", words, at_once=True, now=now)
    return lent


@transaction.atomic
def end_delegation(person: int, slug: str, delegation: int, *, now: datetime) -> None:
    """Take one's decisions back before the delegation ends by itself. Raises NotShared, NotAllowed, NoSuchSeat."""
    by = doer(person, slug, Act.DELEGATE, now=now)
    mine = Q(seat__person_id=person) | Q(to_id=person)
    found = Delegation.objects.filter(mine, pk=delegation, seat__production=by.production, ended_at=None)
    row = found.select_related("to").first()
    if row is None:
        raise NoSuchSeat
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    log(by, "end_delegation", f"ended the delegation to {row.to.name}", Page.DECISIONS)


def _within(by: Doer, seat: Membership, given: Grant) -> None:
    """Only an executive producer gives more than they hold, and whoever engaged somebody sets their limit."""
    if Role.EXECUTIVE_PRODUCER in by.actor.roles or seat.engaged_by_id == by.person.pk:
        return
    own = [
        limit
        for limit in limits_of(by.production.pk)
        if limit.person == by.person.pk and limit.in_force(by.now)
    ]
    if any(limit.amount is None and limit.percent is None and not limit.account_from for limit in own):
        return
    amounts = [
        limit.amount.amount
        for limit in own
        if limit.amount is not None and not limit.account_from and limit.amount.currency == given.currency
    ]
    if given.amount is None or given.amount.amount > max(amounts, default=Decimal(0)):
        raise NotWithin


def _seat(by: Doer, seat: int) -> Membership:
    found = Membership.objects.filter(
        pk=seat, production=by.production, ended_at=None, person__is_active=True
    )
    held = found.select_related("person").first()
    if held is None:
        raise NoSuchSeat
    return held


def _over(by: Doer, seat: Membership) -> None:
    """Whether the giver may decide about the seat: not their own; not above their rung, unless they engaged it."""
    if seat.person_id == by.person.pk:
        raise NotOwnSeat
    actor = actor_at(by.person.pk, by.production)
    rungs = [LADDER.index(role) for role in actor.roles if role in LADDER and may(actor, Act.GRANT)]
    below = Role(seat.role) is Role.FINANCIER or LADDER.index(Role(seat.role)) <= max(rungs, default=-1)
    if not below and seat.engaged_by_id != by.person.pk:
        raise NotOverThem(seat.person.name)
