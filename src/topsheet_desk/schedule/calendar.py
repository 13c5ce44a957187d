"""Months as a wall calendar shows them."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Workday:
    """What a calendar says of a working day: the day's number (empty for a move), night work, and where."""

    number: str
    night: bool
    place: str


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One square: the day of the month (0 outside the month) and what is worked on it."""

    day: int
    work: Workday | None


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month by weeks, Monday first."""

    title: str
    weeks: tuple[tuple[MonthDay, ...], ...]


def month_pages(worked: Mapping[date, Workday]) -> tuple[MonthPage, ...]:
    """Every month from the first working day to the last."""
    months = sorted({(day.year, day.month) for day in worked})
    if not months:
        return ()
    return tuple(_month(year, month, worked) for year, month in _between(months[0], months[-1]))


def _between(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    listed = [first]
    while listed[-1] < last:
        year, month = listed[-1]
        listed.append((year + month // 12, month % 12 + 1))
    return listed


def _month(year: int, month: int, worked: Mapping[date, Workday]) -> MonthPage:
    weeks = tuple(
        tuple(MonthDay(day, worked.get(date(year, month, day)) if day else None) for day in week)
        for week in calendar.Calendar().monthdayscalendar(year, month)
    )
    return MonthPage(f"{date(year, month, 1):%B %Y}", weeks)
