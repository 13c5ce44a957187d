"""Participation statements: every deal for the producers, their own for whoever sits for a participant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.urls import reverse

from topsheet.documents import Problem, Severity
from topsheet.figures import Figure, Value
from topsheet.film import kind_of
from topsheet.papers.participation_page import said, state_of
from topsheet.papers.participation_statement import own_lines, own_terms
from topsheet.papers.spell import spell_days
from topsheet.recoupment.participation import BreakevenReport, DealReport, StatementReport
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    Weight,
    chip,
    dated,
    shown,
    table,
    text,
)
from topsheet_desk.vault.lookups import Ask, Seat, Sitting, sit
from topsheet_desk.vault.lookups.seats import any_seat, sit_for_a_party

_WEIGHTS = {"total": Weight.SUM}
_NONE = "No statement yet. Write what the distributor reports into the books of participations.yaml."
_OWN_NONE = "No statement has been made yet. The producers make one when the distributor has reported."
_AUDIT = "What moved between two statements as none should, and lines printed otherwise than they follow."


@dataclass(frozen=True, slots=True)
class DealView:
    """One deal: whose it is, its statements line by line, its break-evens, its terms."""

    id: str
    label: str
    participant: str
    lines: Table
    breakevens: Table | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationsRoom(Room):
    """The page; `own` where the reader sees their own deals and nobody else's.

    `begun` says whether there is such a paper, `edits` whether the reader writes it, `makes` whether they make papers.
    """

    deals: tuple[DealView, ...]
    own: bool
    begun: bool
    edits: bool = False
    makes: bool = False


def participations_room(ask: Ask) -> ParticipationsRoom:
    """Every deal for whoever opens the page, else the reader's own. Raises NotShared where there is none."""
    if any_seat(ask.person, ask.slug).may(Page.PARTICIPATIONS):
        return _whole(sit(ask, Page.PARTICIPATIONS))
    return _own(sit_for_a_party(ask))


def _whole(sitting: Sitting) -> ParticipationsRoom:
    report, seat = sitting.film.participation, sitting.seat
    deals = report.deals if report else ()
    views = tuple(_view(sitting, deal) for deal in deals)
    flags = [each for each in sitting.problems if kind_of(each.where.partition(":")[0]) == "participations"]
    shown_ = {"deals": _deals(sitting, deals), "flags": _flags(seat, flags)} if report else {}
    return ParticipationsRoom(
        page=Page.PARTICIPATIONS,
        sitting=sitting,
        tables=shown_ | _tables(views),
        deals=views,
        own=False,
        begun=report is not None,
        edits=seat.can(Act.EDIT, "participations"),
        makes=seat.can(Act.MAKE, "participation"),
    )


def _own(sitting: Sitting) -> ParticipationsRoom:
    """The reader's own statements: without the causes, for they are other people's figures as well."""
    report = sitting.film.participation
    mine = [deal for deal in (report.deals if report else ()) if deal.id in sitting.seat.deals]
    views = tuple(_bared(_view(sitting, deal, own=True)) for deal in mine)
    return ParticipationsRoom(
        page=Page.PARTICIPATIONS, sitting=sitting, tables=_tables(views), deals=views, own=True, begun=True
    )


def _tables(views: Iterable[DealView]) -> dict[str, Table]:
    return {each.id: each for view in views for each in (view.lines, view.breakevens) if each}


def _deals(sitting: Sitting, deals: Iterable[DealReport]) -> Table:
    """Each deal with its last statement."""
    columns = (
        Column("Deal"),
        Column("Due with it", Kind.MONEY),
        Column("Payable to date", Kind.MONEY),
        Column("Participant"),
        Column("Last statement"),
        Column("To", Kind.DATE),
    )
    rows = []
    for deal in deals:
        name = text(deal.label, anchor=f"#{_id('lines', deal)}")
        if not deal.statements:
            rows.append(
                Row((name, text("–"), text("–"), text(deal.participant), text("none yet"), dated(None)))
            )
            continue
        last = deal.statements[-1]
        due, payable = sitting.cell(last.due), sitting.cell(last.line("payable").to_date)
        rows.append(Row((name, due, payable, text(deal.participant), text(last.label), dated(last.to))))
    return table(
        "deals",
        "Deals and their last statement",
        columns,
        rows,
        unit=sitting.film.currency,
        empty="No deal can be worked out yet. Write deals into participations.yaml, or mend what is told below.",
    )


def _flags(seat: Seat, found: Iterable[Problem]) -> Table:
    """What is wrong with the paper, and what an auditor would ask; each opens the line it stands on."""
    rows = [
        Row((_severity(each), text(each.what), text(each.why), text(each.fix), _place(seat, each.where)))
        for each in sorted(found, key=lambda each: each.severity is not Severity.ERROR)
    ]
    columns = (
        Column("Flag"),
        Column("What"),
        Column("Why it matters"),
        Column("What to do"),
        Column("Where"),
    )
    empty = "Nothing an auditor would ask about was found in these statements."
    return table("flags", "Red flags", columns, rows, note=_AUDIT, empty=empty)


def _severity(problem: Problem) -> Cell:
    if problem.severity is Severity.ERROR:
        return chip("Stops the figures", Tone.DECIDE)
    return chip("Ask", Tone.WATCH)


def _place(seat: Seat, where: str) -> Cell:
    line = where.partition(" ")[0].partition(":")[2]
    address = reverse("document", args=[seat.slug, "participations"])
    return text(where, anchor=f"{address}?line={quote(line)}#paper-text" if line else address)


def _view(sitting: Sitting, deal: DealReport, *, own: bool = False) -> DealView:
    terms = own_terms(sitting.film, deal) if own else deal.terms_text
    told = tuple(map(spell_days, terms))
    breakevens = _breakevens(sitting, deal, own=own)
    return DealView(deal.id, deal.label, deal.participant, _lines(sitting, deal, own=own), breakevens, told)


def _id(what: str, deal: DealReport) -> str:
    return f"{what}-{deal.id}".replace("_", "-")


def _lines(sitting: Sitting, deal: DealReport, *, own: bool) -> Table:
    """The last statement to date and by its movement, then what stood in those before it."""
    statements = deal.statements[::-1]
    before = (Column(f"{spell_days(each.label)}, to date", Kind.MONEY, minor=True) for each in statements[1:])
    heads = (Column("To date", Kind.MONEY), Column("This statement", Kind.MONEY), *before)
    return table(
        _id("lines", deal),
        deal.label,
        (Column("Line"), *(heads if statements else ())),
        _line_rows(sitting, deal, statements, own=own) if statements else (),
        unit=sitting.film.currency,
        note=_note(deal),
        empty=_OWN_NONE if own else _NONE,
    )


def _note(deal: DealReport) -> str:
    if not deal.statements:
        return f"For {deal.participant}."
    last = deal.statements[-1]
    return f"For {deal.participant}. {_titled(last)}; every line is to date."


def _titled(statement: StatementReport) -> str:
    """A statement by its label, with the day it goes to where the label does not say it."""
    day, label = spell_days(statement.to.isoformat()), spell_days(statement.label)
    return f"{label[:1].upper()}{label[1:]}" + ("" if day in label else f", to {day}")


def _line_rows(
    sitting: Sitting, deal: DealReport, statements: tuple[StatementReport, ...], *, own: bool
) -> Iterable[Row]:
    last = statements[0]

    def cell(figure: Figure[Value] | None, tone: Tone = Tone.PLAIN) -> Cell:
        """A figure; one below nothing is no matter to decide here."""
        return replace(shown(figure) if own else sitting.cell(figure), tone=tone)

    for line in own_lines(deal, last) if own else last.lines:
        before = (
            next((other.to_date for other in each.lines if other.id == line.id), None)
            for each in statements[1:]
        )
        weight = Weight.TOTAL if line.id == "payable" else _WEIGHTS.get(line.role, Weight.LINE)
        amounts = (cell(line.to_date), cell(line.movement), *(cell(each, Tone.QUIET) for each in before))
        yield Row((text(said(line)), *amounts), weight)
    due = (cell(each.due, Tone.QUIET) for each in statements[1:])
    yield Row((text(last.due.label), cell(last.due), text(""), *due), Weight.TOTAL)


def _breakevens(sitting: Sitting, deal: DealReport, *, own: bool) -> Table | None:
    """Each break-even as every statement gives it, the last statement first; nothing where the deal has none."""
    cell = shown if own else sitting.cell
    rows = [
        Row(
            (
                text(each.label),
                cell(each.gross),
                _state(each),
                cell(each.box_office),
                text(spell_days(statement.label)),
            )
        )
        for statement in deal.statements[::-1]
        for each in statement.breakevens
    ]
    columns = (
        Column("Break-even"),
        Column("At gross of", Kind.MONEY),
        Column("State"),
        Column("Box office", Kind.MONEY),
        Column("Statement"),
    )
    name, caption = _id("breakevens", deal), f"Break-evens: {deal.label}"
    return table(name, caption, columns, rows, unit=sitting.film.currency) if rows else None


def _state(breakeven: BreakevenReport) -> Cell:
    if breakeven.threshold is None:
        return text("–", tone=Tone.QUIET)
    return chip(state_of(breakeven).capitalize(), Tone.GOOD if breakeven.reached else Tone.WATCH)


def _bared(view: DealView) -> DealView:
    """The view without links to causes."""
    even = _bare(view.breakevens) if view.breakevens else None
    return replace(view, lines=_bare(view.lines), breakevens=even)


def _bare(made: Table) -> Table:
    rows = (replace(row, cells=tuple(replace(each, figure="") for each in row.cells)) for row in made.rows)
    return replace(made, rows=tuple(rows))
