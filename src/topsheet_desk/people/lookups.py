"""The people of a production, for those who seat them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import Cell, Column, Kind, Table, Tone, chip, dated, rows_of, table, text
from topsheet_desk.vault.lookups import seat_for
from topsheet_desk.vault.lookups.masthead import Masthead, masthead
from topsheet_desk.vault.records import Invitation, Membership, Person
from topsheet_desk.vault.refusals import SeatNotFound

_NONE = Cell("–", tone=Tone.QUIET)
_COLUMNS = (
    Column("Person"),
    Column("Role"),
    Column("Title"),
    Column("Credit"),
    Column("Party"),
    Column("Engaged by"),
    Column("E-mail"),
    Column("Since", Kind.DATE),
)


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """An invitation that can still be accepted, or could until it grew too old."""

    id: int
    email: str
    role: Role
    title: str
    credit: str
    party: str
    inviter: str
    sent: datetime
    expires: datetime
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRoom(DeskRoom):
    """The people page; `parties` and `roles` are what an invitation may name."""

    letters: tuple[OpenLetter, ...]
    parties: Mapping[str, str]
    roles: tuple[Role, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRoom(DeskRoom):
    """One seat; `called` is its title."""

    id: int
    name: str
    email: str
    role: Role
    called: str
    credit: str
    party: str
    engaged_by: str
    since: datetime | None
    ended: datetime | None
    own: bool
    others: tuple[str, ...]
    zone: ZoneInfo


def people_room(person: int, slug: str, *, now: datetime) -> PeopleRoom:
    """Seats, ended seats and open letters. Raises NotShared."""
    seat = seat_for(person, slug, Page.PEOPLE)
    head, zone = masthead(seat.production), zone_of(person)
    held = Membership.objects.filter(production_id=seat.production).select_related("person", "engaged_by")
    order = {role: place for place, role in enumerate(Role)}
    ranked = sorted(held, key=lambda one: (order[Role(one.role)], one.person.name))
    return PeopleRoom(
        page=Page.PEOPLE,
        seat=seat,
        title=head.title,
        as_of=head.as_of,
        tables={
            "seats": _seats([one for one in ranked if one.ended_at is None], slug, head, zone),
            "ended": _ended([one for one in ranked if one.ended_at is not None], slug, head, zone),
        },
        letters=tuple(_letter(found, head, now) for found in _open_letters(seat.production)),
        parties=head.parties,
        roles=tuple(role for role in Role if seat.can(Act.SEAT, role)),
        zone=zone,
    )


def seat_room(person: int, slug: str, id: int) -> SeatRoom:  # noqa: A002  # the seat's own number
    """One seat, for those who seat people. Raises NotShared, SeatNotFound."""
    seat = seat_for(person, slug, Page.PEOPLE)
    held = Membership.objects.filter(production_id=seat.production).select_related("person", "engaged_by")
    found = held.filter(pk=id).first()
    if found is None:
        raise SeatNotFound
    head = masthead(seat.production)
    others = held.filter(person=found.person, ended_at=None).exclude(pk=found.pk)
    return SeatRoom(
        page=Page.PEOPLE,
        seat=seat,
        title=head.title,
        as_of=head.as_of,
        id=found.pk,
        name=found.person.name,
        email=found.person.email,
        role=Role(found.role),
        called=found.title,
        credit=found.credit,
        party=head.parties.get(found.party, found.party),
        engaged_by=_engaged_by(found),
        since=found.seated_at,
        ended=found.ended_at,
        own=found.person_id == person,
        others=tuple(Role(other.role).label for other in others),
        zone=zone_of(person),
    )


def zone_of(person: int) -> ZoneInfo:
    """The person's time zone."""
    return ZoneInfo(Person.objects.values_list("time_zone", flat=True).get(pk=person))


def _seats(held: list[Membership], slug: str, head: Masthead, zone: ZoneInfo) -> Table:
    rows = rows_of((*_who(one, slug, head), _day(one.seated_at, zone)) for one in held)
    note = (
        "The role decides what someone may do here. The title is what the contract says, the credit what the "
    )
    return table("seats", "Seats", _COLUMNS, rows, note=f"{note}screen says; neither opens a page.")


def _ended(held: list[Membership], slug: str, head: Masthead, zone: ZoneInfo) -> Table:
    columns = (*_COLUMNS, Column("Ended", Kind.DATE))
    cells = ((*_who(one, slug, head), _day(one.seated_at, zone), _day(one.ended_at, zone)) for one in held)
    return table("ended", "Ended seats", columns, rows_of(cells), empty="No seat has ended.")


def _who(one: Membership, slug: str, head: Masthead) -> tuple[Cell, ...]:
    active = one.person.is_active
    role = Role(one.role).label
    return (
        text(one.person.name, anchor=reverse("seat", args=[slug, one.pk])),
        text(role) if active else chip(f"{role}, sign-in off", Tone.WATCH),
        text(one.title) if one.title else _NONE,
        text(one.credit) if one.credit else _NONE,
        text(head.parties.get(one.party, one.party)) if one.party else _NONE,
        text(_engaged_by(one)) if one.engaged_by else _NONE,
        text(one.person.email),
    )


def _engaged_by(one: Membership) -> str:
    if one.engaged_by is None:
        return ""
    return "themselves" if one.engaged_by_id == one.person_id else one.engaged_by.name


def _day(moment: datetime | None, zone: ZoneInfo) -> Cell:
    return dated(moment.astimezone(zone).date() if moment else None)


def _open_letters(production: int) -> list[Invitation]:
    held = Invitation.objects.filter(production_id=production, accepted_at=None, withdrawn_at=None)
    return list(held.select_related("invited_by").order_by("invited_at"))


def _letter(found: Invitation, head: Masthead, now: datetime) -> OpenLetter:
    return OpenLetter(
        found.pk,
        found.email,
        Role(found.role),
        found.title,
        found.credit,
        head.parties.get(found.party, found.party),
        found.invited_by.name,
        found.invited_at,
        found.expires_at,
        found.expires_at <= now,
    )
