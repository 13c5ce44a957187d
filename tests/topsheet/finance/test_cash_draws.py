"""Loans drawn as the account needs them; what loans stand at; requests to draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet.finance.cash_plans import own, sections
from tests.topsheet.finance.plans import (
    MILESTONES,
    SIGNED,
    TREE,
    cashed,
    document_of,
    gap,
    loan,
    presale,
    usd,
)
from topsheet.documents import Problem
from topsheet.figures import given as figure
from topsheet.film.roots import every_figure
from topsheet.finance import CashReport, LoanReport, MonthReport
from topsheet.finance.interest import interest
from topsheet.money import Percent

QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
JANUARY, APRIL = date(2027, 1, 1), date(2027, 4, 1)
# 22 working days in April, 21 in May: a hundred dollars on each day.
SPENT = sections("{post: {1: 22, 2: 21}}", post=4300)


def on_call(face: object, name: str, order: int, on: date = JANUARY, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "senior_loan", "name": name.capitalize(), "face": face, "on": on, "draw": "as_needed",
        "order": order, **SIGNED, **more,
    }  # fmt: skip


def draws(cash: CashReport) -> list[tuple[str, str, Decimal]]:
    """Source, day and amount of each draw."""
    return [
        (figure.name.split(".")[3], figure.how[9:19], figure.value.amount)
        for month in cash.months
        for figure in month.receipts
        if figure.inputs[0].name.startswith("cash.draw.")
    ]


def of(cash: CashReport, name: str) -> LoanReport:
    return next(each for each in cash.loans if each.id == name)


def test_a_loan_is_drawn_where_the_balance_would_fall_under_the_minimum() -> None:
    document = document_of(own(4000, JANUARY), on_call(1000, "bank", 2), cash={"minimum_balance": 50})
    cash, _, problems = cashed(document, SPENT)
    # 4,000 less 39 days leave 100; the 40th day leaves nothing, and 50 must stay.
    assert draws(cash) == [
        ("bank", "2027-05-26", Decimal(50)),
        ("bank", "2027-05-27", Decimal(100)),
        ("bank", "2027-05-28", Decimal(100)),
        ("bank", "2027-05-31", Decimal(100)),
    ]
    assert cash.months[-1].closing.value == usd(50)
    assert of(cash, "bank").undrawn.value == usd(650)
    assert problems == []


def test_dated_money_first_then_loans_in_their_order_and_not_before_their_day() -> None:
    document = document_of(
        on_call(900, "second", 20, date(2027, 5, 10)),
        on_call(300, "first", 10, date(2027, 5, 12)),
        own(2200, JANUARY),
        own(1500, date(2027, 5, 17), "later"),
    )
    cash, _, _ = cashed(document, SPENT)
    assert draws(cash) == [
        # Five days of May and the tenth are 600 short when the second may first be drawn; the first opens on the 12th.
        ("second", "2027-05-10", Decimal(600)),
        ("second", "2027-05-11", Decimal(100)),
        ("first", "2027-05-12", Decimal(100)),
        ("first", "2027-05-13", Decimal(100)),
        ("first", "2027-05-14", Decimal(100)),
    ]
    assert of(cash, "second").undrawn.value == usd(200)


def test_a_loan_that_does_not_count_is_not_drawn() -> None:
    cash, _, _ = cashed(document_of(on_call(9000, "bank", 1, status="term_sheet")), SPENT)
    assert (draws(cash), cash.loans) == ([], ())


def test_what_the_loan_holds_back_is_never_drawn_and_what_the_budget_pays_is_spent() -> None:
    fee = {"fees": [{"label": "Arrangement", "percent": 10}]}
    held = cashed(document_of(on_call(1000, "bank", 1, terms=fee)), SPENT)[0]
    assert sum(amount for _, _, amount in draws(held)) == 900
    [first, *_] = of(held, "bank").rows
    # The first draw of 100 owes the fee as well.
    assert first.drawn is not None
    assert first.drawn.value == usd(200)
    terms = {
        "fees": [{"label": "Arrangement", "amount": 30}],
        "interest": {"rate": 10, "day_count": "act/365", "repaid": date(2028, 1, 1)},
        "costs": "budget",
    }
    paid, report, _ = cashed(document_of(on_call(9000, "bank", 1, terms=terms)), SPENT)
    costs = {f.name: (f.value, f.how) for m in paid.months for f in m.spending if ".out.bank." in f.name}
    assert costs == {
        "cash.2027-01.out.bank.fee.1": (usd(30), "on 2027-01-01"),
        # Set aside when the fee is the first thing the account cannot pay.
        "cash.2027-01.out.bank.reserve": (usd(900), "on 2027-01-01"),
    }
    assert draws(paid)[0] == ("bank", "2027-01-01", Decimal(930))
    assert sum((month.out.value for month in paid.months), start=usd(0)) == report.cash_need.value


def test_the_costs_of_a_dated_loan_go_out_on_its_day() -> None:
    terms = {"fees": [{"label": "Arrangement", "percent": 2}], "costs": "budget"}
    cash, report, problems = cashed(document_of(own(3000, JANUARY), gap(2000, terms=terms)), SPENT)
    may = next(month for month in cash.months if month.month == date(2027, 5, 1))
    assert [(f.name, f.value) for f in may.spending] == [
        ("cash.2027-05.out.post", usd(2100)),
        ("cash.2027-05.out.gap.fee.1", usd(40)),
    ]
    assert sum((month.out.value for month in cash.months), start=usd(0)) == report.cash_need.value
    assert problems == []
    assert every_figure((report, cash))


minimums = st.integers(0, 3000)
loans = st.lists(
    st.tuples(
        st.integers(0, 4000), st.integers(0, 3), st.just(JANUARY) | st.dates(JANUARY, date(2027, 7, 1))
    ),
    max_size=4,
)
dated = st.lists(st.tuples(st.integers(1, 3000), st.dates(JANUARY, date(2027, 7, 1))), max_size=3)


@QUICK
@given(minimums, loans, dated)
def test_draws_conserve_money_and_are_as_small_as_they_can_be(
    minimum: int, loans: list[Any], dated: list[Any]
) -> None:
    document = document_of(
        *(on_call(face, f"l{n}", order, on) for n, (face, order, on) in enumerate(loans)),
        *(own(amount, on, f"o{n}") for n, (amount, on) in enumerate(dated)),
        cash={"minimum_balance": minimum},
    )
    cash, report, _ = cashed(document, SPENT)
    into = sum((month.into.value for month in cash.months), start=usd(0))
    undrawn = sum((each.undrawn.value for each in cash.loans), start=usd(0))
    assert into + undrawn == report.committed_cash.value
    for each in cash.loans:
        assert usd(0) <= each.undrawn.value
        assert not each.rows or each.rows[-1].undrawn.value == each.undrawn.value
    drawn = {(name, day) for name, day, _ in draws(cash)}
    first = {f"l{n}": on for n, (_, _, on) in enumerate(loans)}
    assert all(date.fromisoformat(day) >= first[name] for name, day in drawn)
    assert all(amount > 0 for _, _, amount in draws(cash))
    if undrawn and all(on == JANUARY for on in first.values()):
        assert all(week.closing.value >= usd(minimum) for week in cash.weeks)


# What loans stand at.


def test_a_loan_on_a_sale_is_repaid_when_the_sale_pays() -> None:
    sale = presale(1_000_000, "de", balance_on="delivery")
    cash, _, _ = cashed(document_of(sale, loan(["de"])), SPENT)
    [table] = cash.loans
    assert [(row.day, row.closing.value) for row in table.rows] == [
        (date(2027, 4, 1), usd(595_000)),
        (MILESTONES["delivery"].value, usd(0)),
    ]
    assert table.rows[1].repaid is not None
    assert table.rows[1].repaid.value == usd(595_000)
    assert table.note == ""


@pytest.mark.parametrize("compounding", ["simple", "monthly", "quarterly", "yearly"])
@pytest.mark.parametrize("day_count", ["30/360", "act/360", "act/365"])
def test_the_table_charges_what_the_terms_charge(compounding: Any, day_count: Any) -> None:
    last = date(2028, 8, 17)
    terms = {
        "interest": {"rate": 8, "day_count": day_count, "compounding": compounding, "repaid": last},
        "costs": "budget",
    }
    cash, report, _ = cashed(document_of(gap(1_000_000, terms=terms)), SPENT)
    [table] = cash.loans
    charged = sum((row.interest.value for row in table.rows if row.interest), start=usd(0))
    expected = interest(
        Decimal(1_000_000), Percent(Decimal(8)), date(2027, 5, 3), last, currency="USD", day_count=day_count,
        compounding=compounding,
    )  # fmt: skip
    assert charged == usd(expected)
    end = table.rows[-1]
    assert end.reserve is not None
    assert end.repaid is not None
    assert (end.reserve.value, end.repaid.value, end.closing.value) == (
        usd(expected),
        usd(1_000_000),
        usd(0),
    )
    assert any(row.capitalised for row in table.rows) is (compounding != "simple")
    assert every_figure((report, cash))


def test_a_late_sale_costs_more_than_the_reserve_and_leaves_a_balance() -> None:
    terms = {"interest": {"rate": 12, "repaid": date(2027, 7, 1), "compounding": "monthly"}}
    sale = presale(100_000, "de", balance_on=date(2028, 4, 1))
    cash, _, _ = cashed(document_of(sale, loan(["de"], advance=100, terms=terms)), SPENT)
    [table] = cash.loans
    assert table.rows[-1].day == date(2028, 4, 1)
    left = table.rows[-1].closing.value
    assert left > usd(0)
    assert table.note == f"{left} is not repaid by its collateral"
    for before, after in zip(table.rows, table.rows[1:], strict=False):
        assert after.opening is before.closing


def test_a_bank_on_a_contract_in_instalments_is_repaid_by_each() -> None:
    parts = [{"share": 40, "on": date(2027, 6, 1)}, {"share": 60, "on": "delivery"}]
    licence = {
        "id": "tv", "kind": "broadcaster_licence", "name": "Licence", "territory": "SE", "face": 1000,
        "instalments": parts, **SIGNED,
    }  # fmt: skip
    cash, _, _ = cashed(document_of(licence, loan(["tv"], advance=80)), SPENT)
    [table] = cash.loans
    assert [(row.day, row.closing.value.amount) for row in table.rows] == [
        (date(2027, 4, 1), Decimal(800)),
        (date(2027, 6, 1), Decimal(400)),
        (date(2027, 12, 17), Decimal(0)),
    ]


def test_what_a_loan_table_cannot_say_in_rows() -> None:
    never = cashed(document_of(own(9000, JANUARY), on_call(10, "bank", 1)), SPENT)[0].loans[0]
    assert (never.rows, never.note) == ((), "it is never drawn")
    receipts = cashed(document_of(gap(10)), SPENT)[0].loans[0]
    assert receipts.note == "it is repaid from receipts, in the order of the waterfall"
    sale = presale(1000, "de", balance_on="premiere")
    lost = cashed(document_of(sale, loan(["de"])), SPENT)[0].loans[0]
    assert lost.note == "no day is known on which de pays"


# Requests to draw.

REQUEST = {
    "id": "r1", "source": "gap", "amount": 600, "on": date(2027, 5, 10), "cost_report": date(2027, 5, 3),
    "cost_to_complete": 1500, "contingency_left": 100,
}  # fmt: skip


def asked(*requests: dict[str, Any], conditions: Any = None) -> list[dict[str, tuple[bool, str]]]:
    """Each request's tests by title. The plan: 3,300 of own money in January, a gap loan of 1,000 in May."""
    document = document_of(
        own(3300, JANUARY), gap(1000), draws=[{**REQUEST, **request} for request in requests]
    )
    cash, report, problems = cashed(document, SPENT, conditions=conditions)
    assert problems == []
    assert every_figure((report, cash))
    return [{test.title: (test.met, test.reason) for test in request.tests} for request in cash.requests]


def failed(tests: dict[str, tuple[bool, str]]) -> dict[str, str]:
    return {title: reason for title, (met, reason) in tests.items() if not met}


COMPLETE = "The cost to complete is covered by what is undrawn and the contingency left"


def test_a_request_that_can_go_out() -> None:
    [tests] = asked({"cost_to_complete": 1100})
    assert tests == {
        "The source counts": (True, "signed"),
        "The amount is not more than is undrawn": (True, "USD 600.00 of USD 1,000.00 undrawn"),
        "The day is not before the source pays": (True, "2027-05-10; it pays from 2027-05-03"),
        "Conditions precedent are met": (True, "none is open"),
        COMPLETE: (True, "USD 1,100.00 to complete, USD 1,100.00 there for it"),
        "The request names its cost report": (True, "of 2027-05-03"),
        "The cost report is recent": (True, "7 days old; 10 are allowed"),
    }


def test_every_test_that_is_not_met_says_why() -> None:
    [tests] = asked(
        {"amount": 1001, "on": date(2027, 5, 2), "cost_report": date(2027, 4, 1)},
        conditions={"gap": ["Chain of title opinion", "Completion guarantee"]},
    )
    assert failed(tests) == {
        "The amount is not more than is undrawn": "USD 1,001.00 of USD 1,000.00 undrawn",
        "The day is not before the source pays": "2027-05-02; it pays from 2027-05-03",
        "Conditions precedent are met": "open: Chain of title opinion, Completion guarantee",
        COMPLETE: "USD 1,500.00 to complete, USD 1,100.00 there for it",
        "The cost report is recent": "31 days old; 10 are allowed",
    }


def test_a_request_without_a_report_or_with_one_of_a_later_day() -> None:
    [bare, later] = asked(
        {"cost_report": None, "cost_to_complete": None},
        {"id": "r2", "amount": 1, "cost_report": date(2027, 5, 11), "cost_to_complete": 1},
    )
    assert failed(bare) == {
        COMPLETE: "the request names no cost to complete",
        "The request names its cost report": "no cost report is named",
        "The cost report is recent": "no cost report is named",
    }
    assert failed(later) == {"The cost report is recent": "it is dated 2027-05-11, after the request"}


def test_what_was_asked_before_is_no_longer_undrawn() -> None:
    [first, second] = asked(
        {"id": "late", "on": date(2027, 5, 12), "cost_report": date(2027, 5, 10), "cost_to_complete": 1},
        {"cost_to_complete": 1},
    )
    assert failed(first) == {}
    assert failed(second) == {"The amount is not more than is undrawn": "USD 600.00 of USD 400.00 undrawn"}


def test_a_source_that_does_not_count_pays_no_request() -> None:
    document = document_of(gap(1000, status="loi"), draws=[REQUEST])
    cash, _, _ = cashed(document, SPENT)
    [request] = cash.requests
    assert not request.ready
    assert (request.tests[0].met, request.tests[1].reason) == (False, "USD 600.00 of USD 0.00 undrawn")
    assert "only signed or better counts" in request.tests[0].reason


def test_a_request_in_the_money_of_its_lender_is_held_against_the_plan_at_the_dated_rate() -> None:
    document = document_of(own(3300, JANUARY), gap(1000), draws=[{**REQUEST, "currency": "EUR"}])
    rate: dict[str, Any] = {"EUR": figure("production.rate.EUR", "USD for one EUR", Decimal("1.08"))}
    cash, _, problems = cashed(document, SPENT, exchange=rate)
    [request] = cash.requests
    assert (request.amount.value, problems) == (usd(648), [])
    assert request.tests[1].reason == "USD 648.00 of USD 1,000.00 undrawn"
    cash, _, problems = cashed(document, SPENT)
    assert cash.requests == ()
    assert [problem.what for problem in problems] == [
        "the request `r1` is in EUR, and there is no rate for it"
    ]


def test_a_request_on_no_source_and_two_of_one_name() -> None:
    document = document_of(gap(1000), draws=[{**REQUEST, "source": "bank"}, REQUEST])
    _, _, problems = cashed(document, SPENT)
    assert problems == [
        Problem(
            TREE.where(("draws", 1, "id")),
            "the request id `r1` appears twice",
            "Nobody could say which of the two was paid.",
            "Give one of them another id.",
        ),
        Problem(
            TREE.where(("draws", 0, "source")),
            "the request `r1` draws on `bank`, which is not a source",
            "No one could be asked for the money.",
            "Name one of the plan's sources.",
        ),
    ]


# What comes back of a reserve.

RESERVED = {"interest": {"rate": 10, "day_count": "act/365", "repaid": date(2028, 1, 1)}, "costs": "budget"}


def reserve_of(cash: CashReport, name: str) -> tuple[Decimal, Decimal, Decimal]:
    """What was set aside for a loan, what of it paid interest, and what came back."""
    aside = [f for m in cash.months for f in m.spending if f.name.endswith(f".out.{name}.reserve")]
    paid = [row.reserve for row in of(cash, name).rows if row.reserve]
    back = [f for m in cash.months for f in m.deposits if f.name.endswith(f".reserve.{name}.back")]
    sums = [sum((f.value.amount for f in some), start=Decimal(0)) for some in (aside, paid, back)]
    return sums[0], sums[1], sums[2]


def test_what_later_draws_leave_of_a_reserve_comes_back_when_the_loan_is_repaid() -> None:
    document = document_of(on_call(9000, "bank", 1, terms=RESERVED))
    cash, report, problems = cashed(document, SPENT)
    aside, paid, back = reserve_of(cash, "bank")
    assert (aside, back) == (Decimal(900), 900 - paid)
    assert 0 < paid < 900
    january = cash.months[-1]
    assert (january.month, january.held and january.held.value.amount) == (date(2028, 1, 1), back)
    assert january.closing.value == january.opening.value + usd(back)
    [week] = [week for week in cash.weeks if week.held]
    assert (week.ends, week.closing.value - week.opening.value) == (date(2028, 1, 2), usd(back))
    assert of(cash, "bank").note.endswith(
        f"USD {back} of its interest reserve comes back to the account on 1 Jan 2028"
    )
    assert problems == []
    assert every_figure((report, cash))


def test_a_reserve_that_came_back_is_drawn_on_before_another_loan() -> None:
    first = {**RESERVED, "interest": {**RESERVED["interest"], "repaid": date(2027, 5, 3)}}  # type: ignore[dict-item]  # a dict of terms
    document = document_of(on_call(2230, "bank", 1, terms=first), on_call(9000, "second", 2))
    cash, _, _ = cashed(document, SPENT)
    _, _, back = reserve_of(cash, "bank")
    assert back > 0
    drawn = sum(amount for name, _, amount in draws(cash) if name == "second")
    aside, _, _ = reserve_of(cash, "bank")
    assert drawn == 4300 + aside - 2230 - back
    assert cash.months[-1].closing.value == usd(0)


def test_a_reserve_comes_back_when_the_late_collateral_pays_and_less_of_it() -> None:
    """The sale pays on delivery, 17 December 2027; six months later the reserve has paid six months' more interest."""
    terms = {"interest": {"rate": 6, "day_count": "30/360", "reserve_months": 15}, "costs": "budget"}
    bank = loan(["de"], "bank", on=JANUARY, draw="as_needed", terms=terms)
    sale = presale(20_000, "de")
    late = {"id": "late", "title": "Late", "delays": {"de": 6}}
    lost = {"id": "lost", "title": "Lost", "fails": ["de"]}
    cash, _, problems = cashed(document_of(sale, bank, stresses=[late, lost]), SPENT)
    assert problems == []

    def back(some: Sequence[MonthReport]) -> list[tuple[date, Decimal]]:
        return [(m.month, f.value.amount) for m in some for f in m.deposits if f.name.endswith(".back")]

    [(plan_month, plan)] = back(cash.months)
    [(late_month, less)] = back(cash.stresses[0].months)
    assert (plan_month, late_month) == (date(2027, 12, 1), date(2028, 6, 1))
    assert 0 < less < plan
    assert back(cash.stresses[1].months) == []


terms_on_call = st.fixed_dictionaries(
    {
        "interest": st.fixed_dictionaries(
            {
                "rate": st.integers(0, 15),
                "repaid": st.dates(date(2027, 7, 2), date(2028, 6, 30)),
                "reserve_months": st.integers(0, 6),
                "compounding": st.sampled_from(["simple", "monthly", "quarterly"]),
            }
        ),
        "costs": st.sampled_from(["budget", "deducted"]),
    }
)


@QUICK
@given(minimums, st.lists(st.tuples(st.integers(1, 4000), terms_on_call), min_size=1, max_size=3), dated)
def test_a_reserve_pays_interest_or_comes_back_and_no_coin_of_it_is_lost(
    minimum: int, loans: list[Any], dated: list[Any]
) -> None:
    late = {"id": "late", "title": "Late", "delays": {f"o{n}": 2 for n in range(len(dated))}}
    document = document_of(
        *(on_call(face, f"l{n}", n, terms=terms) for n, (face, terms) in enumerate(loans)),
        *(own(amount, on, f"o{n}") for n, (amount, on) in enumerate(dated)),
        cash={"minimum_balance": minimum},
        stresses=[late],
    )
    cash, report, _ = cashed(document, SPENT)
    figures = every_figure((report, cash))
    for n in range(len(loans)):
        _, paid, back = reserve_of(cash, f"l{n}")
        if not of(cash, f"l{n}").rows:
            assert paid == back == 0
            continue
        held = figures.get(f"finance.source.l{n}.reserve")
        joins = figures.get(f"finance.source.l{n}.reserve_left")
        held_amount = held.value.amount if held else Decimal(0)  # type: ignore[union-attr]  # money
        joins_amount = joins.value.amount if joins and held else Decimal(0)  # type: ignore[union-attr]  # money
        assert paid + back + joins_amount == held_amount
    for run in (cash.months, cash.stresses[0].months):
        total = sum((m.into.value - m.out.value for m in run), start=usd(0))
        total = total + sum((m.held.value for m in run if m.held), start=usd(0))
        assert run[-1].closing.value == total
