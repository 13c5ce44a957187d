"""Mistakes in a schedule: each with its place, reason, remedy and weight."""

from __future__ import annotations

from datetime import date

import pytest

from tests.topsheet.schedule.small_film import (
    BREAKDOWN,
    PLACES,
    SCHEDULE,
    broken,
    built,
    read,
    scene,
    screenplay,
)
from topsheet import rules
from topsheet.documents import Problem, Severity
from topsheet.schedule import build


def said(text: str, not_before: date | None = None) -> list[tuple[str, str, str]]:
    return [(problem.where, problem.what, problem.severity.value) for problem in built(text, not_before)[1]]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "scenes: [5]", 'scenes: ["5", "9"]',
            [("schedule.yaml:11 days[5].scenes[1]", "scene 9 is not in the script", "ERROR")],
        ),
        (
            "scenes: [5]", 'scenes: ["5", "1"]',
            [("schedule.yaml:11 days[5].scenes[1]", "scene 1 is scheduled 2 times", "ERROR")],
        ),
        (
            "scenes: [5]", 'scenes: ["5", {scene: "1", eighths: 4}]',
            [("schedule.yaml:11 days[5].scenes[1]", "scene 1 is scheduled 2 times", "ERROR")],
        ),
        (
            "eighths: 7", "eighths: 6",
            [("schedule.yaml:8 days[2].scenes[0]",
              "the parts of scene 2 make 1 3/8 pages, the scene is 1 4/8 pages", "ERROR")],
        ),
        (
            "scenes: [5]", "scenes: [{scene: 5, eighths: 4}]",
            [("schedule.yaml:11 days[5].scenes[0]",
              "the parts of scene 5 make 4/8 pages, the scene is 3/8 pages", "ERROR")],
        ),
        (
            '["1", "3"]', '["1"]',
            [("schedule.yaml:5 days", "scene 3 (INT. SET 3 - DAY) is on no day", "ERROR")],
        ),
        (
            "    days:", '    omitted: ["3", "77"]\n    days:',
            [("schedule.yaml:5 omitted[1]", "scene 77 is not in the script", "ERROR"),
             ("schedule.yaml:7 days[0].scenes[1]", "scene 3 is scheduled and also omitted", "ERROR")],
        ),
        (
            "{place: bay, scenes: [5]}", "{place: bey, scenes: [5]}",
            [("schedule.yaml:11 days[5].place", "there is no place `bey`", "ERROR"),
             ("schedule.yaml:11 days[5].scenes[0]",
              "scene 5 is broken down for bay and scheduled at bey", "WARNING")],
        ),
        (
            "start: 2027-05-27", "start: 2027-05-31",
            [("schedule.yaml:3 start", "the start 2027-05-31 is a holiday (Memorial Day)", "WARNING")],
        ),
        (
            "start: 2027-05-27", "start: 2027-05-29",
            [("schedule.yaml:3 start", "the start 2027-05-29 is a Saturday, which is not in the week",
              "WARNING")],
        ),
        (
            "country: US, region: MD", "country: US, region: QQ",
            [("schedule.yaml:4 holidays",
              "There is no holiday calendar for US-QQ. Use ISO codes such as US and MD.", "ERROR")],
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(right: str, wrong: str, told: list[tuple[str, str, str]]) -> None:
    assert right in SCHEDULE
    assert said(SCHEDULE.replace(right, wrong)) == told


def test_the_first_working_day_is_taken_when_the_start_is_none() -> None:
    report, problems = built(SCHEDULE.replace("start: 2027-05-27", "start: 2027-05-29"))
    assert report.start.value == date(2027, 6, 1)
    assert problems[0].why == "Nothing is shot that day: the first day of photography is 2027-06-01."


def test_a_start_before_the_day_the_figures_speak_of() -> None:
    assert said(SCHEDULE, date(2027, 5, 28)) == [
        ("schedule.yaml:3 start", "photography starts on 2027-05-27, before 2027-05-28", "ERROR")
    ]
    assert said(SCHEDULE, date(2027, 5, 27)) == []


@pytest.mark.parametrize(
    ("eighths", "told"), [(64, []), (65, [("schedule.yaml:5 days[0]", "day 1 has 8 1/8 pages", "WARNING")])]
)
def test_a_day_over_eight_pages_is_long(eighths: int, told: list[tuple[str, str, str]]) -> None:
    document, tree = read(
        """
        kind: schedule
        version: 1
        start: 2027-03-29
        days:
          - {place: bay, scenes: ["1"]}
        """
    )
    script = screenplay([scene("1", eighths, "MARA")])
    _, problems = build(document, script, BREAKDOWN, PLACES, tree, book=rules.load())
    assert [(problem.where, problem.what, problem.severity.value) for problem in problems] == told


def test_a_day_call_after_a_night_tells_the_hours_and_the_assumption() -> None:
    text = SCHEDULE.replace(
        '{place: bay, call: "18:00", night: true, scenes: [{scene: "2", eighths: 7}]}',
        '{place: bay, call: "06:00", scenes: [{scene: "2", eighths: 7}]}',
    ).replace("start: 2027-05-27", "start: 2027-04-26")
    assert built(text)[1] == [
        Problem(
            "schedule.yaml:8 days[2]",
            "day 3 calls 0.0 hours after night 2 wraps",
            "Fewer than 10 hours of rest are unsafe and cost a forced call; a day of 12 hours is assumed, "
            "so day 2 wraps at 06:00.",
            "Call later, swap the days, or put a day between them.",
            Severity.WARNING,
        )
    ]


@pytest.mark.parametrize(
    ("call", "told"), [("16:00", []), ("15:59", ["day 3 calls 9.9 hours after night 2 wraps"])]
)
def test_ten_hours_of_rest_are_enough(call: str, told: list[str]) -> None:
    text = SCHEDULE.replace("start: 2027-05-27", "start: 2027-04-26")
    text = text.replace(
        'call: "18:00", night: true, scenes: [{scene: "2", eighths: 7}]',
        f'call: "{call}", scenes: [{{scene: "2", eighths: 7}}]',
    )
    assert [problem.what for problem in built(text)[1]] == told


def test_rest_is_counted_across_time_zones() -> None:
    text = SCHEDULE.replace("      - {move: Company move to the quay}\n", "")
    text = text.replace("start: 2027-05-27", "start: 2027-04-26")
    # A night at the bay wraps at 06:00 in New York, which is 07:00 in Halifax: the call of the day after.
    assert [problem.what for problem in built(text)[1]] == ["day 4 calls 0.0 hours after night 3 wraps"]


def test_no_drop_rule_in_force_means_everyone_is_held_and_it_is_said() -> None:
    text = SCHEDULE.replace("start: 2027-05-27", "start: 2019-05-28")
    problems = built(text)[1]
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert problems[0].what.startswith("sag-aftra.theatrical.drop_gap_other has no value on 2019-05-28")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('call: "07:00"', 'call: "7 am"',
         "schedule.yaml:6 days[0].call: '7 am' stands where a time of day such as \"07:00\" is expected"),
        ('call: "07:00"', 'call: "25:00"',
         "schedule.yaml:6 days[0].call: '25:00' stands where a time of day such as \"07:00\" is expected"),
        ("{move: Company move to the quay}", "{move: Company move, place: quay}",
         "schedule.yaml:9 days[3]: a move is a day without shooting: it has no place and no scenes"),
        ("{place: bay, scenes: [5]}", "{place: bay}",
         "schedule.yaml:11 days[5]: a shooting day has a place and scenes; a day without shooting has a move"),
        ("night: true", "nigth: true", "schedule.yaml:7 days[1].nigth: unknown key `nigth`"),
        ("start: 2027-05-27", "start: soon",
         "schedule.yaml:3 start: 'soon' stands where a day written `2027-03-29` is expected"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_document_is_told_with_its_line(right: str, wrong: str, told: str) -> None:
    assert right in SCHEDULE
    assert told in broken(SCHEDULE.replace(right, wrong))


def test_an_empty_part_is_no_part() -> None:
    told = broken(SCHEDULE.replace("eighths: 7", "eighths: 0"))
    assert any("eighths" in line for line in told)


def test_a_week_without_days_does_not_fit() -> None:
    assert broken(SCHEDULE.replace("    days:", "    week: []\n    days:")) == [
        "schedule.yaml:5 week: `week` is empty"
    ]
