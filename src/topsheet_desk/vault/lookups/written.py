"""What is written on a production: documents a seat may read, parties the paper names, people seated, reports asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from topsheet_desk.site.permissions import Act
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.seats import Seat
from topsheet_desk.vault.records import Document, Membership, ReportDuty


@dataclass(frozen=True, slots=True)
class Written:
    """A document's working draft."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """Someone the production's paper names."""

    name: str
    roles: tuple[str, ...]
    company: str


@dataclass(frozen=True, slots=True)
class Seated:
    """Someone who holds a role on the desk."""

    name: str
    role: str


def readable(seat: Seat) -> Iterator[Written]:
    """The drafts whose kind the seat may read, and no other is fetched."""
    kinds = Document.objects.filter(production_id=seat.production).values_list("kind", flat=True)
    allowed = [kind for kind in kinds if seat.can(Act.READ, kind)]
    drafts = Document.objects.filter(production_id=seat.production, kind__in=allowed)
    for kind, name, text in drafts.order_by("name").values_list("kind", "name", "paper__text"):
        yield Written(kind, name, text)


def parties(seat: Seat) -> Iterator[Party]:
    """The people of the production's paper, where the papers can be read."""
    production = reading.read(reading.stamp(seat.production)).production
    for person in production.document.people.values() if production else ():
        yield Party(person.name, tuple(person.roles), person.company or "")


def seated(seat: Seat) -> Iterator[Seated]:
    """Everyone who holds a role on the production."""
    held = Membership.objects.filter(production_id=seat.production, ended_at=None, person__is_active=True)
    for name, role in held.order_by("person__name", "role").values_list("person__name", "role"):
        yield Seated(name, Role(role).label)


def reports(seat: Seat) -> Iterator[tuple[str, str]]:
    """The title of every report that is asked for, and the role that owes it."""
    asked = ReportDuty.objects.filter(production_id=seat.production).order_by("title")
    for title, role in asked.values_list("title", "role"):
        yield title, Role(role).label
