"""The totals of a schedule: days, nights, pages, places, first and last day, each as a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from topsheet.calendar import Place
from topsheet.documents import Tree
from topsheet.figures import Figure, Value
from topsheet.schedule.dates import Laid
from topsheet.schedule.model import ScheduleDocument
from topsheet.schedule.performers import Performers
from topsheet.schedule.report import Move, ScheduleReport, ShootDay
from topsheet.schedule.words import spell_days
from topsheet.script import spell_eighths

_HUNDREDTH = Decimal("0.01")


def summarise(
    document: ScheduleDocument,
    days: tuple[ShootDay, ...],
    moves: tuple[Move, ...],
    cast: Performers,
    laid: Laid,
    places: Mapping[str, Place],
    file: Tree,
) -> ScheduleReport:
    """The report of a schedule from its dated days: every total with its cause."""
    days_at = _days_at(days, places, file)
    shoot_days = Figure(
        "schedule.shoot_days",
        "Shooting days",
        len(days),
        "days at each place, added",
        tuple(days_at.values()),
        file.where(("days",)),
    )
    nights = [day.number for day in days if day.night]
    night_days = Figure(
        "schedule.night_days", "Night days", len(nights), spell_days(nights), (), file.where(("days",))
    )
    moved = Figure(
        "schedule.moves",
        "Working days without shooting",
        len(moves),
        ", ".join(f"{move.label} ({move.date})" for move in moves) or "none",
        (),
        file.where(("days",)),
    )
    start, wrap = _start_and_wrap(document, days, laid, shoot_days, moved, file)
    eighths = Figure(
        "schedule.eighths",
        "Eighths of a page scheduled",
        sum(day.eighths.value for day in days),
        "eighths of every day, added",
        tuple(day.eighths for day in days),
    )
    background = Figure(
        "schedule.background_days",
        "Background player days",
        sum(day.background.value for day in days),
        "background players of every day, added",
        tuple(day.background for day in days),
    )
    pages = _pages_per_day(eighths, shoot_days)
    figures: list[Figure[Value]] = [
        shoot_days,
        night_days,
        moved,
        eighths,
        pages,
        background,
        *days_at.values(),
        *cast.cast_days.values(),
        *cast.held_days.values(),
    ]
    return ScheduleReport(
        days,
        moves,
        shoot_days,
        start,
        wrap,
        night_days,
        eighths,
        pages,
        days_at,
        cast.cast_days,
        cast.rows,
        document.omitted,
        {figure.name: figure for figure in figures},
    )


def _days_at(days: Sequence[ShootDay], places: Mapping[str, Place], file: Tree) -> dict[str, Figure[int]]:
    """Days at every place of the production and of the schedule; a place where nothing is shot has zero."""
    used = dict.fromkeys([*places, *(day.place for day in days)])
    names = {place: places[place].name if place in places else place for place in used}
    there = {place: [day.number for day in days if day.place == place] for place in names}
    return {
        place: Figure(
            f"schedule.days_at.{place}",
            f"Shooting days, {names[place]}",
            len(numbers),
            spell_days(numbers),
            (),
            file.where(("days",)),
        )
        for place, numbers in there.items()
    }


def _start_and_wrap(
    document: ScheduleDocument,
    days: Sequence[ShootDay],
    laid: Laid,
    shoot_days: Figure[int],
    moved: Figure[int],
    file: Tree,
) -> tuple[Figure[date], Figure[date]]:
    first, last = (days[0].date, days[-1].date) if days else (laid.start, laid.start)
    how = f"the first working day on or after {document.start}"
    if first != laid.start:
        how += ", after the days without shooting that come first"
    start = Figure("schedule.start", "First day of photography", first, how, (), file.where(("start",)))
    week = ", ".join(document.week)
    closed = document.holidays
    off = f", less the holidays of {closed.country} {closed.region}".rstrip() if closed else ""
    wrap = Figure(
        "schedule.wrap",
        "Last day of photography",
        last,
        f"each day takes the next working day ({week}{off})",
        (start, shoot_days, moved),
    )
    return start, wrap


def _pages_per_day(eighths: Figure[int], shoot_days: Figure[int]) -> Figure[Decimal]:
    """Pages a day, half up to a hundredth of a page."""
    pages = Decimal(eighths.value) / 8
    value = (pages / shoot_days.value if shoot_days.value else Decimal(0)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    how = f"{spell_eighths(eighths.value)} pages ÷ {shoot_days.value} shooting days"
    return Figure("schedule.pages_per_day", "Pages a day", value, how, (eighths, shoot_days))
