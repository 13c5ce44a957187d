"""Terms that read well and would pay nobody, or the same money twice: refused, with the place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.topsheet.recoupment.plans import document_of, inflow, position
from tests.topsheet.recoupment.test_operators import PARTIES
from topsheet.documents import Problem, Severity, Tree, validate
from topsheet.recoupment import RecoupmentDocument, check

EQUITY = {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 100}}
REST: dict[str, Any] = {"id": "rest", "label": "Rest", "split": [
    {"id": "all", "label": "All", "share": 100, "to": "producer"}]}  # fmt: skip
FEE = {"id": "equity", "label": "Fee", "to": "agent", "percent": 5}
PLAN = (position("investor", "equity", 100_000), position("fund", "grant", 100_000))
FUND = {"id": "fund_back", "label": "Fund", "pay": {"who": ["fund"]}}
POT = {"id": "france", "label": "France", "territory": ["FR"], "tiers": [{**EQUITY, "id": "french"}]}
CHANGE = {"id": "later", "title": "Later", "from": "2028-06-01"}
DAYS = {"interest": [{"on": "investor", "percent": 5, "from": "2028-01-01"}]}


def problems_of(value: dict[str, Any]) -> list[Problem]:
    """What is wrong with terms over one investor and one fund."""
    whole = {"kind": "recoupment", "version": 1, "currency": "USD", "receipts": "World", "parties": PARTIES,
             "tiers": [EQUITY, FUND, REST], **value}  # fmt: skip
    tree = Tree("recoupment.yaml", whole, {})
    return check(document_of(tree), PLAN, inflow("surplus", 500), "USD", tree)


def inner(id_: str, percent: int) -> dict[str, Any]:
    """A corridor inside the fund."""
    return {"id": id_, "label": id_.capitalize(), "of": "fund", "tiers": ["fund_back"],
            "shares": [{"to": "writer", "percent": percent}]}  # fmt: skip


ADDED = {"id": "added", "label": "Added", "adds": "surplus"}
MEANINGS: dict[str, tuple[dict[str, Any], str, str]] = {
    "two corridors inside one party": (
        {"inside": [inner("one", 60), inner("two", 50)]},
        "inside[1].shares", "One and Two together pass on 110% of what `fund` has from `fund_back`",
    ),
    "one inflow in two pots": (
        {"tiers": [ADDED, EQUITY, FUND, REST], "pots": [{**POT, "tiers": [{**ADDED, "id": "again"}]}]},
        "pots[0].tiers[0].adds", "`surplus` joins here and in another pot",
    ),
    "an amendment that names a cost as a tier": (
        {"amendments": [{**CHANGE, "off_the_top": [FEE]}]},
        "amendments[0].off_the_top[0].id", "the cost `equity` has the id of a tier",
    ),
    "an amendment that names a tier as a pot's": (
        {"pots": [POT], "amendments": [{**CHANGE, "tiers": [{**EQUITY, "id": "french"}, FUND, REST]}]},
        "amendments[0].tiers[0].id", "the tier `french` has the id of a tier of another pot",
    ),
    "a variant that names a tier as a pot's": (
        {"pots": [POT], "variants": [{"id": "other", "title": "Other", "tiers": [{**EQUITY, "id": "french"}, REST]}]},
        "variants[0].tiers[0].id", "the tier `french` has the id of a tier of another pot",
    ),
    "a tier with the name of a crossed pot": (
        {"tiers": [{**EQUITY, "id": "a_crossed"}, FUND, REST],
         "pots": [{"id": each, "label": each, "territory": [each]} for each in ("a", "b")],
         "crossed": [{"id": "both", "pots": ["a", "b"]}]},
        "tiers[0].id", "`a_crossed` is the name of what a crossed pot makes good",
    ),
    "a register called gross": (
        {"registers": [{"id": "gross", "label": "Gross"}]},
        "registers[0].id", "a register has the id `gross`",
    ),
    "a party without a name": (
        {"parties": [*PARTIES, {"id": "nobody", "name": " "}]},
        "parties[6].name", "the party `nobody` has no name",
    ),
    "a tier that waits for itself": (
        {"tiers": [{**EQUITY, "when": {"recouped": {"who": ["investor"]}}}, FUND, REST]},
        "tiers[0].when.recouped", "the condition waits until investor recoup, whom no other clause pays",
    ),
    "a reserve that waits for nobody": (
        {"tiers": [{"id": "back", "label": "Back", "adds": "kept"}, FUND,
                   {"id": "hold", "label": "Hold", "hold": {"account": "kept", "percent": 5}}, REST],
         "accounts": [{"id": "kept", "label": "Kept", "release": {"recouped": {"who": ["investor"]}}}]},
        "accounts[0].release.recouped", "the condition waits until investor recoup, whom no other clause pays",
    ),
    "cases before the agreement": (
        {"from": "2028-01-01", "cases_on": "2027-12-31"},
        "cases_on", "the cases are on 2027-12-31, before the agreement of 2028-01-01",
    ),
    "break-evens without a day": (
        {**DAYS, "breakevens": [{"position": "investor", "target": 100}]},
        "breakevens", "the terms depend on days, and the break-evens have none",
    ),
    "a reserve of gross above the whole": (
        {"off_the_top": [{**FEE, "id": "fee", "percent": 50}],
         "accounts": [{"id": "kept", "label": "Kept", "holder": "agent"}],
         "tiers": [EQUITY, FUND, {"id": "hold", "label": "Hold",
                   "hold": {"account": "kept", "percent": 60, "of": "gross"}}, REST]},
        "tiers[2].hold.percent", "the percentages of gross, those off the top included, add up to 110%",
    ),
    "a limited share of a division that ends": (
        {"tiers": [FUND, {"id": "early", "label": "Early", "until": {"who": ["investor"], "target": 150}, "split": [
            {"id": "star", "label": "Star", "share": 10, "to": "star", "up_to": 1000},
            {"id": "theirs", "label": "Theirs", "share": 90, "who": ["investor"]}]}, REST]},
        "tiers[1].split[0].up_to", "Star has a limit in Early, which itself ends",
    ),
    "a share of some for whom a division ends and of others": (
        {"tiers": [{"id": "early", "label": "Early", "until": {"who": ["investor", "claim"], "target": 150}, "split": [
            {"id": "theirs", "label": "Theirs", "share": 40, "who": ["claim"]},
            {"id": "both", "label": "Both", "share": 60, "who": ["investor", "fund"]}]}, REST],
         "claims": [{"id": "claim", "label": "Claim", "to": "agent", "amount": 10}]},
        "tiers[0].split[1]", "Both is shared by some for whom Early ends, and by others",
    ),
    "steps of a share above the whole": (
        {"tiers": [EQUITY, FUND, {"id": "share", "label": "Share", "take": {
            "to": "star", "percent": 50, "steps": [{"above": 10, "percent": 60}]}},
            {"id": "more", "label": "More", "take": {"to": "writer", "percent": 45}}, REST]},
        "tiers[3].take.percent", "the percentages of gross, those off the top included, add up to 105%",
    ),
}  # fmt: skip


@pytest.mark.parametrize("meaning", MEANINGS.values(), ids=MEANINGS)
def test_what_would_pay_nobody_or_twice_is_refused(meaning: tuple[dict[str, Any], str, str]) -> None:
    value, where, what = meaning
    wrong = [each for each in problems_of(value) if each.severity is Severity.ERROR]
    assert [(each.where, each.what) for each in wrong] == [(f"recoupment.yaml:1 {where}", what)]
    assert wrong[0].why.endswith(".")
    assert wrong[0].fix.endswith(".")


def test_a_claim_may_be_paid_in_a_corridor_or_for_a_time_and_in_a_tier_below() -> None:
    early = {"id": "early", "label": "Early", "corridor": {"percent": 10, "pay": {"who": ["investor"]}}}
    later = {**EQUITY, "id": "later", "when": {"from": "2029-01-01"}}
    for first in (early, later):
        found = problems_of({"tiers": [ADDED, first, EQUITY, FUND, REST], "cases_on": "2029-01-01"})
        assert found == []


def test_an_amendment_with_an_empty_list_of_tiers_is_refused_on_reading() -> None:
    value = {"kind": "recoupment", "version": 1, "currency": "USD", "receipts": "World", "tiers": [REST],
             "amendments": [{**CHANGE, "tiers": []}]}  # fmt: skip
    assert validate(RecoupmentDocument, Tree("recoupment.yaml", value, {}))[0] is None


def test_a_reserve_that_never_ends_is_told() -> None:
    account = {"id": "kept", "label": "Reserve", "release": {"from": "2028-06-01"}}
    hold = {"id": "hold", "label": "Returns", "hold": {"account": "kept", "percent": 20}}
    tiers = [{"id": "back", "label": "Back", "adds": "kept"}, ADDED, EQUITY, FUND, hold, REST]
    found = problems_of({"tiers": tiers, "accounts": [account], "cases_on": "2028-01-01"})
    told = "Returns goes on putting money into Reserve after it is released"
    assert [(each.what, each.severity) for each in found] == [(told, Severity.WARNING)]
    tiers[4] = {**hold, "when": {"until": "2028-06-01"}}
    assert problems_of({"tiers": tiers, "accounts": [account], "cases_on": "2028-01-01"}) == []
