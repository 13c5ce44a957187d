"""A schedule without a place: days, moves and scenes that go with it."""

from __future__ import annotations

import pytest

from tests.topsheet.schedule.small_film import BREAKDOWN, PLACES, SCHEDULE, SCRIPT, read
from topsheet import rules
from topsheet.documents import Tree
from topsheet.schedule import ScheduleDocument, build, lines_without_place, without_place


def document_of(*days: str) -> tuple[ScheduleDocument, Tree]:
    """Days as `A 1 2` (place and scenes), `B 3:2` (two eighths of scene 3), or `move out`."""
    lines = "".join(f"  - {day_of(day)}\n" for day in days)
    return read(f"kind: schedule\nversion: 1\nstart: 2027-03-29\ndays:\n{lines}")


def day_of(day: str) -> str:
    place, *scenes = day.split()
    if place == "move":
        return f"{{move: {day}}}"
    strips = [item.split(":") for item in scenes]
    written = [
        f"{{scene: {strip[0]}, eighths: {strip[1]}}}" if len(strip) > 1 else strip[0] for strip in strips
    ]
    return f"{{place: {place}, scenes: [{', '.join(written)}]}}"


def spelled(document: ScheduleDocument) -> list[str]:
    return [day.move or f"{day.place} {' '.join(str(item) for item in day.scenes)}" for day in document.days]


@pytest.mark.parametrize(
    ("days", "left", "lost"),
    [
        (["A 1", "move out", "B 2 3"], ["A 1"], ("2", "3")),
        (["B 2", "move out", "A 1"], ["A 1"], ("2",)),
        (["A 1", "move out", "B 2", "move home", "A 3"], ["A 1", "A 3"], ("2",)),
        (["A 1", "move out", "B 2", "move on", "C 3"], ["A 1", "move on", "C 3"], ("2",)),
        (["A 1", "move rest", "A 2", "B 3"], ["A 1", "move rest", "A 2"], ("3",)),
        (["A 1", "B 2", "A 3", "move home"], ["A 1", "A 3", "move home"], ("2",)),
        (["A 1"], ["A 1"], ()),
        (["B 1", "move out", "B 2"], [], ("1", "2")),
        # Half a scene is no scene: the strip left at A goes too, and with it the day it stood on alone.
        (["A 1:2", "A 3", "B 1:6"], ["A 3"], ("1",)),
        (["A 1:2 3", "B 1:6"], ["A 3"], ("1",)),
    ],
)
def test_days_moves_and_scenes_of_a_place_go(days: list[str], left: list[str], lost: tuple[str, ...]) -> None:
    document, _ = document_of(*days)
    shorter, gone = without_place(document, "B")
    assert (spelled(shorter), gone, shorter.omitted) == (left, lost, lost)


def test_what_was_omitted_before_stays_omitted_once() -> None:
    document, _ = document_of("A 1", "B 2 3")
    shorter, gone = without_place(document.model_copy(update={"omitted": ("9", "2")}), "B")
    assert (gone, shorter.omitted) == (("2", "3"), ("9", "2", "3"))


def test_the_days_left_build_without_a_problem_and_keep_their_lines() -> None:
    document, tree = read(SCHEDULE.replace("scenes: [5]", 'call: "18:00", scenes: [5]'))
    shorter, gone = without_place(document, "quay")
    lines = lines_without_place(document, "quay", tree)
    report, problems = build(shorter, SCRIPT, BREAKDOWN, PLACES, lines, book=rules.load())
    assert (problems, gone, report.shoot_days.value, report.days_at["quay"].value) == ([], ("4A",), 4, 0)
    assert [day.source for day in report.days] == [
        "schedule.yaml:6 days[0]",
        "schedule.yaml:7 days[1]",
        "schedule.yaml:8 days[2]",
        "schedule.yaml:11 days[3]",
    ]


def test_a_day_that_lost_a_strip_keeps_the_line_of_the_day() -> None:
    document, tree = document_of("A 3", "A 1:2 5", "B 1:6")
    lines = lines_without_place(document, "B", tree)
    assert lines.where(("days", 1, "scenes", 0)) == "schedule.yaml:6 days[1].scenes[0]"
    assert ("days", 1, "scenes", 0) not in lines.lines
    assert ("days", 2) not in lines.lines
    assert lines.lines["start",] == tree.lines["start",]
