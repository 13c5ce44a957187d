"""Laws of every schedule: scenes and eighths are conserved, days do not depend on holidays, wrap follows start."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topsheet.schedule.small_film import PLACES, scene, screenplay
from topsheet import rules
from topsheet.calendar import WEEKDAYS
from topsheet.documents import Tree
from topsheet.schedule import ScheduleDocument, build, codes, without_place
from topsheet.script import BreakdownDocument, Screenplay

NAMES = ["MARA", "ELI", "PELL", "DUNN"]
SCENES = st.lists(st.tuples(st.integers(1, 30), st.sets(st.sampled_from(NAMES))), min_size=1, max_size=12)
NO_LINES = Tree("schedule.yaml", {}, {})
STARTS = st.dates(date(2025, 1, 1), date(2032, 1, 1))
CAST = [{"number": number, "character": name} for number, name in enumerate(NAMES, 1)]


@st.composite
def films(draw: st.DrawFn) -> tuple[ScheduleDocument, Screenplay]:
    """A script and a schedule that lays each of its scenes on a day, whole or in two parts."""
    script = screenplay(
        [scene(str(nth), eighths, *sorted(cast)) for nth, (eighths, cast) in enumerate(draw(SCENES), 1)]
    )
    strips: list[Any] = []
    for each in script.scenes:
        cut = draw(st.integers(0, each.eighths - 1))
        parts = [cut, each.eighths - cut] if cut else []
        strips += [{"scene": each.number, "eighths": part} for part in parts] or [each.number]
    strips = draw(st.permutations(strips))
    days: list[dict[str, Any]] = []
    while strips:
        taken = draw(st.integers(1, len(strips)))
        days.append({"place": draw(st.sampled_from(sorted(PLACES))), "scenes": strips[:taken],
                     "night": draw(st.booleans())})  # fmt: skip
        strips = strips[taken:]
        if draw(st.booleans()):
            days.append({"move": "Move"})
    document = ScheduleDocument.model_validate(
        {
            "kind": "schedule",
            "version": 1,
            "start": draw(STARTS),
            "week": sorted(draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))),
            "holidays": draw(st.sampled_from([None, {"country": "US", "region": "MD"}, {"country": "CA"}])),
            "days": days,
        }
    )
    return document, script


BREAKDOWN = BreakdownDocument.model_validate({"kind": "breakdown", "version": 1, "cast": CAST})
EXAMPLES = settings(max_examples=60)


@EXAMPLES
@given(films())
def test_strips_conserve_scenes_and_eighths(film: tuple[ScheduleDocument, Screenplay]) -> None:
    document, script = film
    report, problems = build(document, script, BREAKDOWN, PLACES, NO_LINES, book=rules.load())
    assert [problem for problem in problems if problem.severity.value == "ERROR"] == []
    laid: dict[str, int] = {}
    for strip in (strip for day in report.days for strip in day.scenes):
        laid[strip.scene] = laid.get(strip.scene, 0) + strip.eighths
    assert laid == {each.number: each.eighths for each in script.scenes}
    assert report.eighths.value == sum(each.eighths for each in script.scenes)
    assert report.eighths.value == sum(day.eighths.value for day in report.days)


@EXAMPLES
@given(films())
def test_shooting_days_do_not_depend_on_holidays_week_or_start(
    film: tuple[ScheduleDocument, Screenplay],
) -> None:
    document, script = film
    plain = document.model_copy(update={"holidays": None, "week": WEEKDAYS, "start": date(2027, 1, 1)})
    with_holidays, _ = build(document, script, BREAKDOWN, PLACES, NO_LINES, book=rules.load())
    without, _ = build(plain, script, BREAKDOWN, PLACES, NO_LINES, book=rules.load())
    assert {name: figure.value for name, figure in with_holidays.days_at.items()} == {
        name: figure.value for name, figure in without.days_at.items()
    }
    assert with_holidays.shoot_days.value == without.shoot_days.value
    assert with_holidays.shoot_days.value == sum(figure.value for figure in with_holidays.days_at.values())


@EXAMPLES
@given(films())
def test_wrap_follows_start_and_dates_rise(film: tuple[ScheduleDocument, Screenplay]) -> None:
    document, script = film
    report, _ = build(document, script, BREAKDOWN, PLACES, NO_LINES, book=rules.load())
    assert report.wrap.value >= report.start.value >= document.start
    dates = sorted([day.date for day in report.days] + [move.date for move in report.moves])
    assert len(dates) == len(set(dates)) == len(document.days)
    assert [day.date for day in report.days] == sorted(day.date for day in report.days)
    assert all(WEEKDAYS[day.weekday()] in document.week for day in dates)


@EXAMPLES
@given(films())
def test_worked_is_days_with_the_character_and_held_lies_between(
    film: tuple[ScheduleDocument, Screenplay],
) -> None:
    document, script = film
    report, _ = build(document, script, BREAKDOWN, PLACES, NO_LINES, book=rules.load())
    for row in report.dood:
        with_character = [day.date for day in report.days if row.character in day.cast]
        assert row.worked.value == len(with_character)
        assert [day for day, code in row.codes if code != "H"] == with_character
        assert row.held.value == sum(code == "H" for _, code in row.codes)
        between = [day for day in report.days if row.start.value <= day.date <= row.finish.value]
        assert row.worked.value + row.held.value <= len(between)
    assert {name for name, figure in report.cast_days.items() if figure.value} == {
        row.character for row in report.dood
    }


@EXAMPLES
@given(films(), st.sampled_from(sorted(PLACES)))
def test_cutting_a_place_loses_no_scene_from_sight(
    film: tuple[ScheduleDocument, Screenplay], place: str
) -> None:
    document, script = film
    shorter, lost = without_place(document, place)
    report, problems = build(shorter, script, BREAKDOWN, PLACES, NO_LINES, book=rules.load())
    shot = {strip.scene for day in report.days for strip in day.scenes}
    assert shot | set(lost) == {each.number for each in script.scenes}
    assert shot & set(lost) == set()
    assert report.days_at[place].value == 0
    errors = [problem.what for problem in problems if problem.severity.value == "ERROR"]
    assert errors == ([] if report.days else ["there is no shooting day"])


@given(st.sets(st.dates(date(2027, 1, 1), date(2027, 3, 31)), min_size=1), st.data())
def test_a_performer_starts_once_finishes_once_and_is_dropped_at_most_once(
    days: set[date], data: st.DataObject
) -> None:
    ordered = sorted(days)
    work = data.draw(st.sets(st.sampled_from(ordered), min_size=1))
    found = codes(work, ordered, data.draw(st.sampled_from([None, 10, 14])))
    given_codes = [code for _, code in found]
    assert (given_codes[0][0], given_codes[-1][-1]) == ("S", "F")
    assert sum(code.startswith("S") for code in given_codes) == 1
    assert sum(code.endswith("F") for code in given_codes) == 1
    assert (
        sum(code.endswith("D") for code in given_codes)
        == sum(code.startswith("P") for code in given_codes)
        <= 1
    )
    assert {day for day, code in found if "W" in code} == work
