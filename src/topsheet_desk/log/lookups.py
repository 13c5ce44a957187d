"""Lines of the log as a reader may see them, filtered, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Max, Q, QuerySet

from topsheet_desk.site.formats import act_words
from topsheet_desk.site.frame import Frame, desk_frame
from topsheet_desk.site.moments import at_clock, city, zone_of
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Column, Row, Table, text
from topsheet_desk.vault.lookups import Seat, seat_for, seats_of
from topsheet_desk.vault.lookups.productions import Card, card, cards
from topsheet_desk.vault.records import LogLine

A_PAGE, A_PRINT = 50, 2000
# They engaged everyone here and answer for all of it, but for the private document.
SEE_ALL = frozenset({Role.EXECUTIVE_PRODUCER, Role.PRODUCER})


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted: with these words, by this person, of this act, on this day."""

    words: str = ""
    person: int | None = None
    act: str = ""
    day: date | None = None
    page: int = 1
    whole: bool = False

    @property
    def query(self) -> str:
        """The filter as the end of an address, without the page."""
        told = {
            "q": self.words,
            "person": self.person,
            "act": self.act,
            "day": self.day.isoformat() if self.day else "",
        }
        return urlencode({name: value for name, value in told.items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who, in which role, when, what; `place` is the zone of the production's clock."""

    at: datetime
    place: str
    who: str
    role: str
    act: str
    words: str
    production: str
    brought: bool


@dataclass(frozen=True, slots=True)
class Log:
    """One page of a log, and what its filter can be set to."""

    lines: tuple[Line, ...]
    filter: Filter
    people: tuple[tuple[int, str], ...]
    acts: tuple[str, ...]
    count: int
    pages: int
    number: int
    place: str
    page: Page = Page.LOG
    frame: Frame | None = None

    @property
    def older(self) -> int | None:
        """The number of the next older page."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def newer(self) -> int | None:
        """The number of the next newer page."""
        return self.number - 1 if self.number > 1 else None


def log_of(person: int, slug: str, wanted: Filter, zone: ZoneInfo) -> Log:
    """The log of a production. Raises NotShared."""
    seat, known, lines = _production(person, slug)
    return _log(lines, wanted, zone, {known.id: known}, desk_frame(seat, Page.LOG, known.title))


def own_log(person: int, wanted: Filter, zone: ZoneInfo) -> Log:
    """What the person did: with their own account, and on productions whose page they still open."""
    lines, known = _own(person)
    return _log(lines, wanted, zone, known, None)


def log_table(person: int, slug: str, wanted: Filter, zone: ZoneInfo) -> Table:
    """Every line of a production's log that the filter leaves, for a spreadsheet. Raises NotShared."""
    _seat, known, lines = _production(person, slug)
    return _table(_told(_filtered(lines, wanted, zone), {known.id: known}), zone)


def own_table(person: int, wanted: Filter, zone: ZoneInfo) -> Table:
    """Every line of the person's own log that the filter leaves, for a spreadsheet."""
    lines, known = _own(person)
    return _table(_told(_filtered(lines, wanted, zone), known), zone)


def _production(person: int, slug: str) -> tuple[Seat, Card, QuerySet[LogLine]]:
    seat = seat_for(person, slug, Page.LOG)
    lines = LogLine.objects.filter(production_id=seat.production)
    if not SEE_ALL & set(seat.roles):
        lines = lines.filter(page__in=_opened(seat))
    if not seat.may(Page.PRIVATE):
        lines = lines.exclude(page=Page.PRIVATE)
    return seat, card(seat.production), lines.order_by("-number")


def _own(person: int) -> tuple[QuerySet[LogLine], dict[int, Card]]:
    seats = seats_of(person)
    mine = Q(book=f"person:{person}")
    for seat in seats:
        mine |= Q(production_id=seat.production, page__in=_opened(seat))
    lines = LogLine.objects.filter(mine, person_id=person).order_by("-at", "-pk")
    return lines, cards(seat.production for seat in seats)


def _opened(seat: Seat) -> list[str]:
    return [page.value for page in Page if seat.may(page)]


def _log(
    lines: QuerySet[LogLine], wanted: Filter, zone: ZoneInfo, known: dict[int, Card], frame: Frame | None
) -> Log:
    found = Paginator(_filtered(lines, wanted, zone), A_PRINT if wanted.whole else A_PAGE)
    page = found.get_page(wanted.page)
    place = next(iter(known.values())).zone if frame and known else ""
    return Log(
        lines=tuple(_told(page.object_list, known)),
        filter=wanted,
        people=_people(lines) if frame else (),
        acts=tuple(lines.order_by("act").values_list("act", flat=True).distinct()),
        count=found.count,
        pages=found.num_pages,
        number=page.number,
        place=place,
        frame=frame,
    )


def _filtered(lines: QuerySet[LogLine], wanted: Filter, zone: ZoneInfo) -> QuerySet[LogLine]:
    for word in wanted.words.split():
        lines = lines.filter(words__icontains=word)
    if wanted.person is not None:
        lines = lines.filter(person_id=wanted.person)
    if wanted.act:
        lines = lines.filter(act=wanted.act)
    if wanted.day is not None:
        start, end = (
            at_clock(wanted.day + timedelta(days=more), datetime.min.time(), zone) for more in (0, 1)
        )
        lines = lines.filter(at__gte=start, at__lt=end)
    return lines


def _people(lines: QuerySet[LogLine]) -> tuple[tuple[int, str], ...]:
    """Those who left a line that the reader sees, by the name they signed with last."""
    signed = lines.order_by().values("person_id", "signed").annotate(last=Max("number")).order_by("last")
    names = {row["person_id"]: _name(row["signed"]) for row in signed}
    return tuple(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def _told(rows: Iterable[LogLine], known: dict[int, Card]) -> Iterable[Line]:
    for row in rows:
        of = known.get(row.production_id or 0)
        yield Line(
            row.at,
            of.zone if of else "",
            _name(row.signed),
            Role(row.role).label if row.role else "",
            act_words(row.act),
            row.words,
            of.title if of else "",
            row.brought,
        )


def _name(signed: str) -> str:
    return signed.rsplit(" <", 1)[0]


def _table(lines: Iterable[Line], zone: ZoneInfo) -> Table:
    heads = (f"When ({city(zone)})", "When (place)", "Place", "When (UTC)", "Who", "Role", "Production")
    columns = tuple(Column(head) for head in (*heads, "Act", "What"))
    return Table("log", "Log", columns, tuple(_row(line, zone) for line in lines))


def _row(line: Line, zone: ZoneInfo) -> Row:
    place = zone_of(line.place) if line.place else None
    there = (_stamp(line.at, place), place.key) if place else ("", "")
    told = (_stamp(line.at, zone), *there, _stamp(line.at, zone_of("UTC")), line.who, line.role)
    return Row(tuple(text(words) for words in (*told, line.production, line.act, line.words)))


def _stamp(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
