from __future__ import annotations

from tests.topsheet.recoupment.plans import inflow, night_ferry, position, ready_terms
from topsheet.recoupment import terms_text

ROUNDING = (
    "Every part is worked out on receipts to date, in the order named, and rounded down to the coin; the coins that "
    "rounding leaves over stay in what the others share, and the last takes the rest."
)

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
        "Sales expenses of Longshore Film Sales are paid from what is left, up to USD 75,000.00 in all.",
        "What is left is the net after costs.",
        "Loan collateral surplus, USD 270,900.00, is added to it.",
        "Then gap loan: Gap loan (USD 1,000,000.00) is paid what is owed.",
        f"Then equity: {investors} are paid side by side, pro rata to what each invested, {until} {amounts}.",
        f"Then deferrals: {deferrals} are paid what is owed side by side, pro rata to what each is owed.",
        f"Then net profits: of everything that is left, 50% to {investors}, {halves}.",
        ROUNDING,
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
        ROUNDING,
    )


def test_terms_without_costs_and_a_kind_nobody_has_say_so() -> None:
    terms = ready_terms(
        {"tiers": [{"id": "e", "label": "Equity", "pay": {"who": ["a"]}}]}, (position("a", "equity", 1),)
    )
    assert terms_text(terms)[1] == "Nothing is taken off the top."
