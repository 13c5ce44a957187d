from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tests.topsheet.script.test_elements import read
from topsheet.figures import Figure, Value, index
from topsheet.money import Percent
from topsheet.script import ScriptReport, script_figures

SCRIPT = """\
Title: The Crossing

INT. MARA'S HOUSE - NIGHT #1#
= Mara hears it.

MARA
Go.

DISPATCH (V.O.)
Say again.

EXT. DECK - CONTINUOUS #2#

Snow.

INT. MARAS HOUSE - DAY

Nobody.

INT. MARA`S HOUSE
"""


def figures(report: ScriptReport) -> list[Figure[Value]]:
    return [report.pages, report.scene_count, report.eighths, report.speaking_parts, *report.sets, *report.times,
            *report.shares]  # fmt: skip


def values(of: Iterable[Figure[Value]]) -> list[tuple[str, str, Value]]:
    return [(figure.name, figure.label, figure.value) for figure in of]


def test_the_report_of_a_script() -> None:
    report = script_figures(read(SCRIPT))
    assert report.title == "The Crossing"
    assert values(figures(report)) == [
        ("script.pages", "Pages of the script", 1),
        ("script.scenes", "Scenes", 4),
        ("script.eighths", "Length of all scenes in eighths", 5),
        ("script.speaking_parts", "Speaking parts", 2),
        ("script.set.mara_s_house.eighths", "Eighths in MARA'S HOUSE", 3),
        ("script.set.deck.eighths", "Eighths in DECK", 1),
        ("script.set.maras_house.eighths", "Eighths in MARAS HOUSE", 1),
        ("script.time.night.eighths", "Eighths NIGHT", 3),
        ("script.time.day.eighths", "Eighths DAY", 1),
        ("script.time.not_given.eighths", "Eighths NOT GIVEN", 1),
        ("script.time.night.share", "Share of eighths: NIGHT", Percent(Decimal(60))),
        ("script.time.day.share", "Share of eighths: DAY", Percent(Decimal(20))),
        ("script.time.not_given.share", "Share of eighths: NOT GIVEN", Percent(Decimal(20))),
    ]


def test_a_row_of_the_scene_list() -> None:
    rows = script_figures(read(SCRIPT)).scenes
    first = rows[0]
    assert (first.number, first.int_ext, first.set, first.time, first.day_night, first.page, first.cues) == (
        "1", "INT", "MARA'S HOUSE", "NIGHT", "NIGHT", 1, ("MARA", "DISPATCH"),
    )  # fmt: skip
    assert first.synopsis == "Mara hears it."
    assert [(row.number, row.time, row.day_night, row.eighths.value) for row in rows[1:]] == [
        ("2", "CONTINUOUS", "NIGHT", 1),
        ("3", "DAY", "DAY", 1),
        ("4", "", "", 1),
    ]


def test_eighths_lead_to_the_line_of_the_script_and_the_rule() -> None:
    rule = "lines × 8 / 54, rounded up to a whole eighth, at least 1"
    position = "; the scene has no printed number, so its position is used"
    report = script_figures(read(SCRIPT))
    assert [(each.name, each.how, each.source) for each in report.eighths.inputs] == [
        ("script.scene.1.eighths", f"9 {rule}", "test.fountain:3"),
        ("script.scene.2.eighths", f"5 {rule}", "test.fountain:12"),
        ("script.scene.3.eighths", f"5 {rule}{position}", "test.fountain:16"),
        ("script.scene.4.eighths", f"3 {rule}{position}", "test.fountain:20"),
    ]
    assert report.eighths.how == "sum of 4 scenes"
    assert (report.pages.how, report.pages.source) == ("22 lines / 54 a page, rounded up", "test.fountain")


def test_every_figure_has_a_name_of_its_own() -> None:
    report = script_figures(read(SCRIPT))
    assert len(index(figures(report))) == len(figures(report)) + len(report.scenes)


def test_a_script_without_scenes_has_a_report_without_shares() -> None:
    report = script_figures(read("Snow."))
    assert (report.title, values(figures(report))) == (
        "test.fountain",
        [
            ("script.pages", "Pages of the script", 1),
            ("script.scenes", "Scenes", 0),
            ("script.eighths", "Length of all scenes in eighths", 0),
            ("script.speaking_parts", "Speaking parts", 0),
        ],
    )
