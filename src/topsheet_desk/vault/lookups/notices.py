"""Notices as their readers may still see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from topsheet_desk.site.permissions import Act, Actor, may
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Membership, Notice


@dataclass(frozen=True, slots=True)
class Unread:
    """Something a person was told and has not put aside; `address` is a path of the desk, or empty."""

    id: int
    subject: str
    body: str
    address: str
    made_at: datetime
    production: int | None


# How long what is told stays in the inbox.
KEPT = timedelta(days=14)


def still_theirs(notices: QuerySet[Notice]) -> list[Notice]:
    """Oldest first, with their people and productions, less those that their person may no longer read.

    Those are the notices of someone switched off, of a production they left, of a page they do not open any more.
    """
    seats = Membership.objects.filter(
        person=OuterRef("person"), production=OuterRef("production"), ended_at=None
    )
    theirs = notices.filter(Q(production=None) | Exists(seats), person__is_active=True)
    found = list(theirs.select_related("person", "production").order_by("made_at", "pk"))
    paged = [notice for notice in found if notice.page]
    roles = _roles({notice.person_id for notice in paged}) if paged else {}
    return [notice for notice in found if not notice.page or _opens(notice, roles)]


def unread(person: int, now: datetime) -> list[Unread]:
    """What the person was told without being asked anything, and has not put aside: the last 14 days, newest first."""
    told = Notice.objects.filter(
        person_id=person, at_once=False, read_at=None, made_at__gt=now - KEPT, made_at__lte=now
    )
    return [
        Unread(notice.pk, notice.subject, notice.body, notice.address, notice.made_at, notice.production_id)
        for notice in reversed(still_theirs(told))
    ]


def _roles(people: set[int]) -> dict[tuple[int, int], tuple[Role, ...]]:
    """Every role each person holds, by person and production."""
    held: dict[tuple[int, int], tuple[Role, ...]] = {}
    seats = Membership.objects.filter(person_id__in=people, ended_at=None)
    for person, production, role in seats.values_list("person_id", "production_id", "role"):
        held[person, production] = (*held.get((person, production), ()), Role(role))
    return held


def _opens(notice: Notice, roles: dict[tuple[int, int], tuple[Role, ...]]) -> bool:
    held = roles.get((notice.person_id, notice.production_id or 0), ())
    return may(Actor(notice.person_id, held), Act.OPEN, notice.page)
