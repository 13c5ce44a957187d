"""Where an interpreter of the words and the engine once differed: each on figures worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import position
from tests.topsheet.recoupment.test_operators import had, run, terms
from topsheet.recoupment.ledger import Received, ledger
from topsheet.recoupment.program import ANYWHERE

REST: dict[str, Any] = {"id": "rest", "label": "Rest", "split": [
    {"id": "all", "label": "All", "share": 100, "to": "producer"}]}  # fmt: skip
FEE: dict[str, Any] = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10}
TERRITORY = ("A", "", "")


def test_who_had_all_that_a_tier_can_pay_has_had_its_target() -> None:
    """120% of 33.33 is 39.996, of which 39.99 can be paid: three have had theirs with 119.97."""
    made = terms(
        [position(f"investor_{n}", "equity", "33.33") for n in range(3)],
        tiers=[
            {"id": "back", "label": "Back", "pari_passu": {"kind": "equity", "target": 120}},
            {"id": "fee", "label": "Fee", "take": {"to": "agent", "percent": 10, "of": "rest"},
             "when": {"recouped": {"kind": "equity", "target": 120}}},
            {"id": "early", "label": "Early", "until": {"kind": "equity", "target": 120}, "split": [
                {"id": "investors", "label": "Investors", "share": 50, "kind": "equity"},
                {"id": "writer", "label": "Writer", "share": 50, "to": "writer"}]},
            REST,
        ],
    )  # fmt: skip
    book = run(made, [200, 100])
    investors = {f"investor_{n}": 39.99 for n in range(3)}
    assert had(book, 0) == {**investors, "producer": 80.03}
    assert had(book) == {**investors, "agent": 10, "producer": 170.03}


def test_a_lower_rate_for_everything_takes_nothing_back() -> None:
    """12% of 1,000 is 120; 2% of 1,500 would be 30."""
    line = {**FEE, "percent": 12, "steps": [{"above": 1_000, "percent": 2}], "retroactive": True}
    book = run(terms(off_the_top=[line]), [1_000, 500, 5_000])
    assert had(book, 1) == {"agent": 120, "producer": 1_380}
    assert had(book) == {"agent": 130, "producer": 6_370}


def test_what_has_lapsed_takes_no_part_of_a_limit() -> None:
    """20,000 due, 10,000 there: the rest lapses, and of 30,000 in all 20,000 can still be paid."""
    star = {"to": "star", "percent": 20, "of": "gross", "up_to": 30_000, "arrears": "lapse"}
    tiers = [{"id": "first", "label": "First", "take": {"to": "agent", "up_to": 90_000}},
             {"id": "star_part", "label": "Star", "take": star}, REST]  # fmt: skip
    book = run(terms(tiers=tiers), [100_000] * 3)
    assert [had(book, at)["star"] for at in range(3)] == [10_000, 30_000, 30_000]


def test_what_was_earned_while_a_condition_held_stays_owed() -> None:
    """20,000 of the first receipt, of which 10,000 are there; nothing of the second; a reserve is owed to nobody."""
    star = {"to": "star", "percent": 20, "of": "gross"}
    until = {"when": {"until": "2028-01-20"}}
    first = {"id": "first", "label": "First", "take": {"to": "agent", "up_to": 90_000}}
    tiers = [first, {"id": "star_part", "label": "Star", "take": star, **until}, REST]
    book = run(terms(tiers=tiers), [100_000] * 2)
    assert had(book, 0)["star"] == 10_000
    assert had(book)["star"] == 20_000
    tiers[1]["take"] = {**star, "arrears": "lapse"}
    assert had(run(terms(tiers=tiers), [100_000] * 2))["star"] == 10_000
    tiers[1] = {
        "id": "kept",
        "label": "Kept",
        "hold": {"account": "box", "percent": 20, "of": "gross"},
        **until,
    }
    made = terms(tiers=tiers, accounts=[{"id": "box", "label": "Box", "holder": "star"}])
    assert had(run(made, [100_000] * 2))["box"] == 10_000


def test_what_was_taken_from_money_that_stood_there_takes_nothing_back_below() -> None:
    """900 stand after the first day, and 500 of them are paid above the fee: 10% of 500 is less than it had."""
    bonus = {"id": "bonus", "label": "Bonus", "bonus": {"to": "director", "amount": 500},
             "when": {"from": "2028-01-20"}}  # fmt: skip
    fee = {"id": "fee", "label": "Fee", "take": {"to": "agent", "percent": 10, "of": "rest"}}
    side = {"id": "side", "label": "Side", "corridor": {"percent": 10, "pay": {"who": ["deferral"]}}}
    assert had(run(terms(tiers=[bonus, fee]), [1_000, 0, 1_000])) == {"director": 500, "agent": 150}
    book = run(terms([position("deferral", "deferral", 800)], tiers=[bonus, side]), [1_000, 0, 1_000])
    assert [had(book, at)["deferral"] for at in range(4)] == [100, 100, 100, 150]


def test_a_correction_of_a_pot_is_made_up_where_its_money_went() -> None:
    """1,000 less 300 leave 600 after the pot's own 100; with 400 that is 1,000 below, of which 900 are paid."""
    pot = {"id": "pot", "label": "Pot", "territory": ["A"], "off_the_top": [
        {"id": "pot_fee", "label": "Fee", "to": "distributor", "percent": 10}]}  # fmt: skip
    book = run(terms(pots=[pot], off_the_top=[FEE]), [{TERRITORY: 1_000}, {TERRITORY: -300}, 400])
    assert had(book, 1) == {"distributor": 100, "agent": 90, "producer": 810}
    assert had(book) == {"distributor": 100, "agent": 100, "producer": 900}


def test_a_correction_of_what_a_pot_paid_is_made_up_by_the_pot() -> None:
    """Its claim has had 1,000 of 700: others are paid from other money, and the claim when the 300 are back."""
    pot = {"id": "pot", "label": "Pot", "territory": ["A"], "tiers": [
        {"id": "back", "label": "Back", "pay": {"who": ["claim"]}}]}  # fmt: skip
    claim = {"id": "claim", "label": "Claim", "to": "distributor", "amount": 2_000}
    made = terms(pots=[pot], claims=[claim])
    book = run(made, [{TERRITORY: 1_000}, {TERRITORY: -300}, 400, {TERRITORY: 500}])
    assert had(book, 2) == {"claim": 1_000, "producer": 400}
    assert had(book) == {"claim": 1_200, "producer": 400}


def test_a_reserve_makes_up_what_came_back() -> None:
    """200 of 1,000 are held, 150 come back: of the reserve, once released, 50 are shared out."""
    made = terms(
        accounts=[{"id": "returns", "label": "Returns", "release": {"from": "2028-02-15"}}],
        tiers=[
            {"id": "released", "label": "Released", "adds": "returns"},
            {"id": "kept", "label": "Kept", "hold": {"account": "returns", "percent": 20},
             "when": {"until": "2028-02-15"}},
            REST,
        ],
    )  # fmt: skip
    book = run(made, [1_000, -150, 0])
    assert had(book)["producer"] == 850
    assert book.days[-1].results["left", "main"] == book.days[-1].results["held", "returns"] == 0


def test_what_joins_is_not_charged_with_what_was_paid_above_it() -> None:
    """Of 900 standing 500 go to the bonus; the 100 released below count whole for the fee of what comes in."""
    made = terms(
        accounts=[{"id": "kept", "label": "Kept", "release": {"from": "2028-01-20"}}],
        tiers=[
            {"id": "bonus", "label": "Bonus", "bonus": {"to": "director", "amount": 500},
             "when": {"from": "2028-01-20"}},
            {"id": "released", "label": "Released", "adds": "kept"},
            {"id": "hold", "label": "Hold", "hold": {"account": "kept", "percent": 10},
             "when": {"until": "2028-01-20"}},
            {"id": "fee", "label": "Fee", "take": {"to": "agent", "percent": 10, "of": "rest"},
             "when": {"from": "2028-01-20"}},
        ],
    )  # fmt: skip
    assert had(run(made, [1_000, 0])) == {"kept": 100, "director": 500, "agent": 10}


def test_a_share_of_profits_pays_no_loan_off() -> None:
    """500 come from a division; 1,000 stay owed, with two years of interest at 10%."""
    made = terms(
        [position("loan", "equity", 1_000)],
        interest=[{"on": "loan", "percent": 10, "days": "30/360", "from": "2028-01-01"}],
        tiers=[
            {"id": "early", "label": "Early", "until": {"kind": "equity", "target": 50}, "split": [
                {"id": "loan", "label": "Loan", "share": 50, "kind": "equity"},
                {"id": "writer", "label": "Writer", "share": 50, "to": "writer"}]},
            {"id": "back", "label": "Back", "pay": {"kind": "equity"}},
            REST,
        ],
    )  # fmt: skip
    days = [(date(2029, 1, 1), 1_000), (date(2030, 1, 1), 5_000)]
    book = ledger(made, [Received(day, {ANYWHERE: amount * 100}, {}) for day, amount in days])
    assert had(book) == {"loan": 1_700, "writer": 500, "producer": 3_800}


def test_a_corridor_pays_its_percentage_and_no_more() -> None:
    """30% each day; that the first claim has more below gives the second no larger corridor."""
    made = terms(
        [position("first", "deferral", 100), position("second", "deferral", 1_000)],
        tiers=[
            {"id": "side", "label": "Side", "corridor": {
                "percent": 30, "pay": {"who": ["first", "second"], "mode": "in_order"}}},
            {"id": "more", "label": "More", "pari_passu": {"who": ["first"], "target": 140}},
            REST,
        ],
    )  # fmt: skip
    book = run(made, [1_000, 1_000])
    assert had(book, 0) == {"first": 140, "second": 200, "producer": 660}
    assert had(book) == {"first": 140, "second": 500, "producer": 1_360}


@pytest.mark.parametrize("mode", ["equal", "in_order"])
def test_a_tier_whose_condition_has_ended_pays_no_interest_that_has_run_since(mode: str) -> None:
    """Both are full on 1 January; 10 of interest in a year are no reason to pay in a tier that has ended."""
    group = {"who": ["first", "second"], "mode": mode}
    made = terms(
        [position("first", "loan", 100), position("second", "loan", 200)],
        interest=[{"on": "first", "percent": 10, "days": "30/360", "from": "2028-01-01", "of": "original"}],
        tiers=[{"id": "back", "label": "Back", "pay": group, "when": {"until": "2028-06-01"}}],
    )
    days = [(date(2028, 1, 1), 300), (date(2029, 1, 1), 500)]
    book = ledger(made, [Received(day, {ANYWHERE: amount * 100}, {}) for day, amount in days])
    assert had(book) == {"first": 100, "second": 200}


def test_what_crossed_pots_make_good_in_two_tiers_of_a_claim_flows_on_once() -> None:
    """Of 1,000 in B 500 are paid on the claim of A, to 20% and to the whole; 200 come back, and are made up."""
    tiers = [{"id": "part", "label": "Part", "pari_passu": {"who": ["claim"], "target": 20}},
             {"id": "all", "label": "All", "pay": {"who": ["claim"]}}]  # fmt: skip
    made = terms(
        claims=[{"id": "claim", "label": "Claim", "to": "distributor", "amount": 500}],
        pots=[{"id": "a", "label": "A", "territory": ["A"], "tiers": tiers},
              {"id": "b", "label": "B", "territory": ["B"]}],
        crossed=[{"id": "both", "pots": ["a", "b"]}],
    )  # fmt: skip
    book = run(made, [{("B", "", ""): 300}, {("B", "", ""): 700}, {("B", "", ""): -200}, 250])
    assert had(book, 1) == {"claim": 500, "producer": 500}
    assert had(book) == {"claim": 500, "producer": 550}


@pytest.mark.parametrize(("coins", "small"), [(1246, 4), (21_172, 68), (21_173, 68)])
def test_who_is_full_first_is_told_in_whole_coins(coins: int, small: int) -> None:
    """168% of 125.63 and of 0.41 are 21,105 and 68 coins: the small claim is full first, and no coin is left over."""
    made = terms(
        [position("large", "equity", "125.63"), position("small", "equity", "0.41")],
        tiers=[{"id": "back", "label": "Back", "pari_passu": {"kind": "equity", "target": 168}}, REST],
    )
    book = ledger(made, [Received(date(2028, 1, 1), {ANYWHERE: coins}, {})])
    assert had(book) == {"large": (coins - small) / 100, "small": small / 100}
