from __future__ import annotations

import pytest

from tests.topsheet.script.test_elements import parts, read
from topsheet.documents import Problem, Severity
from topsheet.script import Note, plain, read_fountain


def test_boneyard_is_cut_on_one_line_and_over_many_and_lines_keep_their_numbers() -> None:
    text = "One /* cut */ two.\n\n/* INT. GONE - DAY\n\nNobody.\n*/\n\nINT. HERE - DAY\n\nMARA\n/* not\nthis */\nGo."
    assert [(each.kind.value, each.text, each.line) for each in read(text).elements] == [
        ("ACTION", "One two.", 1),
        ("HEADING", "INT. HERE - DAY", 8),
        ("CUE", "MARA", 10),
        ("DIALOGUE", "Go.", 13),
    ]


def test_an_open_boneyard_is_text_and_a_warning() -> None:
    screenplay, problems = read_fountain(
        "/* a */\nINT. HERE - DAY\n\nSnow /* and\n\nINT. THERE - DAY\n", "a.fountain"
    )
    assert screenplay is not None
    assert [scene.set for scene in screenplay.scenes] == ["HERE", "THERE"]
    assert problems == [
        Problem(
            "a.fountain:4",
            "opens a boneyard with /* that no */ closes",
            "What follows was read as part of the script, and its scenes are counted.",
            "Close the boneyard with */ after the text to leave out, or take out the /*.",
            Severity.WARNING,
        )
    ]


def test_a_note_may_run_over_lines_but_not_over_an_empty_one() -> None:
    screenplay = read("A [[note\nmore]] b.\n\nC [[open\n\nD]] [[e]]\n\nINT. HERE - DAY [[f /* cut */ g]]\n")
    assert [each.text for each in screenplay.elements] == ["A b.", "C [[open", "D]]", "INT. HERE - DAY"]
    assert screenplay.notes == (Note("note\nmore", 1), Note("e", 6), Note("f  g", 8))


def test_a_note_goes_on_over_a_line_of_two_spaces() -> None:
    screenplay = read("MARA\nGo. [[why\n  \nnow]] Yes.")
    assert [each.text for each in screenplay.elements] == ["MARA", "Go. Yes."]


def test_a_line_of_nothing_but_a_note_parts_no_paragraph() -> None:
    assert parts("MARA\n[[quietly]]\nGo.\n\nINT. HERE - DAY\n[[which?]]\n\nSnow.") == [
        ("CUE", "MARA"),
        ("DIALOGUE", "Go."),
        ("HEADING", "INT. HERE - DAY"),
        ("ACTION", "Snow."),
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*i* **b** ***bi*** _u_", "i b bi u"),
        ("_**both**_", "both"),
        (r"\*not\* and \_not\_", "*not* and _not_"),
        ("5 * 6 * 7", "5 * 6 * 7"),
        ("*open", "*open"),
        ("*over\nlines*", "*over\nlines*"),
        ("snake_case", "snake_case"),
        ("plain", "plain"),
        ("**bold *and italic* in one**", "bold and italic in one"),
    ],
)
def test_emphasis_is_left_in_the_text_and_taken_off_for_print(written: str, shown: str) -> None:
    assert (parts(f"{written}."), plain(written)) == ([("ACTION", f"{written}.")], shown)
