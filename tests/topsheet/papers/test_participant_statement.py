"""A participant's statement on paper: what the statement says, as it was known when it was made, and only theirs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest

from tests.topsheet.papers.films import night_ferry
from topsheet.film.statements import Stated, stated
from topsheet.papers.paper import Paper
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.participant_statement import participant_paper

FILM = night_ferry()


def found(day: date) -> Stated:
    made = stated(FILM, day)
    assert made is not None
    return made


LAST = found(date(2030, 3, 15))


def rows(paper: Paper, heading: str) -> list[list[str]]:
    part = next(each for each in paper.parts if each.heading == heading)
    return [[cell.text for cell in row] for table in part.tables for row in table.rows]


def test_the_fourth_statement_of_equity_a() -> None:
    paper = participant_paper(FILM, LAST, 4, "equity_a")
    assert rows(paper, "The payment") == [
        ["Carried from before", "0"], ["Earned in the period", "241,220.77"], ["Less tax withheld", "0"],
        ["Sent", "241,220.77"],
    ]  # fmt: skip
    assert rows(paper, "Its part of the whole") == [
        ["Came in and joined, to date", "1,802,497.06"],
        ["To everybody else, as one sum", "1,561,276.29"],
        ["To this participant, to date", "241,220.77"],
    ]
    assert paper.lead == (
        "Statement 4 for Equity A, Harrow Street Capital LP: receipts after 30 Jun 2029 up to 31 Dec 2029, "
        "made 15 Mar 2030."
    )
    assert paper.stamp.as_of == date(2030, 3, 15)


def test_tax_withheld_and_what_is_sent() -> None:
    """Equity B has 15% withheld: 241,220.76 less 36,183.11."""
    told = dict(rows(participant_paper(FILM, LAST, 4, "equity_b"), "The payment"))
    assert (told["Less tax withheld"], told["Sent"]) == ("36,183.12", "205,037.65")


@pytest.mark.parametrize("who", LAST.participants())
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nothing_of_anybody_else_stands_on_it(who: str, number: int) -> None:
    """Neither names, clauses nor causes; every figure printed is the participant's own or one of the sums of all."""
    paper = participant_paper(FILM, LAST, number, who)
    said = json.dumps(asdict(paper), default=str)
    names = {name for id_, name in LAST.participants().items() if id_ != who}
    sources = [each for each in FILM.finance.sources if each.id != who]
    people = FILM.production.document.people
    own = next(
        (people[each.party].name for each in FILM.finance.sources if each.id == who and each.party), ""
    )
    names |= {people[each.party].name for each in sources if each.party} - {own, LAST.participants()[who]}
    names |= {each.payer for each in LAST.receipts.receipts} - {LAST.participants()[who], own}
    assert [name for name in names if name in said and name not in LAST.participants()[who]] == []
    mine = {line.payee for each in LAST.of(who) for line in each.lines} | {who}
    own_names = (f"statement.returns.{who}.", *(f"statement.{n}.participant.{who}." for n in range(1, 5)))
    figures = [
        cell.figure for part in paper.parts for table in part.tables for row in table.rows for cell in row
    ]
    assert [
        name for name in filter(None, figures)
        if not name.startswith(own_names)
        and not any(f".{payee}" in name for payee in mine)
        and not any(account.held.name == name for each in LAST.of(who) for account in each.accounts)
    ] == []  # fmt: skip


def test_the_same_statement_gives_the_same_bytes_and_the_same_as_when_it_was_made() -> None:
    early = found(LAST.statements[1].made)
    late, then = (participant_paper(FILM, each, 2, "equity_a") for each in (LAST, early))
    assert paper_pdf(late)[:5] == b"%PDF-"
    assert paper_pdf(then) == paper_pdf(participant_paper(FILM, early, 2, "equity_a"))
    assert [part for part in late.parts if part.heading != "Where it stands"] == [
        part for part in then.parts if part.heading != "Where it stands"
    ]


def test_what_is_not_made_has_no_paper() -> None:
    for number in (0, 5):
        with pytest.raises(IndexError):
            participant_paper(FILM, LAST, number, "equity_a")
    with pytest.raises(KeyError):
        participant_paper(FILM, LAST, 1, "nobody")
