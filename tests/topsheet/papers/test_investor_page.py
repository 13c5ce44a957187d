"""The one page for an investment: what the futures say, nobody else's part, and the way to draw it again."""

from __future__ import annotations

import re

import pytest

from tests.topsheet.papers.films import night_ferry
from topsheet.papers.investor_page import investor_page
from topsheet.papers.paper import Basis, NotMade, Paper, facts_digest
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.returns import before

PAYING = ("Harrow", "Brightwater", "Castellan", "Keystone", "Equity A", "Equity B", "Equity C")


def said(paper: Paper) -> str:
    cells = [cell.text for part in paper.parts for table in part.tables for row in table.rows for cell in row]
    return "\n".join([paper.lead, *(part.answer for part in paper.parts), *cells, *paper.notes])


def rows(paper: Paper, heading: str) -> list[list[str]]:
    part = next(each for each in paper.parts if each.heading == heading)
    return [[cell.text for cell in row] for table in part.tables for row in table.rows]


def test_the_bad_the_middle_and_the_good_future_and_how_likely_each_is() -> None:
    page = investor_page(Basis(night_ferry(), source="equity_a"))
    assert page.lead.startswith(
        "For Harrow Street Capital LP (Equity A). Equity A has its money back in 13 of 100 futures; in the middle "
        "one it has 26 % of it."
    )
    assert rows(page, "Bad, middle and good") == [
        ["Bad: 26 of 100 bring that or less", "0", "0%", "−100.0%", "100% of the money is lost"],
        ["Middle: 50 of 100 bring that or less", "314,955", "26%", "−48.7%", "74% of the money is lost"],
        ["Good: 10 of 100 bring more", "1,399,292", "117%", "10.3%", "the money and 17% more"],
    ]
    assert [row[:2] for row in rows(page, "How likely, and when")] == [
        ["50% of the amount", "32 of 100"], ["100% of the amount", "13 of 100"], ["120% of the amount", "10 of 100"],
    ]  # fmt: skip
    assert [(row[0], row[2], row[4]) for row in rows(page, "The cases of the terms")] == [
        ("Low", "33.00%", "44 of 100"), ("Middle", "85.50%", "17 of 100"), ("High", "157.00%", "4 of 100"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("option", "source", "own"),
    [("", "equity_a", "Equity A"), ("a", "equity_c", "Equity C"), ("", "kind:equity", "")],
)
def test_it_names_its_reader_and_nobody_else(option: str, source: str, own: str) -> None:
    film = Basis(night_ferry(), option).film
    words = said(investor_page(Basis(night_ferry(), option, source)))
    mine = {own, "Harrow"} if own == "Equity A" else {own, "Castellan"}
    assert [name for name in PAYING if name not in mine and name in words] == []
    amounts = {
        f"{each.claim.value.amount:,.0f}" for each in film.finance.sources if each.claim and each.id != source
    }
    if own:
        amounts -= {f"{film.finance.source(source).claim.value.amount:,.0f}"}  # type: ignore[union-attr]  # it has one
        assert [amount for amount in amounts if re.search(rf"\b{amount}\b", words)] == []


def test_who_stands_before_ends_with_the_readers_own_step() -> None:
    assert before(night_ferry(), "equity_a")[-2:] == (
        "Gap loan, until what is owed is paid.",
        "Equity, this investment among it, pro rata, until each has had 120% of what it put in.",
    )
    assert len(before(night_ferry(), "kind:equity")) == 6
    assert before(night_ferry(), "nobody") == before(night_ferry(), "nowhere")


def test_it_can_be_drawn_again_and_promises_nothing() -> None:
    page = investor_page(Basis(night_ferry(), source="equity_a"))
    assert page.notes[-1].startswith(
        "10,000 futures from seed 2026, estimates of 15 Oct 2026, delivery 17 Dec 2027, "
    )
    assert facts_digest(page) == facts_digest(investor_page(Basis(night_ferry(), source="equity_a")))
    assert not re.search(r"\bwill\b", said(page))
    assert ["A single sale above ten times its P90 is not counted on", "all of them"] in rows(
        page, "What it rests on"
    )
    assert "14 of 22 territories" in said(page)


def test_it_is_one_page() -> None:
    made = paper_pdf(investor_page(Basis(night_ferry(), source="equity_a")))
    assert made == paper_pdf(investor_page(Basis(night_ferry(), source="equity_a")))
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("source", ["", "gap_loan", "producer", "kind:gap_loan"])
def test_it_is_for_an_investment_or_a_class_that_is_named(source: str) -> None:
    with pytest.raises(NotMade, match=r"Name one of: equity_a, equity_b, kind:equity\."):
        investor_page(Basis(night_ferry(), source=source))
