"""The worked cases of finance plans, each by the general code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.finance.plans import (
    SIGNED,
    credit,
    deferral,
    document_of,
    equity,
    errors,
    gap,
    good,
    loan,
    planned,
    presale,
    usd,
)
from topsheet.figures import index
from topsheet.finance import FinanceReport
from topsheet.money import Percent


def value(report: FinanceReport, name: str) -> Any:
    """The value of a figure anywhere under the report's sources."""
    roots = [f for s in report.sources for f in (s.face, s.cash, s.claim, s.counted, *s.costs) if f]
    return index([*roots, report.collateral_surplus])[name].value


def discounted(**terms: Any) -> dict[str, Any]:
    return loan(
        ["de"],
        advance=90,
        on=date(2027, 1, 1),
        terms={
            "fees": [
                {"label": "Arrangement fee", "percent": 2},
                {"label": "Lender's counsel", "amount": 15000},
            ],
            "interest": {"rate": 9, "day_count": "30/360", "repaid": 12, "reserve_months": 2},
            **terms,
        },
    )


def test_a_pre_sale_discounted_by_a_bank() -> None:
    # syn_presale_discount: 1,000,000 of face is 690,500 of cash
    sale = presale(1_000_000, commission={"percent": 15, "taken": "pro_rata"})
    report = good(document_of(sale, discounted()))
    assert value(report, "finance.source.de.cash.deposit").plain() == usd(170_000)
    assert value(report, "finance.source.de.collateral") == usd(680_000)
    assert value(report, "finance.source.loan.amount") == usd(612_000)
    assert value(report, "finance.source.loan.fee.1") == usd(12_240)
    assert value(report, "finance.source.loan.reserve") == usd(64_260)
    assert report.source("loan").counted.value == usd(520_500)
    assert report.committed.value == usd(690_500)
    assert value(report, "finance.source.loan.interest") == usd(55_080)
    assert value(report, "finance.source.loan.reserve_left") == usd(9_180)
    assert report.collateral_surplus.value == usd(77_180)


def test_the_bridge_of_a_discounted_pre_sale_leads_from_face_to_cash() -> None:
    sale = presale(1_000_000, commission={"percent": 15, "taken": "pro_rata"})
    report = good(document_of(sale, discounted()))
    rows = {row.name: row.value for row in report.bridge}
    assert rows["finance.bridge.loan_costs"] == usd(91_500)
    assert report.face.value - report.bridge_total.value == report.committed.value


def test_costs_that_the_budget_pays_leave_the_loan_whole() -> None:
    sale = presale(1_000_000, commission={"percent": 15, "taken": "pro_rata"})
    report = good(document_of(sale, discounted(costs="budget")))
    assert report.source("loan").counted.value == usd(612_000)
    assert report.uses.value == usd(1_000_000 + 91_500)
    assert report.collateral_surplus.value == usd(77_180)


def gap_terms(**more: Any) -> dict[str, Any]:
    return gap(
        "largest",
        cover=2,
        share_of_budget=20,
        sales_commission=20,
        sales_expenses=150000,
        **more,
    )


def test_a_gap_loan_against_unsold_territories() -> None:
    # syn_gap_sizing: 1.9 m of takes carry 685,000
    report = good(document_of(gap_terms()), 4_500_000, unsold=1_900_000, largest=540_000)
    (sizing,) = report.gap_sizings
    assert sizing.net_take.value == usd(1_370_000)
    assert sizing.by_cover.value == usd(685_000)
    assert sizing.by_budget is not None
    assert sizing.by_budget.value == usd(900_000)
    assert sizing.allowed.value == usd(685_000)
    assert sizing.stress_net is not None
    assert sizing.stress_net.value == usd(938_000)
    assert sizing.stress_cover is not None
    assert str(sizing.stress_cover.value)[:14] == "1.369343065693"
    assert report.source("gap").counted.value == usd(685_000)


def test_an_ask_is_never_lent_on() -> None:
    # the same territories at their asks would carry 1,144,400: takes decide
    at_ask = good(document_of(gap_terms()), 4_500_000, unsold=3_040_000)
    assert at_ask.source("gap").counted.value == usd(900_000)
    assert at_ask.gap_sizings[0].by_cover.value == usd(1_141_000)


@pytest.mark.parametrize(
    ("shelter", "gross", "net", "outlay"),
    [(10_000_000, 87_000_000, 85_300_000, 8_700_000), (10_200_000, 87_200_000, 85_500_000, 8_500_000)],
)
def test_tomb_raider(shelter: int, gross: int, net: int, outlay: int) -> None:
    # real_finance_plans: 94 − (65 + 12 + 10 − 1.7) = 8.7 of outlay; with the 10.2 of the book, 8.5
    report = good(
        document_of(
            presale(65_000_000, "six", commission={"percent": "2.615384615384615384615384615"}),
            equity(12_000_000, "leaseback"),
            equity(shelter, "shelter"),
        ),
        94_000_000,
    )
    assert report.face.value == usd(gross)
    assert report.committed.value == usd(net)
    assert report.gap.value == usd(outlay)


def test_night_of_the_living_dead() -> None:
    report = good(
        document_of(equity(70_000, "investors"), deferral(44_000, "debts")),
        114_000,
    )
    assert report.gap.value == usd(0)
    assert report.cash_need.value == usd(70_000)
    share = report.committed_cash.value.amount * 100 / report.uses.value.amount
    assert Percent(share).rounded() == Percent(Decimal("61.40"))


def test_dragons_quest() -> None:
    stack = document_of(
        equity(9_000_000),
        presale(6_000_000, "svod", commission={"percent": 0}),
        credit(),
        loan(["credit"], "tax_loan", kind="incentive_loan", advance=100),
        gap(4_000_000),
        {
            "id": "mezz",
            "kind": "mezzanine",
            "name": "Mezzanine",
            "face": 2_500_000,
            "on": date(2027, 5, 3),
            **SIGNED,
        },
    )
    report = good(stack, 30_000_000, credited=5_775_000, unsold=8_000_000)
    assert report.committed.value == usd(27_275_000)
    assert report.gap.value == usd(2_725_000)


def helena(*missing: str) -> FinanceReport:
    """Boxing Helena: foreign sales that name the star, and a domestic minimum that does too."""
    sales = [
        presale(6_800_000, "firm", essential=["star"], commission={"percent": 0}),
        presale(800_000, "probable", essential=["star"], commission={"percent": 0}),
        presale(3_000_000, "domestic", essential=["star"], commission={"percent": 0}),
        presale(2_700_000, "without", commission={"percent": 0}, status="idea"),
    ]
    gone = dict.fromkeys(missing, "the star stands at departed")
    report, problems = planned(document_of(*sales), 7_600_000, missing=gone)
    assert errors(problems) == []
    return report


def test_boxing_helena_with_and_without_its_star() -> None:
    assert helena().surplus.value == usd(3_000_000)
    lost = helena("star")
    assert lost.committed.value == usd(0)
    assert [source.why_not for source in lost.sources][:1] == ["conditional: the star stands at departed"]


CAMPAIGN = {
    "id": "kickstarter",
    "kind": "crowdfunding",
    "name": "Kickstarter",
    "status": "idea",
    "goal": 33_000,
    "opens": date(2027, 9, 1),
    "deadline": date(2027, 9, 30),
    "platform": 5,
    "processing": 3,
    "per_backer": "0.20",
    "backers": 412,
    "fulfilment": 2500,
    "paid_on": date(2027, 10, 14),
}


def campaign(as_of: date, pledged: int | None = None, **more: Any) -> FinanceReport:
    pledges = (
        [{"day": min(as_of, date(2027, 9, 30)), "total": pledged, "backers": 412}]
        if pledged is not None
        else []
    )
    report, problems = planned(document_of({**CAMPAIGN, "pledges": pledges, **more}), 48_000, as_of=as_of)
    assert errors(problems) == []
    return report


def test_a_campaign_is_planned_at_what_its_goal_leaves() -> None:
    report = campaign(date(2027, 8, 1))
    (found,) = report.campaigns
    assert found.state == "planned"
    assert [fee.value for fee in found.fees] == [usd("1650.00"), usd("1072.40")]
    assert found.net.value == usd("30277.60")
    assert found.usable.value == usd("27777.60")
    assert report.committed.value == usd(0)
    assert report.planned.value == usd("27777.60")


def test_5600_unlocks_33000() -> None:
    (found,) = campaign(date(2027, 9, 28), 27_400).campaigns
    assert (found.state, found.days_left) == ("running", 2)
    assert (found.short.value, found.unlocks.value) == (usd(5_600), usd(33_000))
    assert found.a_day_needed is not None
    assert found.a_day_needed.value == usd(2_800)


def test_a_campaign_that_missed_its_goal_is_worth_nothing() -> None:
    report = campaign(date(2027, 10, 1), 27_400)
    assert report.campaigns[0].state == "failed"
    assert report.campaigns[0].usable.value == usd(0)
    assert report.planned.value == usd(0)
    assert "pays nothing" in report.source("kickstarter").why_not


def test_a_funded_campaign_counts_by_its_result() -> None:
    report = campaign(date(2027, 10, 1), 33_000)
    assert report.committed.value == usd("27777.60")
    assert report.face.value - report.bridge_total.value == report.committed.value


def test_veronica_mars_rewards_are_a_cost() -> None:
    # 34,000 shirts at 3.90 are 132,600: five percent of the money at that moment
    shirts = [{"id": "shirt", "name": "Shirt", "price": 25, "backers": 34_000, "unit_cost": "3.90"}]
    report = campaign(date(2027, 10, 1), 2_672_000, goal=2_000_000, rewards=shirts, fulfilment=0)
    (found,) = report.campaigns
    assert found.fulfilment.value == usd(132_600)
    assert Percent(found.fulfilment.value.amount * 100 / found.gross.value.amount).rounded() == Percent(
        Decimal("4.96")
    )


def test_iron_sky_crowd_equity_has_the_standing_of_the_makers_own() -> None:
    crowd = {
        "id": "crowd", "kind": "crowd_investment", "name": "Crowd", "face": 700_000, "investors": 280,
        "instalments": [{"share": 100, "on": date(2027, 3, 1)}], **SIGNED,
    }  # fmt: skip
    report = good(document_of(crowd), 7_500_000)
    claim = report.source("crowd").claim
    assert claim is not None
    assert claim.value == usd(700_000)


def test_release_money_covers_nothing_of_the_budget() -> None:
    # Sound of Freedom: 5 m for the release of a film of 14.5 m
    release = {
        "id": "p_and_a", "kind": "release_money", "name": "P&A", "face": 5_000_000,
        "instalments": [{"share": 100, "on": date(2027, 12, 20)}], **SIGNED,
    }  # fmt: skip
    report = good(document_of(release), 14_500_000)
    assert report.committed.value == usd(0)
    assert report.release.value == usd(5_000_000)
    assert report.source("p_and_a").claim is not None
