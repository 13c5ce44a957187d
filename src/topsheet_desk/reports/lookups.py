"""The reports of a production: what is asked, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from topsheet_desk.site.formats import day as day_words
from topsheet_desk.site.frame import Frame, desk_frame
from topsheet_desk.site.moments import city, clock, length, zone_of
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, chip, table, text, timed
from topsheet_desk.vault.due import Due, Duty, State, next_due, states
from topsheet_desk.vault.lookups import Seat, seat_for
from topsheet_desk.vault.lookups.duties import duty_of, received
from topsheet_desk.vault.lookups.productions import Card, Place, card
from topsheet_desk.vault.records import ReportDuty, ReportFiled
from topsheet_desk.vault.refusals import NoSuchDuty, NotAllowed, NotYourReport

WINDOW = timedelta(days=27)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHIPS = {
    State.RECEIVED: ("Received", Tone.GOOD),
    State.RECEIVED_LATE: ("Received late", Tone.PLAIN),
    State.DUE: ("Due", Tone.PLAIN),
    State.LATE: ("Late", Tone.WATCH),
}
_COLUMNS = (
    Column("Report"),
    Column("For", Kind.DATE),
    Column("State"),
    Column("How late"),
    Column("Due"),
    Column("Received"),
    Column("Owed by"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One report that the production asks for, in words, with what is missing of it."""

    id: int
    title: str
    role: str
    often: str
    until: str
    first: date
    last: date
    late: int
    ended_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports(DeskRoom):
    """The page: what is asked for, and every report that was due within the days shown, and the next of each."""

    frame: Frame
    asked: tuple[Asked, ...]
    places: tuple[Place, ...]
    sets: bool
    first: date
    last: date
    newer: date | None

    def csv_url(self, table: str) -> str:
        """Where the list is had as CSV, of the same days."""
        return f"{reverse('reports_table', args=[self.seat.slug, table])}?until={self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Filing:
    """A report as it came: who filed it, in which role, when, and its words where the reader may read them."""

    number: int
    by: str
    role: str
    at: datetime
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(DeskRoom):
    """One report of one day: what became of it, and everything that was filed for it."""

    frame: Frame
    asked: Asked
    due: Due
    state: Cell
    late: str
    filings: tuple[Filing, ...]
    mine: bool
    reads: bool

    @property
    def day(self) -> str:
        """The day as addresses write it."""
        return self.due.day.isoformat()


def reports_of(
    person: int, slug: str, *, until: date | None, zone: ZoneInfo, now: datetime, to_set: bool = False
) -> Reports:
    """The reports of a production up to a day, by the reader's clock.

    Raises NotShared; NotAllowed for someone who comes `to_set` them and may not.
    """
    seat = seat_for(person, slug, Page.REPORTS)
    if to_set and not seat.can(Act.SET_REPORTS):
        raise NotAllowed(Act.SET_REPORTS, "", seat.roles)
    known = card(seat.production)
    records = list(ReportDuty.objects.filter(production_id=seat.production).order_by("title", "pk"))
    today = now.astimezone(zone_of(known.zone)).date()
    last = min(until, today) if until else today
    came = received(record.pk for record in records)
    found = [
        (record, due)
        for record in records
        for due in _shown(duty_of(record), came.get(record.pk, []), last, now, coming=last == today)
    ]
    found.sort(key=lambda pair: (pair[1].due_at, pair[0].title), reverse=True)
    late = {record.pk: _late(record, came.get(record.pk, []), now) for record in records}
    return Reports(
        page=Page.REPORTS,
        seat=seat,
        frame=desk_frame(seat, Page.REPORTS, known.title),
        title=known.title,
        asked=tuple(_asked(record, late[record.pk]) for record in records),
        tables={"states": _table([_row(record, due, seat, zone) for record, due in found])},
        places=_places(known),
        sets=seat.can(Act.SET_REPORTS),
        first=last - WINDOW,
        last=last,
        newer=min(today, last + WINDOW + timedelta(days=1)) if last < today else None,
    )


def day_of(person: int, slug: str, duty: int, day: date, *, now: datetime, to_file: bool = False) -> Day:
    """One report of one day.

    Raises NotShared, NoSuchDuty; NotYourReport for someone who comes `to_file` it and does not owe it.
    """
    seat = seat_for(person, slug, Page.REPORTS)
    record = ReportDuty.objects.filter(production_id=seat.production, pk=duty).first()
    if record is None:
        raise NoSuchDuty
    filed = list(ReportFiled.objects.filter(duty=record, due_date=day).order_by("number"))
    terms = duty_of(record)
    due = next(iter(states(terms, [(day, row.at) for row in filed], first=day, last=day, now=now)), None)
    if due is None:
        raise NoSuchDuty
    mine = record.role in seat.roles and seat.can(Act.FILE)
    if to_file and not mine:
        raise NotYourReport(record.title, Role(record.role), seat.roles)
    words, tone = _CHIPS[due.state]
    reads = may_read(seat, Role(record.role))
    title = card(seat.production).title
    return Day(
        page=Page.REPORTS,
        seat=seat,
        title=title,
        frame=desk_frame(seat, Page.REPORTS, title),
        asked=_asked(record, 0),
        due=due,
        state=chip(words, tone),
        late=_how_late(due),
        filings=tuple(_filing(row, reads=reads) for row in filed),
        mine=mine,
        reads=reads,
    )


def may_read(seat: Seat, owed_by: Role) -> bool:
    """Whether the seat reads what a report says: those who owe it, and those who read the production's costs.

    A cost report tells what people are paid; nothing tells the desk which report is one.
    """
    return owed_by in seat.roles or seat.may(Page.LEDGER)


def _asked(record: ReportDuty, late: int) -> Asked:
    often = "every working day" if record.weekday is None else f"every {WEEKDAYS[record.weekday]}"
    return Asked(
        record.pk,
        record.title,
        Role(record.role).label,
        often,
        f"{clock(record.time)} {city(zone_of(record.zone))} time",
        record.starts_date,
        record.ends_date,
        late,
        record.ended_at,
        record.zone,
    )


def _late(record: ReportDuty, came: list[tuple[date, datetime]], now: datetime) -> int:
    terms: Duty = duty_of(record)
    today = now.astimezone(terms.place).date()
    past = states(terms, came, first=terms.starts_date, last=today, now=now)
    return sum(due.state is State.LATE for due in past)


def _shown(
    duty: Duty, came: list[tuple[date, datetime]], last: date, now: datetime, *, coming: bool
) -> list[Due]:
    """What was due within the days shown, and the next one where they reach to today."""
    following = next_due(duty, now) if coming else None
    past = states(duty, came, first=last - WINDOW, last=last, now=now)
    if following is None or following <= last:
        return past
    return [*past, *states(duty, came, first=following, last=following, now=now)]


def _row(record: ReportDuty, due: Due, seat: Seat, zone: ZoneInfo) -> Row:
    words, tone = _CHIPS[due.state]
    address = reverse("report_day", args=[seat.slug, record.pk, due.day.isoformat()])
    place = zone_of(record.zone)
    return Row(
        (
            text(record.title, anchor=address),
            text(day_words(due.day), value=due.day.isoformat()),
            chip(words, tone),
            text(_how_late(due)),
            timed(due.due_at, zone, place),
            timed(due.received_at, zone, place),
            text(Role(record.role).label),
        )
    )


def _how_late(due: Due) -> str:
    if due.state is State.LATE:
        return f"for {length(due.late_by)}"
    return f"by {length(due.late_by)}" if due.state is State.RECEIVED_LATE else ""


def _table(rows: list[Row]) -> Table:
    return table(
        "states",
        "Received, due and late",
        _COLUMNS,
        rows,
        empty="No report was due in these days.",
        tools=True,
    )


def _places(known: Card) -> tuple[Place, ...]:
    """The production's places, one for each clock, and UTC."""
    by_zone = {place.zone: place for place in reversed(known.places)}
    ordered = [place for place in known.places if by_zone.get(place.zone) is place]
    return (*ordered, *(() if "UTC" in by_zone else (Place("Nowhere in particular", "UTC"),)))


def _filing(row: ReportFiled, *, reads: bool) -> Filing:
    role = Role(row.role).label if row.role else ""
    return Filing(row.number, row.signed.rsplit(" <", 1)[0], role, row.at, row.words if reads else None)
