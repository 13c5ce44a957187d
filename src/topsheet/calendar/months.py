"""Months counted and added; how the months of a cash flow are laid out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

# Every month has so many days.
SHORTEST = 28


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of a month that is too short for it."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if day.day <= SHORTEST:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """How many months lie from the month of `first` to the month of `last`; negative when that is earlier.

    Days do not count: 31 March to 1 April is one month.
    """
    return (last.year - first.year) * 12 + last.month - first.month


def first_of_month(day: date) -> date:
    """The first day of the month in which a day lies: what a month is called."""
    return day.replace(day=1)
