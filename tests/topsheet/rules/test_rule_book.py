"""Asking the rule book: a value with its source, or a refusal that says what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from topsheet import rules
from topsheet.figures import Status
from topsheet.money import Money, Percent
from topsheet.rules import RuleNotInForce, RuleValueUnknown, Tier

SHOOT = date(2027, 3, 29)
BOOK = rules.load()
DAY_PERFORMER = "sag-aftra.theatrical.day_performer"


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        (date(2025, 7, 1), 1246),
        (date(2026, 6, 30), 1246),
        (date(2026, 7, 1), 1283),
        (date(2027, 6, 30), 1283),
    ],
)
def test_day_performer_changes_on_the_first_of_july(on: date, rate: int) -> None:
    figure = BOOK.value(DAY_PERFORMER, on=on)
    assert figure.rule is not None
    assert (figure.name, int(figure.value), figure.rule.status) == (
        f"rule.{DAY_PERFORMER}",
        rate,
        Status.DERIVED,
    )


def test_a_rule_asked_twice_is_one_figure() -> None:
    assert BOOK.value(DAY_PERFORMER, on=SHOOT) is BOOK.value(DAY_PERFORMER, on=date(2027, 5, 6))
    assert BOOK.percent("sag-aftra.pension_health", on=SHOOT) is BOOK.percent(
        "sag-aftra.pension_health", on=SHOOT
    )


def test_a_day_before_the_first_value_is_refused() -> None:
    with pytest.raises(RuleNotInForce) as refusal:
        BOOK.value(DAY_PERFORMER, on=date(2025, 6, 30))
    assert str(refusal.value) == (
        f"{DAY_PERFORMER} has no value on 2025-06-30: its first holds from 2025-07-01. "
        "Ask for a day it covers, or add the value with its source to rules/data/guilds/sag-aftra.yaml."
    )


def test_a_day_after_the_last_value_is_refused_unless_the_rule_is_carried() -> None:
    with pytest.raises(RuleNotInForce, match="the one before ended on 2027-06-30"):
        BOOK.value(DAY_PERFORMER, on=date(2027, 7, 1))
    carried = BOOK.value("dga.pension_employer", on=SHOOT)
    assert carried.rule is not None
    assert (carried.value, carried.rule.status) == (Decimal("8.5"), Status.UNVERIFIED)


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("sag-aftra.theatrical.day_performers", f"Did you mean {DAY_PERFORMER}?"),
        ("bectu.day_rate", "Known: dga.low_budget, "),
    ],
)
def test_an_unknown_rule_is_refused_with_the_nearest_one(rule: str, hint: str) -> None:
    with pytest.raises(RuleNotInForce) as refusal:
        BOOK.value(rule, on=SHOOT)
    assert str(refusal.value).startswith(f"There is no rule {rule}. {hint}")


def test_a_value_nobody_found_is_refused_and_never_zero() -> None:
    with pytest.raises(
        RuleValueUnknown, match="was substantially raised in 2023; the new number was not seen"
    ):
        BOOK.value("sag-aftra.pension_health_ceiling", on=SHOOT)


def test_pension_and_health_is_an_unverified_percentage() -> None:
    figure = BOOK.percent("sag-aftra.pension_health", on=SHOOT)
    assert figure.rule is not None
    assert (figure.value, figure.rule.status) == (Percent(Decimal(21)), Status.UNVERIFIED)


def test_a_day_rate_is_not_a_percentage() -> None:
    with pytest.raises(RuleNotInForce, match="its unit is USD per day"):
        BOOK.percent(DAY_PERFORMER, on=SHOOT)


@pytest.mark.parametrize(
    ("on", "status", "said"),
    [
        (date(2020, 7, 1), Status.VERIFIED, ""),
        (date(2023, 6, 30), Status.VERIFIED, ""),
        (date(2023, 7, 1), Status.UNVERIFIED, "they are used beyond their last day"),
        (SHOOT, Status.UNVERIFIED, "they are used beyond their last day"),
    ],
)
def test_dga_levels_are_used_after_their_last_day_and_say_so(on: date, status: Status, said: str) -> None:
    table = BOOK.tiers("dga.low_budget", on=on)
    assert table.citation.status is status
    assert said in table.note
    assert table.find(Decimal(5_100_000)) == Tier("level 4a", Decimal(5_500_000))


def test_dga_levels_before_the_sideletter_are_refused() -> None:
    with pytest.raises(RuleNotInForce, match="its first holds from 2020-07-01"):
        BOOK.tiers("dga.low_budget", on=date(2020, 6, 30))


@pytest.mark.parametrize("rule", ["dga.low_budgets", "wga.low_budget"])
def test_an_unknown_table_is_refused(rule: str) -> None:
    with pytest.raises(RuleNotInForce, match=rf"There is no (table of tiers|rule) {rule}"):
        BOOK.tiers(rule, on=SHOOT)


def test_iatse_tier_of_night_ferry_leaves_a_quarter_of_a_million() -> None:
    tier = BOOK.tiers("iatse.low_budget_theatrical", on=SHOOT).find(Decimal(6_000_000))
    assert tier == Tier("Tier 1A", Decimal(6_250_000))


def test_sections_of_the_us_feature_chart() -> None:
    chart = BOOK.chart("us-feature")
    assert [(section.id, section.first, section.last) for section in chart.sections] == [
        ("above_the_line", 1000, 1999),
        ("production", 2000, 4999),
        ("post", 5000, 5999),
        ("other", 6000, 7999),
    ]
    wanted: list[str | int] = ["1100", "1999", 2000, "4999", "5000", "7999", "8000", "999", "12A", "²"]
    found = [section.id if (section := chart.section_of(number)) else None for number in wanted]
    assert found == [
        "above_the_line",
        "above_the_line",
        "production",
        "production",
        "post",
        "other",
        None,
        None,
        None,
        None,
    ]


def test_an_unknown_chart_or_programme_is_refused() -> None:
    with pytest.raises(
        RuleNotInForce, match=r"There is no chart of accounts us-features\. Did you mean us-feature"
    ):
        BOOK.chart("us-features")
    with pytest.raises(
        RuleNotInForce, match=r"There is no incentive programme us-md\. Did you mean us-md-film"
    ):
        BOOK.programme("us-md", on=SHOOT)


def test_maryland_on_the_first_day_of_night_ferry() -> None:
    programme = BOOK.programme("us-md-film", on=SHOOT)
    assert (programme.rate, programme.kind, programme.region) == (
        Percent(Decimal(25)),
        "refundable_credit",
        "MD",
    )
    assert (programme.min_spend, programme.project_cap, programme.person_cap) == (
        Money(Decimal(250_000), "USD"),
        Money(Decimal(10_000_000), "USD"),
        Money(Decimal(500_000), "USD"),
    )
    assert programme.citation.status is Status.UNVERIFIED
    assert programme.unknown == ("excludes", "payment_months", "lender_advance")


def test_a_programme_before_its_first_day_is_refused() -> None:
    with pytest.raises(RuleNotInForce, match="us-md-film has no value on 2023-12-31"):
        BOOK.programme("us-md-film", on=date(2023, 12, 31))


def test_views_of_night_ferry() -> None:
    parts = {
        "direct": Decimal(5_100_000),
        "contingency": Decimal(510_000),
        "bond": Decimal(153_000),
        "finance_costs": Decimal(237_000),
        "deferrals": Decimal(150_000),
    }
    assert {view.id: (int(view.amount(parts)), view.tiers) for view in BOOK.views()} == {
        "production": (6_000_000, None),
        "direct": (5_100_000, None),
        "strike_price": (5_763_000, None),
        "dga": (5_100_000, "dga.low_budget"),
        "iatse": (6_000_000, "iatse.low_budget_theatrical"),
        "sag": (6_000_000, "sag-aftra.theatrical_agreements"),
        "cash": (5_850_000, None),
    }


def test_every_view_names_a_table_that_exists() -> None:
    for view in BOOK.views():
        if view.tiers is not None:
            assert BOOK.tiers(view.tiers, on=SHOOT).id == view.tiers
