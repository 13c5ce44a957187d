from __future__ import annotations

import pytest

from tests.topsheet.script.crossing import CROSSING
from tests.topsheet.script.test_elements import parts, read


def test_a_title_page_has_values_on_the_line_and_below_indented_or_not() -> None:
    screenplay = read(CROSSING)
    assert screenplay.title == "The Crossing"
    assert screenplay.title_page == (
        ("Title", "_**The Crossing**_"),
        ("Credit", "written by"),
        ("Authors", "A. Writer\nB. Writer"),
        ("Draft date", "1 March 2027"),
        ("Contact", "The Harbour Office\nPort Amity"),
    )
    assert screenplay.elements[0].line == 11


def test_a_tab_indents_a_value_that_may_hold_a_colon() -> None:
    assert read("Title: A\nNotes:\n\tSeen: twice\n\nSnow.").title_page == (
        ("Title", "A"),
        ("Notes", "Seen: twice"),
    )


@pytest.mark.parametrize(
    "first",
    [
        "FADE IN:",
        "Snow.",
        "Snow falls:",
        "\nTitle: Late",
        "INT. HOUSE: GARAGE - DAY",
        "!Note: action",
        "> Cut: to black",
    ],
)
def test_a_script_may_start_without_a_title_page(first: str) -> None:
    screenplay = read(f"{first}\n\nIce.")
    assert (screenplay.title, screenplay.title_page) == ("", ())
    assert len(parts(f"{first}\n\nIce.")) == 2


def test_a_title_without_a_value_is_still_a_title_page() -> None:
    assert read("Title:\n\nIce.").title_page == (("Title", ""),)


def test_a_script_may_be_a_title_page_only() -> None:
    screenplay = read("Title: Nothing yet")
    assert (screenplay.title, screenplay.elements, screenplay.pages) == ("Nothing yet", (), 0)
