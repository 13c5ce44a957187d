from __future__ import annotations

import pytest

from tests.topsheet.script.test_elements import read
from topsheet.script import eighths_of, pages_of, spell_eighths
from topsheet.script.length import page_at, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("0123456789", 10, 1),
        ("0123456789 1", 10, 2),
        ("0123456 89 1", 10, 2),
        ("01234567890123456789x", 10, 3),
        ("a\n\nb", 10, 3),
        ("**01234567**", 10, 1),
        ("one two three four", 9, 3),
        ("one two three four", 10, 2),
    ],
)
def test_lines_break_between_words_and_a_word_too_long_is_cut(text: str, width: int, lines: int) -> None:
    assert wrapped(text, width) == lines


@pytest.mark.parametrize(
    ("lines", "eighths"), [(0, 1), (1, 1), (6, 1), (7, 2), (27, 4), (54, 8), (55, 9), (81, 12)]
)
def test_eighths_are_rounded_up_and_at_least_one(lines: int, eighths: int) -> None:
    assert eighths_of(lines) == eighths


@pytest.mark.parametrize(
    ("eighths", "spelt"), [(0, "0"), (1, "1/8"), (4, "4/8"), (8, "1"), (12, "1 4/8"), (16, "2")]
)
def test_eighths_are_spelt_and_never_reduced(eighths: int, spelt: str) -> None:
    assert spell_eighths(eighths) == spelt


def test_pages_hold_54_lines() -> None:
    assert [pages_of(lines) for lines in (0, 1, 54, 55)] == [0, 1, 1, 2]
    assert [page_at(line) for line in (1, 54, 55, 108, 109)] == [1, 1, 2, 2, 3]


def test_the_case_worked_by_hand() -> None:
    """The scene of docs/algorithms/page-eighths.md: 19 lines, 3 eighths."""
    screenplay = read(
        "INT. WHEELHOUSE - NIGHT\n\n"
        "Sleet on the glass. The wiper drags once, sticks, and drags again. MARA leans to the radar, one hand flat on "
        "the console as if the ship might leave without her.\n\n"
        "MARA\nHow long has the second light been out?\n\n"
        "TOBIAS\n(not looking up)\nSince the buoy tender went home for the winter. Nobody reported it, so nobody "
        "fixed it.\n\n"
        "CUT TO:\n\n"
        "EXT. CAR DECK - CONTINUOUS\n\nBREN walks the row of trucks.\n"
    )
    assert [element.printed for element in screenplay.elements] == [3, 4, 2, 2, 2, 1, 3, 2, 3, 2]
    assert [(scene.printed, scene.eighths, scene.page) for scene in screenplay.scenes] == [
        (19, 3, 1),
        (5, 1, 1),
    ]
    assert (screenplay.printed, screenplay.pages) == (24, 1)


def test_a_scene_starts_on_the_page_of_its_heading() -> None:
    lines = "\n\n".join(f"Line {number}." for number in range(26))  # 52 lines; blank 53 and 54, heading on 55
    assert [scene.page for scene in read(f"{lines}\n\nINT. A - DAY").scenes] == [2]
