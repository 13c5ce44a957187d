"""Clauses that meet: a claim paid in several places, divisions that follow one another, corrections, reserves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import inflow, position, ready_terms
from tests.topsheet.recoupment.test_operators import PARTIES, had, run, terms
from topsheet.recoupment.breakeven import breakeven
from topsheet.recoupment.document import Breakeven
from topsheet.recoupment.ledger import Received, ledger
from topsheet.recoupment.program import ANYWHERE
from topsheet.recoupment.waterfall import pour

REST: dict[str, Any] = {"id": "rest", "label": "Rest", "split": [
    {"id": "all", "label": "All", "share": 100, "to": "producer"}]}  # fmt: skip


def test_divisions_follow_one_another_at_rising_multiples() -> None:
    """100% back, then half until 150%, a quarter until 200%, a tenth after that."""

    def split(id_: str, share: int, **more: Any) -> dict[str, Any]:
        return {"id": id_, "label": id_, "split": [
            {"id": "investor", "label": "Investor", "share": share, "kind": "equity"},
            {"id": "producer", "label": "Producer", "share": 100 - share, "to": "producer"}], **more}  # fmt: skip

    made = terms(
        [position("investor", "equity", 100_000)],
        tiers=[
            {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 100}},
            split("half", 50, until={"kind": "equity", "target": 150}),
            split("quarter", 25, until={"kind": "equity", "target": 200}),
            split("tenth", 10),
        ],
    )
    book = run(made, [100_000, 100_000, 200_000, 100_000])
    assert had(book, 1) == {"investor": 150_000, "producer": 50_000}
    assert had(book, 2) == {"investor": 200_000, "producer": 200_000}
    assert had(book) == had(run(made, [500_000])) == {"investor": 210_000, "producer": 290_000}


def test_a_corridor_before_the_tier_that_pays_the_same_claim_in_full() -> None:
    """10% of 100,000 twice; then what the corridor has not paid, below the investors; and nothing after that."""
    made = terms(
        [position("investor", "equity", 100_000), position("deferral", "deferral", 50_000)],
        tiers=[
            {
                "id": "corridor",
                "label": "Corridor",
                "corridor": {"percent": 10, "pay": {"who": ["deferral"]}},
            },
            {"id": "equity", "label": "Equity", "pay": {"who": ["investor"]}},
            {"id": "deferred", "label": "Deferred", "pay": {"who": ["deferral"]}},
            REST,
        ],
    )
    book = run(made, [100_000, 100_000, 100_000])
    assert had(book, 0) == {"deferral": 10_000, "investor": 90_000}
    assert had(book, 1) == {"deferral": 50_000, "investor": 100_000, "producer": 50_000}
    assert had(book) == {"deferral": 50_000, "investor": 100_000, "producer": 150_000}
    assert {name: amount / 100 for name, amount in pour(made, 300_000_00).received().items()} == had(book)
    found = breakeven(made, Breakeven(position="deferral", target=100))
    assert (
        str(found.value) == "USD 150,000.00"
    )  # 15,000 in the corridor, 100,000 to the investors, 35,000 below


def test_a_tier_that_begins_above_one_that_has_paid_takes_nothing_back() -> None:
    made = terms(
        [position("investor", "equity", 100_000)],
        tiers=[
            {"id": "late", "label": "Late", "pari_passu": {"kind": "equity", "target": 120},
             "when": {"from": "2028-01-20"}},
            {"id": "early", "label": "Early", "pari_passu": {"kind": "equity", "target": 100}},
            REST,
        ],
    )  # fmt: skip
    book = run(made, [200_000, 200_000, 200_000])
    assert had(book, 0) == {"investor": 100_000, "producer": 100_000}
    assert had(book) == {"investor": 120_000, "producer": 480_000}
    assert all(entry.now > 0 for entry in book.entries())


def test_a_correction_does_not_count_twice_in_a_fee_that_has_a_condition() -> None:
    fee = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10, "of": "rest"}
    made = terms(off_the_top=[{**fee, "when": {"from": "2028-01-01"}}])
    book = run(made, [100_000, -30_000, 10_000, 40_000])
    assert had(book) == {"agent": 12_000, "producer": 108_000}


@pytest.mark.parametrize(("first", "owed"), [("2028-01-01", 1_210_000), ("2028-07-01", 1_270_500)])
def test_interest_is_capitalised_before_the_first_receipt(first: str, owed: int) -> None:
    """10% a year, 30/360, capitalised yearly from 2026: 1.1 x 1.1, and half a year on that."""
    made = terms(
        [position("senior", "loan", 1_000_000)],
        interest=[
            {"on": "senior", "percent": 10, "days": "30/360", "method": "yearly", "from": "2026-01-01"}
        ],
        tiers=[{"id": "loan", "label": "Loan", "pay": {"who": ["senior"]}}, REST],
    )
    book = ledger(made, [Received(date.fromisoformat(first), {ANYWHERE: 2_000_000_00}, {})])
    assert had(book) == {"senior": owed, "producer": 2_000_000 - owed}


def test_an_inflow_waits_for_the_first_receipt_while_interest_is_capitalised() -> None:
    """1,000 at 10% from 2026 is 1,210 on 1 January 2028; the surplus of 500 repays none of it before."""
    value = {
        "parties": PARTIES,
        "interest": [{"on": "senior", "percent": 10, "days": "30/360", "method": "yearly", "from": "2026-01-01"}],
        "tiers": [{"id": "added", "label": "Added", "adds": "surplus"},
                  {"id": "loan", "label": "Loan", "pay": {"who": ["senior"]}}, REST],
        "cases_on": "2028-01-01",
    }  # fmt: skip
    made = ready_terms(value, (position("senior", "loan", 1_000),), inflow("surplus", 500))
    expected = {"senior": 1_210, "producer": 290}
    assert had(ledger(made, [Received(date(2028, 1, 1), {ANYWHERE: 1_000_00}, {})])) == expected
    assert {each: amount / 100 for each, amount in pour(made, 1_000_00).received().items()} == expected


def test_a_premium_bears_no_interest() -> None:
    made = terms(
        claims=[{"id": "advance", "label": "Advance", "to": "distributor", "amount": 100_000, "premium": 20}],
        interest=[{"on": "advance", "percent": 10, "days": "30/360", "from": "2027-01-01"}],
        tiers=[{"id": "back", "label": "Back", "pay": {"who": ["advance"]}}, REST],
    )
    assert had(run(made, [200_000])) == {"advance": 130_000, "producer": 70_000}


def test_what_is_passed_on_into_an_account_is_released_from_it() -> None:
    made = terms(
        [position("fund", "grant", 100_000)],
        accounts=[{"id": "kept", "label": "Kept", "release": {"from": "2028-02-15"}}],
        tiers=[{"id": "released", "label": "Released", "adds": "kept"},
               {"id": "fund_tier", "label": "Fund", "pay": {"who": ["fund"]}}, REST],
        inside=[{"id": "inner", "label": "Inner", "of": "fund", "tiers": ["fund_tier"],
                 "shares": [{"to": "kept", "percent": 50}]}],
    )  # fmt: skip
    book = run(made, [50_000, 100_000, 10_000])
    assert book.days[1].results["held", "kept"] == 50_000_00
    assert book.days[2].results["held", "kept"] == 0
    assert had(book) == {"fund": 50_000, "kept": 50_000, "producer": 110_000}


def test_a_corridor_inside_a_party_shares_in_what_a_crossed_pot_makes_good() -> None:
    def pot(id_: str) -> dict[str, Any]:
        return {"id": id_, "label": id_, "territory": [id_.upper()], "tiers": [
            {"id": f"back_{id_}", "label": "Back", "pay": {"who": [f"claim_{id_}"]}}]}  # fmt: skip

    claims = [
        {"id": f"claim_{each}", "label": each, "to": "distributor", "amount": 10_000} for each in ("a", "b")
    ]
    made = terms(
        claims=claims,
        pots=[pot("a"), pot("b")],
        crossed=[{"id": "both", "pots": ["a", "b"]}],
        inside=[{"id": "inner", "label": "Inner", "of": "claim_b", "tiers": ["back_b"],
                 "shares": [{"to": "writer", "percent": 50}]}],
    )  # fmt: skip
    book = run(made, [{("A", "", ""): 30_000}])
    assert had(book) == {"claim_a": 10_000, "claim_b": 5_000, "writer": 5_000, "producer": 10_000}


@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("KWD", 3)])
def test_coins_of_any_size_and_very_large_sums(currency: str, digits: int) -> None:
    """A third each of 10^13 and of one coin: 33.33%, 33.33% and the rest."""
    shares = [("writer", "33.33"), ("star", "33.33"), ("producer", "33.34")]
    split = [{"id": to, "label": to, "share": share, "to": to} for to, share in shares]
    made = ready_terms(
        {"currency": currency, "parties": PARTIES, "tiers": [{"id": "all", "label": "All", "split": split}]}, ()
    )  # fmt: skip
    large = 10**13 * 10**digits + 1
    book = ledger(made, [Received(date(2028, 1, 1), {ANYWHERE: large}, {})])
    each = large * 3333 // 10_000
    found = {name[1]: amount for name, amount in book.days[-1].results.items() if name[0] == "had"}
    assert found == {"writer": each, "star": each, "producer": large - 2 * each}
    assert str(made.money(found["writer"])).split(".")[1:] == ([str(each)[-digits:]] if digits else [])
