"""Participation statements on paper: the film's own figures, and nothing of another participant."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.topsheet.film.test_participation import changed
from tests.topsheet.papers.films import FERRY, night_ferry
from topsheet.figures import Status
from topsheet.film import Film
from topsheet.money import Money
from topsheet.papers.kinds import PAPERS
from topsheet.papers.one_page import OnePage
from topsheet.papers.paper import Basis, NotMade, Paper
from topsheet.papers.participation_page import participation_page
from topsheet.papers.participation_statement import participation_book, participation_statement
from topsheet.papers.spell import spell

# What nobody but the lead and the producers may read of the lead's deal.
OF_THE_LEAD = ("Helena", "Ashdown", "Gross points of the lead", "participation.lead")


def printed(page: OnePage | Paper) -> dict[str, str]:
    cells = [cell for part in page.parts for table in part.tables for row in table.rows for cell in row]
    return {cell.figure: cell.text for cell in cells if cell.figure}


@pytest.mark.parametrize("statement", ["", "1", "year_one"])
def test_every_printed_figure_is_the_films(statement: str) -> None:
    film = night_ferry()
    pages = [participation_page(film, "", statement)]
    for deal in ("lead", "director"):
        named = f"{deal}.{statement}" if statement else deal
        found = printed(participation_statement(Basis(film, source=named)))
        assert len(found) > 20
        assert {name: spell(film.figures[name].value) for name in found} == found
    for page in pages:
        assert {name: spell(film.figures[name].value) for name in printed(page)} == printed(page)
        which = "year_one" if statement else "year_two"
        assert {name.split(".")[2] for name in printed(page)} == {which}


def test_charges_say_that_they_are_taken_off_and_totals_do_not() -> None:
    [part] = participation_page(night_ferry(), "director").parts
    lines = [row[0].text for row in part.tables[0].rows]
    assert lines[3:10] == [
        "Gross",
        "Less billed and not collected",
        "Less held in reserve",
        "Gross receipts",
        "Less fee, theatrical",
        "Less fee, video",
        "Less fee, television",
    ]
    assert part.answer == (
        "For Sylvie Tremaine: North America, second year, to 31 Dec 2029. Due with this statement 19,072.20, payable "
        "to date 19,072.20."
    )


def test_a_participants_paper_tells_what_others_are_paid_as_one_sum() -> None:
    basis = Basis(night_ferry(), source="director")
    for paper in (participation_statement(basis), participation_book(basis)):
        told = json.dumps(asdict(paper), default=str, ensure_ascii=False)
        assert [words for words in OF_THE_LEAD if words in told] == []
        assert "Gross participations" in told
        assert "What is payable on other participations of gross is added to it." in told
    whole = json.dumps(asdict(participation_page(night_ferry())), ensure_ascii=False)
    assert [words for words in OF_THE_LEAD if words not in whole] == []


def test_the_stamp_tells_of_the_rules_under_the_statement_alone() -> None:
    stamp = participation_statement(Basis(night_ferry(), source="lead")).stamp
    assert (stamp.paper, stamp.status) == ("Participation statement", Status.VERIFIED)


def test_the_workbook_has_each_statement_up_to_the_one_named() -> None:
    film = night_ferry()
    for named, statements in (("director.year_one", ["year_one"]), ("director", ["year_one", "year_two"])):
        content = PAPERS["participation-workbook"].make(Basis(film, source=named)).content
        book = load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["Statement", "Terms"]
        rows = {row[0]: row[1:] for row in book["Statement"].iter_rows(values_only=True) if row[0]}
        for name in ("net", "earned", "payable"):
            figures = [film.figures[f"participation.director.{each}.{name}"] for each in statements]
            amounts = [figure.value for figure in figures]
            assert all(isinstance(amount, Money) for amount in amounts)
            shown = [value for value in rows[figures[0].label][::2] if value is not None]
            assert shown == [float(amount.amount) for amount in amounts]  # type: ignore[union-attr]  # asserted above


@pytest.mark.parametrize(
    ("deal", "statement", "told"),
    [
        ("writer", "", "There is no deal 'writer'. Choose one of: lead, director."),
        ("lead", "3", "There is no statement '3'. Choose one of: 1 (year_one), 2 (year_two)."),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(deal: str, statement: str, told: str) -> None:
    with pytest.raises(NotMade) as refusal:
        participation_page(night_ferry(), deal, statement)
    assert str(refusal.value) == told


def _text() -> str:
    return (FERRY / "participations.yaml").read_text()


def _without(part: str) -> tuple[str, str]:
    """The text from a heading on, and the heading of an empty list."""
    text = _text()
    end = text.index("deals:") if part == "books:" else len(text)
    return text[text.index(part) : end], f"{part} []\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (*_without("deals:"), "participations.yaml names no deal."),
        ("participant: ashdown", "participant: nobody", "participations.yaml has mistakes"),
        (*_without("books:"), "participations.yaml has no books."),
    ],
)
def test_a_paper_that_makes_no_statement_says_what_to_do(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    film: Film = changed(tmp_path / "film", before, after)
    with pytest.raises(NotMade, match=told):
        participation_page(film)


def test_a_break_even_that_never_comes_has_no_state(tmp_path: Path) -> None:
    film = changed(tmp_path / "film", "{medium: theatrical, percent: 30}, {medium: video, percent: 25}, {percent: 20}",
                   "{percent: 99}")  # fmt: skip
    [part] = participation_page(film, "director").parts
    even = next(table for table in part.tables if table.columns[0] == "Break-even")
    assert [[cell.text for cell in row] for row in even.rows] == [
        ["Break-even of net profits", "never", "–", "–"]
    ]
    content = PAPERS["participation-workbook"].make(Basis(film, source="director")).content
    rows = list(load_workbook(io.BytesIO(content))["Statement"].iter_rows(values_only=True))
    assert rows[-1] == ("Break-even of net profits, at gross of", "never", None, "never", None)
