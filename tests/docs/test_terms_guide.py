"""The guide to the terms tells every clause of the library as it is written, with the figures the ledger gives."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.docs.pages import blocks, read
from topsheet.documents import read_yaml, validate
from topsheet.papers.spell import spell
from topsheet.recoupment import RecoupmentDocument
from topsheet.recoupment.library import Card, cards, worked

GUIDE = "docs/terms.md"


def section(card: Card) -> str:
    """What the guide says of a card."""
    told = [
        f"Of {spell(each.received)} received by {each.day.day} {each.day:%B %Y}: "
        + ", ".join(f"{who} {spell(had)}" for who, had in each.had)
        + "."
        for each in worked(card.id)
    ]
    return "\n".join(
        [f"### {card.title}", "", card.says, "", "```yaml", card.yaml, "```", "", "  \n".join(told), ""]
    )


def chapters() -> str:
    """Every card under its group, in the order of the library."""
    return "\n".join(
        f"## {group}\n\n" + "\n".join(section(card) for card in found)
        for group, found in groupby(cards(), key=lambda card: card.group)
    )


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_a_clause_stands_in_the_guide_with_its_figures(card: Card) -> None:
    """`chapters()` is what the guide's chapters of clauses say; paste it when a card changes."""
    assert section(card) in read(GUIDE)


def test_the_guide_has_no_clause_that_the_library_does_not_have() -> None:
    titles = [line.removeprefix("### ") for line in read(GUIDE).splitlines() if line.startswith("### ")]
    assert titles == [card.title for card in cards()]


def test_the_document_at_the_beginning_can_be_read() -> None:
    whole = [block.text for block in blocks(GUIDE) if block.text.startswith("kind: recoupment")]
    assert len(whole) == 1
    tree, problems = read_yaml(whole[0], GUIDE)
    assert tree is not None, problems
    document, problems = validate(RecoupmentDocument, tree)
    assert document is not None, problems
