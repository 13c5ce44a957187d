"""Weeks and months from the same days; the lowest day; money of the shoot; what is not posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet.finance.cash_plans import TEN_DAYS, by_week, own, sections
from tests.topsheet.finance.plans import TREE, WINDOW, budget_of, cashed, document_of, equity, usd
from topsheet.documents import Problem, Severity
from topsheet.figures import Figure, index
from topsheet.film.roots import every_figure
from topsheet.finance.window import week_end
from topsheet.money import Money

QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
JANUARY = date(2027, 1, 1)


def wrap_on(day: date) -> Figure[date]:
    return replace(TEN_DAYS.wrap, value=day)


def test_a_part_is_spread_over_the_working_days_of_its_month() -> None:
    # April 2027 has 22 working days and starts on a Thursday: 2, 5, 5, 5 and 5 of them by week.
    cash, _, problems = cashed(
        document_of(own(2200, JANUARY)), sections("{above_the_line: {1: 1}}", above_the_line="2200.03")
    )
    assert problems == []
    out = {day: amount for day, amount in by_week(cash, "out").items() if amount}
    assert out == {
        "2027-04-04": Decimal(200),
        "2027-04-11": Decimal(500),
        "2027-04-18": Decimal(500),
        "2027-04-25": Decimal(500),
        "2027-05-02": Decimal("500.03"),
    }
    [spent] = cash.weeks[-1].spending
    assert (spent.name, spent.how) == (
        "cash.week.2027-05-02.out.above_the_line",
        "5 of 22 working days of April 2027",
    )
    assert [cause.name for cause in spent.inputs] == ["cash.2027-04.out.above_the_line"]


def test_production_is_spread_over_shooting_days_and_the_working_days_around_the_shoot() -> None:
    # March: 20 working days before the shoot and 3 of it; April: 7 of the shoot, 15 after it.
    cash, _, _ = cashed(
        document_of(own(5000, JANUARY)),
        sections("{production: {0: 23, 1: 22}}", production=4500),
        window=TEN_DAYS,
    )
    shoot = next(week for week in cash.weeks if f"{week.ends}" == "2027-04-04")
    assert (shoot.shoot_days, shoot.out.value) == (5, usd(500))
    assert shoot.spending[0].how == (
        "3 of 23 days of production of March 2027, 2 of 22 days of production of April 2027"
    )


def test_a_shoot_that_works_on_saturday_spends_on_saturday() -> None:
    saturday = date(2027, 4, 10)
    six = replace(TEN_DAYS, wrap=wrap_on(saturday), shooting=TEN_DAYS.shooting | {saturday})
    working, production = six.days_of(date(2027, 4, 1))
    assert saturday in production
    assert saturday not in working
    assert len(production) == len(working) + 1


def test_a_month_of_a_standing_shoot_spends_on_its_working_days() -> None:
    last = date(2027, 6, 4)
    gap = replace(TEN_DAYS, wrap=wrap_on(last), shooting=TEN_DAYS.shooting | {last})
    working, production = gap.days_of(date(2027, 5, 1))
    assert working == production
    closed = replace(TEN_DAYS, closed=frozenset(working))
    assert len(closed.days_of(date(2027, 5, 1))[0]) == 31


parts = st.dictionaries(
    st.sampled_from(["above_the_line", "production", "post", "other"]),
    st.tuples(
        st.decimals(0, 900_000, places=2), st.dictionaries(st.integers(-4, 12), st.integers(1, 9), min_size=1)
    ),
    min_size=1,
)
money = st.lists(
    st.tuples(st.decimals(1, 900_000, places=2), st.dates(JANUARY, date(2028, 6, 30))), max_size=5
)


def drawn(parts: dict[str, Any], money: list[Any], **more: Any) -> Any:
    phasing = {part: weights for part, (_, weights) in parts.items()}
    budget = sections(str(phasing).replace("'", ""), **{part: rate for part, (rate, _) in parts.items()})
    sources = [own(amount, on, f"s{n}") for n, (amount, on) in enumerate(money)]
    return cashed(document_of(*sources, **more), budget, window=TEN_DAYS)[0], budget


@QUICK
@given(parts, money)
def test_weeks_and_months_hold_the_same_money(parts: dict[str, Any], money: list[Any]) -> None:
    cash, budget = drawn(parts, money)
    if not cash.weeks:
        return
    for column in ("into", "out"):
        of_weeks = sum((getattr(week, column).value for week in cash.weeks), start=usd(0))
        assert of_weeks == sum((getattr(month, column).value for month in cash.months), start=usd(0))
    assert sum((week.out.value for week in cash.weeks), start=usd(0)) == budget.total.value
    assert cash.weeks[-1].closing.value == cash.months[-1].closing.value
    for before, after in zip(cash.weeks, cash.weeks[1:], strict=False):
        assert (after.ends - before.ends).days == 7
        assert after.opening is before.closing
    for week in cash.weeks:
        assert week.closing.value == week.opening.value + week.into.value - week.out.value


@QUICK
@given(parts, money)
def test_a_month_that_ends_on_a_sunday_closes_as_its_week(parts: dict[str, Any], money: list[Any]) -> None:
    cash, _ = drawn(parts, money)
    weeks = by_week(cash)
    for month in cash.months:
        last = date(month.month.year + month.month.month // 12, month.month.month % 12 + 1, 1)
        sunday = date.fromordinal(last.toordinal() - 1)
        if f"{sunday}" in weeks:
            assert weeks[f"{sunday}"] == month.closing.value.amount


@QUICK
@given(parts, money)
def test_the_lowest_day_is_never_above_a_closing_and_adds_up(parts: dict[str, Any], money: list[Any]) -> None:
    cash, _ = drawn(parts, money)
    if cash.low is None:
        return
    assert cash.low.balance.value <= min(week.closing.value for week in cash.weeks)
    told = usd(0)
    for figure in cash.low.balance.inputs:
        assert isinstance(figure.value, Money)
        told = told - figure.value if ".spent." in figure.name else told + figure.value
    assert told == cash.low.balance.value


def test_every_figure_of_the_cash_opens_by_its_own_name() -> None:
    cash, _, _ = cashed(document_of(equity(400_000)), budget_of())
    assert set(every_figure((cash,))) >= {"cash.week.2027-01-17.closing", "cash.lowest.day", "cash.account"}
    assert index([cash.weeks[0].closing])


# The lowest day.


def test_the_lowest_day_its_causes_and_what_comes_next() -> None:
    document = document_of(own(1000, date(2027, 4, 1)), equity(5000, instalments=[
        {"share": 50, "on": date(2027, 5, 9)}, {"share": 50, "on": date(2027, 6, 9)}]))  # fmt: skip
    budget = sections(
        "{above_the_line: {1: 1}, post: {1: 1}, other: {3: 1}}", above_the_line=2200, post=220, other=10
    )
    cash, _, problems = cashed(document, budget)
    low = cash.low
    assert low is not None
    assert (low.day.value, low.balance.value) == (date(2027, 4, 30), usd(-1420))
    assert [(figure.name, figure.label, figure.value) for figure in low.spent] == [
        ("cash.lowest.spent.above_the_line", "Above the line", usd(2100)),
        ("cash.lowest.spent.post", "Post-production", usd(210)),
    ]
    assert [(figure.label, figure.value, figure.how) for figure in low.next] == [
        ("Equity, instalment 1", usd(2500), "comes 9 days later, on 2027-05-09"),
        ("Equity, instalment 2", usd(2500), "comes 40 days later, on 2027-06-09"),
    ]
    assert problems == []


def test_several_payments_of_one_kind_on_one_day_are_told_together() -> None:
    sources = [own(1000, JANUARY), *(own(10, date(2027, 6, 1), name) for name in ("ada", "bo"))]
    cash, _, _ = cashed(document_of(*sources), sections("{post: {1: 1}}", post=1010))
    assert cash.low is not None
    assert [(figure.label, figure.value) for figure in cash.low.next] == [("Own money, 2 payments", usd(20))]


def test_a_day_below_nothing_in_a_month_that_closes_above_it_is_a_warning() -> None:
    cash, _, problems = cashed(
        document_of(own(2200, date(2027, 4, 15))), sections("{above_the_line: {1: 1}}", above_the_line=2200)
    )
    assert cash.lowest.value == usd(0)
    assert problems == [
        Problem(
            "finance.yaml:1 sources",
            "the account stands at USD -1,000.00 on 2027-04-14, though every month closes above nothing",
            "A closing does not show a low inside its month.",
            "Bring money earlier in that month, or spend later.",
            Severity.WARNING,
        )
    ]


def test_nothing_moves_and_nothing_is_low() -> None:
    cash, _, _ = cashed(document_of(), budget_of(more=""))
    assert (cash.weeks, cash.low, cash.low_shoot, cash.shoot_balance.value) == ((), None, None, usd(0))
    assert cash.through_shoot.value == usd(0)


def test_what_the_shoot_begins_with_is_a_balance_of_the_shoot() -> None:
    sources = (own(1000, JANUARY), own(50_000, date(2027, 4, 1), "late"))
    cash, _, _ = cashed(document_of(*sources), sections("{post: {2: 1}}", post=1000))
    assert cash.through_shoot.value == usd(1000)
    assert cash.through_shoot.how == "on 2027-03-29, of all days from 2027-03-29 to 2027-05-06"
    assert cash.shoot_balance.value == usd(1000)
    assert cash.lowest_shoot.label == "Lowest month-end of a shooting month"


# Money of the shoot.

SHOOT_AND_FINISH = "{production: {1: 1}, post: {2: 1}}"
RULING = {
    "amount": 2000,
    "on": date(2027, 4, 1),
    "by": "Executive producer",
    "reason": "The last shooting week",
}


def two_stages(*rulings: dict[str, Any], **more: Any) -> Any:
    """Story B: the shoot needs 132,000 and has 130,000; finishing has 50,000 for its 48,000."""
    shoot, finishing = (own(130_000, JANUARY), own(50_000, JANUARY, "finish", stage="finishing"))
    document = document_of(shoot, finishing, stage_rulings=list(rulings), **more)
    budget = sections(SHOOT_AND_FINISH, production=132_000, post=48_000)
    window = replace(WINDOW, shooting=frozenset({date(2027, 4, 1), date(2027, 4, 30)}))
    return cashed(document, budget, window=window)


def test_finishing_money_does_not_pay_for_the_shoot() -> None:
    cash, _, problems = two_stages()
    assert cash.lowest_shoot.value == usd(0)
    assert cash.shoot_balance.value == usd(-2000)
    assert problems == [
        Problem(
            "finance.yaml:1 stage_rulings",
            "in the week to 2027-05-02 the shoot would spend money that may only finish the film, up to USD 2,000.00 "
            "of it",
            "Finishing money may not pay for the shoot without a recorded ruling; recorded: none.",
            "Record a ruling on 2,000.00 or more, dated 2027-04-30 or earlier, under `stage_rulings`, or bring other "
            "money before that week.",
            Severity.WARNING,
        )
    ]
    last = next(week for week in cash.weeks if f"{week.ends}" == "2027-05-02")
    assert (last.closing.value, last.shoot_balance.value) == (usd(48_000), usd(-2000))


@pytest.mark.parametrize(("amount", "on", "short"), [(2000, 1, 0), (500, 1, 1), (2000, 31, 1)])
def test_a_recorded_ruling_allows_so_much_from_its_day_on(amount: int, on: int, short: int) -> None:
    day = date(2027, 4, 1) if on == 1 else date(2027, 5, 31)
    _, _, problems = two_stages({**RULING, "amount": amount, "on": day})
    assert len(problems) == short
    if short:
        assert f"Executive producer allowed {amount:,} on {day}" in problems[0].why


def test_what_finishing_has_spent_is_not_kept_from_the_shoot_twice() -> None:
    cash, _, _ = two_stages()
    assert cash.weeks[-1].closing.value == usd(0)
    # 2,000 of the 50,000 are left when finishing is paid, and the account holds nothing.
    assert cash.weeks[-1].shoot_balance.value == usd(-2000)


def test_money_for_the_release_never_enters_the_account() -> None:
    release = own(9_000, JANUARY, "release", kind="release_money")
    cash, report, _ = cashed(document_of(own(1000, JANUARY), release), sections("{post: {1: 1}}", post=1000))
    assert sum((month.into.value for month in cash.months), start=usd(0)) == usd(1000)
    assert report.release.value == usd(9000)


# What is spent and not posted.


def test_the_account_after_what_is_spent_and_not_posted() -> None:
    unposted = [
        {"label": "Cards", "amount": "1250.50", "on": date(2026, 11, 20)},
        {"label": "Petty cash", "amount": 300, "on": date(2026, 11, 24)},
        {"label": "To come", "amount": 999, "on": date(2026, 11, 25)},
    ]
    document = document_of(own(10_000, date(2026, 11, 2)), cash={"unposted": unposted})
    cash, _, problems = cashed(document, sections("{post: {1: 1}}", post=1000))
    assert [figure.value for figure in (cash.account, cash.unposted, cash.after_unposted)] == [
        usd(10_000),
        usd("1550.50"),
        usd("8449.50"),
    ]
    assert [(problem.where, problem.what, problem.severity) for problem in problems] == [
        (
            TREE.where(("cash", "unposted", 2)),
            "To come is spent on 2026-11-25, after 2026-11-24",
            Severity.WARNING,
        )
    ]


def test_a_week_ends_on_its_sunday() -> None:
    assert [week_end(date(2027, 4, day)) for day in (4, 5, 11)] == [
        date(2027, 4, 4),
        date(2027, 4, 11),
        date(2027, 4, 11),
    ]
