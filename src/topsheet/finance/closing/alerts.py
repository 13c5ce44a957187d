"""Which dates a person must be told of: 30, 14 and 3 days before, and once late, by the clock of the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from topsheet.calendar import Place, moment
from topsheet.finance.closing.model import ClosingDocument, Obligation
from topsheet.finance.closing.report import ItemReport

STEPS = (30, 14, 3)
_END_OF_DAY = time(23, 59)
_UTC = Place(name="UTC", country="", timezone="UTC")


@dataclass(frozen=True, slots=True)
class Alert:
    """A date that comes or has passed: `step` is 30, 14 or 3 days before it, or 0 once it is late.

    `due_at` is the instant in UTC, `zone` the time zone of the place whose clock counts, `days_left` by that clock.
    """

    kind: str
    id: str
    title: str
    step: int
    due: date
    due_at: datetime
    zone: str
    days_left: int

    @property
    def late(self) -> bool:
        """Whether its time is over."""
        return self.step == 0


def due_at(obligation: Obligation, places: Mapping[str, Place]) -> datetime:
    """The instant, in UTC, at which an obligation is due; at UTC's clock where its place is unknown."""
    hours, minutes = obligation.clock.split(":")
    place = places.get(obligation.place, _UTC)
    return moment(obligation.due, time(int(hours), int(minutes)), place)


def alerts(
    document: ClosingDocument,
    items: tuple[ItemReport, ...],
    places: Mapping[str, Place],
    *,
    home: Place | None,
    now: datetime,
) -> tuple[Alert, ...]:
    """Every date that is due within 30 days or late at `now` and not done, the soonest first.

    A condition is due at the end of the day it is needed by, at `home`, the place of the production's office.
    """
    found = [
        _alert("obligation", each.id, each.what, each.due, due_at(each, places), places.get(each.place), now)
        for each in document.obligations
        if each.done is None
    ]
    found += [
        _alert(
            "item", each.item.id, each.item.title, each.needed_by,
            moment(each.needed_by, _END_OF_DAY, home or _UTC), home, now,
        )
        for each in items
        if each.state == "OPEN" and each.needed_by is not None
    ]  # fmt: skip
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.due_at))


def _alert(
    kind: str, name: str, title: str, due: date, at: datetime, place: Place | None, now: datetime
) -> Alert | None:
    zone = (place or _UTC).timezone
    left = (due - now.astimezone((place or _UTC).zone).date()).days
    step = 0 if now.astimezone(UTC) > at else min((step for step in STEPS if left <= step), default=None)
    return None if step is None else Alert(kind, name, title, step, due, at, zone, left)
