"""Seats: another title or credit, and the end of a seat."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, behind, doer, log
from topsheet_desk.vault.records import Membership
from topsheet_desk.vault.refusals import LastExecutiveProducer, NothingChanged, SeatEnded, SeatNotFound


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

    Raises NotShared, NotAllowed, SeatNotFound, SeatEnded, LastExecutiveProducer.
    """
    found, by = _found(person, slug, seat, now)
    if found.role == Role.EXECUTIVE_PRODUCER and not _others(found, by):
        raise LastExecutiveProducer
    found.ended_at = now
    found.save(update_fields=["ended_at"])
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
