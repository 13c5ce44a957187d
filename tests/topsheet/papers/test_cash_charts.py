"""The account by week as a drawing: what it holds, and that it needs no other data."""

from __future__ import annotations

from datetime import date, timedelta

from tests.topsheet.finance.cash_plans import TEN_DAYS, own, sections
from tests.topsheet.finance.plans import cashed, document_of
from tests.topsheet.papers.films import night_ferry
from topsheet.papers import charts


def test_every_week_of_the_account_is_drawn_and_shooting_weeks_are_shaded() -> None:
    cash = night_ferry().cash
    spec = charts.cash_weeks(cash, "USD")
    drawn = [(value["week"], value["balance"]) for value in spec["data"]["values"]]
    assert drawn == [(f"{week.ends}", float(week.closing.value.amount)) for week in cash.weeks]
    shaded = spec["layer"][0]["data"]["values"]
    mondays = [f"{week.ends - timedelta(6)}" for week in cash.weeks if week.shoot_days]
    assert [band["from"] for band in shaded] == mondays
    assert mondays[0] == "2027-03-29"
    assert {value["what"] for value in spec["data"]["values"]} == {"Account"}


def test_the_balance_for_the_shoot_is_a_line_of_its_own_where_money_is_kept_from_it() -> None:
    document = document_of(own(900, date(2027, 1, 4)), own(100, date(2027, 1, 4), "late", stage="finishing"))
    cash, _, _ = cashed(document, sections("{production: {1: 1}}", production=900), window=TEN_DAYS)
    values = charts.cash_weeks(cash, "USD")["data"]["values"]
    kept = {value["week"]: value["balance"] for value in values if value["what"] == "For the shoot"}
    assert kept["2027-01-10"] == 900
    assert set(kept) == {f"{week.ends}" for week in cash.weeks}


def test_an_account_that_never_runs_empty_has_no_points_for_that() -> None:
    parts = sections("{production: {1: 1}}", production=900)
    full, short = (cashed(document_of(own(face, date(2027, 1, 4))), parts)[0] for face in (900, 100))
    for draw in (charts.cash, charts.cash_weeks):
        marks = [[layer["mark"]["type"] for layer in draw(each, "USD")["layer"]] for each in (full, short)]
        assert ["point" in each for each in marks] == [False, True]
