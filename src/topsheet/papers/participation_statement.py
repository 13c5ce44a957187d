"""A participation statement for its participant, as a paper and as a workbook: their own lines and nobody else's.

What other participants are paid stands in one line, without their names or what was agreed with them.
"""

from __future__ import annotations

from dataclasses import replace

from topsheet.figures import Value, worst_status
from topsheet.film import Film
from topsheet.money import Money
from topsheet.papers.one_page import Cell, Part, Table, cell
from topsheet.papers.paper import Basis, NotMade, Paper, Stamp, stamp_of
from topsheet.papers.participation_page import (
    answer_of,
    breakevens_table,
    deals_of,
    lines_table,
    rates_table,
    said,
    terms_table,
    the_deal,
    the_statement,
)
from topsheet.papers.spell import spell, spell_days
from topsheet.papers.workbook import Book, Grid, Item, Line, Sheet, Weight
from topsheet.recoupment.participation import DealReport, StatementReport, terms_text
from topsheet.recoupment.participation import Line as StatementLine

NAME = "Participation statement"
_NOTES = (
    "Every line is to date; the second column is what it moved since the statement before.",
    "What is payable to other participants and charged here stands in one line.",
)


def participation_statement(basis: Basis) -> Paper:
    """The statement that `source` names: a deal, or a deal and a statement as `director.year_one`. Raises NotMade."""
    deal, statement = meant(basis)
    lines = own_lines(deal, statement)
    due = Table(("Due", basis.film.currency), ((Cell(statement.due.label), cell(statement.due)),))
    parts = [Part("Statement", "", (due, lines_table(lines)))]
    if statement.breakevens:
        parts.append(Part("Break-even", "", (breakevens_table(statement.breakevens),)))
    if statement.rates:
        parts.append(Part("Rates", "", (rates_table(statement),)))
    parts.append(Part(deal.label, "", (terms_table(own_terms(basis.film, deal)),)))
    return Paper(_stamp(basis, statement), answer_of(deal, statement), tuple(parts), _NOTES)


def participation_book(basis: Basis) -> Book:
    """The same as a workbook: the deal's statements side by side up to the one named, and the terms. Raises NotMade."""
    deal, last = meant(basis)
    until = [each for each in deal.statements if each.to <= last.to]
    sheets = (_statements(deal, until), _terms(own_terms(basis.film, deal)))
    return Book(_stamp(basis, last), sheets)


def meant(basis: Basis) -> tuple[DealReport, StatementReport]:
    """The deal and the statement that the source of a basis names; the only deal where none. Raises NotMade."""
    deals = deals_of(basis.film)
    wanted, _, statement = basis.source.partition(".")
    if not wanted and len(deals) > 1:
        known = ", ".join(deal.id for deal in deals)
        raise NotMade(f"A participation statement is for one deal. Name one of: {known}.")
    deal = the_deal(basis.film, wanted or deals[0].id)
    return deal, the_statement(deal, statement)


def own_lines(deal: DealReport, statement: StatementReport) -> tuple[StatementLine, ...]:
    """The lines a participant reads: of what is payable to others, the sum alone."""
    own = f"participation.{deal.id}"
    return tuple(
        line for line in statement.lines if line.id == own or not line.id.startswith("participation.")
    )


def own_terms(film: Film, deal: DealReport) -> tuple[str, ...]:
    """The sentences of a deal without what other deals are called."""
    document = film.production.participations
    agreed = next(each for each in document.deals if each.id == deal.id) if document else None
    return terms_text(agreed, deal.participant, document, unnamed=True) if document and agreed else ()


def _stamp(basis: Basis, statement: StatementReport) -> Stamp:
    """The stamp, with the least reliable rule under this statement, which mostly has none."""
    return replace(stamp_of(basis, NAME), status=worst_status(statement.roots()))


def _statements(deal: DealReport, statements: list[StatementReport]) -> Sheet:
    grid = Grid()
    grid.add("Participant", deal.participant)
    grid.add("Deal", deal.label)
    grid.gap()
    heads = (part for each in statements for part in (each.label, "Its movement"))
    grid.add("Line", *heads, weight=Weight.HEAD)
    grid.add("To", *(part for each in statements for part in (each.to, None)))
    for line in own_lines(deal, statements[-1]):
        items: list[Item] = []
        for each in statements:
            same = next((other for other in each.lines if other.id == line.id), None)
            items += [same.to_date.value, same.movement.value] if same else [None, None]
        grid.add(said(line), *items, weight=Weight.TOTAL if line.role == "total" else Weight.LINE)
    due = (part for each in statements for part in (each.due.value, None))
    grid.add("Due with the statement", *due, weight=Weight.TOTAL)
    for at, breakeven in enumerate(statements[-1].breakevens):
        values = (part for each in statements for part in (_worth(each.breakevens[at].gross.value), None))
        grid.add(f"{breakeven.label}, at gross of", *values)
    widths = (38, *[20, 16] * len(statements))
    return Sheet("Statement", deal.label, tuple(grid.lines), (0, 1), widths, stamped=True)


def _worth(value: Value) -> Item:
    return value if isinstance(value, Money) else spell(value)


def _terms(terms: tuple[str, ...]) -> Sheet:
    lines = tuple(Line((at, spell_days(words))) for at, words in enumerate(terms, start=1))
    return Sheet("Terms", "The terms in English", lines, (0, 0), (6, 110))
