"""The ledger as its reader sees it: totals, accounts against the budget, rows, one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict

from django.urls import reverse

from topsheet.film import Film
from topsheet.money import Money, minor_digits
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import DeskRoom
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
    rows_of,
    shown,
    table,
    text,
)
from topsheet_desk.vault.lookups import Ask, Seat, ledger, reading, seat_for
from topsheet_desk.vault.lookups.facts import Closed
from topsheet_desk.vault.lookups.ledger import AccountTotal, Posting, Wanted
from topsheet_desk.vault.records import EntryKind
from topsheet_desk.vault.refusals import NotAllowed, NotShared

ON_A_PAGE = 200
ALL = Wanted()
_TOTALS = (Column("What"), Column("Rows", Kind.NUMBER), Column("Amount", Kind.MONEY), Column("Currency"))
_ACCOUNTS = (
    Column("Account"),
    Column("Name"),
    Column("Budget", Kind.MONEY),
    Column("Actual", Kind.MONEY),
    Column("Open commitments", Kind.MONEY),
    Column("Left", Kind.MONEY),
    Column("Currency"),
)
_ENTRIES = (
    Column("No."),
    Column("Date", Kind.DATE),
    Column("Payee"),
    Column("Amount", Kind.MONEY),
    Column("Currency"),
    Column("Kind"),
    Column("Account"),
    Column("Paper"),
    Column("Memo"),
    Column("State"),
)
_EVERY = (
    *("No.", "Kind", "Date", "Amount", "Currency", "Account", "Payee", "Memo", "Paper", "Place", "Episode"),
    *("Department", "Counts on", "Adjustment", "Reverses", "Reversed by", "Recorded by", "In role"),
    *("Recorded at", "Brought"),
)


class Around(TypedDict):
    """The parts that every page of the production's running has."""

    page: Page
    seat: Seat
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRoom(DeskRoom):
    """The ledger's page; `query` asks for the same rows again."""

    closed: Closed | None
    records: bool
    closes: bool
    earlier: int = 0
    later: int = 0
    query: str = ""

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV: the rows that are shown, all of them."""
        address = reverse("ledger_table", args=[self.seat.slug, table])
        return f"{address}?{self.query}" if self.query else address


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(DeskRoom):
    """What a page of the ledger with a form stands on: the accounts, the last closing, the newest row."""

    accounts: Mapping[str, str]
    currency: str
    closed: Closed | None
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRoom(DeskRoom):
    """One row's own page."""

    row: Posting
    account_name: str
    reversible: bool
    closed: Closed | None

    @property
    def amount(self) -> str:
        """The amount with every coin."""
        return coins(self.row.amount)

    @property
    def closes_over(self) -> bool:
        """Whether the day the row counts on is closed by now."""
        return self.closed is not None and self.row.posted_date <= self.closed.until


def ledger_room(ask: Ask, wanted: Wanted = ALL, *, page: int = 1, query: str = "") -> LedgerRoom:
    """The page with the rows wanted, so many at a time. Raises NotShared."""
    seat, film = _seated(ask)
    found = ledger.postings(seat.production, wanted, most=ON_A_PAGE + 1, skip=(page - 1) * ON_A_PAGE)
    rows = found[:ON_A_PAGE]
    return LedgerRoom(
        **_around(seat),
        tables={
            **_sums(seat, film),
            "entries": _entries(seat.slug, rows, filtered=replace(wanted, order="") != ALL),
        },
        closed=ledger.closed(seat.production),
        records=_records(seat),
        closes=seat.can(Act.CLOSE),
        earlier=page - 1,
        later=page + 1 if len(found) > ON_A_PAGE else 0,
        query=query,
    )


def ledger_tables(ask: Ask, wanted: Wanted) -> Mapping[str, Table]:
    """Every table of the page, the rows with all that they hold. Raises NotShared."""
    seat, film = _seated(ask)
    return {**_sums(seat, film), "entries": _every(ledger.postings(seat.production, wanted))}


def recording(ask: Ask) -> Desk:
    """What the forms for recording stand on. Raises NotShared, NotAllowed."""
    seat = seat_for(ask.person, ask.slug, Page.LEDGER)
    if not _records(seat):
        raise NotAllowed(Act.RECORD, EntryKind.COST, seat.roles)
    return _desk(seat, ask.today)


def closing(ask: Ask) -> Desk:
    """What the form for closing stands on. Raises NotShared, NotAllowed."""
    seat = seat_for(ask.person, ask.slug, Page.LEDGER)
    if not seat.can(Act.CLOSE):
        raise NotAllowed(Act.CLOSE, "", seat.roles)
    return _desk(seat, ask.today)


def entry_room(ask: Ask, number: int) -> EntryRoom:
    """One row's own page. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.LEDGER)
    row = ledger.posting(seat.production, number)
    if row is None:
        raise NotShared
    names = ledger.standing(seat.production, ask.today).accounts
    return EntryRoom(
        **_around(seat),
        row=row,
        account_name=names.get(row.account, ""),
        reversible=row.reverses is None and row.reversed_by is None and seat.can(Act.RECORD, row.kind),
        closed=ledger.closed(seat.production),
    )


def last_sunday(today: date) -> date:
    """The Sunday before today, or today when it is one: the end of the last whole week."""
    return today - timedelta(days=(today.weekday() + 1) % 7)


def coins(amount: Money) -> str:
    """An amount with every coin, as a ledger writes it."""
    return formats.money(amount, digits=minor_digits(amount.currency))


def _seated(ask: Ask) -> tuple[Seat, Film | None]:
    seat = seat_for(ask.person, ask.slug, Page.LEDGER)
    return seat, reading.film_alone(reading.stamp(seat.production), ask.today)


def _records(seat: Seat) -> bool:
    return any(seat.can(Act.RECORD, kind) for kind in EntryKind.values)


def _around(seat: Seat) -> Around:
    """What every page of the ledger stands in."""
    return {"page": Page.LEDGER, "seat": seat, "title": reading.title(seat.production)}


def _desk(seat: Seat, today: date) -> Desk:
    standing = ledger.standing(seat.production, today)
    return Desk(
        **_around(seat),
        accounts=standing.accounts,
        currency=standing.currency,
        closed=standing.closed,
        seen=ledger.last_number(seat.production),
    )


def _sums(seat: Seat, film: Film | None) -> dict[str, Table]:
    return {"totals": _totals(seat), "accounts": _by_account(seat, film)}


def _totals(seat: Seat) -> Table:
    rows = rows_of(
        (
            text(each.kind.label),
            text(f"{each.rows:,}", value=str(each.rows)),
            _money(each.amount),
            text(each.amount.currency),
        )
        for each in ledger.totals(seat.production)
    )
    note = "All rows, reversals included, each currency by itself."
    return table("totals", "Totals", _TOTALS, rows, note=note, empty="No money fact has been recorded yet.")


def _by_account(seat: Seat, film: Film | None) -> Table:
    budget = _budget(film)
    rows = [_account(each, budget) for each in ledger.by_account(seat.production)]
    note = (
        "A cost that bears the paper number of a commitment, under the same account, uses it up. "
        "Left is the budget less actual and open commitments, in the budget's own currency."
    )
    return table(
        "accounts",
        "By account",
        _ACCOUNTS,
        rows,
        note=note if rows else "",
        empty="Costs and commitments will stand here beside the budget of their accounts.",
    )


def _budget(film: Film | None) -> dict[str, tuple[str, Cell, Money]]:
    """By number: the account's name, its budget as a cell that opens to its cause, and as money."""
    if film is None:
        return {}
    accounts = [account for section in film.budget.sections for account in section.accounts]
    return {
        each.number: (each.name, shown(each.total), each.total.value)
        for each in (*accounts, film.budget.finance_costs)
    }


def _account(each: AccountTotal, budget: Mapping[str, tuple[str, Cell, Money]]) -> Row:
    currency = each.actual.currency
    name, cell, amount = budget.get(
        each.account, ("not budgeted" if each.account else "no account", None, None)
    )
    left: Cell = Cell("–", tone=Tone.QUIET)
    if amount is not None and amount.currency == currency:
        left = _money(amount - each.actual - each.open_commitments, watch=True)
    else:
        cell = None
    return Row((
        text(each.account or "–"), text(name), cell or Cell("–", tone=Tone.QUIET),
        _money(each.actual), _money(each.open_commitments), left, text(currency),
    ), Weight.LINE)  # fmt: skip


def _money(amount: Money, *, watch: bool = False) -> Cell:
    """An amount with its coins; below zero it asks for a decision only where that is news."""
    tone = Tone.DECIDE if watch and amount.amount < 0 else Tone.PLAIN
    return Cell(coins(amount), value=formats.plain(amount), tone=tone)


def _entries(slug: str, rows: list[Posting], *, filtered: bool) -> Table:
    empty = (
        "No row is like this. Show all rows, or look for fewer words."
        if filtered
        else "The ledger is empty. Record the first money fact, or paste rows from a spreadsheet."
    )
    return table("entries", "Rows", _ENTRIES, [_entry(slug, row) for row in rows], tools=True, empty=empty)


def _entry(slug: str, row: Posting) -> Row:
    return Row(
        (
            text(row.number, anchor=reverse("ledger_entry", args=[slug, row.number])),
            dated(row.date),
            text(row.payee),
            _money(row.amount),
            text(row.amount.currency),
            text(row.kind.label),
            text(row.account),
            text(row.paper),
            text(row.memo),
            _state(row),
        ),
        key=f"entry-{row.number}",
    )


def _state(row: Posting) -> Cell:
    """What sets the row apart: reversed, a reversal, an adjustment."""
    told = []
    if row.reversed_by:
        told.append(f"Reversed by {row.reversed_by}")
    if row.reverses:
        told.append(f"Reverses {row.reverses}")
    if row.adjustment:
        told.append(f"Adjustment, counts {dated(row.posted_date).text}")
    tone = Tone.WATCH if row.adjustment else Tone.QUIET
    return chip("; ".join(told), tone) if told else text("")


def _every(rows: list[Posting]) -> Table:
    """The rows with all they hold, under headings that a paste reads back."""
    kinds = {"Date": Kind.DATE, "Counts on": Kind.DATE, "Amount": Kind.MONEY}
    columns = [Column(name, kinds.get(name, Kind.TEXT)) for name in _EVERY]
    return table("entries", "Rows", columns, rows_of(_all_of(row) for row in rows))


def _all_of(row: Posting) -> tuple[Cell, ...]:
    return (
        text(row.number),
        text(row.kind.label),
        dated(row.date),
        _money(row.amount),
        text(row.amount.currency),
        *(text(words) for words in (row.account, row.payee, row.memo, row.paper, row.place, row.episode)),
        text(row.department),
        dated(row.posted_date),
        text("yes" if row.adjustment else ""),
        text(row.reverses or ""),
        text(row.reversed_by or ""),
        text(row.signed),
        text(row.in_role),
        text(row.at.isoformat()),
        text("yes" if row.brought else ""),
    )
