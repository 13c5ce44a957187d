"""A film of five scenes in two places: what the tests of the schedule stand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import dedent

from topsheet import rules
from topsheet.calendar import Place
from topsheet.documents import Problem, Tree, read_yaml, validate
from topsheet.schedule import ScheduleDocument, ScheduleReport, build
from topsheet.script import BreakdownDocument, Scene, Screenplay

PLACES = {
    "bay": Place(name="The bay", country="US", region="MD", timezone="America/New_York"),
    "quay": Place(name="The quay", country="CA", region="NS", timezone="America/Halifax"),
}


def scene(number: str, eighths: int, *cues: str) -> Scene:
    """A scene of a given length with these speakers."""
    return Scene(
        number=number,
        number_printed=True,
        heading=f"INT. SET {number} - DAY",
        int_ext="INT",
        set=f"SET {number}",
        time="DAY",
        day_night="DAY",
        printed=eighths * 6,
        eighths=eighths,
        page=1,
        cues=cues,
        voice_over=(),
        off_screen=(),
        synopsis="",
        start_line=1,
        elements=(),
    )


def screenplay(scenes: Sequence[Scene]) -> Screenplay:
    """A script of these scenes."""
    return Screenplay("small.fountain", "Small", (), (), tuple(scenes), (), 0, 0)


SCRIPT = screenplay(
    [
        scene("1", 8, "MARA", "ELI"),
        scene("2", 12, "MARA"),
        scene("3", 4, "PELL"),
        scene("4A", 6, "ELI", "DISPATCH"),
        scene("5", 3, "MARA"),
    ]
)
BREAKDOWN = BreakdownDocument.model_validate(
    {
        "kind": "breakdown",
        "version": 1,
        "cast": [
            {"number": 1, "character": "MARA"},
            {"number": 2, "character": "ELI"},
            {"number": 8, "character": "PELL"},
            {"number": 14, "character": "DISPATCH"},
        ],
        "scenes": {
            "1": {"place": "bay", "background": 12},
            "2": {"place": "bay", "background": 5, "cast": ["NIGHT STEWARD"]},
            "3": {"place": "bay"},
            "4A": {"place": "quay", "not_present": ["DISPATCH"]},
            "5": {"place": "bay"},
        },
    }
)
SCHEDULE = """
    kind: schedule
    version: 1
    start: 2027-05-27
    holidays: {country: US, region: MD}
    days:
      - {place: bay, call: "07:00", scenes: ["1", "3"]}
      - {place: bay, call: "18:00", night: true, scenes: [{scene: "2", eighths: 5}]}
      - {place: bay, call: "18:00", night: true, scenes: [{scene: "2", eighths: 7}]}
      - {move: Company move to the quay}
      - {place: quay, scenes: [4A]}
      - {place: bay, scenes: [5]}
    """


def read(text: str) -> tuple[ScheduleDocument, Tree]:
    """A schedule document that must be whole."""
    tree, problems = read_yaml(dedent(text).lstrip(), "schedule.yaml")
    assert tree is not None, problems
    document, problems = validate(ScheduleDocument, tree)
    assert document is not None, problems
    return document, tree


def broken(text: str) -> list[str]:
    """What is said about a document that does not fit its model."""
    tree, _ = read_yaml(dedent(text).lstrip(), "schedule.yaml")
    assert tree is not None
    document, problems = validate(ScheduleDocument, tree)
    assert document is None
    return [f"{problem.where}: {problem.what}" for problem in problems]


def built(text: str, not_before: date | None = None) -> tuple[ScheduleReport, list[Problem]]:
    """The schedule of the small film."""
    document, tree = read(text)
    return build(document, SCRIPT, BREAKDOWN, PLACES, tree, book=rules.load(), not_before=not_before)
