from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.budget.small_budget import SHOOT, costed, usd
from topsheet import rules
from topsheet.calendar import Place
from topsheet.incentives import Condition, IncentiveReport, estimate
from topsheet.money import Money, Percent
from topsheet.rules import Programme

PLACES = {
    "bay": Place(name="Bay", country="US", region="MD"),
    "york": Place(name="New York", country="US", region="NY"),
    "quay": Place(name="Quay", country="CA", region="NS"),
}
LINES = """\
- {id: star, what: Star, unit: flat, rate: 450000, place: bay, payee: star, basis: fee}
- {id: star_too, what: Star again, unit: flat, rate: 150000.03, place: bay, payee: star, basis: fee}
- {id: crew, what: Crew, unit: flat, rate: 300000, place: bay, basis: script}
- {id: gift, what: Gift, unit: flat, rate: 70000, place: bay, qualifies: false, basis: fee}
- {id: york, what: Casting, unit: flat, rate: 28000, place: york, basis: fee}
- {id: quay, what: Quay, unit: flat, rate: 90000, place: quay, basis: fee}
- {id: loose, what: Nowhere, unit: flat, rate: 5000, basis: fee}
"""


def maryland(**changes: Any) -> Programme:
    return replace(rules.load().programme("us-md-film", on=SHOOT), **changes)


def credited(programme: Programme, lines: str = LINES) -> IncentiveReport:
    return estimate(programme, costed(lines).lines, PLACES, "USD")


def conditions(report: IncentiveReport) -> dict[str, tuple[str, str]]:
    return {condition.what: (condition.state, condition.reason) for condition in report.conditions}


def test_only_lines_spent_there_and_not_marked_out_qualify() -> None:
    report = credited(maryland(person_cap=None))
    assert [line.id for line in report.lines] == ["star", "star_too", "crew"]
    assert (report.qualified.value, report.credit.value) == (usd("900000.03"), usd("225000.01"))
    assert report.credit.how == "25.00% of the qualified spend"


def test_what_one_person_is_paid_counts_up_to_the_cap_over_all_lines() -> None:
    report = credited(maryland())
    assert (report.qualified.value, report.credit.value) == (usd(800_000), usd(200_000))
    _, over = report.qualified.inputs
    [star] = over.inputs
    assert (star.name, star.value, star.how) == (
        "incentives.us-md-film.over_cap.star",
        usd("100000.03"),
        "paid USD 600,000.03, cap USD 500,000.00",
    )
    assert conditions(report)["Pay a person: USD 500,000.00"] == (
        "NOT MET",
        "USD 100,000.03 of pay lies above it",
    )


def test_a_cap_of_exactly_the_pay_takes_nothing() -> None:
    report = credited(maryland(person_cap=usd("600000.03")))
    assert report.qualified.value == usd("900000.03")


@pytest.mark.parametrize(
    ("least", "credit", "state"),
    [("800000", "200000", "MET"), ("800000.01", "0", "NOT MET")],
)
def test_spend_under_the_minimum_earns_nothing(least: str, credit: str, state: str) -> None:
    report = credited(maryland(min_spend=usd(least)))
    assert report.credit.value == usd(credit)
    assert conditions(report)[f"Minimum spend: {usd(least)}"] == (
        state,
        "qualified spend is USD 800,000.00",
    )


def test_the_project_cap_bounds_the_credit() -> None:
    report = credited(maryland(project_cap=usd("199999.99")))
    assert (report.credit.value, report.credit.how) == (
        usd("199999.99"),
        "25.00% of the qualified spend, bound by the project cap",
    )
    assert conditions(report)["Credit a project: USD 199,999.99"] == (
        "NOT MET",
        "the rate gives USD 200,000.00",
    )


def test_a_programme_of_a_whole_country_takes_every_region() -> None:
    report = credited(maryland(region=None, person_cap=None))
    assert [line.id for line in report.lines] == ["star", "star_too", "crew", "york"]


def test_a_programme_elsewhere_gives_nothing() -> None:
    report = credited(maryland(region="GA", min_spend=None))
    assert (report.lines, report.qualified.value, report.credit.value) == ((), usd(0), usd(0))


def test_what_nobody_found_is_a_condition_and_never_a_yes() -> None:
    bare = maryland(
        min_spend=None,
        project_cap=None,
        person_cap=None,
        annual_cap=None,
        unknown=("project_cap", "excludes"),
    )
    none, not_found = ("MET", "the programme names none"), ("NOT FOUND", "no source for this fact was found")
    assert conditions(credited(bare)) == {
        "Minimum spend": none,
        "Credit a project": not_found,
        "Pay a person": none,
        "Excludes": not_found,
    }


def test_the_year_of_the_programme_is_left_to_the_film_office() -> None:
    assert (
        Condition(
            "The programme's year: USD 12,000,000.00 for all films",
            "NOT FOUND",
            "what is left of this year's money is not known; ask the film office",
        )
        in credited(maryland()).conditions
    )


def test_the_credit_cites_its_programme_down_to_the_rule() -> None:
    programme = maryland()
    report = credited(programme)
    assert (report.credit.rule, report.qualified.rule, report.rate.rule) == (programme.citation,) * 3
    assert report.rate.value == Percent(Decimal(25))
    assert isinstance(report.credit.value, Money)
