"""Memo, term sheet and one-pager: their figures are the film's, and they name nobody they must not."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.topsheet.papers.films import computed, night_ferry, strange
from tests.topsheet.papers.test_paper import changed
from tests.topsheet.papers.test_pdf import inflated, letters
from topsheet.money import Percent
from topsheet.papers.finance_memo import finance_memo
from topsheet.papers.one_pager import makers, one_pager
from topsheet.papers.paper import Basis, NotMade, Paper
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.returns import investments, order, shortfall
from topsheet.papers.spell import spell
from topsheet.papers.term_sheet import term_sheet

PEOPLE = night_ferry().production.document.people
PAYING = [
    party.name
    for party in PEOPLE.values()
    if set(party.roles) & {"investor", "lender", "fund", "distributor"}
]


def said(paper: Any) -> str:
    """Everything a paper says, its stamp too."""
    return json.dumps(asdict(paper), default=str, ensure_ascii=False)


def figures(paper: Paper) -> dict[str, str]:
    """Every printed figure by its name."""
    cells = [cell for part in paper.parts for table in part.tables for row in table.rows for cell in row]
    return {cell.figure: cell.text for cell in cells if cell.figure}


@pytest.mark.parametrize("option", ["", "a", "b", "c"])
@pytest.mark.parametrize("make", [finance_memo, one_pager, term_sheet])
def test_every_printed_figure_is_the_films(make: Any, option: str) -> None:
    basis = Basis(night_ferry(), option, "equity_a")
    printed = figures(make(basis))
    known = dict(basis.film.figures)
    for each in basis.film.options:
        known |= {name: figure for name, figure in each.film.figures.items() if name not in known}
    options = {spell(each.film.figures[name].value) for each in basis.film.options for name in printed}
    assert len(printed) > 5
    wrong = {
        name: text
        for name, text in printed.items()
        if spell(known[name].value) != text and text not in options
    }
    assert wrong == {}


def test_memo_holds_every_part_and_stays_short() -> None:
    memo = finance_memo(Basis(night_ferry()))
    heads = [
        "The plan",
        "From face value to cash",
        "Cash",
        "Greenlight gates",
        "Returns",
        "Options side by side",
    ]
    assert [part.heading for part in memo.parts] == heads
    assert "Gap: 598,900." in memo.parts[0].answer
    assert "It recommends nothing." in memo.lead
    pages = re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", inflated(paper_pdf(memo)), re.DOTALL)
    assert 2 <= max(int(each) for each in pages) <= 3


def test_memo_tells_each_unverified_rule_and_each_gate() -> None:
    film, memo = night_ferry(), finance_memo(Basis(night_ferry()))
    assert sum(note.startswith("Unverified rule: ") for note in memo.notes) == 5
    table = memo.parts[3].tables[0]
    assert [row[0].text for row in table.rows] == [gate.title for gate in film.greenlight.gates]


@pytest.mark.parametrize(
    ("option", "source", "own"), [("", "equity_a", "Harrow"), ("a", "equity_c", "Castellan")]
)
def test_term_sheet_names_its_reader_and_nobody_else(option: str, source: str, own: str) -> None:
    words = said(term_sheet(Basis(night_ferry(), option, source)))
    assert own in words
    others = [name for name in PAYING if own not in name]
    others += [each.name for each in night_ferry().options[0].film.finance.sources if each.id != source]
    assert [name for name in others if name in words and name != "Gap loan"] == []


def test_term_sheet_tells_nobody_elses_amount() -> None:
    film = Basis(night_ferry(), "a").film
    printed = set(figures(term_sheet(Basis(night_ferry(), "a", "equity_c"))).values())
    words = said(term_sheet(Basis(night_ferry(), "a", "equity_c")))
    others = [each for each in film.finance.sources if each.id != "equity_c"]
    amounts = {
        spell(figure.value)
        for each in others
        for figure in (each.face, each.counted)
        if figure and figure.value
    }
    assert amounts & printed == set()
    assert [amount for amount in amounts if amount in words] == []
    assert not re.search(r"finance\.source\.(?!equity_c)", words)


def test_names_in_free_words_of_the_documents_are_taken_out(tmp_path: Path) -> None:
    after = "evidence: Signed beside Brightwater Pictures Fund II and Equity B"
    film = changed(
        tmp_path / "film", "finance.yaml", "evidence: Subscription agreement of 2 October 2026", after
    )
    words = said(term_sheet(Basis(film, source="equity_a")))
    assert "Signed beside another financier and another financier" in words
    assert "Brightwater" not in words


def test_term_sheet_says_its_returns_as_the_film_does() -> None:
    film = night_ferry()
    part = term_sheet(Basis(film, source="equity_a")).parts[2]
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in part.tables[0].rows}
    assert rows["Low"] == ["1,900,000", "395,950", "33.00%", "67.00% of the money is lost"]
    assert rows["High"] == ["6,500,000", "1,883,975", "157.00%", "the money and 57.00% more"]
    assert rows["Break-even at 120%"][0] == "4,385,833.33"


def test_order_of_recoupment_marks_the_readers_own_step() -> None:
    told = order(night_ferry(), "equity_a")
    assert told[4] == "Gap loan, until what is owed is paid."
    assert told[5] == "Equity, this investment among it, pro rata, until each has had 120% of what it put in."
    assert told[7] == "Of everything left: 50% to equity, this investment among it; 50% to Producer."
    assert len(told) == 8


def test_term_sheet_lists_what_no_document_states_and_is_no_offer() -> None:
    sheet = term_sheet(Basis(night_ferry(), source="equity_a"))
    assert "governing law" in sheet.parts[-1].answer
    assert "not an offer" in sheet.lead
    assert sheet.notes[0].startswith("A film may earn nothing.")


@pytest.mark.parametrize("source", ["", "gap_loan", "presale_de", "nobody"])
def test_a_term_sheet_is_for_an_investment_that_is_named(source: str) -> None:
    with pytest.raises(NotMade, match=r"Name one of: equity_a, equity_b\."):
        term_sheet(Basis(night_ferry(), source=source))


def test_an_investment_that_does_not_count_yet_has_no_returns(tmp_path: Path) -> None:
    film = changed(tmp_path / "film", "finance.yaml", "status: signed", "status: term_sheet")
    assert investments(film) == ("equity_a", "equity_b")
    part = term_sheet(Basis(film, source="equity_a")).parts[2]
    assert part.answer.startswith("Not computed: ")
    assert part.tables == ()


def test_one_pager_names_who_makes_the_film_and_nobody_who_pays_for_it() -> None:
    page = one_pager(Basis(night_ferry()))
    words = said(page)
    assert [name for name in PAYING if name in words] == []
    assert "Sylvie Tremaine" in words
    assert ("Longshore Film Sales", "sales agent") in makers(night_ferry())


def test_one_pager_tells_no_cost_of_people() -> None:
    names = set(figures(one_pager(Basis(night_ferry()))))
    assert {name for name in names if name.startswith("budget.")} == {"budget.total"}


def test_losing_and_winning_are_said_in_one_way() -> None:

    cases = {
        "99.9": "0.10% of the money is lost",
        "100": "the money, and nothing more",
        "120": "the money and 20.00% more",
    }
    assert {each: shortfall(Percent(Decimal(each))) for each in cases} == cases


def test_markup_in_the_documents_comes_out_literally(tmp_path: Path) -> None:
    strange(tmp_path / "film")
    memo = paper_pdf(finance_memo(Basis(computed(tmp_path / "film"))))
    found = {part for text in letters(memo) for part in text}
    assert set('#*&<>$\\_"@`~[]/%') - found == set()


def test_every_letter_of_a_paper_is_in_its_file() -> None:
    sheet = term_sheet(Basis(night_ferry(), source="equity_a"))
    cells = [c.text for part in sheet.parts for table in part.tables for row in table.rows for c in row]
    wanted = {
        letter for text in [sheet.lead, *sheet.notes, *cells] for letter in text if not letter.isspace()
    }
    assert wanted - {part for text in letters(paper_pdf(sheet)) for part in text} == set()


def test_order_of_recoupment_tells_interest_and_what_a_party_may_have_back(tmp_path: Path) -> None:
    terms = (
        "claims:\n  - {id: fund_claim, label: Fund, to: producer, amount: 1000}\n"
        "interest:\n  - {on: gap_loan, percent: 9, from: 2027-05-03}\n"
        "  - {on: equity_a, percent: 6, from: 2027-05-03}\ncases_on: 2029-06-30\n"
        "tiers:\n  - {id: fund, label: Fund, pay: {who: [fund_claim]}}\n"
    )
    film = changed(tmp_path / "film", "recoupment.yaml", "\ntiers:\n", f"\n{terms}")
    mine, theirs = order(film, "equity_a"), order(film, "equity_b")
    assert "What another party may have back, until what is owed is paid." in mine
    assert "Gap loan, until what is owed and its interest are paid." in mine
    until = "Equity, this investment among it, pro rata, until each has had 120% of what it put in"
    assert f"{until}, and this investment its interest." in mine
    assert f"{until}." in theirs
