"""An investor's own line: status, receipts, position in each case, and the film's dates. Nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from topsheet.finance import KIND_NAMES, SourceReport
from topsheet_desk.finance.lookups import status_chip
from topsheet_desk.site.frame import Link, rooms
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, dated, shown, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.lookups.units import own_units


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


@dataclass(frozen=True, slots=True)
class Portal:
    """The investor's page: their holdings, and the days of the film."""

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


def portal_of(ask: Ask) -> Portal:
    """The page of an investor, on the plan as it stands whatever option is asked. Raises NotShared."""
    sitting = sit(Ask(ask.person, ask.slug, "", ask.today), Page.PORTAL)
    film, party = sitting.film, sitting.seat.party
    mine = [source for source in film.finance.sources if party and source.party == party]
    return Portal(
        sitting.seat.slug,
        film.title,
        film.currency,
        film.as_of,
        sitting.seat.role.label,
        rooms(sitting.seat, Page.PORTAL),
        tuple(_holding(sitting, source) for source in mine),
        tuple(_units(sitting)),
        film.schedule.start.value,
        film.schedule.wrap.value,
        film.schedule.shoot_days.value,
        reverse("made_papers", args=[sitting.seat.slug]) if sitting.seat.may(Page.MADE) else "",
        reverse("participations", args=[sitting.seat.slug]) if sitting.seat.deals else "",
    )


def _units(sitting: Sitting) -> Iterator[str]:
    """A line for each class of units that the reader's own party holds or subscribed; nobody else's."""
    seat = sitting.seat
    for unit_class, line in own_units(seat.production, seat.party, sitting.ask.today):
        held = f"{line.units.value:,} units of {unit_class.name}"
        yield f"{held}; {line.subscribed.value:,} subscribed, {line.paid.value} paid."


def _holding(sitting: Sitting, source: SourceReport) -> Holding:
    worth = source.face or source.cash or source.in_kind
    facts = (
        ("Amount", _bare(shown(worth))),
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
    )


def _receipts(sitting: Sitting, source: SourceReport) -> Table:
    rows = [
        Row((dated(part.day), text(part.amount.label), _bare(shown(part.amount)))) for part in source.receipts
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
                        _bare(shown(case.gross)),
                        _bare(shown(mine.paid)),
                        _bare(shown(mine.returned)),
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


def _bare(cell: Cell) -> Cell:
    """The cell without its link: the causes of a figure include other people's lines."""
    return Cell(cell.text, value=cell.value, tone=cell.tone, amount=cell.amount)
