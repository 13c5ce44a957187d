"""The tables of a file that is looked at: rows read, rows left out, totals, totals that the file states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from topsheet.money import Money
from topsheet.release.intake import Preview, Shape
from topsheet_desk.release.words import LABELS
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, amount, chip, dated, table, text

MOST_SHOWN = 500
_FIELDS: tuple[tuple[str, Kind], ...] = (
    ("territory", Kind.TEXT), ("medium", Kind.TEXT), ("contract", Kind.TEXT), ("payer", Kind.TEXT),
    ("earned", Kind.TEXT), ("bill", Kind.TEXT), ("billed", Kind.MONEY), ("billed_on", Kind.DATE),
    ("currency", Kind.TEXT), ("gross", Kind.MONEY), ("withheld", Kind.MONEY), ("certificate", Kind.TEXT),
    ("charges", Kind.MONEY), ("value_date", Kind.DATE), ("rate", Kind.NUMBER), ("rate_source", Kind.TEXT),
    ("corrects", Kind.TEXT), ("note", Kind.TEXT),
)  # fmt: skip


def take_tables(found: Preview, shape: Shape) -> Iterator[Table]:
    """What would be taken in and what would not."""
    yield _totals(found)
    if found.controls:
        yield _controls(found)
    yield _rows(found)
    yield _left_out(found, shape)


def _totals(found: Preview) -> Table:
    columns = (Column("Currency"), Column("Rows", Kind.NUMBER), *(
        Column(LABELS[key], Kind.MONEY) for key in ("billed", "gross", "withheld", "charges")
    ))  # fmt: skip
    rows = [
        Row((text(each.currency), text(str(each.rows)),
             *map(amount, (each.billed, each.gross, each.withheld, each.charges))))
        for each in found.totals
    ]  # fmt: skip
    return table("totals", "What the rows come to", columns, rows, empty="No row was read yet.")


def _controls(found: Preview) -> Table:
    columns = (Column("Cell"), Column("Of"), Column("The file states", Kind.NUMBER),
               Column("The rows come to", Kind.NUMBER), Column("Held against each other"))  # fmt: skip
    rows = [
        Row((text(each.where), text(LABELS.get(each.field, each.field)), _number(each.stated), _number(each.read),
             chip("The same", Tone.GOOD) if each.stated == each.read else chip("Not the same", Tone.DECIDE)))
        for each in found.controls
    ]  # fmt: skip
    return table("controls", "Totals that the file states", columns, rows)


def _rows(found: Preview) -> Table:
    told: list[dict[str, Any]] = [
        {**row.line, "currency": row.line.get("currency") or found.mapping.currency} for row in found.rows
    ]
    heads = [(name, kind) for name, kind in _FIELDS if any(name in each for each in told)]
    columns = (Column("Row", Kind.NUMBER), *(Column(_label(name), kind) for name, kind in heads))
    rows = [
        Row((text(str(row.number)), *(_cell(name, line) for name, _ in heads)))
        for row, line in zip(found.rows[:MOST_SHOWN], told, strict=False)
    ]
    more = len(found.rows) - MOST_SHOWN
    note = f"The first {MOST_SHOWN} rows; {more:,} more are read in the same way." if more > 0 else ""
    return table("rows", "Rows read", columns, rows, note=note, tools=True,
                 empty="No row was read. The problems say why.")  # fmt: skip


def _left_out(found: Preview, shape: Shape) -> Table:
    columns = (Column("Row", Kind.NUMBER), Column("It says"), Column("Left out because"))
    rows = [
        Row((text(str(each.number)), text(shape.rows.get(each.number, "")), text(each.why)))
        for each in found.skipped[:MOST_SHOWN]
    ]
    return table("left-out", "Rows left out", columns, rows, empty="No row below the heads is left out.")


def _label(name: str) -> str:
    return LABELS.get(name, name.capitalize())


def _cell(name: str, line: Mapping[str, Any]) -> Cell:
    value = line.get(name)
    match value:
        case None:
            return text("")
        case True:
            return text("yes")
        case Decimal() if name == "rate":
            return Cell(f"{value:f}", value=f"{value:f}")
        case Decimal():
            return amount(Money(value, str(line["currency"])))
        case date():
            return dated(value)
        case {"from": start, "to": end}:
            return text(f"{formats.day(start)} – {formats.day(end)}")
    return text(value)


def _number(value: Decimal) -> Cell:
    return Cell(f"{value:,f}", value=f"{value:f}")
