"""The schedule built: dates, days, totals and their causes."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from tests.topsheet.schedule.small_film import BREAKDOWN, PLACES, SCHEDULE, SCRIPT, built, read
from topsheet import rules
from topsheet.figures import index, rows
from topsheet.schedule import Move, Strip, build


def test_days_take_the_next_working_day_over_weekend_holiday_and_move() -> None:
    report, problems = built(SCHEDULE)
    assert problems == []
    assert [(day.number, day.date, day.place) for day in report.days] == [
        (1, date(2027, 5, 27), "bay"),
        (2, date(2027, 5, 28), "bay"),
        (3, date(2027, 6, 1), "bay"),  # 31 May is Memorial Day
        (4, date(2027, 6, 3), "quay"),
        (5, date(2027, 6, 4), "bay"),
    ]
    assert report.moves == (Move(date(2027, 6, 2), "Company move to the quay", "schedule.yaml:9 days[3]"),)


def test_a_day_carries_strips_cast_call_background_and_its_line() -> None:
    report, _ = built(SCHEDULE)
    day = report.days[1]
    assert (day.call, day.night, day.scenes) == (time(18, 0), True, (Strip("2", 5, part=True),))
    assert (day.cast, day.background.value) == (("MARA", "NIGHT STEWARD"), 5)
    assert (day.eighths.name, day.eighths.value, day.eighths.how, day.eighths.source) == (
        "schedule.day.2.eighths",
        5,
        "scene 2 (5/8)",
        "schedule.yaml:7 days[1]",
    )
    assert report.days[3].call == time(7, 0)
    assert report.days[3].cast == ("ELI",)  # DISPATCH is a voice on the radio


def test_totals_and_how_they_were_made() -> None:
    report, _ = built(SCHEDULE)
    assert {name: figure.value for name, figure in report.globals.items()} == {
        "schedule.shoot_days": 5,
        "schedule.night_days": 2,
        "schedule.moves": 1,
        "schedule.eighths": 33,
        "schedule.pages_per_day": Decimal("0.83"),
        "schedule.background_days": 22,
        "schedule.days_at.bay": 4,
        "schedule.days_at.quay": 1,
        "schedule.cast_days.MARA": 4,
        "schedule.cast_days.ELI": 2,
        "schedule.cast_days.PELL": 1,
        "schedule.cast_days.DISPATCH": 0,
        "schedule.cast_days.NIGHT_STEWARD": 2,
        "schedule.held_days.MARA": 1,
        "schedule.held_days.ELI": 2,
        "schedule.held_days.PELL": 0,
        "schedule.held_days.DISPATCH": 0,
        "schedule.held_days.NIGHT_STEWARD": 0,
    }
    assert report.cast_days["MARA"].how == "on days 1–3, 5"
    assert report.night_days.how == "days 2–3"
    assert (report.start.value, report.wrap.value) == (date(2027, 5, 27), date(2027, 6, 4))
    assert [(row.depth, row.figure.name) for row in rows(report.shoot_days)] == [
        (0, "schedule.shoot_days"),
        (1, "schedule.days_at.bay"),
        (1, "schedule.days_at.quay"),
    ]


def test_every_figure_has_its_own_name_and_a_cause() -> None:
    report, _ = built(SCHEDULE)
    performers = [figure for row in report.dood for figure in (row.worked, row.held, row.start, row.finish)]
    days = [figure for day in report.days for figure in (day.eighths, day.background)]
    found = index([*report.globals.values(), report.start, report.wrap, *performers, *days])
    assert set(report.globals) < set(found)
    assert [figure.name for figure in found.values() if not figure.how] == []
    without_cause = [figure.name for figure in found.values() if not figure.inputs and not figure.source]
    assert without_cause == ["schedule.held_days.DISPATCH"]


def test_a_place_where_nothing_is_shot_has_zero_days() -> None:
    report, _ = built(SCHEDULE.replace("place: quay", "place: bay"))
    assert report.days_at["quay"].value == 0
    assert report.days_at["quay"].how == "no day"


def test_an_unknown_place_still_counts_its_days() -> None:
    report, problems = built(SCHEDULE.replace("place: quay", "place: moon"))
    assert {place: figure.value for place, figure in report.days_at.items()} == {
        "bay": 4,
        "quay": 0,
        "moon": 1,
    }
    assert [problem.what for problem in problems] == [
        "there is no place `moon`",
        "scene 4A is broken down for quay and scheduled at moon",
    ]


def test_days_without_shooting_at_the_front_move_the_first_day() -> None:
    report, _ = built(SCHEDULE.replace("days:\n", "days:\n      - {move: Camera tests}\n"))
    assert report.moves[0].date == date(2027, 5, 27)
    assert report.start.value == date(2027, 5, 28)
    assert report.start.how == (
        "the first working day on or after 2027-05-27, after the days without shooting that come first"
    )


def test_a_schedule_of_moves_only_has_no_day_and_says_so() -> None:
    report, problems = built("{kind: schedule, version: 1, start: 2027-05-27, days: [{move: Rest}]}")
    assert (report.shoot_days.value, report.pages_per_day.value, report.dood) == (0, Decimal("0.00"), ())
    assert report.wrap.value == report.start.value == date(2027, 5, 27)
    assert problems[-1].what == "there is no shooting day"


def test_omitted_scenes_are_part_of_the_report() -> None:
    text = SCHEDULE.replace("      - {place: bay, scenes: [5]}\n", '    omitted: ["5"]\n')
    document, tree = read(text)
    report, problems = build(document, SCRIPT, BREAKDOWN, PLACES, tree, book=rules.load())
    assert (problems, report.omitted, report.shoot_days.value) == ([], ("5",), 4)
