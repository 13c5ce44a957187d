from __future__ import annotations

import pytest

from tests.topsheet.recoupment.plans import (
    NIGHT_FERRY,
    NIGHT_FERRY_INFLOWS,
    NIGHT_FERRY_POSITIONS,
    answered,
    document_of,
    money,
    night_ferry,
    ready_terms,
    tree_of,
)
from tests.topsheet.recoupment.plans import position as position_of
from topsheet.figures import index
from topsheet.money import Money
from topsheet.recoupment import CaseReport, compute, run, terms_of


def table_row(case: CaseReport) -> tuple[str, ...]:
    rows = ("gross", "net_after_costs", "available_to_equity", "paid_to_equity", "paid_to_deferrals",
            "paid_to_net_profits.investors", "paid_to_net_profits.producer")  # fmt: skip
    returned = next(each for each in case.returned if each.name.endswith(".returned.equity"))
    return (*(f"{case.row(row).value.amount:,.0f}" for row in rows), str(returned.value))


def test_three_grosses_give_the_table_of_the_story() -> None:
    assert [table_row(case) for case in night_ferry().cases] == [
        ("1,900,000", "1,521,000", "791,900", "791,900", "0", "0", "0", "27.79%"),
        ("3,400,000", "2,781,000", "2,051,900", "2,051,900", "0", "0", "0", "72.00%"),
        ("6,500,000", "5,385,000", "4,655,900", "3,420,000", "150,000", "542,950", "542,950", "139.05%"),
    ]


def test_pari_passu_pays_every_coin_and_says_who_has_the_stray_one() -> None:
    case = night_ferry().cases[1]
    equity = {
        each.id: (each.entitled.value, each.stray and each.stray.value)
        for each in case.positions
        if each.kind == "equity"
    }
    assert equity == {
        "equity_a": (money("863957.89"), None),
        "equity_b": (money("863957.89"), None),
        "equity_c": (money("323984.21"), money("0.01")),
    }
    assert [(stray.name, stray.value) for stray in case.strays] == [
        ("recoupment.case.2.paid_to_equity.equity_c.stray", money("0.01"))
    ]
    assert case.row("paid_to_equity").value == money(2051900)


def test_c_first_pays_c_in_full_and_a_and_b_the_rest() -> None:
    variant = night_ferry().variants[0]
    paid = {each.id: each.paid.value for each in variant.cases[1].positions if each.kind == "equity"}
    assert paid == {"equity_a": money(755950), "equity_b": money(755950), "equity_c": money(540000)}


def test_break_evens_are_solved_to_the_coin() -> None:
    report = night_ferry()
    assert [(each.name, each.value) for each in report.breakevens] == [
        ("recoupment.breakeven.equity_100", money("4350119.05")),
        ("recoupment.breakeven.equity_120", money("5028690.48")),
    ]


def test_parties_have_their_fees_and_shares() -> None:
    case = night_ferry().cases[2]
    assert {party.id: party.paid.value for party in case.parties} == {
        "collection_agent": money(65000),
        "sales_agent": money(1050000),
        "producer": money(542950),
    }


def test_every_figure_has_one_name_and_leads_to_the_finance_plan_and_the_terms() -> None:
    names = index(night_ferry().roots())
    why = index([names["recoupment.case.2.position.equity_c.returned"]])
    assert {"finance.source.equity_c.claim", "finance.loan_collateral_surplus", "recoupment.terms.equity",
            "recoupment.terms.sales_commission", "recoupment.case.2.gross"} <= set(why)  # fmt: skip
    assert why["recoupment.terms.equity"].source == "recoupment.yaml:19 tiers[2].pari_passu.target"


def test_variant_that_needs_a_missing_position_says_so_and_has_no_cases() -> None:
    before = tuple(each for each in NIGHT_FERRY_POSITIONS if each.id != "equity_c")
    report, problems = answered(NIGHT_FERRY.read_text(encoding="utf-8"), before, NIGHT_FERRY_INFLOWS)
    assert problems == []
    assert [(variant.missing, variant.cases, variant.breakevens) for variant in report.variants] == [
        (("equity_c",), (), ())
    ]
    assert len(report.cases) == 3


def test_any_gross_can_be_asked() -> None:
    tree = tree_of(NIGHT_FERRY.read_text(encoding="utf-8"))
    terms = terms_of(document_of(tree), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS, tree)
    case = run(terms, money(4000000))
    assert case.row("available_to_equity").value == money(2555900)
    assert case.gross.name == "recoupment.at.400000000.gross"
    first = terms_of(document_of(tree), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS, tree, "c_first")
    assert run(first, money(4000000)).row("paid_to_equity_first").value == money(540000)


@pytest.mark.parametrize("gross", [money("-1"), Money(money(1).amount / 1000, "USD"), money(1, "EUR")])
def test_a_gross_that_cannot_be_received_is_refused(gross: Money) -> None:
    tree = tree_of(NIGHT_FERRY.read_text(encoding="utf-8"))
    terms = terms_of(document_of(tree), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS, tree)
    with pytest.raises(ValueError, match="whole coins of USD and not negative"):
        run(terms, gross)


def test_yen_have_no_cents() -> None:
    text = """
kind: recoupment
version: 1
currency: JPY
receipts: Japan
parties: [{id: agent, name: Agent}]
off_the_top: [{id: fee, label: Fee, to: agent, percent: 15}]
tiers: [{id: equity, label: Equity, pari_passu: {kind: equity, target: 110}}]
cases: [{gross: 1001}]
"""
    plan = (position_of("a", "equity", 1000, "JPY"), position_of("b", "equity", 1000, "JPY"))
    report, problems = answered(text, plan, {}, "JPY")
    assert problems == []
    case = report.cases[0]
    assert [each.paid.value for each in case.positions] == [money(425, "JPY"), money(426, "JPY")]
    assert case.row("fee").value == money(150, "JPY")


def test_teaching_film_with_commission_on_what_is_left_pays_its_net_points() -> None:
    stars = [{"id": f"star_{n}", "name": f"Star {n}"} for n in (1, 2, 3)]
    parties = ["distributor", "sales_agent", "company", "director"]
    terms = ready_terms(
        {
            "parties": [{"id": each, "name": each} for each in parties] + stars,
            "off_the_top": [
                {"id": "distribution", "label": "Distribution", "to": "distributor", "percent": 25},
                {"id": "marketing", "label": "Marketing", "to": "distributor", "up_to": 25000},
                {"id": "commission", "label": "Commission", "to": "sales_agent", "percent": 10, "of": "rest"},
                {"id": "expenses", "label": "Expenses", "to": "sales_agent", "up_to": 10000},
            ],
            "tiers": [
                {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 120}},
                {
                    "id": "points",
                    "label": "Net points",
                    "split": [
                        {"id": "investors", "label": "Investors", "share": 50, "kind": "equity"},
                        {"id": "company", "label": "Company", "share": 30, "to": "company"},
                        *(
                            {"id": star["id"], "label": star["name"], "share": 5, "to": star["id"]}
                            for star in stars
                        ),
                        {"id": "director", "label": "Director", "share": 5, "to": "director"},
                    ],
                },
            ],
        },
        tuple(position_of(f"investor_{n}", "equity", 50000) for n in range(1, 6)),
    )
    case = run(terms, money(500000))
    steps = ("distribution", "marketing", "commission", "expenses", "net_after_costs", "paid_to_equity")
    assert [case.row(step).value for step in steps] == [
        money(125000), money(25000), money(35000), money(10000), money(305000), money(300000)
    ]  # fmt: skip
    assert {part.id: part.paid.value for part in case.parties if part.id not in ("distributor", "sales_agent")} == {
        "company": money(1500), "director": money(250), "star_1": money(250), "star_2": money(250), "star_3": money(250)
    }  # fmt: skip
    assert {part.paid.value for part in case.positions} == {money(60500)}


def test_terms_with_errors_give_no_figures() -> None:
    tree = tree_of(NIGHT_FERRY.read_text(encoding="utf-8"))
    report, problems = compute(document_of(tree), (), {}, "USD", tree)
    assert problems
    assert (report.cases, report.breakevens, report.variants, report.terms_text) == ((), (), (), ())
