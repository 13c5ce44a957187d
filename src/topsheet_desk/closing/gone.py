"""What the departure of a person or the loss of a source would do: the film without them beside the film."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.figures import Figure, Value
from topsheet.film import Consequence, Film, LostMoney, if_gone
from topsheet_desk.closing.dates import holds_table
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.sight import sight_of
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    dated,
    listed,
    rows_of,
    shown,
    table,
    text,
    withheld,
)
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.refusals import NoSuchLoss


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneRoom(Room):
    """The page of one loss."""

    consequence: Consequence
    title: str

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        option, loss = self.sitting.ask.option, self.consequence
        address = reverse("if_gone_table", args=[self.sitting.seat.slug, loss.kind, loss.id, table])
        return f"{address}?{urlencode({'option': option})}" if option else address


def gone_room(ask: Ask, kind: str, name: str) -> GoneRoom:
    """What one loss would do, in the plan or with the option that is asked. Raises NotShared, NoSuchLoss."""
    sitting = sit(ask, Page.CLOSING)
    if kind not in ("attachment", "source"):
        raise NoSuchLoss
    try:
        loss = if_gone(
            sitting.plan.production,
            name,
            sitting.film.as_of,
            kind="source" if kind == "source" else "attachment",
            option=ask.option or None,
        )
    except KeyError:
        raise NoSuchLoss from None
    sitting = replace(sitting, sight=sitting.sight.and_also(sight_of(sitting.seat.role, loss.after)))
    open_book = kind == "attachment" or sitting.sight.sees(f"finance.source.{name}")
    made: dict[str, Table] = {}
    if open_book:  # what the film would be without it tells what it is
        made |= {"risk": _risk(sitting, loss), "film": _film(sitting, loss), "money": _money(sitting, loss)}
    if loss.gates or loss.items:
        made["opens"] = _opens(sitting, loss)
    if loss.dates or loss.obligations:
        made["dates"] = _dates(sitting, loss)
    if loss.before.closing is not None and loss.holds:
        made["holds"] = holds_table(sitting, loss.before.closing)
    if loss.ways_out and open_book:
        made["options"] = _ways_out(sitting, loss)
    words = f"If {loss.title} leaves" if loss.kind == "attachment" else f"If {loss.title} is lost"
    return GoneRoom(page=Page.CLOSING, sitting=sitting, tables=made, consequence=loss, title=words)


def _cell(sitting: Sitting, figure: Figure[Value], *, tone: Tone = Tone.PLAIN) -> Cell:
    """A figure of a film that is not the plan's: its value without a link, since no page explains it."""
    if not sitting.sight.shows(figure):
        return withheld()
    return replace(shown(figure, tone=tone), figure="")


def _how(sitting: Sitting, figure: Figure[Value]) -> Cell:
    """How a figure was made, where its causes are shown."""
    return text(sentence(figure.how) if sitting.sight.shows(figure) else "–")


def _stops(film: Film) -> Cell:
    """Every gate that keeps the greenlight back, a line each."""
    stops = [
        f"{gate.title}: {gate.reason}" for gate in film.greenlight.gates if gate.state in ("BLOCKED", "OPEN")
    ]
    return listed([sentence(each) for each in stops] or ["Every gate is met or waived"])


def _risk(sitting: Sitting, loss: Consequence) -> Table:
    figures = (
        loss.conditional,
        loss.deposits,
        loss.capacity,
        loss.later or loss.lost,
        loss.sunk,
        loss.saved,
        loss.refunded,
    )
    rows = [(text(each.label), _cell(sitting, each), _how(sitting, each)) for each in figures]
    columns = (Column("At risk"), Column("Amount", Kind.MONEY), Column("How"))
    return table("risk", "Money at risk", columns, rows_of(rows), unit=sitting.film.currency)


def _film(sitting: Sitting, loss: Consequence) -> Table:
    before, after = loss.before, loss.after
    told: list[tuple[str, Figure[Value], Figure[Value]]] = [
        (now.label, now, then)
        for now, then in (
            (before.finance.committed, after.finance.committed),
            (before.finance.committed_cash, after.finance.committed_cash),
            (before.finance.covered, after.finance.covered),
            (before.finance.gap, after.finance.gap),
            (before.cash.through_shoot, after.cash.through_shoot),
            (before.greenlight.state, after.greenlight.state),
        )
    ]
    if (was := before.cash.low) and (low := after.cash.low):
        told += [("Lowest day", was.day, low.day), ("Balance on the lowest day", was.balance, low.balance)]
    rows = []
    for label, now, then in told:
        worse = Tone.DECIDE if then.value != now.value else Tone.PLAIN
        how = _stops(after) if then is after.greenlight.state else _how(sitting, then)
        rows.append((text(label), sitting.cell(now), _cell(sitting, then, tone=worse), how))
    columns = (Column("Figure"), Column("Now", Kind.NUMBER), Column("Without", Kind.NUMBER), Column("How"))
    return table("film", "The film without", columns, rows_of(rows), unit=sitting.film.currency)


def _money(sitting: Sitting, loss: Consequence) -> Table:
    rows = [
        (
            text(each.source.name),
            sitting.cell(each.source.counted),
            _lost(sitting, loss, each),
            text(sentence(each.why)),
        )
        for each in loss.money
    ]
    columns = (
        Column("Source"),
        Column("Counts now", Kind.MONEY),
        Column("Less by", Kind.MONEY),
        Column("Why"),
    )
    return table(
        "money",
        "Sources it touches",
        columns,
        rows_of(rows),
        unit=sitting.film.currency,
        empty="No source of the plan would bring less.",
    )


def _lost(sitting: Sitting, loss: Consequence, each: LostMoney) -> Cell:
    """By how much a source brings less; one that goes on with other terms would tell them."""
    goes_on = loss.after.finance.source(each.source.id).counts
    return withheld() if goes_on and not sitting.sight.everything else _cell(sitting, each.lost)


def _opens(sitting: Sitting, loss: Consequence) -> Table:
    rows = [
        (
            text(gate.title),
            text("Gate"),
            text(sentence(gate.reason)),
            text(sitting.named(gate.owner) or "–"),
        )
        for gate in loss.gates
    ]
    rows += [
        (
            text(each.item.title),
            text("Condition"),
            text(sentence(each.why)),
            text(sitting.named(each.item.owner) or "–"),
        )
        for each in loss.items
    ]
    columns = (Column("What opens, or stays open in vain"), Column("Kind"), Column("Why"), Column("Owner"))
    return table("opens", "Gates and conditions", columns, rows_of(rows))


def _dates(sitting: Sitting, loss: Consequence) -> Table:
    rows = [
        Row((dated(each.day), text(each.label), _cell(sitting, each.amount) if each.amount else text("–")))
        for each in loss.dates
    ]
    rows += [
        Row((dated(each.obligation.due), text(each.obligation.what), text("–"))) for each in loss.obligations
    ]
    rows.sort(key=lambda row: row.cells[0].machine)
    columns = (Column("Day", Kind.DATE), Column("In danger"), Column("Was to pay", Kind.MONEY))
    note = "Receipts that would not come as planned, milestones after the first of them, and what is owed."
    return table("dates", "Dates in danger", columns, rows, unit=sitting.film.currency, note=note)


def _ways_out(sitting: Sitting, loss: Consequence) -> Table:
    rows = [
        (
            text(each.name),
            _cell(sitting, each.gap, tone=Tone.DECIDE if each.gap.value else Tone.GOOD),
        )
        for each in loss.ways_out
    ]
    columns = (Column("With this option"), Column("Gap left", Kind.MONEY))
    return table(
        "options", "What would close it", columns, rows_of(rows), unit=sitting.film.currency,
        note="Each option of the plan, weighed over the film without what is lost.",
    )  # fmt: skip
