"""The coin and the day on which a clause turns, each on figures worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import position
from tests.topsheet.recoupment.test_operators import had, run, terms
from topsheet.recoupment.ledger import Ledger, Received, ledger
from topsheet.recoupment.program import ANYWHERE

REST: dict[str, Any] = {"id": "rest", "label": "Rest", "split": [
    {"id": "all", "label": "All", "share": 100, "to": "producer"}]}  # fmt: skip
FEE = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10}


def test_a_rate_changes_above_its_amount_and_not_at_it() -> None:
    line = {**FEE, "steps": [{"above": 1_000_000, "percent": 20}], "retroactive": True}
    book = run(terms(off_the_top=[line]), [1_000_000, 200_000])
    assert had(book, 0)["agent"] == 100_000
    assert had(book)["agent"] == 240_000


@pytest.mark.parametrize("of", ["gross", "rest", "adjusted"])
def test_a_percentage_counts_only_what_comes_while_its_condition_holds(of: str) -> None:
    made = terms(
        registers=[{"id": "adjusted", "label": "Adjusted", "otherwise": 50}],
        off_the_top=[{**FEE, "of": of, "when": {"from": "2028-01-20", "until": "2028-03-31"}}],
    )
    rate = 5 if of == "adjusted" else 10
    book = run(made, [100_000] * 4)  # 1 and 31 January, 1 and 31 March
    assert [had(book, at).get("agent", 0) for at in (0, 2, 3)] == [0, 1000 * rate, 2000 * rate]
    assert had(book)["agent"] == 2000 * rate


def test_a_condition_holds_once_the_last_coin_is_had_from_the_next_day_on() -> None:
    made = terms(
        [position("investor", "equity", 1_000)],
        tiers=[
            {"id": "equity", "label": "Equity", "pay": {"kind": "equity"}},
            {"id": "fee", "label": "Fee", "take": {**{k: FEE[k] for k in ("to", "percent")}, "of": "rest"},
             "when": {"recouped": {"kind": "equity"}}},
            REST,
        ],
    )  # fmt: skip
    book = run(made, [1_100, 100])
    assert had(book, 0) == {"investor": 1_000, "producer": 100}
    assert had(book) == {"investor": 1_000, "agent": 10, "producer": 190}
    short = run(made, [999, 101])
    assert had(short) == {"investor": 1_000, "producer": 100}


def test_a_division_ends_with_the_coin_that_reaches_its_target() -> None:
    """40% until one coin is had: two coins would give it none, so three are divided."""
    made = terms(
        [position("investor", "equity", "0.01")],
        tiers=[
            {"id": "early", "label": "Early", "until": {"kind": "equity", "target": 100}, "split": [
                {"id": "investor", "label": "Investor", "share": 40, "kind": "equity"},
                {"id": "writer", "label": "Writer", "share": 60, "to": "writer"}]},
            REST,
        ],
    )  # fmt: skip
    assert had(run(made, [10])) == {"investor": 0.01, "writer": 0.02, "producer": 9.97}


def _loan(amounts: list[tuple[str, float]], principal: int = 1_000, **interest: Any) -> Ledger:
    """A loan at 10%, 30/360, from 2028 unless told otherwise."""
    rule = {"on": "loan", "percent": 10, "days": "30/360", "from": "2028-01-01", **interest}
    made = terms(
        [position("loan", "loan", principal)],
        interest=[rule],
        tiers=[{"id": "back", "label": "Back", "pay": {"kind": "loan"}}, REST],
    )
    days = [Received(date.fromisoformat(day), {ANYWHERE: round(amount * 100)}, {}) for day, amount in amounts]
    return ledger(made, days)


def test_interest_is_capitalised_on_its_own_days_only() -> None:
    """50 by July, 20 paid; 80 unpaid in January, and 5% of 1,080 by the next July: 154 in all."""
    book = _loan([("2028-07-01", 20), ("2029-07-01", 5_000)], method="yearly")
    assert had(book)["loan"] == 1_154


def test_the_principal_first_leaves_the_interest_to_bear_interest() -> None:
    """600 and 400 on the principal; 100, then 10% of 500; 100 of 150 paid, and 10% of 50: 155 in all."""
    paid = [("2029-01-01", 600.0), ("2030-01-01", 500.0), ("2031-01-01", 1_000.0)]
    assert had(_loan(paid, method="yearly", first="principal"))["loan"] == 1_155
    assert had(_loan(paid, method="simple", first="principal"))["loan"] == 1_140


@pytest.mark.parametrize(("days", "interest"), [("act/365", 100.27), ("act/360", 101.67), ("30/360", 100.0)])
def test_each_day_count_has_its_year(days: str, interest: float) -> None:
    """2028 has 366 days: 1,000 at 10% is 100.27 by 365, 101.67 by 360."""
    assert had(_loan([("2029-01-01", 9_000)], days=days))["loan"] == 1_000 + interest


@pytest.mark.parametrize(("day", "interest"), [("2028-01-02", 2), ("2028-01-04", 8)])
def test_half_a_coin_of_interest_goes_to_the_even_one(day: str, interest: int) -> None:
    """9% by 360 on 100.00 is 2.5 coins a day: 2.5 is 2, and 7.5 is 8."""
    book = _loan([(day, 1)], principal=100, percent=9, days="act/360")
    assert book.days[-1].results["interest", "loan"] == interest


def test_interest_ends_on_its_day_and_the_original_amount_bears_it_all() -> None:
    ends = _loan([("2028-07-01", 500), ("2030-01-01", 5_000)], until="2029-01-01")
    assert had(ends)["loan"] == 1_000 + 50 + 27.5  # 450 go to the principal, 550 bear half a year
    original = _loan([("2028-07-01", 500), ("2030-01-01", 5_000)], of="original", until="2029-01-01")
    assert had(original)["loan"] == 1_100


def test_nobody_is_passed_on_less_than_the_minimum() -> None:
    made = terms(
        [position("fund", "grant", 10_000)],
        tiers=[{"id": "back", "label": "Back", "pay": {"kind": "grant"}}, REST],
        inside=[{"id": "inner", "label": "Inner", "of": "fund", "tiers": ["back"], "minimum": 1_000,
                 "shares": [{"to": "producer", "percent": 40}, {"to": "writer", "percent": 10}]}],
    )  # fmt: skip
    book = run(made, [2_499, 1, 7_499, 1])
    assert had(book, 0) == {"fund": 2_499}
    assert had(book, 1) == {"fund": 1_500, "producer": 1_000}
    assert had(book, 2)["fund"] == 9_999 - 3_999.6
    assert had(book) == {"fund": 5_000, "producer": 4_000, "writer": 1_000}
