"""The clause library: nothing of the language is left out, each card goes into terms, and its figures are worked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import NIGHT_FERRY
from topsheet.documents import read_yaml, validate
from topsheet.documents.edit import CannotEdit
from topsheet.recoupment import RecoupmentDocument
from topsheet.recoupment.clauses import Taking, Tier
from topsheet.recoupment.library import Card, cards, inserted, worked

TEXT = NIGHT_FERRY.read_text(encoding="utf-8")
TERMS = """kind: recoupment   # the deal of 3 March
version: 1
currency: USD
receipts: World

parties: [{id: producer, name: "P & Co"}]   # hers

tiers:
  # nobody goes before the loan
  - {id: loan, label: Loan, pay: {kind: gap_loan}}   # as signed
  - id: profits
    label: Profits   # what is left
    split: [{id: all, label: All, share: 100, to: producer}]
"""
COMMENTS = (
    "# the deal of 3 March",
    "# hers",
    "# nobody goes before the loan",
    "# as signed",
    "# what is left",
)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from value
    for each in (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    ):
        yield from keys(each)


def figures(card: str) -> list[tuple[str, dict[str, int]]]:
    return [
        (f"{each.received.amount:,.0f}", {who: int(had.amount) for who, had in each.had})
        for each in worked(card)
    ]


def test_every_operator_of_the_language_has_a_card() -> None:
    told = {key for card in cards() for entry in card.entries for key in keys(entry.value)}
    lists = {entry.list for card in cards() for entry in card.entries}
    assert {field.alias or name for name, field in Tier.model_fields.items()} <= told
    assert set(Taking.model_fields) <= told
    assert lists == set(
        "registers claims interest accounts off_the_top tiers pots crossed inside amendments offers".split()
    )


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_everything_received_is_somewhere(card: Card) -> None:
    for each in worked(card.id):
        joined = sum(card.inflows.values())
        assert sum(had.amount for _, had in each.had) == each.received.amount + joined


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_a_card_goes_into_terms_twice_and_every_comment_stays(card: Card) -> None:
    once = inserted(TERMS, card)
    twice = inserted(once, card)
    for text in (once, twice):
        tree, problems = read_yaml(text, "recoupment.yaml")
        assert problems == []
        assert tree is not None
        document, wrong = validate(RecoupmentDocument, tree)
        assert wrong == []
        assert document is not None
        assert document.tiers[-1].id == ("profits" if card.id != "split" else document.tiers[-1].id)
        assert [comment for comment in COMMENTS if comment not in text] == []
    ids = re.findall(r"- \{?id: (\w+)", twice)
    assert len(set(ids)) == len(ids) or card.id == "amendment"


def test_a_percentage_of_gross_goes_above_those_of_the_rest() -> None:
    rest, gross = (
        next(card for card in cards() if card.id == each) for each in ("percent_of_rest", "percent_of_gross")
    )
    tree, _ = read_yaml(inserted(inserted(TERMS, rest), gross), "recoupment.yaml")
    assert tree is not None
    assert [line["id"] for line in tree.value["off_the_top"]] == ["sales_commission", "distribution_fee"]


def test_what_points_to_a_renamed_clause_follows_it() -> None:
    card = next(card for card in cards() if card.id == "register")
    tree, _ = read_yaml(inserted(inserted(TEXT, card), card), "recoupment.yaml")
    assert tree is not None
    assert [each["id"] for each in tree.value["registers"]] == ["adjusted_gross", "adjusted_gross_2"]
    assert tree.value["off_the_top"][-1]["of"] == "adjusted_gross_2"


def test_a_text_that_cannot_be_read_takes_no_clause() -> None:
    with pytest.raises(CannotEdit):
        inserted("tiers: [", cards()[0])


def test_the_figures_of_some_cards() -> None:
    """As in tests/topsheet/recoupment/test_operators.py, and by hand."""
    assert figures("percent_of_rest") == [("1,000,000", {"Distributor": 580_000, "Producer": 420_000})]
    assert figures("escalator_retroactive")[-1] == (
        "1,200,000",
        {"Sales agent": 240_000, "Producer": 960_000},
    )
    assert figures("interest")[-1] == ("1,120,000", {"Completion loan": 1_030_000, "Producer": 90_000})
    assert figures("beside")[1] == ("900,000", {"Investors": 810_000, "Deferred fees": 90_000})
    assert figures("inside")[-1] == ("600,000", {"Fund": 250_000, "Producer": 300_000, "Writer": 50_000})
    assert figures("split_until")[-1] == ("300,000", {"Investor": 175_000, "Producer": 125_000})
    assert figures("reserve") == [
        ("100,000", {"Reserve against returns": 20_000, "Producer": 80_000}),
        ("200,000", {"Producer": 200_000}),
    ]
    assert figures("lapse")[-1] == ("200,000", {"Sales agent": 90_000, "Star": 30_000, "Producer": 80_000})
    assert figures("crossed")[0][1] == {
        "Guarantee Germany": 300_000,
        "Guarantee Italy": 150_000,
        "Producer": 50_000,
    }
    assert figures("amendment")[-1] == ("200,000", {"Sales agent": 30_000, "Producer": 170_000})
