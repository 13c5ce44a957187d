"""Participation statements as a page of text: lines from gross to what is due, break-evens, the terms in English."""

from __future__ import annotations

from collections.abc import Iterable

from topsheet.film import Film
from topsheet.papers.one_page import Cell, OnePage, Part, Table, cell
from topsheet.papers.paper import NotMade
from topsheet.papers.spell import spell, spell_days
from topsheet.recoupment.participation import BreakevenReport, DealReport, Line, StatementReport
from topsheet.recoupment.wording_words import lower


def participation_page(film: Film, deal: str = "", statement: str = "") -> OnePage:
    """The statements of one deal, or of all: the last one, or the one asked for. Raises NotMade where there is none."""
    deals = [the_deal(film, deal)] if deal else deals_of(film)
    parts = [_part(each, the_statement(each, statement)) for each in deals]
    subtitle = f"Participation statements; amounts in {film.currency}"
    return OnePage(film.title, subtitle, tuple(parts), ())


def deals_of(film: Film) -> tuple[DealReport, ...]:
    """Every deal of the film that has statements. Raises NotMade where there is none."""
    report = film.participation
    if report is None:
        raise NotMade(
            "The production has no participations. Write deals and books into participations.yaml; "
            "`topsheet schema participations` says how."
        )
    if film.production.participations and not film.production.participations.deals:
        raise NotMade("participations.yaml names no deal. Add one under `deals:`.")
    if not report.deals:
        raise NotMade(
            "participations.yaml has mistakes, so no statement can be made. Mend what is told of it."
        )
    if not report.deals[0].statements:
        raise NotMade("participations.yaml has no books. Add what the distributor reports under `books:`.")
    return report.deals


def the_deal(film: Film, wanted: str) -> DealReport:
    """The deal of that id. Raises NotMade."""
    deals = deals_of(film)
    found = next((deal for deal in deals if deal.id == wanted), None)
    if found is None:
        raise NotMade(f"There is no deal {wanted!r}. Choose one of: {', '.join(deal.id for deal in deals)}.")
    return found


def the_statement(deal: DealReport, wanted: str) -> StatementReport:
    """The statement of that id or number, counted from 1; the last one where none is named. Raises NotMade."""
    if not wanted:
        return deal.statements[-1]
    for number, statement in enumerate(deal.statements, start=1):
        if wanted in (statement.id, str(number)):
            return statement
    known = ", ".join(f"{number} ({each.id})" for number, each in enumerate(deal.statements, start=1))
    raise NotMade(f"There is no statement {wanted!r}. Choose one of: {known}.")


def said(line: Line) -> str:
    """What a line is called on a statement: a charge says that it is taken off."""
    label = line.to_date.label
    return f"Less {lower(label)}" if line.role == "charge" else label


def lines_table(lines: Iterable[Line]) -> Table:
    """Lines to date and by what they moved since the statement before."""
    rows = tuple((Cell(said(line)), cell(line.to_date), cell(line.movement)) for line in lines)
    return Table(("Line", "To date", "This statement"), rows)


def breakevens_table(breakevens: Iterable[BreakevenReport]) -> Table:
    """Each break-even with the gross at which it comes, and whether it is reached."""
    return Table(
        ("Break-even", "At gross of", "Box office", "State"),
        tuple(
            (Cell(each.label), cell(each.gross), cell(each.box_office), Cell(state_of(each)))
            for each in breakevens
        ),
    )


def state_of(breakeven: BreakevenReport) -> str:
    """Whether a break-even is reached; a dash where it never comes or is not known."""
    if breakeven.threshold is None:
        return "–"
    return "reached" if breakeven.reached else "not reached"


def terms_table(terms: Iterable[str]) -> Table:
    """The sentences of a deal, numbered."""
    rows = tuple((Cell(str(at)), Cell(spell_days(words))) for at, words in enumerate(terms, start=1))
    return Table(("No.", "The terms in English"), rows)


def rates_table(statement: StatementReport) -> Table:
    """Fees and overhead as they come out, in percent of what they are charged on."""
    return Table(("As it comes out", "Percent"), tuple((Cell(r.label), cell(r)) for r in statement.rates))


def answer_of(deal: DealReport, statement: StatementReport) -> str:
    """Whose statement it is, until when, and what is due."""
    payable = statement.line("payable").to_date.value
    told = f"For {deal.participant}: {statement.label}, to {spell(statement.to)}."
    return f"{told} Due with this statement {spell(statement.due.value)}, payable to date {spell(payable)}."


def _part(deal: DealReport, statement: StatementReport) -> Part:
    tables = (
        lines_table(statement.lines),
        Table(("Due", ""), ((Cell(statement.due.label), cell(statement.due)),)),
        breakevens_table(statement.breakevens),
        rates_table(statement),
        terms_table(deal.terms_text),
    )
    return Part(deal.label, answer_of(deal, statement), tables)
