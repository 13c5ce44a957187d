"""Day-out-of-days: the case of the algorithm page, and the codes one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.topsheet.schedule.small_film import BREAKDOWN, PLACES, SCHEDULE, SCRIPT, built, read
from topsheet import rules
from topsheet.schedule import build, codes

FIRST = date(2027, 3, 29)
DAYS = [FIRST + timedelta(days=week * 7 + day) for week in range(5) for day in range(5)]


def row(work: str, gap: int | None = 10) -> str:
    """Codes of weeks of five days, a letter for a day worked: `x.x..|.....` read back the same way."""
    marks = work.replace("|", "")
    given = dict(codes([day for day, mark in zip(DAYS, marks, strict=False) if mark == "x"], DAYS, gap))
    return " ".join(given.get(day, "-") for day in DAYS[: len(marks)])


@pytest.mark.parametrize(
    ("work", "coded"),
    [
        ("x....", "SWF - - - -"),
        ("xx...", "SW WF - - -"),
        ("xxx..", "SW W WF - -"),
        (".x.x.", "- SW H WF -"),
        ("x...x|x....", "SW H H H W WF - - - -"),
        (".....", "- - - - -"),
        # Monday to Thursday of the week after: 10 calendar days, not more than 10.
        ("x....|...x.", "SW H H H H H H H WF -"),
        # Monday to Friday of the week after: 11 calendar days.
        ("x....|....x", "SWD - - - - - - - - PWF"),
        ("xx...|.....|x.x..", "SW WD - - - - - - - - PW H WF - -"),
        # Only one break: the longer one, and of equal ones the first.
        ("x....|.....|x....|.....|....x", " ".join(["SW", *"H" * 9, "WD", *"-" * 13, "PWF"])),
        ("x....|.....|x....|.....|x....", " ".join(["SWD", *"-" * 9, "PW", *"H" * 9, "WF", *"-" * 4])),
    ],
)
def test_codes_of_a_performer(work: str, coded: str) -> None:
    assert row(work) == coded


def test_the_case_worked_by_hand_on_the_algorithm_page() -> None:
    assert row("xx...|.....|x.x..", gap=10) == "SW WD - - - - - - - - PW H WF - -"
    abroad = row("xx...|.....|x.x..", gap=14)
    assert (abroad, abroad.split().count("H")) == ("SW W H H H H H H H H W H WF - -", 9)


def test_without_a_rule_nobody_is_dropped() -> None:
    assert row("x....|....x", gap=None) == "SW H H H H H H H H WF"


def test_no_work_has_no_codes() -> None:
    assert codes([], DAYS, 10) == ()


def test_the_rows_of_a_film_stand_in_board_order_with_worked_and_held() -> None:
    report, _ = built(SCHEDULE)
    assert [
        (each.character, each.number, [code for _, code in each.codes], each.worked.value, each.held.value)
        for each in report.dood
    ] == [
        ("MARA", 1, ["SW", "W", "W", "H", "WF"], 4, 1),
        ("ELI", 2, ["SW", "H", "H", "WF"], 2, 2),
        ("PELL", 8, ["SWF"], 1, 0),
        ("NIGHT STEWARD", None, ["SW", "WF"], 2, 0),
    ]
    mara = report.dood[0]
    assert (mara.start.value, mara.finish.value) == (date(2027, 5, 27), date(2027, 6, 4))
    assert (mara.code(date(2027, 6, 3)), mara.code(date(2027, 6, 2))) == ("H", "")
    assert mara.worked is report.cast_days["MARA"]


PULLED_APART = """
    kind: schedule
    version: 1
    start: 2027-03-29
    days:
      - {place: bay, scenes: ["1"]}
      - {place: bay, scenes: ["3"]}
      - {move: Storm}
      - {move: Storm}
      - {move: Storm}
      - {move: Storm}
      - {move: Storm}
      - {place: bay, scenes: ["2"]}
      - {move: Storm}
      - {place: bay, scenes: ["5", "4A"]}
    """


@pytest.mark.parametrize(
    ("other_place", "gap", "eli", "held"),
    [("bay", 10, ["SWD", "PWF"], 0), ("quay", 14, ["SW", "H", "H", "WF"], 2)],
)
def test_a_film_shot_partly_abroad_needs_a_longer_gap(
    other_place: str, gap: int, eli: list[str], held: int
) -> None:
    text = PULLED_APART.replace(
        '{place: bay, scenes: ["5", "4A"]}', f'{{place: {other_place}, scenes: ["5", "4A"]}}'
    )
    document, tree = read(text)
    report, _ = build(document, SCRIPT, BREAKDOWN, PLACES, tree, book=rules.load())
    found = next(each for each in report.dood if each.character == "ELI")
    assert (found.finish.value - found.start.value).days == 11
    assert ([code for _, code in found.codes], found.held.value) == (eli, held)
    rule = found.held.inputs[1]
    assert rule.value == gap
    assert rule.rule is not None


def test_a_dropped_performer_is_told_when_and_by_which_rule() -> None:
    report, _ = built(PULLED_APART)
    eli = next(each for each in report.dood if each.character == "ELI")
    assert eli.held.how == (
        "shooting days from 2027-03-29 to 2027-04-09 without work, less those of the one break: "
        "dropped 2027-03-29, picked up 2027-04-09"
    )
    assert [figure.name for figure in eli.held.inputs] == [
        "schedule.cast_days.ELI",
        "rule.sag-aftra.theatrical.drop_gap_domestic",
    ]
