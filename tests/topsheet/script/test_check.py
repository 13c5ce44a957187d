from __future__ import annotations

import pytest

from topsheet.documents import Problem, Severity
from topsheet.script import read_fountain
from topsheet.script.spelling import look_alikes


def problems(text: str) -> list[Problem]:
    return read_fountain(text, "a.fountain")[1]


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n", "\ufeff"])
def test_an_empty_file_is_no_screenplay(text: str) -> None:
    assert read_fountain(text, "a.fountain") == (
        None,
        [
            Problem(
                "a.fountain:1",
                "is empty",
                "Days, budget and everything below come from the scenes of the script.",
                "Export the script from the writing program again, and check its size.",
            )
        ],
    )


def test_a_script_without_scenes_is_an_error() -> None:
    assert problems("Snow.\n") == [
        Problem(
            "a.fountain:1",
            "has no scene heading",
            "Without scenes there is nothing to break down, schedule or budget.",
            "Start each scene with a line such as INT. BRIDGE - NIGHT, an empty line above and below it.",
        )
    ]


def test_a_scene_number_used_twice_is_an_error() -> None:
    why = "The breakdown and the schedule name scenes by number, and could not tell the two apart."
    fix = "Give one of them another number, such as the next letter, or number every scene."
    assert problems("INT. A - DAY #2#\n\nINT. B - DAY\n\nINT. C - DAY #2#\n") == [
        Problem(
            "a.fountain:3",
            "scene number 2 is used twice, first on line 1, given by its position because none is printed",
            why,
            fix,
        ),
        Problem("a.fountain:5", "scene number 2 is used twice, first on line 1", why, fix),
    ]


def test_a_heading_that_does_not_stand_alone_is_a_warning() -> None:
    found = problems(
        "INT. A - DAY\n\nEXT. B - DAY\nSnow.\n\nMARA\nGo.\nINT. C - NIGHT\n\nThe INT. light.\nInt. too.\n"
    )
    assert [(problem.where, problem.what, problem.severity) for problem in found] == [
        (
            "a.fountain:3",
            "looks like a scene heading but is read as action: EXT. B - DAY",
            Severity.WARNING,
        ),
        (
            "a.fountain:8",
            "looks like a scene heading but is read as dialogue: INT. C - NIGHT",
            Severity.WARNING,
        ),
    ]


def test_a_rare_cue_one_slip_from_a_common_one_is_a_warning() -> None:
    text = "INT. A - DAY\n\n" + "CORRIGAN\nYes.\n\n" * 3 + "CORIGAN\nNo.\n"
    assert problems(text) == [
        Problem(
            "a.fountain:12",
            "the cue CORIGAN looks like a misspelling of CORRIGAN",
            "CORIGAN has 1 speech and CORRIGAN 3 speeches; as written they are two parts, with two engagements.",
            "Correct the cue to CORRIGAN, or leave it if both are characters.",
            Severity.WARNING,
        )
    ]


def test_two_cues_that_both_speak_often_are_two_people() -> None:
    assert problems("INT. A - DAY\n\n" + "JUNE\nYes.\n\nJANE\nNo.\n\n" * 3) == []


@pytest.mark.parametrize("slip", ["NADIE", "NADI", "NADIAH", "NAIDA", "XNADIA"])
def test_one_letter_changed_left_out_added_or_swapped_looks_alike(slip: str) -> None:
    assert list(look_alikes(["NADIA", "MARA", slip])) == [(slip, "NADIA")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GUARD 1", "GUARD 2"),
        ("NURSE A", "NURSE B"),
        ("COP I", "COP II"),
        ("MARA", "MIRO"),
        ("AL", "ED"),
        ("BO", "B"),
    ],
)
def test_counted_people_and_very_short_names_do_not(one: str, other: str) -> None:
    assert list(look_alikes([one, other])) == []
