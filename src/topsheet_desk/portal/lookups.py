"""An investor's own line: status, payments, statements, position in each case, the film's dates. Nobody else's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from topsheet.film.statements import Stated
from topsheet.finance import KIND_NAMES, SourceReport
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.participant_statement import participant_paper
from topsheet.recoupment.document import Made
from topsheet.recoupment.statements import ParticipantStatement
from topsheet_desk.finance.lookups import status_chip
from topsheet_desk.portal.own import Facts, bare, history, position, statement_tables
from topsheet_desk.recoupment.statement_day import as_made
from topsheet_desk.site.asked_day import Day, day_of
from topsheet_desk.site.frame import Link, rooms
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, dated, shown, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.lookups.stating import stated
from topsheet_desk.vault.lookups.units import own_units
from topsheet_desk.vault.refusals import NoSuchStatement


@dataclass(frozen=True, slots=True)
class Holding:
    """One source of the investor's."""

    name: str
    kind: str
    status: Cell
    since: date | None
    facts: tuple[tuple[str, Cell], ...]
    receipts: Table
    cases: Table
    position: Facts
    statements: Table | None


@dataclass(frozen=True, slots=True)
class Portal:
    """The investor's page: their holdings, and the days of the film; `seen_as` names whose page a producer looks at."""

    slug: str
    title: str
    currency: str
    as_of: date
    role: str
    rooms: tuple[Link, ...]
    holdings: tuple[Holding, ...]
    units: tuple[str, ...]
    start: date
    wrap: date
    days: int
    papers: str
    participation: str
    day: Day
    next: Made | None
    seen_as: str
    party: str

    @property
    def tables(self) -> Mapping[str, Table]:
        """Every table of the page by its id."""
        shown = [
            each for mine in self.holdings for each in (mine.statements, mine.cases, mine.receipts) if each
        ]
        return {each.id: each for each in shown}

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return own_url(self.slug, self.seen_as and self.party, "table", table) + self.day.query


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """One statement as the participant themselves reads it."""

    portal: Portal
    mine: ParticipantStatement
    next: Made | None
    tables: Mapping[str, Table]

    @property
    def back(self) -> str:
        """The page it hangs on."""
        return (
            own_url(self.portal.slug, self.portal.seen_as and self.portal.party, "") + self.portal.day.query
        )

    @property
    def paper(self) -> str:
        """Where it is had on paper."""
        page, at = self.portal, (self.mine.statement.number, self.mine.participant)
        return own_url(page.slug, page.seen_as and page.party, "statement_pdf", *at) + page.day.query

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        page, at = self.portal, (self.mine.statement.number, self.mine.participant, table)
        return own_url(page.slug, page.seen_as and page.party, "statement_table", *at) + page.day.query


def own_url(slug: str, party: str, what: str, *parts: object) -> str:
    """An address of the reader's own page, or of a party's as a producer looks at it."""
    name = "portal_as" if party else "portal"
    return reverse(f"{name}_{what}" if what else name, args=[slug, *([party] if party else []), *parts])


def portal_of(ask: Ask, party: str = "") -> Portal:
    """A guest's own page, on the plan as it stands whatever option is asked; with a party, as a producer looks at it.

    A guest looks at today or back: a statement that is not made yet is not theirs to see. Raises NotShared,
    NoSuchStatement.
    """
    return _portal(*_sitting(ask, party))


def own_statement(ask: Ask, number: int, who: str, party: str = "") -> OwnStatement:
    """One statement of the reader's own. Raises NotShared, NoSuchStatement."""
    sitting, page, then = _own(ask, number, who, party)
    shown = statement_tables(sitting, then.of(who)[:number])
    following = next((each for each in then.planned if each.made > then.statements[number - 1].made), None)
    return OwnStatement(page, then.of(who)[number - 1], following, {each.id: each for each in shown})


def own_paper(ask: Ask, number: int, who: str, party: str = "") -> bytes:
    """One statement of the reader's own as a PDF file. Raises NotShared, NoSuchStatement."""
    sitting, _page, then = _own(ask, number, who, party)
    return paper_pdf(participant_paper(sitting.film, then, number, who))


def _own(ask: Ask, number: int, who: str, party: str) -> tuple[Sitting, Portal, Stated]:
    """The reader's page, and what was stated when one of their own statements was made; nobody else's."""
    sitting, seen_as, day = _sitting(ask, party)
    page = _portal(sitting, seen_as, day)
    if who not in {each.id for each in _mine(sitting, page.party)}:
        raise NoSuchStatement
    _now, then = as_made(sitting, day.day, number)
    if who not in then.participants():
        raise NoSuchStatement
    return sitting, page, then


def _sitting(ask: Ask, party: str) -> tuple[Sitting, str, Day]:
    """The sitting, the party a producer looks at in their place, and the day."""
    sitting = sit(Ask(ask.person, ask.slug, "", ask.today), Page.STATEMENTS if party else Page.PORTAL)
    day = day_of(ask)
    if party and not _mine(sitting, party):
        raise NoSuchStatement
    return sitting, party, day if party or day.day <= ask.today else Day(ask.today, "")


def _mine(sitting: Sitting, party: str) -> list[SourceReport]:
    return [source for source in sitting.film.finance.sources if party and source.party == party]


def _portal(sitting: Sitting, seen_as: str, day: Day) -> Portal:
    film, party = sitting.film, seen_as or sitting.seat.party
    found = stated(film, day.day)
    return Portal(
        sitting.seat.slug,
        film.title,
        film.currency,
        film.as_of,
        sitting.seat.role.label,
        rooms(sitting.seat, Page.PORTAL),
        tuple(_holding(sitting, source, found, seen_as, day) for source in _mine(sitting, party)),
        tuple(_units(sitting, party)),
        film.schedule.start.value,
        film.schedule.wrap.value,
        film.schedule.shoot_days.value,
        reverse("made_papers", args=[sitting.seat.slug])
        if sitting.seat.may(Page.MADE) and not seen_as
        else "",
        reverse("participations", args=[sitting.seat.slug]) if sitting.seat.deals and not seen_as else "",
        day,
        found.next if found else None,
        sitting.named(seen_as) if seen_as else "",
        party,
    )


def _units(sitting: Sitting, party: str) -> Iterator[str]:
    """A line for each class of units that the party holds or subscribed; nobody else's."""
    for unit_class, line in own_units(sitting.seat.production, party, sitting.ask.today):
        held = f"{line.units.value:,} units of {unit_class.name}"
        yield f"{held}; {line.subscribed.value:,} subscribed, {line.paid.value} paid."


def _holding(sitting: Sitting, source: SourceReport, found: Stated | None, party: str, day: Day) -> Holding:
    theirs = found.of(source.id) if found and source.id in found.participants() else ()
    links = [
        own_url(sitting.seat.slug, party, "statement", each.statement.number, source.id) + day.query
        for each in theirs
    ]
    worth = source.face or source.cash or source.in_kind
    facts = (
        ("Amount", bare(shown(worth))),
        ("Status", status_chip(source)),
        ("Since", dated(source.status_date)),
    )
    return Holding(
        source.name,
        KIND_NAMES[source.kind],
        status_chip(source),
        source.status_date,
        facts,
        _receipts(sitting, source),
        _cases(sitting, source),
        position(sitting, found, theirs, source.id) if found and theirs else (),
        history(sitting, theirs, links) if theirs else None,
    )


def _receipts(sitting: Sitting, source: SourceReport) -> Table:
    rows = [
        Row((dated(part.day), text(part.amount.label), bare(shown(part.amount)))) for part in source.receipts
    ]
    columns = (Column("Due", Kind.DATE), Column("Instalment"), Column("Amount", Kind.MONEY))
    return table(
        f"receipts-{source.id}",
        "Payments into the production account",
        columns,
        rows,
        unit=sitting.film.currency,
        empty="No payment has been dated yet.",
    )


def _cases(sitting: Sitting, source: SourceReport) -> Table:
    rows = []
    for case in sitting.film.recoupment.cases:
        mine = next((position for position in case.positions if position.id == source.id), None)
        if mine is not None:
            rows.append(
                Row(
                    (
                        text(case.label or "Case"),
                        bare(shown(case.gross)),
                        bare(shown(mine.paid)),
                        bare(shown(mine.returned)),
                    )
                )
            )
    columns = (
        Column("Case"),
        Column("Gross receipts", Kind.MONEY),
        Column("Paid to you", Kind.MONEY),
        Column("Of what you put in", Kind.NUMBER),
    )
    return table(
        f"cases-{source.id}",
        "What you would get back",
        columns,
        rows,
        unit=sitting.film.currency,
        note="Worked out by the terms you signed, to the cent. Cases are examples, not forecasts.",
        empty="Nothing is computed for this line yet.",
    )
