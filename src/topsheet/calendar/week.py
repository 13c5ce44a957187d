"""Working days: the days of a week pattern that are no holiday."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Literal, get_args

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, week: Collection[Weekday], holidays: Container[date] = ()) -> bool:
    """Whether a day is in the week pattern and not a holiday."""
    return WEEKDAYS[day.weekday()] in week and day not in holidays


def working_days(start: date, week: Collection[Weekday], holidays: Container[date] = ()) -> Iterator[date]:
    """The working days from `start` on (that day included), without end.

    Raises ValueError for a week without a working day, which would never give one.
    """
    if not week:
        raise ValueError("a week needs at least one working day")
    day = start
    while True:
        if is_working_day(day, week, holidays):
            yield day
        day += _ONE_DAY


def next_working_day(day: date, week: Collection[Weekday], holidays: Container[date] = ()) -> date:
    """The first working day on or after a day."""
    return next(islice(working_days(day, week, holidays), 1))
