from __future__ import annotations

import inspect
from typing import Any

import pytest

from topsheet.script import Kind, Screenplay, read_fountain


def read(text: str) -> Screenplay:
    screenplay, _ = read_fountain(text, "test.fountain")
    assert screenplay is not None
    return screenplay


def parts(text: str) -> list[tuple[str, str]]:
    return [(element.kind.value, element.text) for element in read(text).elements]


def docstring(function: Any) -> str:
    return inspect.cleandoc(function.__doc__ or "")


@pytest.mark.parametrize(
    "heading",
    [
        "INT. BRIDGE - NIGHT", "int. bridge", "EXT BRIDGE", "EST. HARBOUR", "INT./EXT. TRUCK", "INT/EXT. TRUCK",
        "I/E TRUCK", "EXT./INT. TRUCK",
    ],
)  # fmt: skip
def test_a_scene_heading_starts_with_a_known_word_in_any_case(heading: str) -> None:
    assert parts(f"{heading}\n\nSnow.") == [("HEADING", heading), ("ACTION", "Snow.")]


@pytest.mark.parametrize("line", ["INTERIOR. BRIDGE", "Exterior view", "ESTABLISHING", "INT", "..WAIT"])
def test_other_words_and_two_points_head_no_scene(line: str) -> None:
    assert parts(f"{line}\n\nSnow.") == [("ACTION", line), ("ACTION", "Snow.")]


def test_a_heading_without_an_empty_line_below_is_action_and_no_cue() -> None:
    """
    INT. BRIDGE - NIGHT
    Snow on the glass.
    """
    text = docstring(test_a_heading_without_an_empty_line_below_is_action_and_no_cue)
    assert parts(text) == [("ACTION", "INT. BRIDGE - NIGHT\nSnow on the glass.")]


def test_a_point_forces_a_heading_and_a_number_stands_between_signs() -> None:
    heading = read(".THE DREAM #12-A.2#").elements[0]
    assert (heading.kind, heading.text, heading.number) == (Kind.HEADING, "THE DREAM", "12-A.2")


@pytest.mark.parametrize("end", ["#", "##", "# #", "#a b#", "#--#", "1#"])
def test_signs_without_a_number_between_stay_in_the_heading(end: str) -> None:
    heading = read(f"INT. BRIDGE {end}").elements[0]
    assert (heading.text, heading.number) == (f"INT. BRIDGE {end}", "")


@pytest.mark.parametrize(
    ("cue", "speaker"),
    [
        ("MARA", "MARA"),
        ("R2D2", "R2D2"),
        ("MARA (v.o.) (CONT'D)", "MARA"),
        ("   MARA", "MARA"),
        ("ИВАН", "ИВАН"),
        ("ÉLODIE  D'ARC", "ÉLODIE D'ARC"),
        ("@McCLANE", "McCLANE"),
        ("@李", "李"),
    ],
)
def test_a_cue_is_upper_case_of_any_alphabet_or_forced(cue: str, speaker: str) -> None:
    elements = read(f"{cue}\nStop.").elements
    assert [(each.kind, each.speaker) for each in elements] == [(Kind.CUE, speaker), (Kind.DIALOGUE, speaker)]


@pytest.mark.parametrize("line", ["23", "Mara", "MARa", "(MARA)", "CUT TO:", "!MARA", "@", "李"])
def test_a_line_without_upper_case_letters_is_no_cue(line: str) -> None:
    assert read(f"{line}\nStop.").elements[0].kind is Kind.ACTION


def test_an_upper_case_line_alone_is_action() -> None:
    assert parts("MARA\n\nStop.") == [("ACTION", "MARA"), ("ACTION", "Stop.")]


def test_a_speech_holds_all_up_to_an_empty_line() -> None:
    """
    MARA
    (low)
    One.
    Two.
    (lower)
    (lowest)
    ~ Three
    # Four

    Five.
    """
    assert parts(docstring(test_a_speech_holds_all_up_to_an_empty_line)) == [
        ("CUE", "MARA"),
        ("PARENTHETICAL", "(low)"),
        ("DIALOGUE", "One.\nTwo."),
        ("PARENTHETICAL", "(lower)"),
        ("PARENTHETICAL", "(lowest)"),
        ("LYRICS", "Three"),
        ("DIALOGUE", "# Four"),
        ("ACTION", "Five."),
    ]


def test_a_line_of_exactly_two_spaces_keeps_a_speech_going() -> None:
    assert parts("MARA\nOne.\n  \nTwo.\n  \n\nThree.") == [
        ("CUE", "MARA"),
        ("DIALOGUE", "One.\n\nTwo."),
        ("ACTION", "Three."),
    ]


@pytest.mark.parametrize("white", ["", " ", "   ", "\t", "\u00a0"])
def test_any_other_white_line_ends_a_speech(white: str) -> None:
    assert parts(f"MARA\nOne.\n{white}\nTwo.") == [("CUE", "MARA"), ("DIALOGUE", "One."), ("ACTION", "Two.")]


def test_a_line_of_two_spaces_parts_action() -> None:
    assert parts("One.\n  \nTwo.") == [("ACTION", "One."), ("ACTION", "Two.")]


def test_dual_dialogue_marks_the_second_of_two_speeches_and_only_that() -> None:
    text = "ELI ^\nFirst.\n\nMARA\nGo.\n\nELI (O.S.) ^\nNo.\n\nSnow.\n\nPELL^\nStop."
    cues = [each for each in read(text).elements if each.kind is Kind.CUE]
    assert [(cue.text, cue.speaker, cue.dual) for cue in cues] == [
        ("ELI", "ELI", False),
        ("MARA", "MARA", False),
        ("ELI (O.S.)", "ELI", True),
        ("PELL", "PELL", False),
    ]


def test_transitions_end_in_to_or_are_forced_and_centred_text_stands_between_arrows() -> None:
    assert parts("CUT TO:\n\n> Burn to white.\n\n> THE END <\n\ncut to:\n\n>\n\n> <") == [
        ("TRANSITION", "CUT TO:"),
        ("TRANSITION", "Burn to white."),
        ("CENTRED", "THE END"),
        ("ACTION", "cut to:"),
        ("ACTION", ">"),
        ("ACTION", "> <"),
    ]


def test_sections_synopses_and_page_breaks_part_paragraphs_like_empty_lines() -> None:
    """
    # Act one
    ## Scene of the fog
    = They leave late.
    INT. BRIDGE - NIGHT
    = The light is out.
    ===
    MARA
    Go.
    """
    text = docstring(test_sections_synopses_and_page_breaks_part_paragraphs_like_empty_lines)
    assert [(each.kind.value, each.text, each.level, each.line) for each in read(text).elements] == [
        ("SECTION", "Act one", 1, 1),
        ("SECTION", "Scene of the fog", 2, 2),
        ("SYNOPSIS", "They leave late.", 0, 3),
        ("HEADING", "INT. BRIDGE - NIGHT", 0, 4),
        ("SYNOPSIS", "The light is out.", 0, 5),
        ("PAGE_BREAK", "===", 0, 6),
        ("CUE", "MARA", 0, 7),
        ("DIALOGUE", "Go.", 0, 8),
    ]


@pytest.mark.parametrize("line", ["==", "== two", "=", "#", "####### seven", "~", "!", "."])
def test_a_mark_that_says_nothing_is_action(line: str) -> None:
    assert parts(f"Snow.\n\n{line}\n\nIce.") == [("ACTION", "Snow."), ("ACTION", line), ("ACTION", "Ice.")]


def test_action_keeps_its_line_breaks_and_leading_spaces() -> None:
    assert parts("\tDear Mara,\n    stop.  \n!INT. NOT A SCENE") == [
        ("ACTION", "    Dear Mara,\n    stop.\nINT. NOT A SCENE")
    ]


def test_sung_and_centred_lines_inside_action_are_their_own_elements() -> None:
    assert parts("Snow.\n~ One\n~Two\n> MIDDLE <\nIce.") == [
        ("ACTION", "Snow."),
        ("LYRICS", "One\nTwo"),
        ("CENTRED", "MIDDLE"),
        ("ACTION", "Ice."),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_reads_the_same_with_or_without_a_mark_of_byte_order(end: str) -> None:
    text = "\ufeffINT. BRIDGE - NIGHT\n\nMARA\nGo.\n\n\nSnow.\n".replace("\n", end)
    assert [(each.kind.value, each.text, each.line) for each in read(text).elements] == [
        ("HEADING", "INT. BRIDGE - NIGHT", 1),
        ("CUE", "MARA", 3),
        ("DIALOGUE", "Go.", 4),
        ("ACTION", "Snow.", 7),
    ]


def test_a_white_line_at_the_end_of_a_speech_still_counts_as_a_line_of_the_file() -> None:
    assert [each.line for each in read("MARA\nOne.\n  \n\nTwo.\n").elements] == [1, 2, 5]
