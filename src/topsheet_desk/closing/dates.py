"""What is owed on a day by a place's clock, and what is held until one."""

from __future__ import annotations

from datetime import datetime

from topsheet.documents import counted
from topsheet.finance.closing import ClosingReport, HoldReport, Obligation, due_at
from topsheet.money import Money
from topsheet_desk.site import formats
from topsheet_desk.site.moments import zone_of
from topsheet_desk.site.reader import readers_zone
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
    table,
    text,
    timed,
)
from topsheet_desk.vault.lookups import Sitting

_SOON = 14


def obligations_table(sitting: Sitting, now: datetime) -> Table:
    """Every obligation, what is late first, then the soonest; days left by the place's clock, the moment by both."""
    closing = sitting.film.production.closing
    listed = closing.obligations if closing else ()
    places = sitting.film.production.document.places
    order = sorted(listed, key=lambda each: (each.done is not None, due_at(each, places)))
    columns = (
        Column("What is owed"),
        Column("Kind"),
        Column("State"),
        Column("Days left", Kind.NUMBER),
        Column("Due"),
        Column("Place"),
        Column("Price", Kind.MONEY),
        Column("To or from"),
        Column("Endangers"),
        Column("Evidence"),
    )
    return table(
        "obligations",
        "Options, notices and other dates",
        columns,
        [_obligation(sitting, each, now) for each in order],
        unit=sitting.film.currency,
        note="Told 30, 14 and 3 days before by the place's clock, and once late; a missed one stays until it is done.",
        empty="No dated obligations yet. Options to exercise, notices to give, sums to pay.",
    )


def left_cell(days: int, *, late: bool) -> Cell:
    """The days left, or by how many days it is late."""
    tone = Tone.WATCH if late else Tone.PLAIN
    return (
        text(f"{counted(-days, 'day')} late", tone=tone, value=str(days))
        if days < 0
        else text(days, tone=tone)
    )


def missed_dates(sitting: Sitting, now: datetime) -> int:
    """How many obligations are past their moment, by their place's clock, and not done."""
    closing, places = sitting.film.production.closing, sitting.film.production.document.places
    listed = closing.obligations if closing else ()
    return sum(each.done is None and due_at(each, places) < now for each in listed)


def _obligation(sitting: Sitting, each: Obligation, now: datetime) -> Row:
    production = sitting.film.production
    place = production.document.places.get(each.place)
    zone = zone_of(place.timezone if place else "")
    at = due_at(each, production.document.places)
    left = (each.due - now.astimezone(zone).date()).days
    names = {source.id: source.name for source in production.finance.sources}
    return Row(
        (
            text(each.what),
            text(each.kind.capitalize()),
            _state(each, late=now > at, left=left),
            text("–", tone=Tone.QUIET) if each.done else left_cell(left, late=left < 0),
            timed(at, readers_zone(), zone),
            text(place.name if place else each.place),
            _amount(Money(each.price, sitting.film.currency)) if each.price is not None else text("–"),
            text(sitting.named(each.party) or "–"),
            text(names.get(each.source, each.source) or "–"),
            text(each.evidence or "–"),
        ),
        key=f"obligation-{each.id}",
    )


def _state(each: Obligation, *, late: bool, left: int) -> Cell:
    if each.done:
        return chip(f"Done {formats.day(each.done)}", Tone.GOOD)
    if late:
        return chip("Late", Tone.DECIDE)
    return chip("Soon" if left <= _SOON else "Open", Tone.WATCH if left <= _SOON else Tone.PLAIN)


def _amount(value: Money) -> Cell:
    return Cell(formats.money(value), value=formats.plain(value), amount=value)


def holds_table(sitting: Sitting, report: ClosingReport) -> Table:
    """What is held for the film, with what is spent on it, still to pay, and until when it can be cancelled."""
    rows = [_hold(sitting, each) for each in report.holds]
    if rows:
        rows.append(
            Row(
                (
                    text("Held now"),
                    text(""),
                    text(""),
                    sitting.cell(report.sunk),
                    sitting.cell(report.to_pay),
                    text(""),
                    sitting.cell(report.refundable),
                ),
                Weight.TOTAL,
            )
        )
    columns = (
        Column("Held"),
        Column("Kind"),
        Column("Until", Kind.DATE),
        Column("Sunk", Kind.MONEY),
        Column("Still to pay", Kind.MONEY),
        Column("Cancel until", Kind.DATE),
        Column("Comes back", Kind.MONEY),
    )
    return table(
        "holds",
        "Holds",
        columns,
        rows,
        unit=sitting.film.currency,
        empty="Nothing is held yet. Cast dates, locations, deposits, equipment.",
    )


def _hold(sitting: Sitting, each: HoldReport) -> Row:
    hold = each.hold
    return Row(
        (
            text(hold.what, note=_ended(each)),
            text(hold.kind.replace("_", " ").capitalize()),
            dated(hold.until),
            sitting.cell(each.sunk),
            sitting.cell(each.to_pay),
            dated(hold.cancellable_until),
            sitting.cell(each.refundable),
        ),
        key=f"hold-{hold.id}",
    )


def _ended(each: HoldReport) -> str:
    if each.hold.cancelled:
        return f"cancelled {formats.day(each.hold.cancelled)}"
    return "ended" if each.ended else ""
