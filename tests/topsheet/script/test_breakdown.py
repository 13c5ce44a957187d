from __future__ import annotations

from textwrap import dedent

from tests.topsheet.script.test_elements import read
from topsheet.documents import Problem, Severity, Tree, read_yaml, validate
from topsheet.script import BreakdownDocument, CastMember, SceneBreakdown, check_breakdown, who_is_on_set

SCRIPT = """\
INT. BRIDGE - NIGHT #1#

MARA
Go.

DISPATCH (V.O.)
Say again.

GUS (O.S.)
Soup!

PELL
Stop.

EXT. DECK - NIGHT #2#

Snow.
"""
BREAKDOWN = """\
kind: breakdown
version: 1
cast:
  - {number: 1, character: MARA, name: Captain Mara Vance}
  - {number: 2, character: GUS}
  - {number: 3, character: PELL}
  - {number: 4, character: NADIA}
  - {number: 5, character: DISPATCH}
scenes:
  "1":
    place: bay
    cast: [NADIA, MARA]
    not_present: [PELL]
    background: 12
    props: [sextant, glove]
    must_keep: true
  2: {place: bay}
"""
NO_NUMBER = "A part without a board number is in no day-out-of-days and no budget line."


def parsed(text: str) -> tuple[BreakdownDocument, Tree]:
    tree, problems = read_yaml(dedent(text), "breakdown.yaml")
    assert tree is not None
    document, mistakes = validate(BreakdownDocument, tree)
    assert document is not None
    assert (problems, mistakes) == ([], [])
    return document, tree


def check(text: str) -> list[Problem]:
    document, tree = parsed(text)
    return check_breakdown(document, read(SCRIPT), tree, places=("bay", "quay"))


def refused(text: str) -> list[Problem]:
    tree, _ = read_yaml(text, "breakdown.yaml")
    assert tree is not None
    document, problems = validate(BreakdownDocument, tree)
    assert document is None
    return problems


def test_a_breakdown_is_read_whole_and_scene_numbers_need_no_quotes() -> None:
    document, _ = parsed(BREAKDOWN)
    assert document == BreakdownDocument(
        kind="breakdown",
        version=1,
        cast=(
            CastMember(number=1, character="MARA", name="Captain Mara Vance"),
            CastMember(number=2, character="GUS"),
            CastMember(number=3, character="PELL"),
            CastMember(number=4, character="NADIA"),
            CastMember(number=5, character="DISPATCH"),
        ),
        scenes={
            "1": SceneBreakdown(
                place="bay",
                cast=("NADIA", "MARA"),
                not_present=("PELL",),
                background=12,
                props=("sextant", "glove"),
                must_keep=True,
            ),
            "2": SceneBreakdown(place="bay"),
        },
    )
    assert (document.board_number("NADIA"), document.board_number("LENA")) == (4, None)


def test_a_number_with_and_without_quotes_is_refused() -> None:
    problems = refused('kind: breakdown\nversion: 1\nscenes:\n  1: {place: bay}\n  "1": {place: bay}\n')
    assert [(problem.where, problem.what) for problem in problems] == [
        ("breakdown.yaml:3 scenes", "scene 1 has two sheets, one with its number in quotes")
    ]


def test_background_is_a_number_of_people() -> None:
    problems = refused('kind: breakdown\nversion: 1\nscenes:\n  "1": {place: bay, background: -2}\n')
    assert [problem.where for problem in problems] == ["breakdown.yaml:4 scenes.1.background"]


def test_scenes_are_keyed_by_number() -> None:
    problems = refused("kind: breakdown\nversion: 1\nscenes: [1, 2]\n")
    assert [problem.where for problem in problems] == ["breakdown.yaml:3 scenes"]


def test_on_set_are_speakers_less_voices_and_the_absent_and_those_without_a_cue() -> None:
    document, _ = parsed(BREAKDOWN)
    first, second = read(SCRIPT).scenes
    assert who_is_on_set(first, document) == ("MARA", "GUS", "NADIA")
    assert who_is_on_set(second, document) == ()
    assert who_is_on_set(first, BreakdownDocument(kind="breakdown", version=1)) == ("MARA", "GUS", "PELL")


def test_a_breakdown_that_fits_has_no_problems() -> None:
    assert check(BREAKDOWN) == []


def test_a_sheet_for_no_scene_and_a_scene_without_a_sheet() -> None:
    assert check(BREAKDOWN.replace("  2: {", "  22: {")) == [
        Problem(
            "breakdown.yaml:17 scenes[22]",
            "scene 22 is not in the script test.fountain",
            "What this sheet asks for would be scheduled for no scene.",
            "Remove it, or give it its number in the script, such as 2.",
        ),
        Problem(
            "test.fountain:15",
            "scene 2 has no breakdown sheet",
            "Its place, cast without lines and other needs are unknown, so it cannot be scheduled or priced.",
            'Add "2": under scenes in the breakdown.',
            Severity.WARNING,
        ),
    ]


def test_a_speaker_who_is_not_on_the_cast_list() -> None:
    assert check(BREAKDOWN.replace("character: PELL", "character: PEL")) == [
        Problem(
            "breakdown.yaml:3 cast",
            "PELL speaks in scene 1 (test.fountain:1) but is not on the cast list",
            NO_NUMBER,
            "Correct the cue if PEL is meant; otherwise add {number: ..., character: PELL} to cast.",
        )
    ]


def test_an_unknown_place() -> None:
    assert check(BREAKDOWN.replace("2: {place: bay}", "2: {place: quai}")) == [
        Problem(
            "breakdown.yaml:17 scenes[2].place",
            "place quai is not one of the production's",
            "Days, holidays and local spend are counted by place.",
            "Did you mean quay? Otherwise add it under places in production.yaml.",
        )
    ]


def test_names_of_a_sheet_that_mean_nobody() -> None:
    text = BREAKDOWN.replace("[NADIA, MARA]", "[NADJA]").replace(
        "not_present: [PELL]", "not_present: [NADIA]"
    )
    assert check(text) == [
        Problem(
            "breakdown.yaml:12 scenes.1.cast",
            "NADJA is not on the cast list",
            NO_NUMBER,
            "Add NADJA to cast at the top, or count background people under background.",
        ),
        Problem(
            "breakdown.yaml:13 scenes.1.not_present",
            "NADIA does not speak in scene 1",
            "not_present takes off speakers who are not on set; this takes off nobody.",
            "Remove NADIA, or correct the name.",
            Severity.WARNING,
        ),
    ]


def test_a_board_number_and_a_character_stand_once_on_the_cast_list() -> None:
    text = BREAKDOWN.replace("{number: 5, character: DISPATCH}", "{number: 1, character: DISPATCH}")
    assert check(text.replace("{number: 4, character: NADIA}", "{number: 4, character: NADIA}\n  - {number: 6, "
                              "character: NADIA}")) == [
        Problem(
            "breakdown.yaml:8 cast[4]",
            "NADIA is on the cast list twice",
            "Days worked would count for one of the two only.",
            "Remove one of them.",
        ),
        Problem(
            "breakdown.yaml:9 cast[5]",
            "DISPATCH has board number 1, which is MARA's",
            "Board, day-out-of-days and call sheet name the cast by number.",
            "Give each character a number of their own.",
        ),
    ]  # fmt: skip
