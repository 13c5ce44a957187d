"""The figures of a version as tables: the totals first, then every figure that was sealed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from topsheet.documents import counted
from topsheet.money import Money
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Column, Kind, Table, Tone, rows_of, table, text
from topsheet_desk.vault.lookups.documents import Version

_MONEY = ("money", "face", "cash", "in_kind")
Told = Mapping[str, Any]


def totals_table(
    sealed: Version | None, now: Mapping[str, Told] | None = None, after_label: str = "This text"
) -> Table:
    """The totals of a sealed version, beside those of the draft where they are given."""
    before = sealed.totals if sealed else {}
    if now is None:
        sealed_rows = [(text(told["label"]), worth(told)) for told in before.values()]
        two = (Column("Total"), Column("As sealed", Kind.NUMBER))
        return table("totals", "Totals", two, rows_of(sealed_rows))
    if sealed is None:
        first = [(text(told["label"]), worth(told)) for told in now.values()]
        return table(
            "totals",
            "What it comes to",
            (Column("Total"), Column("This text", Kind.NUMBER)),
            rows_of(first),
            empty="No totals are made from this document, or its figures cannot be computed yet.",
        )
    names = [*now, *(name for name in before if name not in now)]
    rows = [
        (
            text((now.get(name) or before[name])["label"]),
            worth(before.get(name)),
            worth(now.get(name)),
            moved(before.get(name), now.get(name)),
        )
        for name in names
    ]
    columns = (
        Column("Total"),
        Column(sealed.label, Kind.NUMBER),
        Column(after_label, Kind.NUMBER),
        Column("Difference", Kind.NUMBER),
    )
    empty = "No totals are made from this document."
    return table("totals", "What it comes to", columns, rows_of(rows), empty=empty)


def figures_table(version: Version, kind: str) -> Table:
    """Every figure sealed in a revision, with how it was made."""
    rows = [
        (text(told["label"]), worth(told), text(told.get("how", "")), text(name))
        for name, told in version.figures.items()
    ]
    columns = (
        Column("Figure"),
        Column("Value", Kind.NUMBER),
        Column("How it was made"),
        Column("Name", minor=True),
    )
    caption = "Figures as they were sealed"
    return table(
        "figures",
        caption,
        columns,
        rows_of(rows),
        tools=True,
        note=f"{counted(len(rows), 'figure')} of the {kind}.",
    )


def worth(told: Told | None) -> Cell:
    """A figure that was written down as plain values, as a cell."""
    if told is None:
        return text("–", tone=Tone.QUIET)
    if told["kind"] in _MONEY:
        amount = Money(Decimal(told["value"]), told["currency"])
        return Cell(formats.money(amount, digits=None), value=told["value"], amount=amount)
    if told["kind"] == "number":
        return Cell(formats.number(Decimal(told["value"])), value=told["value"])
    if told["kind"] == "percent":
        return Cell(
            f"{formats.number(Decimal(told['value']).quantize(Decimal('0.01')))} %", value=told["value"]
        )
    return text(told["value"])


def moved(before: Told | None, after: Told | None) -> Cell:
    """How far a figure moved between two versions: signed, zero as `unchanged`."""
    if before is None or after is None:
        return text("new" if before is None else "gone", tone=Tone.QUIET)
    if before["value"] == after["value"] and before.get("currency") == after.get("currency"):
        return text("unchanged", tone=Tone.QUIET, value="0")
    by = difference(before, after)
    if by is None:
        return text("changed", tone=Tone.WATCH)
    sign = "+" if by > 0 else ""
    if after["kind"] in _MONEY:
        return Cell(sign + formats.money(Money(by, after["currency"])), value=str(by), tone=Tone.WATCH)
    return Cell(sign + formats.number(by), value=str(by), tone=Tone.WATCH)


def difference(before: Told, after: Told) -> Decimal | None:
    """After less before; None where the two cannot be taken from each other."""
    if before["kind"] != after["kind"] or before.get("currency") != after.get("currency"):
        return None
    if after["kind"] in (*_MONEY, "number", "percent"):
        return Decimal(after["value"]) - Decimal(before["value"])
    return None
