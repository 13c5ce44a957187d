"""Moments in words: by the reader's clock, with the clock of the place beside it where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from topsheet_desk.site import formats

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Told:
    """A moment in words: the reader's, the place's where it differs, and the instant for machines."""

    reader: str
    place: str
    instant: str

    def __str__(self) -> str:
        return f"{self.reader}{BETWEEN}{self.place}" if self.place else self.reader


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that IANA name; UTC for an empty or unknown one, so that no page fails over it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder's name is an OSError
        return ZoneInfo("UTC")


def city(zone: ZoneInfo) -> str:
    """What people call a zone: the city of its IANA name, `Los Angeles` of America/Los_Angeles."""
    return zone.key.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def clock(value: time | datetime) -> str:
    """Hours and minutes on a 24-hour clock: 9:00, 16:30."""
    return f"{value.hour}:{value.minute:02}"


def tell(value: datetime, reader: ZoneInfo, place: ZoneInfo | None = None) -> Told:
    """`Mon 16 Mar 2026, 16:00 Lisbon`, and `9:00 Los Angeles` with the place's day where it is another.

    Where both clocks show the same, only the reader's is told. Raises ValueError for a moment without a zone.
    """
    reader = _showing(value, reader)
    here = _aware(value).astimezone(reader)
    return Told(_whole(here, reader), _beside(value, here, place), _instant(value))


def tell_deadline(value: datetime, reader: ZoneInfo, place: ZoneInfo) -> Told:
    """As `tell`; a deadline at midnight says whose midnight it is, and of which day."""
    place, reader = _showing(value, place), _showing(value, reader)
    there = _aware(value).astimezone(place)
    if there.date() == date.min or value != at_clock(there.date(), time(), place):
        return tell(value, reader, place)
    day = there.date() - timedelta(days=1)
    here = value.astimezone(reader)
    beside = "" if _same(here, there) else _short(here, reader, day)
    return Told(f"midnight in {city(place)} at the end of {formats.day(day)}", beside, _instant(value))


def end_of_day(day: date, place: ZoneInfo) -> datetime:
    """The instant at which a day ends by the clocks of a place, in UTC."""
    return at_clock(day + timedelta(days=1), time(), place)


def at_clock(day: date, told: time, place: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks of a place show a time on a day.

    A time that clocks skip in spring is the instant at which they would have shown it; of a time that they show
    twice in autumn it is the first.
    """
    return datetime.combine(day, told, tzinfo=place).astimezone(UTC)


def length(worth: timedelta) -> str:
    """How long something took, in the two largest units: `3 d 4 h`, `2 h 5 min`, `1 min` at least."""
    minutes = max(1, int(worth.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = ((days, "d"), (hours, "h"), (left, "min"))
    first = next(at for at, (count, _unit) in enumerate(parts) if count)
    return " ".join(f"{count} {unit}" for count, unit in parts[first : first + 2] if count)


def _whole(value: datetime, zone: ZoneInfo) -> str:
    return f"{formats.day(value.date())}, {clock(value)} {city(zone)}"


def _beside(value: datetime, here: datetime, place: ZoneInfo | None) -> str:
    if place is None:
        return ""
    place = _showing(value, place)
    there = value.astimezone(place)
    return "" if _same(here, there) else _short(there, place, here.date())


def _showing(value: datetime, zone: ZoneInfo) -> ZoneInfo:
    """The zone, or UTC where its clocks cannot show the moment, in the first or the last hours of the calendar.

    A row is kept for good, whatever moment it names, and no page fails over it.
    """
    try:
        value.astimezone(zone)
    except OverflowError:
        return ZoneInfo("UTC")
    return zone


def _short(value: datetime, zone: ZoneInfo, told: date) -> str:
    """The clock alone, with its day where that is not the one told already."""
    day = f"{value:%a} {value.day} {value:%b}, " if value.date() != told else ""
    return f"{day}{clock(value)} {city(zone)}"


def _same(one: datetime, other: datetime) -> bool:
    return one.utcoffset() == other.utcoffset()


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
