"""Plans that look better than they are, or would stop the desk: none is believed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tests.topsheet.finance.plans import (
    SIGNED,
    cashed,
    credit,
    document_of,
    equity,
    errors,
    good,
    loan,
    planned,
    presale,
    usd,
)
from topsheet.documents import Severity


def lent(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": "x", "kind": kind, "name": "X", "face": 400_000, "on": date(2027, 1, 10), **SIGNED, **more}


def repaid(on: date, rate: int = 0) -> dict[str, Any]:
    return {"interest": {"rate": rate, "repaid": on}}


def test_a_bridge_covers_nothing_and_is_repaid_out_of_the_account() -> None:
    bridge = lent("bridge_loan", terms=repaid(date(2027, 4, 1)))
    report = good(document_of(equity(600_000), bridge))
    assert (report.committed.value, report.gap.value) == (usd(600_000), usd(400_000))
    cash, _, _ = cashed(document_of(equity(600_000), bridge))
    without, _, _ = cashed(document_of(equity(600_000)))
    assert cash.months[-1].closing.value == without.months[-1].closing.value
    january = next(month for month in cash.months if month.month == date(2027, 1, 1))
    assert january.closing.value.amount > without.months[0].closing.value.amount


def test_the_costs_of_a_bridge_are_a_cost() -> None:
    fee = {"fees": [{"label": "Fee", "amount": 5000}], **repaid(date(2027, 4, 1))}
    assert good(document_of(lent("bridge_loan", terms=fee))).committed.value == usd(-5_000)


def test_a_loan_due_before_there_are_receipts_is_an_error() -> None:
    _, problems = planned(document_of(lent("own_loan", terms=repaid(date(2027, 4, 1)))))
    assert [problem.what for problem in errors(problems)] == [
        "X is repaid on 2027-04-01, before delivery on 2027-12-17"
    ]


def test_one_credit_in_two_sources_is_an_error() -> None:
    _, problems = planned(document_of(credit(), {**credit("again"), "name": "Again"}), credited=100_000)
    assert [problem.what for problem in errors(problems)] == [
        "Again is the credit of `us-md-film`, and Credit already is"
    ]


def test_money_in_another_currency_counts_for_nothing_without_a_rate() -> None:
    report, problems = planned(document_of(equity(90_000_000, currency="JPY")))
    assert len(errors(problems)) == 1
    assert report.committed.value == usd(0)


def test_two_gap_loans_cannot_both_be_the_largest() -> None:
    two = [{**lent("gap_loan"), "id": name, "name": name, "face": "largest"} for name in ("a", "b")]
    _, problems = planned(document_of(*two), unsold=1_000_000)
    assert [problem.what for problem in errors(problems)] == ["b is `largest`, and a already is"]


def test_room_for_more_gap_loan_is_measured_by_what_is_lent_and_not_by_its_cash() -> None:
    terms = {"fees": [{"label": "Fee", "percent": 10}]}
    report, _ = planned(document_of(lent("gap_loan", face="largest", terms=terms)), unsold=500_000)
    assert report.source("x").counted.value == usd(450_000)
    assert report.gap_sizings[0].allowed.value == usd(500_000)


def test_a_loan_that_costs_more_than_it_brings_is_an_error() -> None:
    _, problems = planned(
        document_of(lent("own_loan", face=1000, terms={"fees": [{"label": "Fee", "amount": 5000}]}))
    )
    assert ["costs more than it brings" in problem.what for problem in errors(problems)] == [True]


def test_cash_in_the_bank_is_no_signature() -> None:
    _, problems = planned(document_of(equity(1000, status="cash_in_bank", status_date=date(2026, 11, 20))))
    assert errors(problems) == []
    late = equity(1000, status="cash_in_bank", status_date=date(2026, 11, 20), signed_on=date(2027, 2, 1))
    _, problems = planned(document_of(late))
    assert [problem.what for problem in errors(problems)] == [
        "Equity is paid on 2027-01-15, before it was signed on 2027-02-01",
        "Equity was signed on 2027-02-01, after its status of 2026-11-20",
    ]


def test_a_deposit_after_its_balance_is_refused() -> None:
    late = presale(1000, deposit={"percent": 20, "on": date(2028, 1, 1)})
    assert [problem.what for problem in errors(planned(document_of(late))[1])] == [
        "DE pays its deposit on 2028-01-01, after its balance on 2027-12-17"
    ]


def test_a_day_nobody_knows_is_told_before_anybody_signs() -> None:
    hoped = presale(1000, status="idea", balance_on="wrapp")
    _, problems = planned(document_of(hoped))
    assert [(problem.what, problem.severity) for problem in problems] == [
        ("DE is paid on `wrapp`, which is neither a day nor a milestone", Severity.WARNING)
    ]
    assert errors(planned(document_of(presale(1000, balance_on="wrapp")))[1])


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_beyond_reason_is_refused_where_it_stands(day: date) -> None:
    with pytest.raises(ValidationError, match="a day between 1900 and 2150 is expected"):
        document_of(
            mandates=[{"id": "m", "name": "M", "percent": 5, "starts": date(2026, 1, 1), "ends": day}]
        )


def test_interest_over_a_lifetime_is_a_slip_of_the_pen() -> None:
    report, problems = planned(document_of(lent("senior_loan", terms=repaid(date(2072, 1, 1), 8))))
    assert report.source("x").counted.value == usd(400_000)
    assert ["more than 20 years after it is drawn" in problem.what for problem in errors(problems)] == [True]


def test_a_loan_drawn_when_its_collateral_has_paid_is_told() -> None:
    sold = {
        "id": "de", "kind": "presale", "name": "DE", "territory": "DE", "face": 100_000, "balance_on": date(2027, 3, 1),
        "deposit": {"percent": 20, "on": date(2027, 2, 10)}, "commission": {"percent": 10}, **SIGNED,
    }  # fmt: skip
    _, problems = planned(document_of(sold, loan(["de"], on=date(2027, 6, 1))))
    assert any("after all it lends on has paid by 2027-03-01" in problem.what for problem in problems)


def test_an_offer_that_expired_is_told() -> None:
    _, problems = planned(
        document_of(equity(1000, status="loi", expires=date(2026, 11, 20), status_date=date(2026, 11, 1)))
    )
    assert any("the offer of Equity expired on 2026-11-20" in problem.what for problem in problems)
