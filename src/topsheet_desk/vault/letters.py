"""The digest as a text, and when it is due: pure values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from topsheet_desk.site.moments import at_clock, city, clock, tell

MORNING = time(7)
MONDAY = 0
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One thing in a digest."""

    subject: str
    body: str
    url: str
    at: datetime
    place: ZoneInfo


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest: its subject and its text."""

    subject: str
    body: str


def last_due(weekly: bool, zone: ZoneInfo, now: datetime) -> datetime:
    """The last 7:00 by the person's clock that is not after `now`: of any day, or of a Monday."""
    day = now.astimezone(zone).date()
    while not _due(day, weekly, zone, now):
        day -= timedelta(days=1)
    return at_clock(day, MORNING, zone)


def _due(day: date, weekly: bool, zone: ZoneInfo, now: datetime) -> bool:
    return at_clock(day, MORNING, zone) <= now and (not weekly or day.weekday() == MONDAY)


def digest(groups: Sequence[tuple[str, Sequence[Told]]], desk: str, weekly: bool, zone: ZoneInfo) -> Letter:
    """One letter about everything, production by production, in the order given."""
    count = sum(len(told) for _title, told in groups)
    named = [title for title, _told in groups[:_MOST_NAMED]]
    about = ", ".join(named) + (f" and {len(groups) - len(named)} more" if len(groups) > len(named) else "")
    parts = [
        part for title, told in groups for part in (_heading(title), *(_item(one, zone) for one in told))
    ]
    every = "Monday" if weekly else "morning"
    when = f"This letter comes every {every} at {clock(MORNING)}, {city(zone)} time."
    parts += [f"What waits for you: {desk}/inbox/", f"{when} Your account page says how often you want it."]
    return Letter(
        f"{about}: {count} {'thing' if count == 1 else 'things'} to know", "\n\n".join(parts) + "\n"
    )


def bare(subject: str, title: str) -> str:
    """A subject without the production's title before it, where the title stands above it already."""
    return subject.removeprefix(f"{title}: ") if title else subject


def _heading(title: str) -> str:
    return f"{title}\n{'=' * len(title)}"


def _item(told: Told, zone: ZoneInfo) -> str:
    lines = [f"* {told.subject}", f"  {tell(told.at, zone, told.place)}"]
    lines += [f"  {line}".rstrip() for line in told.body.strip().splitlines()]
    if told.url:
        lines.append(f"  {told.url}")
    return "\n".join(lines)
