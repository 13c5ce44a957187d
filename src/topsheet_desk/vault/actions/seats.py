"""Seats: another title or credit, and the end of a seat."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, behind, doer, log
from topsheet_desk.vault.records import Authority, Delegation, Membership
from topsheet_desk.vault.refusals import (
    LastExecutiveProducer,
    NotAbove,
    NothingChanged,
    SeatEnded,
    SeatNotFound,
)


@transaction.atomic
def name_seat(person: int, slug: str, seat: int, *, title: str, credit: str, now: datetime) -> Membership:
    """Change what the contract and the screen call someone; what they may do stays with the role.

    Raises NotShared, NotAllowed, SeatNotFound, SeatEnded, NothingChanged.
    """
    found, by = _found(person, slug, seat, now)
    title, credit = title.strip(), credit.strip()
    if (found.title, found.credit) == (title, credit):
        raise NothingChanged
    words = [
        f"{what} {before or 'none'} to {after or 'none'}"
        for what, before, after in (("title", found.title, title), ("credit", found.credit, credit))
        if before != after
    ]
    found.title, found.credit = title, credit
    found.save(update_fields=["title", "credit"])
    log(by, "name_seat", f"changed {_whose(found)}: {'; '.join(words)}", Page.PEOPLE)
    return found


@transaction.atomic
def end_seat(person: int, slug: str, seat: int, *, now: datetime) -> Membership:
    """End a seat from this moment; the row stays, and what was done in it stays signed.

    Its authority and its delegations end with it, and those that lent other seats to its person, so that nothing
    revives when the person is invited again. Raises NotShared, NotAllowed, SeatNotFound, SeatEnded, NotAbove,
    LastExecutiveProducer.
    """
    found, by = _found(person, slug, seat, now)
    above = found.role == Role.EXECUTIVE_PRODUCER and found.role not in by.actor.roles
    if above and found.engaged_by_id != by.person.pk:
        raise NotAbove(Role(found.role).label.lower())
    if found.role == Role.EXECUTIVE_PRODUCER and not _others(found, by):
        raise LastExecutiveProducer
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    Authority.objects.filter(seat=found, ended_at=None).update(ended_at=now)
    lent = Delegation.objects.filter(seat__production=by.production, ended_at=None)
    lent.filter(Q(seat=found) | Q(to=found.person)).update(ended_at=now)
    log(by, "end_seat", f"ended {_whose(found)}", Page.PEOPLE)
    return found


def _found(person: int, slug: str, seat: int, now: datetime) -> tuple[Membership, Doer]:
    held = Membership.objects.filter(production=behind(Page.PEOPLE, person, slug))
    found = held.select_related("person").filter(pk=seat).first()
    if found is None:
        raise SeatNotFound
    by = doer(person, slug, Act.SEAT, found.role, now=now)
    if found.ended_at is not None:
        raise SeatEnded
    return found, by


def _others(seat: Membership, by: Doer) -> bool:
    """Whether someone else holds the role; a person switched off approves nothing and does not count."""
    seats = Membership.objects.filter(production=by.production, role=seat.role, ended_at=None)
    return seats.filter(person__is_active=True).exclude(pk=seat.pk).exists()


def _whose(seat: Membership) -> str:
    return f"the seat of {seat.person.name} as {Role(seat.role).label.lower()}"
