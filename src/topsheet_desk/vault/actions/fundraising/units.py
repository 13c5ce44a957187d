"""The unit ledger: rows recorded and reversed, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from topsheet.documents import Problem, Severity
from topsheet.finance.units import Movement
from topsheet.finance.units.model import MONEY
from topsheet.money import Money
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.actions.doer import Doer, keep, log
from topsheet_desk.vault.actions.fundraising import refusals
from topsheet_desk.vault.actions.fundraising.offering import MOST_UNITS
from topsheet_desk.vault.actions.fundraising.raiser import (
    raiser,
    require_amount,
    require_past,
)
from topsheet_desk.vault.lookups.requests import minor_of
from topsheet_desk.vault.lookups.units import Raise, amount_of_row, movement_of, raise_of
from topsheet_desk.vault.records import Holder, UnitClass, UnitMovement
from topsheet_desk.vault.refusals import NoReason, NotShared
from topsheet_desk.vault.stages import MoveKind


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the unit ledger as somebody brings it: units or money by its kind."""

    kind: str
    date: date
    unit_class: str
    holder: int
    units: int = 0
    amount: Decimal | None = None
    to: int | None = None
    paper: str = ""
    memo: str = ""


@transaction.atomic
def record_units(
    person: int, slug: str, row: Row, *, despite: bool = False, today: date, now: datetime
) -> UnitMovement:
    """One row of the unit ledger. What only speaks against it, as a rule nobody verified, is recorded with `despite`.

    Raises NotShared, NotAllowed, DayAhead, DayFarAway, BadAmount, NotRecordable, Doubtful, TooManyLetters, NoLetter.
    """
    by = raiser(person, slug, now)
    require_past(row.date, today)
    made = _movement(by, row)
    held = raise_of(by.production.pk)
    _weigh(held, [*held.movements, _as_value(made, held)], despite=despite)
    keep(made, by)
    log(by, "record_units", f"recorded row {made.number} of the unit ledger: {told(made)}", Page.FUNDRAISING)
    return made


@transaction.atomic
def reverse_units(person: int, slug: str, number: int, reason: str, *, now: datetime) -> UnitMovement:
    """Take a row back: it counts no more on any day, and both rows stay.

    Raises NotShared, NotAllowed, NoSuchRow, ReversedAlready, NoReason, NotRecordable when a later row rests on it.
    """
    by = raiser(person, slug, now)
    rows = UnitMovement.objects.filter(production=by.production).select_related("unit_class", "holder", "to")
    found = rows.filter(number=number).first()
    if found is None:
        raise refusals.NoSuchRow
    if found.reverses_id or UnitMovement.objects.filter(reverses=found).exists():
        raise refusals.ReversedAlready(number)
    if not reason.strip():
        raise NoReason("reverse a row")
    same = (
        "kind",
        "date",
        "unit_class",
        "holder",
        "holder_name",
        "to",
        "to_name",
        "units",
        "amount_minor",
        "accredited",
    )
    back = UnitMovement(
        **{name: getattr(found, name) for name in (*same, "verified", "paper")},
        memo=reason.strip(),
        reverses=found,
    )
    held = raise_of(by.production.pk)
    _weigh(held, [*held.movements, _as_value(back, held)], despite=True)
    keep(back, by)
    log(by, "reverse_units", f"reversed row {number} of the unit ledger: {back.memo}", Page.FUNDRAISING)
    return back


def told(row: UnitMovement) -> str:
    """A row in words."""
    label = MoveKind(row.kind).label.lower()
    what = (
        f"{row.units:,} units of {row.unit_class.code}"
        if row.amount_minor is None
        else str(Money(Decimal(0), row.unit_class.currency) + _money(row))
    )
    return f"{row.holder_name}, {label}, {what}{f', to {row.to_name}' if row.to_name else ''}"


def _money(row: UnitMovement) -> Money:
    return amount_of_row(row) or Money.zero(row.unit_class.currency)


def _movement(by: Doer, row: Row) -> UnitMovement:
    unit_class = UnitClass.objects.filter(production=by.production, code=row.unit_class).first()
    holders = {each.number: each for each in Holder.objects.filter(production=by.production)}
    holder, to = holders.get(row.holder), holders.get(row.to or 0)
    if unit_class is None or holder is None or row.kind not in MoveKind.values:
        raise NotShared
    money = row.kind in MONEY
    if money:
        require_amount(Money(row.amount or Decimal(0), unit_class.currency))
    elif not 0 < row.units < MOST_UNITS:
        raise refusals.NoUnits
    transfer = row.kind == MoveKind.TRANSFERRED
    sold = row.kind == MoveKind.SUBSCRIBED
    return UnitMovement(
        kind=row.kind,
        date=row.date,
        unit_class=unit_class,
        holder=holder,
        holder_name=holder.name,
        to=to if transfer else None,
        to_name=to.name if transfer and to else "",
        units=0 if money else row.units,
        amount_minor=minor_of(Money(row.amount or Decimal(0), unit_class.currency)) if money else None,
        accredited=sold and holder.accredited,
        verified=sold and holder.verified,
        paper=row.paper.strip(),
        memo=row.memo.strip(),
    )


def _as_value(row: UnitMovement, held: Raise) -> Movement:
    """The row as the library reads it, numbered as it will be."""
    row.number = len(held.movements) + 1
    return movement_of(row)


def _weigh(held: Raise, rows: Sequence[Movement], *, despite: bool) -> None:
    """Refuse what the new row brings that was not there before."""
    before = set(map(str, held.problems(held.movements)))
    new = [problem for problem in held.problems(rows) if str(problem) not in before]
    _stop([problem for problem in new if problem.severity is Severity.ERROR])
    if new and not despite:
        raise refusals.Doubtful(new)


def _stop(problems: Sequence[Problem]) -> None:
    if problems:
        raise refusals.NotRecordable(problems)
