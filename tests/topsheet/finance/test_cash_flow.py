from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.finance.plans import (
    LINES,
    PHASED,
    budget_of,
    cashed,
    deferral,
    document_of,
    equity,
    planned,
    spent,
    usd,
)
from topsheet.documents import Problem
from topsheet.finance import CashReport, FinanceDocument

# 300,000.01 spent in thirds in February, March and April 2027; the shoot runs from March to May.
TOTAL = "300000.01"


def closings(cash: CashReport) -> dict[str, Decimal]:
    return {f"{month.month:%Y-%m}": month.closing.value.amount for month in cash.months}


def stressed(*sources: dict[str, Any], **delays: int) -> FinanceDocument:
    return document_of(*sources, stresses=[{"id": "late", "title": "Late", "delays": delays}])


def test_each_month_closes_at_opening_plus_in_less_out() -> None:
    cash, _, problems = cashed(document_of(equity(400_000)))
    assert problems == []
    assert closings(cash) == {
        "2027-01": Decimal(200_000),
        "2027-02": Decimal(100_000),
        "2027-03": Decimal(0),
        "2027-04": Decimal("-100000.01"),
        "2027-05": Decimal("-100000.01"),
        "2027-06": Decimal("99999.99"),
    }
    assert (cash.lowest_shoot.value, cash.lowest_shoot.how) == (usd("-100000.01"), "closing of April 2027")
    for before, after in zip(cash.months, cash.months[1:], strict=False):
        assert after.opening.value == before.closing.value


def test_the_last_month_of_a_part_owns_its_stray_cent() -> None:
    cash, _, _ = cashed(document_of(equity(400_000)))
    out = [month.out.value.amount for month in cash.months if month.out.value]
    assert out == [Decimal(100_000), Decimal(100_000), Decimal("100000.01")]
    [figure] = cash.months[1].spending
    assert (figure.name, figure.how) == (
        "cash.2027-02.out.above_the_line",
        "1 part of 3 of above the line",
    )


def test_a_month_between_has_its_row_though_nothing_moves() -> None:
    cash, _, _ = cashed(document_of(equity(1, instalments=[{"share": 100, "on": date(2026, 12, 31)}])))
    january = cash.months[1]
    assert (f"{january.month}", january.receipts, january.spending, january.closing.value) == (
        "2027-01-01",
        (),
        (),
        usd(1),
    )


def test_a_deferral_lowers_what_its_section_spends() -> None:
    cash, report, problems = cashed(document_of(equity(250_000), deferral("50000")))
    assert problems == []
    spent_in_all = sum((month.out.value for month in cash.months), start=usd(0))
    assert spent_in_all == report.cash_need.value == usd("250000.01")
    assert cash.months[-1].closing.value == report.committed_cash.value - spent_in_all


def test_a_deferral_not_yet_signed_puts_nothing_off() -> None:
    cash, _, _ = cashed(document_of(deferral("50000", status="soft")))
    assert sum((month.out.value for month in cash.months), start=usd(0)) == usd(TOTAL)


def test_a_deferral_of_no_line_or_of_more_than_it_holds() -> None:
    budget = budget_of()
    document = document_of(
        deferral(1, "lost", "nobody"),
        deferral(50_001, "big"),
        deferral(30_000, "one"),
        deferral(30_000, "two"),
    )
    report, _ = planned(document)
    _, problems = spent(document, report, budget)
    assert problems == [
        Problem(
            "finance.yaml:1 sources[0].defers",
            "Lost defers the budget line `nobody`, which does not exist",
            "A fee that is not in the budget cannot be put off.",
            "Name the id of a budget line.",
        ),
        Problem(
            "finance.yaml:1 sources[1].face",
            "Big puts off 50,001, more than the line's 50,000.00",
            "Only what is budgeted can be deferred.",
            "Lower the deferral.",
        ),
        Problem(
            "finance.yaml:1 sources[3].face",
            "Two puts off 30,000, more than the line's 20,000.00",
            "Only what is budgeted can be deferred.",
            "Lower the deferral.",
        ),
    ]


def test_a_part_without_phasing_and_phasing_without_a_part() -> None:
    document = document_of(equity(1))
    _, _, problems = cashed(document, budget_of(more="phasing: {above_the_lines: {0: 1}}\n"))
    known = "above_the_line, finance, other, post, production"
    assert problems == [
        Problem(
            "budget.yaml phasing",
            "`above_the_line` has no phasing",
            "USD 300,000.01 would be spent in no month, and cash would look better than it is.",
            "Add `above_the_line:` under `phasing` with parts by month.",
        ),
        Problem(
            "budget.yaml phasing",
            "phasing names `above_the_lines`, which is no part of this budget",
            "Its months would spread nothing.",
            f"Use one of: {known}.",
        ),
    ]


def test_nothing_in_and_nothing_out_is_an_empty_account() -> None:
    cash, _, _ = cashed(document_of(), budget_of(more=""))
    assert (cash.months, cash.lowest.value, cash.lowest_shoot.value) == ((), usd(0), usd(0))


# Stresses.


def test_a_late_receipt_moves_its_month_and_not_the_last_balance() -> None:
    cash, _, _ = cashed(stressed(equity(400_000), equity=1))
    [late] = cash.stresses
    assert late.months[-1].closing.value == cash.months[-1].closing.value
    assert [f"{month.month:%Y-%m}" for month in late.negative] == ["2027-04", "2027-05", "2027-06"]
    assert late.months[0].month == date(2027, 2, 1)


def test_an_instalment_called_earlier_is_the_remedy_when_it_is_enough() -> None:
    enough, short = (cashed(stressed(equity(face)))[0].stresses[0] for face in (500_000, 200_002))
    assert [(remedy.text, remedy.lowest.value) for remedy in enough.remedies] == [
        ("Call equity instalment 2 (USD 250,000.00) in April 2027 instead of June 2027", usd(50_000))
    ]
    assert (short.negative[0].month, short.remedies) == (date(2027, 3, 1), ())


@pytest.mark.parametrize(("kind", "found"), [("equity", 1), ("own_money", 1), ("grant", 0)])
def test_only_investors_and_producers_can_be_called_earlier(kind: str, found: int) -> None:
    money = {**equity(600_100, "money"), "kind": kind}
    money["instalments"] = [{"share": 40, "on": date(2027, 1, 15)}, {"share": 60, "on": date(2027, 6, 1)}]
    cash, _, _ = cashed(stressed(money))
    [late] = cash.stresses
    assert len(late.negative) == 2
    assert len(late.remedies) == found


def test_instalments_of_one_number_and_month_are_called_together() -> None:
    cash, _, _ = cashed(stressed(equity(200_000, "a"), equity(200_002, "b")))
    [late] = cash.stresses
    assert [remedy.text for remedy in late.remedies] == [
        "Call equity instalment 2 (USD 200,001.00) in April 2027 instead of June 2027"
    ]


def test_a_stress_of_no_source_is_a_problem() -> None:
    _, _, problems = cashed(stressed(equity(400_000), loan=2))
    assert problems == [
        Problem(
            "finance.yaml:1 stresses[0].delays.loan",
            "the stress delays `loan`, which is not a source",
            "Nothing would be late, and the stress would look harmless.",
            "Name one of the plan's sources.",
        )
    ]


def test_a_receipt_of_the_31st_late_falls_on_the_last_of_a_shorter_month() -> None:
    last = equity(10, instalments=[{"share": 100, "on": date(2027, 1, 31)}])
    cash, _, _ = cashed(stressed(last, equity=1), budget_of(LINES, PHASED))
    assert cash.stresses[0].months[0].receipts[0].how == "expected 2027-02-28"
