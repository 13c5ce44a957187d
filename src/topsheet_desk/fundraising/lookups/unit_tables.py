"""The tables of the units: classes, the cap table, the register of holders, the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from topsheet.finance import units
from topsheet_desk.fundraising.lookups.cells import money_cell, number_cell, percent_cell
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, chip, dated, rows_of, table, text
from topsheet_desk.vault.lookups import Seat
from topsheet_desk.vault.lookups.units import Raise, amount_of_row
from topsheet_desk.vault.lookups.units import rows_of as ledger_rows
from topsheet_desk.vault.records import Holder, UnitMovement
from topsheet_desk.vault.stages import MoveKind

_CLASSES = (
    Column("Class"),
    Column("Name"),
    Column("Price", Kind.MONEY),
    Column("Currency"),
    Column("Premium"),
    *(
        Column(name, Kind.NUMBER)
        for name in ("Authorised", "Subscribed", "Issued", "Redeemed", "Outstanding", "Left")
    ),
    Column("Paid", Kind.MONEY),
    Column("Not paid", Kind.MONEY),
)

_HOLDINGS = (
    Column("Holder"),
    Column("Class"),
    Column("Subscribed", Kind.NUMBER),
    Column("Units", Kind.NUMBER),
    Column("Share", Kind.NUMBER),
    Column("Paid", Kind.MONEY),
    Column("Currency"),
)
_HOLDERS = (
    Column("No."),
    Column("Name"),
    Column("Country"),
    Column("Accredited"),
    Column("Evidence"),
    Column("Of", Kind.DATE),
    Column("Verified"),
    Column("KYC", Kind.DATE),
    Column("Tax form"),
    Column("Party of the plan"),
)
_LEDGER = (
    Column("No."),
    Column("Date", Kind.DATE),
    Column("Holder"),
    Column("What"),
    Column("Class"),
    Column("Units", Kind.NUMBER),
    Column("Amount", Kind.MONEY),
    Column("Currency"),
    Column("To"),
    Column("Accredited then"),
    Column("Paper"),
    Column("Memo"),
    Column("State"),
)


def tables_of(seat: Seat, held: Raise, on: date) -> dict[str, Table]:
    """Every table of the page as of a day."""
    found = units.cap_table(held.classes, held.movements, as_of=on)
    return {
        "classes": _classes(seat, found.classes),
        "holdings": _holdings(seat, held, found),
        "holders": _holders(seat, held.holders),
        "ledger": _ledger(seat, ledger_rows(seat.production)),
    }


def _classes(seat: Seat, reports: Sequence[units.ClassReport]) -> Table:
    rows = [
        (
            text(
                report.unit_class.code,
                anchor=reverse("units_class", args=[seat.slug, report.unit_class.code]),
            ),
            text(report.unit_class.name),
            money_cell(report.unit_class.price),
            text(report.unit_class.price.currency),
            percent_cell(report.unit_class.premium),
            *(
                number_cell(figure.value)
                for figure in (
                    report.authorised,
                    report.subscribed,
                    report.issued,
                    report.redeemed,
                    report.outstanding,
                    report.left,
                )
            ),
            money_cell(report.paid.value),
            money_cell(report.due.value),
        )
        for report in reports
    ]
    note = (
        "Outstanding is issued less redeemed. Left is authorised less subscribed. Paid is paid less returned."
    )
    empty = "There is no class of units yet. Open the first one."
    return table("classes", "Classes of units", _CLASSES, rows_of(rows), note=note, empty=empty)


def _holdings(seat: Seat, held: Raise, found: units.CapTable) -> Table:
    names = held.names
    rows = [
        (
            text(names[line.holder], anchor=reverse("units_holder", args=[seat.slug, int(line.holder)])),
            text(line.unit_class),
            number_cell(line.subscribed.value),
            number_cell(line.units.value),
            percent_cell(line.share.value),
            money_cell(line.paid.value),
            text(line.paid.value.currency),
        )
        for line in found.holdings
    ]
    note = (
        f"As of {formats.day(found.as_of)}, from the unit ledger alone. Units are issued and received, less "
        "transferred and redeemed; the share is of the units outstanding of the class."
    )
    empty = "Nobody had subscribed by that day."
    return table("holdings", "Cap table", _HOLDINGS, rows_of(rows), note=note, empty=empty, tools=True)


def _holders(seat: Seat, holders: Sequence[Holder]) -> Table:
    rows = [
        (
            text(each.number),
            text(each.name, anchor=reverse("units_holder", args=[seat.slug, each.number])),
            text(each.country),
            chip("Accredited", Tone.GOOD) if each.accredited else chip("Not accredited", Tone.QUIET),
            text(each.evidence),
            dated(each.evidence_date),
            text("yes" if each.verified else "no"),
            dated(each.kyc_date),
            text(each.tax_form),
            text(each.party),
        )
        for each in holders
    ]
    empty = "Nobody is on the register yet. Add the first holder."
    return table("holders", "Holders", _HOLDERS, rows_of(rows), empty=empty, tools=True)


def _ledger(seat: Seat, rows: Sequence[UnitMovement]) -> Table:
    lines = [
        Row(
            (
                text(row.number, anchor=reverse("units_row", args=[seat.slug, row.number])),
                dated(row.date),
                text(row.holder_name),
                text(MoveKind(row.kind).label),
                text(row.unit_class.code),
                number_cell(row.units) if row.units else text(""),
                money_cell(amount_of_row(row)),
                text(row.unit_class.currency),
                text(row.to_name),
                text(("yes" if row.accredited else "no") if row.kind == MoveKind.SUBSCRIBED else ""),
                text(row.paper),
                text(row.memo),
                _state(row),
            ),
            key=f"row-{row.number}",
        )
        for row in rows
    ]
    empty = "The unit ledger is empty. Record the first subscription."
    note = "Every row, whatever the day above. Rows are reversed and never edited."
    return table("ledger", "Unit ledger", _LEDGER, lines, note=note, empty=empty, tools=True)


def _state(row: UnitMovement) -> Cell:
    back = getattr(row, "reversed_by", None)
    if back is not None:
        return chip(f"Reversed by {back.number}", Tone.QUIET)
    return chip(f"Reverses {row.reverses.number}", Tone.QUIET) if row.reverses else text("")
