from __future__ import annotations

from typing import Any

import pytest

from tests.topsheet.recoupment.plans import inflow, night_ferry, position, ready_terms
from topsheet.recoupment import terms_text

ROUNDING = (
    "Every part is worked out on receipts to date, in the order named, and rounded down to the coin; the coins that "
    "rounding leaves over stay in what the others share, and the last takes the rest."
)

CORRECTED = "When receipts are corrected downwards nobody pays back: later receipts make it up before anybody is paid."
TOGETHER = "What one has had towards its target in one place counts towards it in every other."
OF = "of what it invested"


def test_night_ferry_reads_back_in_plain_english() -> None:
    investors = "Equity a, Equity b and Equity c"
    amounts = "(Equity a USD 1,200,000.00, Equity b USD 1,200,000.00, Equity c USD 450,000.00)"
    deferrals = "Deferral producer (USD 90,000.00) and Deferral director (USD 60,000.00)"
    halves = "pro rata to what each invested; 50% to Saint Brannock Productions LLC"
    until = "until each has had 120% of what it invested"
    assert night_ferry().terms_text == (
        "Receipts are the gross from remaining territories, in USD, from the first day on.",
        "Tidegate Collections BV takes 1% of the gross as collection account fee.",
        "Longshore Film Sales takes 15% of the gross as sales commission.",
        "Longshore Film Sales is paid sales expenses from what is left, up to USD 75,000.00 in all.",
        "What is left is the net after costs.",
        "Loan collateral surplus, USD 270,900.00, is added to it.",
        "Then gap loan: Gap loan (USD 1,000,000.00) is paid what is owed.",
        f"Then equity: {investors} are paid side by side, pro rata to what each invested, {until} {amounts}.",
        f"Then deferrals: {deferrals} are paid what is owed side by side, pro rata to what each is owed.",
        f"Then net profits: of everything that is left, 50% to {investors}, {halves}.",
        ROUNDING,
        CORRECTED,
    )


def test_every_other_way_of_sharing_has_its_words() -> None:
    plan = (position("a", "loan", 10), position("b", "loan", 20), position("c", "equity", 5))
    terms = ready_terms(
        {
            "parties": [{"id": "agent", "name": "Agent"}],
            "off_the_top": [{"id": "fee", "label": "Fee", "to": "agent", "percent": 10, "of": "rest"}],
            "tiers": [
                {
                    "id": "in_turn",
                    "label": "In turn",
                    "pari_passu": {"kind": "loan", "mode": "in_order", "target": 50},
                },
                {
                    "id": "heads",
                    "label": "By head",
                    "pari_passu": {"kind": "loan", "mode": "equal", "target": 75},
                },
                {
                    "id": "agreed",
                    "label": "BFI rest",
                    "pay": {"kind": "loan", "mode": "shares", "shares": {"a": 1, "b": "2.5"}},
                },
                {"id": "alone", "label": "Alone", "pari_passu": {"who": ["c"], "target": "112.5"}},
                {"id": "credit", "label": "Credit", "adds": "credit"},
            ],
        },
        plan,
        inflow("credit", 1),
    )
    amounts = "(A USD 10.00, B USD 20.00)"
    owed = "A (USD 10.00) and B (USD 20.00)"
    spill = "what one cannot take passing to the others"
    assert terms_text(terms) == (
        "Receipts are the gross from world, in USD, from the first day on.",
        "Agent takes 10% of what is left at this point as fee.",
        "What is left is the net after costs.",
        f"Then in turn: A and B are paid one after another in this order, until each has had 50% {OF} {amounts}.",
        f"Then by head: A and B are paid side by side in equal parts, {spill}, until each has had 75% {OF} {amounts}.",
        f"Then BFI rest: {owed} are paid what is owed side by side by agreed shares (A 1, B 2.5), {spill}.",
        f"Then alone: C is paid until it has had 112.5% {OF} (C USD 5.00).",
        "Credit, USD 1.00, is added to it.",
        "Whatever is left after that is given to nobody by these terms.",
        TOGETHER,
        ROUNDING,
        CORRECTED,
    )


def test_terms_without_costs_and_a_kind_nobody_has_say_so() -> None:
    terms = ready_terms(
        {"tiers": [{"id": "e", "label": "Equity", "pay": {"who": ["a"]}}]}, (position("a", "equity", 1),)
    )
    assert terms_text(terms)[1] == "Nothing is taken off the top."


PARTIES = [{"id": each, "name": each.capitalize()} for each in ("agent", "producer", "writer", "star")]
REST = {
    "id": "rest",
    "label": "Rest",
    "split": [{"id": "all", "label": "All", "share": 100, "to": "producer"}],
}


def sentences(**value: Any) -> tuple[str, ...]:
    """What terms over two investors, a loan and a fund read back as."""
    plan = (position("a", "equity", 100), position("b", "equity", 50), position("loan", "loan", 40),
            position("fund", "grant", 60))  # fmt: skip
    return terms_text(ready_terms({"parties": PARTIES, "tiers": [REST], **value}, plan))


TAKING = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10}
RISING = {**TAKING, "steps": [{"above": 1000, "percent": 15}]}
WHILE = "counting only what comes in while this holds"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (RISING, "Agent takes 10% of the gross as fee, 15% of what lies above USD 1,000.00."),
        (
            {**RISING, "retroactive": True},
            "Agent takes 10% of the gross as fee, 15% of everything, once that has passed USD 1,000.00.",
        ),
        (
            {**TAKING, "at_least": 5, "offset": 2, "up_to": 9},
            (
                "Agent takes 10% of the gross as fee, at least USD 5.00 in all as far as the money goes, "
                "less the USD 2.00 it has had in advance, at most USD 9.00 in all."
            ),
        ),
        (
            {**TAKING, "when": {"from": "2028-01-01", "until": "2029-01-01"}},
            f"From 1 January 2028 and before 1 January 2029: Agent takes 10% of the gross as fee, {WHILE}.",
        ),
        (
            {**TAKING, "arrears": "lapse"},
            "Agent takes 10% of the gross as fee, what cannot be paid on the day it falls due lapsing.",
        ),
    ],
)
def test_a_percentage_says_all_that_decides_it(line: dict[str, Any], told: str) -> None:
    assert told in sentences(off_the_top=[line])


def test_a_limited_share_says_its_limit() -> None:
    split = [
        {"id": "writer", "label": "Writer", "share": 10, "to": "writer", "up_to": 1000},
        {"id": "producer", "label": "Producer", "share": 90, "to": "producer"},
    ]
    limit = (
        "10% to Writer, up to USD 1,000.00 in all, what is over going to those named after; 90% to Producer"
    )
    assert f"Then profits: of everything that is left, {limit}." in sentences(
        tiers=[{"id": "profits", "label": "Profits", "split": split}]
    )


def test_receipts_are_named_by_alternatives_of_each_kind() -> None:
    told = sentences(
        registers=[{"id": "adjusted", "label": "Adjusted gross", "counts": [
            {"territory": ["US", "FR"], "medium": ["tv", "video"], "percent": 35}]}],
        pots=[{"id": "germany", "label": "Germany", "territory": ["DE"], "source": ["acme"]}],
    )  # fmt: skip
    counted = "35% of receipts in US or FR, of tv or video; 100% of all other receipts"
    assert f"Adjusted gross counts {counted}." in told
    assert "Germany is a pot of its own: receipts in DE, from acme." in told
    assert "What Germany has left flows into the main order." in told


def test_a_claim_says_whose_it_is_and_a_group_that_its_interest_is_paid() -> None:
    told = sentences(
        cases_on="2029-01-01",
        claims=[{"id": "mg", "label": "Guarantee", "to": "agent", "amount": 100, "premium": 20}],
        interest=[{"on": "loan", "percent": 8, "from": "2028-01-01"}],
        tiers=[
            {"id": "both", "label": "Both", "pay": {"who": ["loan", "mg"]}},
            {"id": "sides", "label": "Sides", "beside": [
                {"id": "x", "label": "Investors", "share": 40,
                 "pari_passu": {"kind": "equity", "target": 100, "mode": "equal"}},
                {"id": "y", "label": "Fund", "share": 60, "pay": {"who": ["fund"]}}]},
            REST,
        ],
    )  # fmt: skip
    assert "Guarantee is a claim of Agent: USD 100.00 and a premium of 20%, USD 120.00 in all." in told
    spill = "what one cannot take passing to the others"
    owed = "Loan (USD 40.00 and its interest) and Guarantee (USD 120.00)"
    assert (
        f"Then both: {owed} are paid what is owed side by side, pro rata to what each is owed, {spill}."
        in told
    )
    investors = f"A and B side by side in equal parts, {spill}, until each has had 100% of what it invested"
    sides = f"40% for investors ({investors}); 60% for fund (Fund, until the USD 60.00 owed is paid)"
    assert f"Then sides, side by side: {sides}. What a full side cannot take goes to the others." in told
    assert "Interest to date is rounded to the nearest coin, halves to the even one." in told


def test_a_reserve_and_its_release_name_the_account() -> None:
    told = sentences(
        cases_on="2029-01-01",
        accounts=[{"id": "kept", "label": "Reserve", "holder": "agent", "release": {"from": "2028-06-01"}}],
        tiers=[
            {"id": "released", "label": "Released", "adds": "kept"},
            {"id": "hold", "label": "Returns", "hold": {"account": "kept", "percent": 20},
             "when": {"until": "2028-06-01"}},
            REST,
        ],
    )  # fmt: skip
    before = "what the account Reserve held at the end of the day before"
    assert f"Released: {before} is added to it, once it is released." in told
    kept = "then returns: 20% of what is left at this point is put into the account Reserve"
    assert f"Before 1 June 2028: {kept}, {WHILE}." in told
    assert "Reserve is held in the name of Agent." in told
    assert "Reserve is released from 1 June 2028." in told


def test_an_amendment_says_what_it_leaves_as_it_was() -> None:
    change = {"id": "later", "title": "Later", "from": "2028-06-01", "off_the_top": [{**TAKING, "percent": 5}],
              "tiers": [{"id": "fund", "label": "Fund", "pay": {"who": ["fund"]}}]}  # fmt: skip
    told = sentences(cases_on="2029-01-01", off_the_top=[TAKING], amendments=[change])
    at = told.index("From 1 June 2028 (Later) the order is instead:")
    assert told[at + 1] == "Agent takes 5% of the gross as fee."
    assert told[at + 4] == "Whatever is left after that is given to nobody by these terms."
    assert told[at + 5].startswith(
        "What was paid under an earlier order stays paid and counts towards limits,"
    )


def test_a_corridor_inside_a_party_says_where_its_limit_leaves_money() -> None:
    inside = {"id": "inner", "label": "Inner corridor", "of": "fund", "tiers": ["fund_back"], "minimum": 5,
              "shares": [{"to": "writer", "percent": 10, "up_to": 30}]}  # fmt: skip
    told = sentences(
        tiers=[{"id": "fund_back", "label": "Fund's tier", "pay": {"who": ["fund"]}}, REST], inside=[inside]
    )
    share = "10% to Writer, at most USD 30.00 in all, what is over staying with Fund"
    assert (
        f"Inner corridor: of what Fund receives from fund's tier, {share}; it counts as received by Fund all the same. "
        "Nobody is paid until their part has come to USD 5.00."
    ) in told


def test_a_name_with_its_own_full_stop_ends_a_sentence_once() -> None:
    terms = ready_terms(
        {
            "parties": [{"id": "most", "name": "Most Film d.o.o."}],
            "tiers": [
                {
                    "id": "rest",
                    "label": "Rest",
                    "split": [{"id": "all", "label": "All", "share": 100, "to": "most"}],
                }
            ],
        },
        (),
    )
    told = terms_text(terms)
    assert any(each.endswith("to Most Film d.o.o.") for each in told)
    assert not [each for each in told if each.endswith("..")]


FUND = {
    "parties": [{"id": "fund", "name": "Fund"}, {"id": "most", "name": "Most"}],
    "claims": [{"id": "fund_claim", "label": "Fund", "to": "fund", "amount": 100}],
    "tiers": [{"id": "back", "label": "Back", "pay": {"who": ["fund_claim"]}}],
}
FEE = {"off_the_top": [{"id": "fee", "label": "Fee", "to": "fund", "percent": 10}]}


def test_a_party_that_has_only_its_claim_is_told_once() -> None:
    assert ready_terms(FUND, ()).beside == {"most": "Most"}
    assert ready_terms({**FUND, **FEE}, ()).beside == {"fund": "Fund", "most": "Most"}
