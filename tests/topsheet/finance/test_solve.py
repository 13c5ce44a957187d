"""The circle: sizes that depend on what they cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topsheet.finance.plans import SIGNED, document_of, equity, errors, gap, planned, presale, usd
from topsheet.finance import FinanceReport


def own_loan(
    face: object, *, percent: object = 0, rate: object = 0, months: int = 12, **more: Any
) -> dict[str, Any]:
    return {
        "id": "plug", "kind": "senior_loan", "name": "Plug", "face": face, "on": date(2027, 2, 1), **SIGNED,
        "terms": {
            "fees": [{"label": "Arrangement", "percent": percent}],
            "interest": {"rate": rate, "day_count": "30/360", "repaid": months},
            **more,
        },
    }  # fmt: skip


def solved(*sources: dict[str, Any], uses: object = 1_000_000, **more: Any) -> FinanceReport:
    report, problems = planned(document_of(*sources), str(uses), **more)
    assert errors(problems) == []
    return report


def face(report: FinanceReport, source: str) -> Decimal:
    figure = report.source(source).face
    assert figure is not None
    return figure.value.amount


def test_equity_that_is_needed_is_the_gap() -> None:
    report = solved(equity(600_000, "a"), equity("needed", "b"))
    assert face(report, "b") == 400_000
    assert report.gap.value == usd(0)
    assert report.solved.residual is not None
    assert report.solved.residual.value == usd(0)


def test_a_facility_borrows_its_own_fees_and_interest() -> None:
    # facility = need + fees(facility) + interest(facility): 400,000 ÷ (1 − 2 % − 10 %)
    report = solved(equity(600_000), own_loan("needed", percent=2, rate=10))
    assert abs(face(report, "plug") - Decimal("454545.45")) <= Decimal("0.01")
    assert report.gap.value.amount + report.surplus.value.amount <= Decimal("0.01")


def test_costs_on_the_budget_raise_the_uses_they_are_borrowed_for() -> None:
    report = solved(equity(600_000), own_loan("needed", percent=2, rate=10, costs="budget"))
    assert abs(face(report, "plug") - Decimal("454545.45")) <= Decimal("0.01")
    assert abs(report.uses.value.amount - Decimal("1054545.45")) <= Decimal("0.02")


def test_a_loan_that_costs_more_than_it_brings_has_no_size() -> None:
    report, problems = planned(document_of(equity(600_000), own_loan("needed", percent=60, rate=50)))
    assert [problem.what for problem in errors(problems)] == [
        "Plug cannot be solved: each amount of it costs at least as much as it brings"
    ]
    assert report.gap.value == usd(400_000)


def test_two_unknowns_have_no_answer() -> None:
    _, problems = planned(document_of(equity("needed", "a"), equity("needed", "b")))
    assert [problem.what for problem in problems] == ["B is `needed`, and A already is"]


def test_a_plan_that_is_covered_needs_nothing() -> None:
    report = solved(equity(1_100_000, "a"), equity("needed", "b"))
    assert face(report, "b") == 0
    assert report.surplus.value == usd(100_000)


def test_a_needed_source_stands_beside_all_that_is_planned_but_covers_only_when_signed() -> None:
    report = solved(equity(500_000, "a", status="idea"), equity("needed", "b"))
    assert face(report, "b") == 500_000
    assert report.committed.value == usd(500_000)
    assert report.planned_gap.value == usd(0)


def test_the_largest_gap_loan_beside_what_is_needed() -> None:
    loan = gap("largest", cover=2, share_of_budget=20, terms={"fees": [{"label": "Fee", "percent": 3}]})
    report = solved(loan, equity("needed"), unsold=1_000_000)
    assert face(report, "gap") == 200_000
    assert face(report, "equity") == 1_000_000 - 194_000


def test_a_streamer_pays_the_budget_and_a_premium() -> None:
    deal = {
        "id": "stream", "kind": "streamer_deal", "name": "Streamer", "face": "cost_plus", "cost_plus": 15,
        "instalments": [{"share": 100, "on": date(2027, 3, 1)}], **SIGNED,
    }  # fmt: skip
    report = solved(deal)
    assert face(report, "stream") == 1_150_000
    assert report.surplus.value == usd(150_000)


def test_a_source_withdrawn_is_not_solved_for() -> None:
    report = solved(equity(600_000, "a"), equity("needed", "b", status="withdrawn"))
    assert face(report, "b") == 0
    assert report.gap.value == usd(400_000)


@settings(max_examples=60)
@given(
    uses=st.integers(10_000, 50_000_000),
    paid=st.integers(0, 30_000_000),
    percent=st.decimals(0, 20, places=2),
    rate=st.decimals(0, 30, places=2),
    months=st.integers(0, 36),
    sale=st.integers(0, 5_000_000),
    largest=st.booleans(),
    unsold=st.integers(0, 20_000_000),
    budget=st.booleans(),
)
def test_the_circle_closes_or_says_why_not(
    uses: int,
    paid: int,
    percent: Decimal,
    rate: Decimal,
    months: int,
    sale: int,
    largest: bool,
    unsold: int,
    budget: bool,
) -> None:
    terms = {"costs": "budget"} if budget else {}
    sources = [
        equity(paid, "paid"),
        presale(sale),
        own_loan("needed", percent=percent, rate=rate, months=months, **terms),
    ]
    if largest:
        sources.append(
            gap(
                "largest",
                cover=2,
                share_of_budget=20,
                terms={"fees": [{"label": "Fee", "percent": 3}], **terms},
            )
        )
    report, problems = planned(document_of(*sources), uses, unsold=unsold)
    if [problem for problem in errors(problems) if "cannot be solved" in problem.what]:
        cost = percent + rate * months / 12
        assert cost >= 99, problems
        return
    assert report.solved.residual is not None
    assert abs(report.solved.residual.value.amount) <= Decimal("0.05")
    assert report.gap.value.amount <= Decimal("0.05")
    assert report.face.value - report.bridge_total.value == report.committed.value
