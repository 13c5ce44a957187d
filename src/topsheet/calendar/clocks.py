"""Clocks in different places: how long lies between a wrap here and a call there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import ROUND_FLOOR, Decimal

from topsheet.calendar.place import Place


def moment(day: date, clock: time, place: Place) -> datetime:
    """The instant, in UTC, at which the clocks of a place show that time on that day."""
    return datetime.combine(day, clock, tzinfo=place.zone).astimezone(UTC)


def hours_between(earlier: datetime, later: datetime) -> Decimal:
    """Hours from one instant to another, down to a tenth, so that a short rest never reads as enough."""
    seconds = int((later - earlier).total_seconds())
    return (Decimal(seconds) / 3600).quantize(Decimal("0.1"), ROUND_FLOOR)
