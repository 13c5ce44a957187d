from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.topsheet.recoupment.plans import inflow, money, night_ferry, position, ready_terms
from topsheet.recoupment.breakeven import NEVER, Never, breakeven, solve
from topsheet.recoupment.document import Breakeven

TOP: dict[str, Any] = {
    "parties": [{"id": "agent", "name": "Agent"}, {"id": "producer", "name": "Producer"}],
    "off_the_top": [{"id": "fee", "label": "Fee", "to": "agent", "percent": 30}],
}
EQUITY = {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 100}}
HALVES = {
    "id": "profits",
    "label": "Profits",
    "split": [
        {"id": "investors", "label": "Investors", "share": 50, "kind": "equity"},
        {"id": "producer", "label": "Producer", "share": 50, "to": "producer"},
    ],
}
PLAN = (position("a", "equity", 100), position("late", "deferral", 40))


def test_cost_over_one_less_fee() -> None:
    """100 of cost under a fee of 30%: 100 / 0.7 = 142.86."""
    terms = ready_terms({**TOP, "tiers": [EQUITY]}, PLAN)
    assert breakeven(terms, Breakeven(kind="equity", target="100")).value == money("142.86")
    assert solve(terms, {"a"}, Fraction(10000)) == Fraction(100000, 7)


def test_a_first_dollar_participation_moves_the_break_even() -> None:
    """A further 10% of gross off the top: 100 / (1 - 0.30 - 0.10) = 166.67."""
    top = {
        **TOP,
        "off_the_top": [
            *TOP["off_the_top"],
            {"id": "star", "label": "Star", "to": "producer", "percent": 10},
        ],
    }
    assert breakeven(
        ready_terms({**top, "tiers": [EQUITY]}, PLAN), Breakeven(kind="equity", target="100")
    ).value == money("166.67")


def test_overhead_on_the_participation_is_one_more_percentage_of_gross() -> None:
    """10% with 15% overhead on it is 11.5% of gross: 100 / (1 - 0.30 - 0.115) = 170.94."""
    top = {
        **TOP,
        "off_the_top": [
            *TOP["off_the_top"],
            {"id": "star", "label": "Star", "to": "producer", "percent": "11.5"},
        ],
    }
    assert breakeven(
        ready_terms({**top, "tiers": [EQUITY]}, PLAN), Breakeven(kind="equity", target="100")
    ).value == money("170.94")


def test_beyond_the_tiers_the_shares_of_profit_count() -> None:
    """150% of 100: 100 from the tier, 40 for the deferral, then half of 100 more: 240 / 0.7."""
    deferrals = {"id": "deferrals", "label": "Deferrals", "pay": {"kind": "deferral"}}
    terms = ready_terms({**TOP, "tiers": [EQUITY, deferrals, HALVES]}, PLAN)
    assert solve(terms, {"a"}, Fraction(15000)) == Fraction(24000 * 10, 7)


def test_target_above_every_entitlement_is_never_reached() -> None:
    terms = ready_terms({**TOP, "tiers": [EQUITY]}, PLAN)
    figure = breakeven(terms, Breakeven(position="a", target="120"))
    assert (figure.name, figure.value, figure.how) == (
        "recoupment.breakeven.position.a_120",
        NEVER,
        "the terms pay at most USD 100.00 to it, however much is received, and USD 120.00 is asked",
    )


def test_costs_that_leave_a_ten_thousandth_ask_for_ten_thousand_times_as_much() -> None:
    fee = {"id": "fee", "label": "Fee", "to": "agent", "percent": "99.99"}
    terms = ready_terms({**TOP, "off_the_top": [fee], "tiers": [EQUITY]}, PLAN)
    assert solve(terms, {"a"}, Fraction(10000)) == 10000 * 10000


def test_inflow_that_already_repays_needs_no_receipts() -> None:
    adds = {"id": "credit", "label": "Credit", "adds": "credit"}
    terms = ready_terms({**TOP, "tiers": [adds, EQUITY]}, PLAN, inflow("credit", 100))
    assert breakeven(terms, Breakeven(position="a", target="100")).value == money(0)


def test_cap_above_a_percentage_starves_it_first() -> None:
    """75 of expenses come before a 50% fee: nothing reaches the tier below 150, then every half of a dollar."""
    lines = [
        {"id": "expenses", "label": "Expenses", "to": "agent", "up_to": 75},
        {"id": "fee", "label": "Fee", "to": "agent", "percent": 50},
    ]
    terms = ready_terms({**TOP, "off_the_top": lines, "tiers": [EQUITY]}, PLAN)
    assert solve(terms, {"a"}, Fraction(1)) == 15002
    assert solve(terms, {"a"}, Fraction(10000)) == 35000


def test_a_position_the_terms_do_not_pay_never_breaks_even() -> None:
    terms = ready_terms({**TOP, "tiers": [EQUITY]}, PLAN)
    answer = solve(terms, {"late"}, Fraction(1))
    assert answer == Never(
        "the terms pay at most USD 0.00 to it, however much is received, and USD 0.01 is asked"
    )


def test_answers_rest_on_the_terms_and_the_claims() -> None:
    names = [figure.name for figure in night_ferry().breakevens[0].inputs]
    assert names == [
        "finance.source.equity_a.claim",
        "finance.source.equity_b.claim",
        "finance.source.equity_c.claim",
        "recoupment.terms.collection_fee",
        "recoupment.terms.sales_commission",
        "recoupment.terms.sales_expenses",
        "finance.loan_collateral_surplus",
        "finance.source.gap_loan.claim",
        "recoupment.terms.equity",
        "finance.source.deferral_producer.claim",
        "finance.source.deferral_director.claim",
        "recoupment.terms.net_profits.investors",
        "recoupment.terms.net_profits.producer",
    ]
