"""The schedule as a board of strips, a calendar, and a day-out-of-days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.papers import charts
from topsheet.schedule import ShootDay, Strip
from topsheet.script import SceneRow
from topsheet_desk.schedule.calendar import MonthPage, Workday, month_pages
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Table, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

LOOKS = {
    ("INT", "DAY"): "int-day",
    ("EXT", "DAY"): "ext-day",
    ("INT", "NIGHT"): "int-night",
    ("EXT", "NIGHT"): "ext-night",
}
_DAYS = (
    Column("Day", Kind.NUMBER),
    Column("Date", Kind.DATE),
    Column("Place"),
    Column("Call"),
    Column("Scenes"),
    Column("Pages", Kind.NUMBER),
    Column("Cast"),
    Column("Background", Kind.NUMBER),
)


@dataclass(frozen=True, slots=True)
class StripView:
    """A strip as drawn: its colour's name, the scene, the set, and the length on that day."""

    scene: str
    heading: str
    set: str
    look: str
    eighths: int
    part: bool


@dataclass(frozen=True, slots=True)
class DayView:
    """A row of the board: a shooting day with its strips, or a move."""

    date: date
    place: str
    day: ShootDay | None
    strips: tuple[StripView, ...]
    move: str


@dataclass(frozen=True, slots=True)
class DoodView:
    """One performer's row: a code for every day of the schedule."""

    character: str
    number: int | None
    codes: tuple[tuple[str, str], ...]
    worked: Cell
    held: Cell


@dataclass(frozen=True, slots=True)
class LostScene:
    """A scene that an option leaves without a shooting day."""

    number: str
    set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRoom(Room):
    """The schedule's page."""

    board: tuple[DayView, ...]
    months: tuple[MonthPage, ...]
    dood_days: tuple[date, ...]
    dood: tuple[DoodView, ...]
    lost: tuple[LostScene, ...]


def schedule_room(ask: Ask) -> ScheduleRoom:
    """The schedule's page. Raises NotShared."""
    sitting = sit(ask, Page.SCHEDULE)
    report = sitting.film.schedule
    board = _board(sitting)
    worked = {
        day.date: Workday(str(day.number), day.night, _place(sitting, day.place)) for day in report.days
    }
    worked |= {move.date: Workday("", False, move.label) for move in report.moves}
    days = tuple(sorted(worked))
    drawn = Chart(
        "pages-chart", "Pages a day", charts.pages(report), "How much of the script each day carries.", "days"
    )
    return ScheduleRoom(
        page=Page.SCHEDULE,
        sitting=sitting,
        tables={"days": _days(sitting), "dood": _dood_table(sitting, days)},
        charts={"pages": drawn},
        board=board,
        months=month_pages(worked),
        dood_days=days,
        dood=_dood(sitting, days),
        lost=_lost(sitting),
    )


def _lost(sitting: Sitting) -> tuple[LostScene, ...]:
    scenes = {row.number: row for row in sitting.film.script.scenes}
    numbers = sitting.option.lost_scenes if sitting.option else ()
    return tuple(LostScene(number, _set_of(scenes.get(number))) for number in numbers)


def _set_of(row: SceneRow | None) -> str:
    return row.set.capitalize() if row else ""


def _place(sitting: Sitting, place: str) -> str:
    known = sitting.film.production.document.places.get(place)
    return known.name if known else place


def _board(sitting: Sitting) -> tuple[DayView, ...]:
    report = sitting.film.schedule
    scenes = {row.number: row for row in sitting.film.script.scenes}
    rows = [
        DayView(
            day.date,
            _place(sitting, day.place),
            day,
            tuple(_strip(scenes, strip) for strip in day.scenes),
            "",
        )
        for day in report.days
    ]
    rows += [DayView(move.date, "", None, (), move.label) for move in report.moves]
    return tuple(sorted(rows, key=lambda row: row.date))


def _strip(scenes: Mapping[str, SceneRow], strip: Strip) -> StripView:
    row = scenes.get(strip.scene)
    if row is None:
        return StripView(
            strip.scene, "not in the script", "not in the script", "int-day", strip.eighths, strip.part
        )
    inside = "EXT" if row.int_ext.startswith("EXT") else "INT"
    look = LOOKS.get((inside, row.day_night), "dusk" if row.day_night else "int-day")
    return StripView(
        strip.scene,
        f"{row.int_ext} {row.set}, {row.time}".strip(" ,"),
        row.set,
        look,
        strip.eighths,
        strip.part,
    )


def _days(sitting: Sitting) -> Table:
    rows = rows_of(_day(sitting, day) for day in sitting.film.schedule.days)
    return table(
        "days", "Days", _DAYS, rows, tools=True, empty="No days yet: lay the first strips in schedule.yaml."
    )


def _day(sitting: Sitting, day: ShootDay) -> tuple[Cell, ...]:
    scenes = ", ".join(strip.scene + (" (part)" if strip.part else "") for strip in day.scenes)
    when = text(f"{day.date:%a} {day.date.day} {day.date:%b}", value=day.date.isoformat())
    call = f"{day.call:%H:%M}" + (" night" if day.night else "")
    return (
        text(day.number),
        when,
        text(_place(sitting, day.place)),
        text(call),
        text(scenes),
        sitting.cell(day.eighths),
        text(", ".join(name.title() for name in day.cast)),
        sitting.cell(day.background),
    )


def _dood(sitting: Sitting, days: tuple[date, ...]) -> tuple[DoodView, ...]:
    return tuple(
        DoodView(
            row.character.title(),
            row.number,
            tuple((row.code(day), _kind(row.code(day))) for day in days),
            sitting.cell(row.worked),
            sitting.cell(row.held),
        )
        for row in sitting.film.schedule.dood
    )


def _kind(code: str) -> str:
    return "" if not code else "hold" if code == "H" else "on"


def _dood_table(sitting: Sitting, days: tuple[date, ...]) -> Table:
    columns = (
        Column("No.", Kind.NUMBER),
        Column("Character"),
        *(Column(day.isoformat()) for day in days),
        Column("Worked", Kind.NUMBER),
        Column("Held", Kind.NUMBER),
    )
    rows = rows_of(
        (
            text("" if row.number is None else row.number),
            text(row.character),
            *(text(row.code(day)) for day in days),
            sitting.cell(row.worked),
            sitting.cell(row.held),
        )
        for row in sitting.film.schedule.dood
    )
    return table("dood", "Day-out-of-days", columns, rows)
