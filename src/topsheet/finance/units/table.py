"""The cap table as of any day, from the unit ledger alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from topsheet.figures import Figure, Value, given
from topsheet.finance.units.model import (
    MONEY,
    CapTable,
    ClassReport,
    HoldingReport,
    Move,
    Movement,
    UnitClass,
)
from topsheet.money import Money, Percent, percent_of

# How a row moves each sum; a transfer moves a holding, and no sum of its class.
_PAID = {Move.PAID: 1, Move.RETURNED: -1}
_Rows = Sequence[tuple[Movement, Figure[Value]]]


def standing(movements: Iterable[Movement], as_of: date) -> list[Movement]:
    """The rows up to a day that stand, by day and number: a row and its reversal are both left out."""
    every = list(movements)
    gone = {row.reverses for row in every if row.reverses is not None}
    kept = [row for row in every if row.day <= as_of and row.reverses is None and row.number not in gone]
    return sorted(kept, key=lambda row: (row.day, row.number))


def cap_table(classes: Sequence[UnitClass], movements: Iterable[Movement], *, as_of: date) -> CapTable:
    """Every class and every holding as of a day.

    Units outstanding are those issued less those redeemed, and the sum of all holdings. Rows that `check` refuses
    are counted as they stand. A holder who subscribed and holds nothing yet has a line.
    """
    rows = [(row, _figure(row)) for row in standing(movements, as_of)]
    reports, holdings = [], list[HoldingReport]()
    for unit_class in classes:
        own = [pair for pair in rows if pair[0].unit_class == unit_class.code]
        report = _class(unit_class, own)
        reports.append(report)
        names = dict.fromkeys(name for row, _ in own for name in (row.holder, row.to) if name)
        holdings += [_holding(unit_class, name, own, report.outstanding) for name in names]
    return CapTable(as_of, tuple(reports), tuple(holdings))


def held(movements: Iterable[Movement], holder: str, unit_class: str) -> int:
    """The units of a class that somebody holds after the rows given: issued and received, less what went."""
    return sum(_units(row, holder) for row in movements if row.unit_class == unit_class)


def _units(row: Movement, holder: str) -> int:
    into = row.to if row.kind is Move.TRANSFERRED else row.holder if row.kind is Move.ISSUED else ""
    out = row.holder if row.kind in (Move.TRANSFERRED, Move.REDEEMED) else ""
    return row.units * ((into == holder) - (out == holder))


def _figure(row: Movement) -> Figure[Value]:
    value: Value = row.amount if row.kind in MONEY and row.amount is not None else row.units
    label = f"{row.kind.capitalize()} on {row.day.isoformat()}"
    return given(f"units.row.{row.number}", label, value, f"unit ledger, row {row.number}")


def _class(unit_class: UnitClass, rows: _Rows) -> ClassReport:
    name = f"units.{unit_class.code}"
    authorised = given(f"{name}.authorised", "Authorised", unit_class.authorised, f"class {unit_class.code}")
    subscribed, issued, redeemed = (
        _count(f"{name}.{kind.lower()}", kind, rows) for kind in (Move.SUBSCRIBED, Move.ISSUED, Move.REDEEMED)
    )
    paid = _paid(f"{name}.paid", unit_class, rows)
    return ClassReport(
        unit_class,
        authorised,
        subscribed,
        issued,
        redeemed,
        _less(f"{name}.outstanding", "Outstanding", issued, redeemed),
        _less(f"{name}.left", "Left to subscribe", authorised, subscribed),
        paid,
        Figure(
            f"{name}.due",
            "Subscribed and not paid",
            unit_class.price * subscribed.value - paid.value,
            f"{subscribed.value:,} × {unit_class.price} less paid",
            (subscribed, paid),
        ),
    )


def _holding(unit_class: UnitClass, holder: str, rows: _Rows, whole: Figure[int]) -> HoldingReport:
    name = f"units.{unit_class.code}.{holder}"
    own = [pair for pair in rows if pair[0].holder == holder]
    moved = [(row, figure) for row, figure in rows if _units(row, holder)]
    units = Figure(
        f"{name}.units",
        "Units held",
        held((row for row, _ in rows), holder, unit_class.code),
        "issued and received, less transferred and redeemed",
        tuple(figure for _, figure in moved),
    )
    return HoldingReport(
        holder,
        unit_class.code,
        _count(f"{name}.subscribed", Move.SUBSCRIBED, own),
        _paid(f"{name}.paid", unit_class, own),
        units,
        _share(f"{name}.share", units, whole),
    )


def _share(name: str, units: Figure[int], whole: Figure[int]) -> Figure[Percent]:
    from_whole: tuple[Figure[Value], ...] = (units, whole)
    value = percent_of(Decimal(units.value), Decimal(whole.value))
    return Figure(name, "Share of the class", value, "units held ÷ units outstanding", from_whole)


def _count(name: str, kind: Move, rows: _Rows) -> Figure[int]:
    found = [(row, figure) for row, figure in rows if row.kind is kind]
    total = sum(row.units for row, _ in found)
    return Figure(
        name, kind.capitalize(), total, f"sum of {len(found)}", tuple(figure for _, figure in found)
    )


def _paid(name: str, unit_class: UnitClass, rows: _Rows) -> Figure[Money]:
    found = [(row, figure) for row, figure in rows if row.kind in MONEY and row.amount is not None]
    total = Money.zero(unit_class.price.currency)
    for row, _ in found:
        if row.amount is not None:
            total = total + row.amount * _PAID[row.kind]
    return Figure(name, "Paid", total, "paid less returned", tuple(figure for _, figure in found))


def _less(name: str, label: str, whole: Figure[int], part: Figure[int]) -> Figure[int]:
    how = f"{whole.label} less {part.label.lower()}"
    return Figure(name, label, whole.value - part.value, how, (whole, part))
