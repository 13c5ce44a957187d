"""When a report is due, and what became of it: pure values, by the clock of the place that the report speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from topsheet_desk.site.moments import at_clock, zone_of

# The working week of every production, until the desk reads it from the schedule.
WORKING_DAYS = frozenset(range(5))
_DAY = timedelta(days=1)


class State(StrEnum):
    """What became of a report that was due."""

    RECEIVED = "RECEIVED"
    RECEIVED_LATE = "RECEIVED_LATE"
    DUE = "DUE"
    LATE = "LATE"


@dataclass(frozen=True, slots=True)
class Duty:
    """A report owed in a rhythm: on `weekday`, Monday being 0, or on every working day where that is None."""

    weekday: int | None
    time: time
    zone: str
    starts_date: date
    ends_date: date
    ended_at: datetime | None = None

    @property
    def place(self) -> ZoneInfo:
        """The time zone whose clock it is due by."""
        return zone_of(self.zone)

    def falls_on(self, day: date) -> bool:
        """Whether a report is due on that day; none is once the duty was ended."""
        if not self.starts_date <= day <= self.ends_date:
            return False
        wanted = day.weekday() in WORKING_DAYS if self.weekday is None else day.weekday() == self.weekday
        return wanted and (self.ended_at is None or self.due_at(day) <= self.ended_at)

    def due_at(self, day: date) -> datetime:
        """The instant, in UTC, at which the report of that day is due, whatever the clocks did that night."""
        return at_clock(day, self.time, self.place)


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is or was due on a day: what became of it, since when or by how much it is late."""

    day: date
    due_at: datetime
    state: State
    received_at: datetime | None
    late_by: timedelta


def due_days(duty: Duty, first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last` on which the report is due, in order."""
    day, end = max(first, duty.starts_date), min(last, duty.ends_date)
    while day <= end:
        if duty.falls_on(day):
            yield day
        day += _DAY


def states(
    duty: Duty, received: Iterable[tuple[date, datetime]], *, first: date, last: date, now: datetime
) -> list[Due]:
    """What became of every report due from `first` to `last`, the next one due after `now` among them.

    The first report received for a day counts; what came later is an addendum. Silence is late, not nothing.
    """
    came: dict[date, datetime] = {}
    for day, at in received:
        came[day] = min(at, came.get(day, at))
    return [_state(duty, day, came.get(day), now) for day in due_days(duty, first, last)]


def next_due(duty: Duty, now: datetime) -> date | None:
    """The first day whose report is not yet due at `now`; None when the duty is over by then."""
    start = now.astimezone(duty.place).date() - _DAY
    ahead = due_days(duty, start, min(duty.ends_date, max(start, duty.starts_date) + 9 * _DAY))
    return next((day for day in ahead if duty.due_at(day) > now), None)


def _state(duty: Duty, day: date, received: datetime | None, now: datetime) -> Due:
    due = duty.due_at(day)
    if received is not None:
        late = max(timedelta(), received - due)
        return Due(day, due, State.RECEIVED_LATE if late else State.RECEIVED, received, late)
    if due >= now:
        return Due(day, due, State.DUE, None, timedelta())
    return Due(day, due, State.LATE, None, now - due)
