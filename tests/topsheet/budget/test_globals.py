from __future__ import annotations

from tests.topsheet.budget.small_budget import costed, problems_of
from topsheet.documents import Problem

NEEDED = "Every line built on it would have no value."


def test_globals_take_values_origins_and_formulas_in_any_order() -> None:
    report = costed(
        more="""\
        globals:
          weeks: {formula: days / 5 + wrap}
          wrap: {value: 2}
          days: {from: schedule.shoot_days}
        """
    )
    values = {figure.name: figure.value for figure in report.globals}
    assert values == {"budget.global.weeks": 6, "budget.global.wrap": 2, "budget.global.days": 20}
    days = next(figure for figure in report.globals if figure.name == "budget.global.days")
    assert (days.how, [cause.name for cause in days.inputs], days.source) == (
        "taken from Shooting days",
        ["schedule.shoot_days"],
        "budget.yaml:8 globals.days",
    )


def test_a_global_defined_by_itself_is_told_once_with_its_circle() -> None:
    [problem] = problems_of(more="globals: {a: {formula: b + 1}, b: {formula: a * 2}}\n")
    assert problem == Problem(
        "budget.yaml:5 globals.a",
        "`a` is defined by itself through a → b → a",
        NEEDED,
        "Give one of these globals a `value:` of its own.",
    )


def test_a_global_from_nowhere_from_a_day_or_that_makes_no_sense() -> None:
    problems = problems_of(
        more="""\
        globals:
          nights: {from: schedule.nights}
          first: {from: schedule.start}
          odd: {formula: "3 +"}
        """
    )
    take = "Take one of these: schedule.shoot_days, schedule.start."
    assert problems == [
        Problem(
            "budget.yaml:6 globals.nights",
            "`nights` comes from `schedule.nights`, which nothing in this production computes",
            NEEDED,
            take,
        ),
        Problem(
            "budget.yaml:7 globals.first",
            "`first` comes from `schedule.start`, which nothing in this production computes",
            NEEDED,
            take,
        ),
        Problem(
            "budget.yaml:8 globals.odd",
            "`3 +` ends where a number or name is expected",
            NEEDED,
            "Use numbers, + - * / ( ) and these names: nights, first, odd.",
        ),
    ]
