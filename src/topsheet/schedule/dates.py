"""Days of the schedule laid on the calendar."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from topsheet.calendar import (
    PublicHolidays,
    UnknownHolidayPlace,
    is_working_day,
    next_working_day,
    public_holidays,
    working_days,
)
from topsheet.documents import Problem, Severity, Tree
from topsheet.schedule.model import ScheduleDocument


@dataclass(frozen=True, slots=True)
class Laid:
    """The date of each day of the document, the first working day, and the problems met."""

    dates: tuple[date, ...]
    start: date
    problems: tuple[Problem, ...]


def lay_out(document: ScheduleDocument, file: Tree, not_before: date | None) -> Laid:
    """Each day on the next working day from the start: the week pattern, less the document's holidays."""
    holidays, problems = _holidays(document, file)
    closed: Container[date] = holidays or ()
    start = next_working_day(document.start, document.week, closed)
    dates = tuple(islice(working_days(start, document.week, closed), len(document.days)))
    problems += _start(document, file, holidays, start, not_before)
    return Laid(dates, start, tuple(problems))


def _holidays(document: ScheduleDocument, file: Tree) -> tuple[PublicHolidays | None, list[Problem]]:
    if document.holidays is None:
        return None, []
    try:
        return public_holidays(document.holidays.country, document.holidays.region), []
    except UnknownHolidayPlace as refusal:
        return None, [
            Problem(
                file.where(("holidays",)),
                str(refusal),
                "Without a holiday calendar a shooting day could fall on a public holiday.",
                "Correct the codes, or remove `holidays` if every day is worked.",
            )
        ]


def _start(
    document: ScheduleDocument,
    file: Tree,
    holidays: PublicHolidays | None,
    start: date,
    not_before: date | None,
) -> Sequence[Problem]:
    where, given = file.where(("start",)), document.start
    found: list[Problem] = []
    if not_before is not None and given < not_before:
        found.append(
            Problem(
                where,
                f"photography starts on {given}, before {not_before}",
                "The production's figures speak of a later day: nothing can be planned before it.",
                f"Choose a start on or after {not_before}, or correct the production's own date.",
            )
        )
    if start != given:
        name = holidays.name(given) if holidays else None
        in_week = is_working_day(given, document.week)
        reason = f"a holiday ({name})" if name and in_week else f"a {given:%A}, which is not in the week"
        found.append(
            Problem(
                where,
                f"the start {given} is {reason}",
                f"Nothing is shot that day: the first day of photography is {start}.",
                f"Write `start: {start}`, or change `week` or `holidays`.",
                Severity.WARNING,
            )
        )
    return found
