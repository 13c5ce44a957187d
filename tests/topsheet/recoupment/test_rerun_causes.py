"""Slips planted in an agent's statement, one at a time: each is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import position, ready_terms
from tests.topsheet.recoupment.statements.programs import receipt
from topsheet.documents import Tree
from topsheet.money import Money
from topsheet.recoupment.document import Made
from topsheet.recoupment.rerun import FOLLOWS, UNTOLD, Rerun, rerun
from topsheet.recoupment.statements import Statement, statements
from topsheet.release import Receipt, StatementDoc

TERMS = ready_terms(
    {
        "parties": [{"id": each, "name": each.capitalize()} for each in ("cam", "bluebird", "star", "kestrel")],
        "off_the_top": [
            {"id": "cam_fee", "label": "Collection fee", "to": "cam", "percent": Decimal("0.9"), "up_to": 9000},
            {"id": "commission", "label": "Commission", "to": "bluebird", "percent": Decimal("17.5")},
            {"id": "expenses", "label": "Expenses", "to": "bluebird", "up_to": Decimal("43210.99")},
            {"id": "marketing", "label": "Marketing", "to": "bluebird", "percent": 5, "of": "rest"},
        ],
        "interest": [{"on": "loan", "percent": 7, "days": "act/365", "from": "2028-01-01"}],
        "tiers": [
            {"id": "loan_back", "label": "Loan", "pay": {"who": ["loan"]}},
            {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 118}},
            {"id": "profits", "label": "Profits", "split": [
                {"id": "inv", "label": "Investors", "share": 50, "kind": "equity"},
                {"id": "producer", "label": "Producer", "share": 30, "to": "kestrel"},
                {"id": "stars", "label": "Star", "share": 20, "to": "star"},
            ]},
        ],
    },
    (position("loan", "gap_loan", 400_000), position("ann", "equity", 300_000), position("bob", "equity", 200_000)),
)  # fmt: skip


def came(
    name: str, code: str, gross: str, rate: str, day: date, tax: str = "0", charges: str = "0"
) -> Receipt:
    """A receipt in another currency."""
    whole, withheld, bank = (Money(Decimal(each), code) for each in (gross, tax, charges))
    net = (whole.amount - withheld.amount - bank.amount) * Decimal(rate) * 100
    made = receipt(name, int(net.quantize(Decimal(1))), day, day)
    return replace(
        made,
        payer=name.capitalize(),
        currency=code,
        gross=whole,
        withheld=withheld,
        charges=bank,
        rate=Decimal(rate),
    )


RECEIPTS = (
    came("levante", "EUR", "310333.37", "1.0817", date(2028, 2, 20), "15516.67", "17.50"),
    came("norrsken", "EUR", "505050.50", "1.0655", date(2028, 5, 30), charges="25"),
    receipt("harbor", 700_000_01, date(2028, 6, 1), date(2028, 6, 1)),
)
MADE = (
    Made(to=date(2028, 3, 31), made=date(2028, 5, 15)),
    Made(to=date(2028, 6, 30), made=date(2028, 8, 15)),
)
OURS = statements(TERMS, RECEIPTS, [], MADE)


def amounts(one: Statement) -> dict[tuple[str, str], Decimal]:
    """What everybody has had to date, by payee and step."""
    return {(line.payee, line.step): line.to_date.value.amount for line in one.lines}


def beside(told: dict[tuple[str, str], Decimal], **more: Any) -> Rerun:
    """Our second statement beside an agent's."""
    theirs = StatementDoc.model_validate({
        "id": "agent", "from": "Agent", "kind": "collection_agent", "received": "2028-08-10", "currency": "USD",
        "period": {"from": "2028-04-01", "to": "2028-06-30"},
        "allocations": [{"to": to, "step": step, "to_date": amount, **more} for (to, step), amount in told.items()],
    })  # fmt: skip
    found = rerun(TERMS, OURS, theirs, 0, Tree("receipts.yaml", {}, {}))
    assert found
    return found


RIGHT = amounts(OURS[1])
ALL = OURS[1].received_to_date.value.amount
TAX = Decimal("15516.67") * Decimal("1.0817")


def coin(amount: Decimal) -> Decimal:
    """Rounded down to the coin."""
    return amount.quantize(Decimal("0.01"), "ROUND_DOWN")


def test_a_right_statement_has_no_difference() -> None:
    assert beside(RIGHT).differences == ()


FEE, COMMISSION, MARKETING = ("cam", "cam_fee"), ("bluebird", "commission"), ("bluebird", "marketing")
NORRSKEN = "Norrsken's EUR 505,050.50 of 2028-05-30"
NET = next(each.amount.amount for each in RECEIPTS if each.id == "norrsken")
SLIPS = [
    (FEE, ALL * Decimal("0.009"), "The limit of USD 9,000.00 is not kept."),
    (COMMISSION, (ALL + TAX) * Decimal("0.175"), "It is taken of tax withheld, which never came in, as well."),
    (COMMISSION, ALL * Decimal("0.2"), "It is 20% of all that came in; the clause says 17.5%."),
    (COMMISSION, (ALL - RIGHT[FEE]) * Decimal("0.175"),
     "It is taken of what the lines above leave; the clause takes it of all that came in."),
    (COMMISSION, (ALL - Decimal("43210.99")) * Decimal("0.175"),
     "It is taken after Expenses is taken off; the clause takes it of all that came in."),
    (MARKETING, ALL * Decimal("0.05"),
     "It is taken of all that came in; the clause takes it of what the lines above leave."),
    (COMMISSION, (ALL - NET) * Decimal("0.175"), f"{NORRSKEN} is left out."),
    (COMMISSION, (ALL + NET) * Decimal("0.175"), f"{NORRSKEN} is counted twice."),
    (COMMISSION, (ALL + NET * (Decimal("1.0817") / Decimal("1.0655") - 1)) * Decimal("0.175"),
     f"{NORRSKEN} is exchanged at 1.0817, the rate of another receipt; it came at 1.0655."),
    (COMMISSION, (ALL + NET * (1 / Decimal("1.0655") - 1)) * Decimal("0.175"),
     f"{NORRSKEN} is exchanged at 1, not at all; it came at 1.0655."),
    (("loan", "loan_back"), Decimal(400_000),
     "It stops at the claim itself: its interest of USD 13,959.17 to date is missing."),
    (("ann", "equity"), Decimal(300_000),
     "It stops at what was put in: the premium up to USD 354,000.00 is missing."),
    (("bluebird", "expenses"), Decimal(50_000), "More than the clause allows to date, USD 43,210.99."),
    (("kestrel", "profits"), RIGHT["kestrel", "profits"] + Decimal("0.01"),
     "A coin of rounding: the two round in another order."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "amount", "why"), SLIPS, ids=[why[:40] for _, _, why in SLIPS])
def test_each_slip_is_named(line: tuple[str, str], amount: Decimal, why: str) -> None:
    found = beside({**RIGHT, line: coin(amount)})
    assert [each.why for each in found.differences] == [why]
    assert found.agreed == len(RIGHT) - 1


def test_what_goes_to_the_wrong_party_is_seen_on_both_sides() -> None:
    star, kestrel = ("star", "profits"), ("kestrel", "profits")
    moved = {**RIGHT, star: RIGHT[star] - 1000, kestrel: RIGHT[kestrel] + 1000}
    assert {each.payee: each.why for each in beside(moved).differences} == {
        "star": "kestrel, Profits, has as much the other way: it may have gone to the wrong one.",
        "kestrel": "star, Profits, has as much the other way: it may have gone to the wrong one.",
    }


@pytest.mark.parametrize("rate", [20, 15])
def test_what_follows_from_another_difference_is_said_to_follow(rate: int) -> None:
    star, kestrel = ("star", "profits"), ("kestrel", "profits")
    asked = coin(ALL * rate / 100)
    more = asked - RIGHT[COMMISSION]
    part = coin(more / 4)
    changed = {COMMISSION: asked, star: RIGHT[star] - part, kestrel: RIGHT[kestrel] - more + part}
    whys = {each.payee: each.why for each in beside({**RIGHT, **changed}).differences}
    assert whys["star"] == whys["kestrel"] == FOLLOWS
    assert whys["bluebird"] == f"It is {rate}% of all that came in; the clause says 17.5%."
    alone = beside({**RIGHT, star: RIGHT[star] - 1000})
    assert [each.why for each in alone.differences] == [UNTOLD]


def test_two_lines_of_one_payee_at_one_step_are_one_amount() -> None:
    allocations = [{"to": to, "step": step, "to_date": amount} for (to, step), amount in RIGHT.items()]
    first = next(each for each in allocations if each["to"] == "star")
    first["to_date"] = Decimal(str(first["to_date"])) - 10
    theirs = StatementDoc.model_validate({
        "id": "agent", "from": "Agent", "kind": "collection_agent", "received": "2028-08-10", "currency": "USD",
        "period": {"from": "2028-04-01", "to": "2028-06-30"},
        "allocations": [*allocations, {"to": "Star", "step": "Profits", "to_date": 10}],
    })  # fmt: skip
    found = rerun(TERMS, OURS, theirs, 0, Tree("receipts.yaml", {}, {}))
    assert found
    differences = {each.payee: str(each.delta.value) for each in found.differences}
    assert differences == {}


def test_a_column_of_the_period_that_does_not_follow_is_a_difference_of_its_own() -> None:
    moved = {(line.payee, line.step): line.now.value.amount for line in OURS[1].lines}
    assert beside({FEE: RIGHT[FEE]}, now=moved[FEE]).differences[0].payee != "cam"
    found = beside({FEE: RIGHT[FEE]}, now=moved[FEE] + 5).differences[0]
    assert (found.step, str(found.delta.value)) == ("Collection fee, in the period", "USD 5.00")
    assert found.why == "What the agent gives for the period is not what moved since our statement before."
