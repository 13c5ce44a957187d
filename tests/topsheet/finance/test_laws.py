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
    errors,
    gap,
    loan,
    planned,
    presale,
    usd,
)
from topsheet.finance import FinanceReport, adopt
from topsheet.money import Money

QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
BUDGET = budget_of()

money = st.decimals(0, 5_000_000, places=2)
days = st.dates(date(2026, 12, 1), date(2028, 12, 31))
statuses = st.sampled_from(
    ["withdrawn", "idea", "loi", "term_sheet", "signed", "conditions_met", "cash_in_bank"]
)
dated = st.sampled_from([AS_OF, date(2026, 11, 25), None])
shares = st.sampled_from([(100,), (50, 50), (25, 50, 25), ("33.33", "33.33", "33.34")])


INSTALMENTS = ("equity", "own_money", "crowd_investment", "grant", "studio_deal", "product_placement")
fees = st.lists(
    st.fixed_dictionaries(
        {"label": st.just("Fee"), "percent": st.integers(0, 5), "amount": st.integers(0, 5000)}
    ),
    max_size=2,
)
loan_terms = st.fixed_dictionaries(
    {
        "fees": fees,
        "interest": st.none()
        | st.fixed_dictionaries(
            {
                "rate": st.integers(0, 15),
                "repaid": st.integers(0, 24),
                "reserve_months": st.integers(0, 6),
                "day_count": st.sampled_from(["30/360", "act/360", "act/365"]),
                "compounding": st.sampled_from(["simple", "monthly", "quarterly", "yearly"]),
            }
        ),
    }
)


@st.composite
def campaigns(draw: st.DrawFn) -> dict[str, Any]:
    """A reward campaign before, at and after its deadline, funded or not."""
    deadline = draw(st.dates(date(2026, 10, 1), date(2027, 3, 1)))
    pledged = draw(st.lists(money, max_size=3, unique=True))
    first = date(2026, 9, 1)
    return {
        "id": "crowd", "kind": "crowdfunding", "name": "Crowd", "status": "idea", "deadline": deadline,
        "goal": draw(st.integers(1, 100_000)), "all_or_nothing": draw(st.booleans()), "paid_on": date(2027, 4, 1),
        "platform": 5, "processing": 3, "per_backer": "0.20", "fulfilment": draw(st.integers(0, 10_000)),
        "pledges": [
            {"day": first.replace(day=n), "total": total, "backers": n} for n, total in enumerate(sorted(pledged), 1)
        ],
    }  # fmt: skip


steps: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({"status": statuses, "status_date": dated})


@st.composite
def others(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The credit with its lender or buyer, loans of their own size, a campaign, and what is no cash."""
    found: list[dict[str, Any]] = []
    taken = draw(st.sampled_from(["nobody", "lender", "buyer"]))
    if taken == "lender":
        found.append(
            loan(["credit"], "l3", kind="incentive_loan", advance=draw(st.integers(0, 100)), **draw(steps))
        )
    if taken == "buyer":
        sale: dict[str, Any] = {
            "id": "l3",
            "name": "Buyer",
            "kind": "incentive_sale",
            "sells": "credit",
            "on": draw(days),
        }
        found.append({**sale, "price": draw(st.integers(50, 100)), "fees": draw(fees), **draw(steps)})
    found.append(gap(draw(money), terms=draw(loan_terms), **draw(steps)))
    for kind in draw(st.lists(st.sampled_from(["senior_loan", "mezzanine", "own_loan"]), unique=True)):
        found.append(gap(draw(money), **{"id": kind, "kind": kind, "terms": draw(loan_terms), **draw(steps)}))
    if draw(st.booleans()):
        found.append(draw(campaigns()))
    found.append(deferral(draw(st.decimals(0, 50_000, places=2)), **draw(steps)))
    if draw(st.booleans()):
        given_free: dict[str, Any] = {"id": "given", "name": "Given", "kind": "in_kind", "covers": "producer"}
        found.append({**given_free, "face": draw(st.decimals(0, 50_000, places=2)), **draw(steps)})
    return found


@st.composite
def plans(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Sources of every kind in any status; each sale and the credit pledged to at most one lender."""
    sources: list[dict[str, Any]] = []
    for n in range(draw(st.integers(0, 3))):
        parts = [{"share": share, "on": draw(days)} for share in draw(shares)]
        kind = draw(st.sampled_from(INSTALMENTS))
        sources.append({**equity(draw(money), f"e{n}", **draw(steps)), "kind": kind, "instalments": parts})
    sales = [f"s{n}" for n in range(draw(st.integers(0, 4)))]
    for name in sales:
        terms = {
            "deposit": {"percent": draw(st.integers(0, 60)), "on": draw(days)},
            "commission": {
                "percent": draw(st.integers(0, 40)),
                "taken": draw(st.sampled_from(["balance", "pro_rata"])),
            },
        }
        sources.append(presale(draw(money), name, **terms, **draw(steps)))
    if draw(st.booleans()):
        licence = {"kind": "broadcaster_licence", "territory": "TV", **draw(steps)}
        sources.append({**equity(draw(money), "licence"), **licence})
        sales.append("licence")
    pledged = draw(st.lists(st.sampled_from(sales), unique=True)) if sales else []
    half = draw(st.integers(0, len(pledged)))
    for name, on in (("l1", pledged[:half]), ("l2", pledged[half:])):
        sources.append(
            loan(
                on,
                name,
                advance=draw(st.integers(0, 100)),
                on=draw(days),
                terms=draw(loan_terms),
                **draw(steps),
            )
        )
    sources.append(credit(**draw(steps)))
    sources += draw(others())
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
    told = ("has no `status_date`", "before delivery", "costs more than it brings", "after its balance")
    assert all(any(words in problem.what for words in told) for problem in errors(problems))
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


@QUICK
@given(plans(), money)
def test_no_source_brings_more_than_its_face(sources: list[dict[str, Any]], credited: Decimal) -> None:
    report, _ = planned(document_of(*sources), credited=credited)
    for source in report.sources:
        if source.face is not None:
            assert source.counted.value <= source.face.value.plain()


@QUICK
@given(plans(), money)
def test_an_option_that_adds_what_is_needed_closes_the_plan(
    sources: list[dict[str, Any]], uses: Decimal
) -> None:
    closing = equity("needed", "closing", status="term_sheet")
    option = {"id": "close", "title": "Close it", "adds": [closing]}
    document = document_of(*sources, options=[option])
    before, _ = planned(document, uses)
    adopted = adopt(document, document.options[0], AS_OF)
    report, problems = planned(adopted, uses)
    hoped = sum((source.planned.value for source in report.sources), start=usd(0))
    assert [problem for problem in errors(problems) if "needed" in problem.what] == []
    assert abs((hoped - report.uses.value).amount) <= Decimal("0.01") or hoped > report.uses.value
    if hoped > report.uses.value:  # what is planned covers it without
        assert report.source("closing").counted.value == usd(0)
    assert planned(document, uses)[0].committed.value == before.committed.value
