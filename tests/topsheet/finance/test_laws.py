"""Laws of a finance plan on plans drawn at random."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet.finance.plans import (
    AS_OF,
    budget_of,
    cashed,
    credit,
    deferral,
    document_of,
    equity,
    gap,
    loan,
    planned,
    presale,
    usd,
)
from topsheet.finance import FinanceReport
from topsheet.money import Money

QUICK = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
BUDGET = budget_of()

money = st.decimals(0, 5_000_000, places=2)
days = st.dates(date(2026, 12, 1), date(2028, 12, 31))
statuses = st.sampled_from(
    ["withdrawn", "idea", "loi", "term_sheet", "signed", "conditions_met", "cash_in_bank"]
)
dated = st.sampled_from([AS_OF, date(2026, 11, 25), None])
shares = st.sampled_from([(100,), (50, 50), (25, 50, 25), ("33.33", "33.33", "33.34")])


@st.composite
def plans(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Sources of every kind in any status; each sale and the credit pledged to at most one lender."""
    sources: list[dict[str, Any]] = []

    def status() -> dict[str, Any]:
        return {"status": draw(statuses), "status_date": draw(dated)}

    for n in range(draw(st.integers(0, 3))):
        parts = [{"share": share, "on": draw(days)} for share in draw(shares)]
        kind = draw(st.sampled_from(["equity", "own_money", "grant"]))
        sources.append({**equity(draw(money), f"e{n}", **status()), "kind": kind, "instalments": parts})
    sales = [f"s{n}" for n in range(draw(st.integers(0, 4)))]
    for name in sales:
        terms = {
            "deposit": {"percent": draw(st.integers(0, 60)), "on": draw(days)},
            "commission": {
                "percent": draw(st.integers(0, 40)),
                "taken": draw(st.sampled_from(["balance", "pro_rata"])),
            },
        }
        sources.append(presale(draw(money), name, **terms, **status()))
    pledged = draw(st.lists(st.sampled_from(sales), unique=True)) if sales else []
    half = draw(st.integers(0, len(pledged)))
    for name, on in (("l1", pledged[:half]), ("l2", pledged[half:])):
        sources.append(loan(on, name, advance=draw(st.integers(0, 100)), on=draw(days), **status()))
    sources.append(credit(**status()))
    if draw(st.booleans()):
        sources.append(
            loan(["credit"], "l3", kind="incentive_loan", advance=draw(st.integers(0, 100)), **status())
        )
    sources.append(gap(draw(money), **status()))
    sources.append(deferral(draw(st.decimals(0, 50_000, places=2)), **status()))
    return draw(st.permutations(sources))


def totals(report: FinanceReport) -> dict[str, Any]:
    found = {
        name: getattr(report, name).value
        for name in ("committed", "committed_cash", "deferred", "covered", "gap", "surplus", "face",
                     "bridge_total", "cash_need", "collateral_surplus")
    }  # fmt: skip
    return {**found, **{row.name: row.value for row in report.bridge}}


@QUICK
@given(plans(), money, money)
def test_sources_and_gap_less_surplus_are_the_uses(
    sources: list[dict[str, Any]], uses: Decimal, credited: Decimal
) -> None:
    report, problems = planned(document_of(*sources), uses, credited=credited)
    assert all("has no `status_date`" in problem.what for problem in problems)
    assert report.committed.value + report.gap.value - report.surplus.value == report.uses.value
    assert not (report.gap.value and report.surplus.value)
    assert report.committed.value == report.committed_cash.value + report.deferred.value
    assert report.committed.value == sum((source.counted.value for source in report.sources), start=usd(0))


@QUICK
@given(plans(), money)
def test_face_less_bridge_is_what_is_committed(sources: list[dict[str, Any]], credited: Decimal) -> None:
    report, _ = planned(document_of(*sources), credited=credited)
    faces = [source.face.value.plain() for source in report.sources if source.face and source.counts]
    assert report.face.value == sum(faces, start=usd(0))
    assert report.face.value - report.bridge_total.value == report.committed.value
    assert report.bridge_total.value == sum((row.value for row in report.bridge), start=usd(0))
    assert all(row.value.amount >= 0 for row in report.bridge)


@QUICK
@given(plans(), st.data())
def test_the_order_of_sources_changes_no_total(sources: list[dict[str, Any]], data: st.DataObject) -> None:
    report, _ = planned(document_of(*sources), credited=123_456)
    other, _ = planned(document_of(*data.draw(st.permutations(sources))), credited=123_456)
    assert totals(other) == totals(report)


@QUICK
@given(plans())
def test_every_coin_in_comes_from_a_source_and_none_is_lost(sources: list[dict[str, Any]]) -> None:
    cash, report, _ = cashed(document_of(*sources), BUDGET)
    into = sum((month.into.value for month in cash.months), start=usd(0))
    out = sum((month.out.value for month in cash.months), start=usd(0))
    assert into == report.committed_cash.value
    assert out == BUDGET.total.value - report.deferred.value
    assert cash.months[-1].closing.value == into - out
    assert cash.lowest.value == min(month.closing.value for month in cash.months)


@QUICK
@given(plans())
def test_each_part_of_the_budget_spends_its_cash_cost_exactly(sources: list[dict[str, Any]]) -> None:
    cash, _, _ = cashed(document_of(*sources), BUDGET)
    spent: dict[str, Money] = {}
    cost: dict[str, Money] = {}
    for month in cash.months:
        for figure in month.spending:
            [part] = figure.inputs
            assert isinstance(part.value, Money)
            cost[part.name] = part.value
            spent[part.name] = spent.get(part.name, usd(0)) + figure.value
    assert spent == cost


@QUICK
@given(plans(), st.integers(0, 36), st.integers(0, 36))
def test_late_receipts_never_change_the_last_balance(
    sources: list[dict[str, Any]], first: int, second: int
) -> None:
    delays = {source["id"]: n for source, n in zip(sources, (first, second), strict=False)}
    document = document_of(*sources, stresses=[{"id": "late", "title": "Late", "delays": delays}])
    cash, _, _ = cashed(document, BUDGET)
    [late] = cash.stresses
    assert late.months[-1].closing.value == cash.months[-1].closing.value
    assert late.lowest.value <= late.lowest_shoot.value


@QUICK
@given(plans())
def test_a_remedy_leaves_no_month_below_nothing(sources: list[dict[str, Any]]) -> None:
    document = document_of(*sources, stresses=[{"id": "late", "title": "Late", "delays": {"gap": 6}}])
    cash, _, _ = cashed(document, BUDGET)
    [late] = cash.stresses
    assert all(remedy.lowest.value.amount >= 0 for remedy in late.remedies)
    assert late.negative or not late.remedies
