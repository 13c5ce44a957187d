"""One future of many, opened: found by its number, or by where somebody stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from topsheet.film.futures import setup_for
from topsheet.money import Money, Percent
from topsheet.recoupment.futures import Setup, Simulation
from topsheet.recoupment.futures.one import Future, exceeds, future, standing_at
from topsheet_desk.recoupment.simulation_lookups import FuturesRoom, futures_room
from topsheet_desk.site import formats
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, amount, dated, table, text
from topsheet_desk.vault.lookups import Ask
from topsheet_desk.vault.refusals import NotShared


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureRoom(Room):
    """One future; `query` asks for all that it was drawn with, `number` counts from 1."""

    asked: Mapping[str, str]
    query: str
    number: int
    runs: int
    seed: int
    title: str
    answer: str

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV, of the same future."""
        return (
            f"{reverse('future_table', args=[self.sitting.seat.slug, table])}{self.query}&run={self.number}"
        )


def future_room(ask: Ask, query: Mapping[str, str]) -> FutureRoom | FuturesRoom:
    """The future that is asked for; the page of all of them where they are not drawn yet. Raises NotShared."""
    room = futures_room(ask, query)
    made = room.simulation
    setup = setup_for(room.sitting.film, room.asked.get("variant", ""))
    if made is None or setup is None:
        return room
    found = future(setup, _number(made, query), made.seed)
    title = f"Future {found.run + 1:,} of {made.runs:,}"
    below = exceeds(made, found.run).rounded(1).value
    answer = f"{formats.money(found.total)} comes in, more than in {below:f} of 100 futures."
    shown = (_had(setup, found), _sales(found), _quarters(found), _why(found))
    return FutureRoom(
        page=room.page, sitting=room.sitting, tables={each.id: each for each in shown}, asked=room.asked,
        query=room.query, number=found.run + 1, runs=made.runs, seed=made.seed, title=title, answer=answer,
    )  # fmt: skip


def _number(made: Simulation, query: Mapping[str, str]) -> int:
    """The number of the future: `run`, counted from 1, or the one at a `level` of percent `of` somebody."""
    try:
        if "run" in query:
            number = int(query["run"])
            if not 1 <= number <= made.runs:
                raise ValueError
            return number - 1
        level = Decimal(int(query.get("level", "50")))
        if not 0 <= level <= 100:
            raise ValueError
        return standing_at(made, Percent(level), query.get("of", ""))
    except (ValueError, KeyError) as error:
        raise NotShared from error


def _sales(found: Future) -> Table:
    rows = [
        Row((
            text(sale.territory.name),
            text(sale.standing),
            *(amount(each) for each in (sale.price, sale.tax, sale.net)),
            text(_when(found, sale.parts)),
        ))
        for sale in found.sales
    ]  # fmt: skip
    columns = (
        Column("Territory"), Column("Where the price lies"), Column("Price", Kind.MONEY), Column("Tax", Kind.MONEY),
        Column("Net", Kind.MONEY), Column("Comes in quarter"),
    )  # fmt: skip
    return table(
        "future-sales", "What is sold", columns, rows, unit=found.ledger.terms.currency, tools=True,
        note="P10, P50 and P90 are those of the sheet from which all futures are drawn.",
    )  # fmt: skip


def _when(found: Future, parts: tuple[tuple[date, Money], ...]) -> str:
    ends = [day for day, _ in found.received]
    places = [ends.index(day) + 1 for day, _ in parts]
    if not places:
        return "–"
    return f"{places[0]}" if len(places) == 1 else f"{places[0]} to {places[-1]}"


def _quarters(found: Future) -> Table:
    rows, total = [], found.total * 0
    for number, (day, came) in enumerate(found.received, 1):
        total = total + came
        if came:
            rows.append(Row((text(number), dated(day), amount(came), amount(total))))
    columns = (
        Column("Quarter", Kind.NUMBER), Column("To", Kind.DATE), Column("Received", Kind.MONEY),
        Column("To date", Kind.MONEY),
    )  # fmt: skip
    return table("future-quarters", "When it comes", columns, rows, unit=found.ledger.terms.currency,
                 empty="Nothing comes in.")  # fmt: skip


def _had(setup: Setup, found: Future) -> Table:
    terms = setup.terms
    invested = {each.id: each.invested.value for each in terms.positions}
    rows = []
    for who in setup.told:
        had, put_in = found.had(who), invested.get(who)
        times = had.amount / put_in.amount if put_in else None
        rows.append(
            Row((
                text(terms.named(who)),
                amount(put_in) if put_in else text("–"),
                amount(had),
                Cell(f"{times:,.2f}×", value=f"{times:.6f}") if times is not None else text("–"),
            ))
        )  # fmt: skip
    columns = (
        Column("Position or party"), Column("Put in or owed", Kind.MONEY), Column("Paid", Kind.MONEY),
        Column("Times its money", Kind.NUMBER),
    )  # fmt: skip
    return table("future-had", "Who has what", columns, rows, unit=terms.currency)


def _why(found: Future) -> Table:
    terms = found.ledger.terms
    rows = [
        Row((
            dated(entry.day), text(entry.step.label), text(terms.named(entry.payee)),
            amount(terms.money(entry.now)), amount(terms.money(entry.to_date)), text(entry.why),
        ))
        for entry in found.ledger.entries()
    ]  # fmt: skip
    columns = (
        Column("Quarter to", Kind.DATE), Column("Step"), Column("To"), Column("Paid", Kind.MONEY),
        Column("To date", Kind.MONEY), Column("Because"),
    )  # fmt: skip
    return table(
        "future-why", "Every payment, and why", columns, rows, unit=terms.currency, tools=True,
        note="The ledger of this future: the same terms, and the same coins, as on a statement.",
        empty="Nothing is paid, for nothing comes in.",
    )  # fmt: skip
