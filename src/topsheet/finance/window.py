"""The days of a shoot as the account sees them: when it shoots, and on which days work is paid."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from topsheet.calendar import Weekday, first_of_month, is_working_day
from topsheet.figures import Figure


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last shooting day, the shooting days, and the week and holidays of everyone's work.

    Between the first and the last shooting day the account must never be empty.
    """

    start: Figure[date]
    wrap: Figure[date]
    shooting: frozenset[date] = frozenset()
    week: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    closed: Container[date] = ()

    def shoots_in(self, month: date) -> bool:
        """Whether any shooting day can fall in the month."""
        return first_of_month(self.start.value) <= month <= first_of_month(self.wrap.value)

    def inside(self, day: date) -> bool:
        """Whether the film is shooting: from the first to the last shooting day."""
        return self.start.value <= day <= self.wrap.value

    def days_of(self, month: date) -> tuple[tuple[date, ...], tuple[date, ...]]:
        """The working days of a month, and those on which production works.

        Production works on shooting days, and on the working days before the shoot and after it. A month without
        working days has all its days; one without days of production has its working days.
        """
        days = [month + timedelta(n) for n in range(monthrange(month.year, month.month)[1])]
        working = tuple(day for day in days if is_working_day(day, self.week, self.closed)) or tuple(days)
        if not self.shooting:
            return working, working
        around = {day for day in working if not self.inside(day)}
        return working, tuple(day for day in days if day in around or day in self.shooting) or working


def week_end(day: date) -> date:
    """The Sunday with which the week of a day ends."""
    return day + timedelta(6 - day.weekday())
