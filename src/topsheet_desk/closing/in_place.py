"""The tables of the closing page for those who write them: each row leads to its form, cells are written in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.finance.closing import ClosingReport
from topsheet_desk.site.permissions import Act
from topsheet_desk.site.tables import Cell, Row, Table
from topsheet_desk.vault.lookups import Sitting

# By list: its document, what the keys of its rows begin with, and under which column stand which boxes.
_PLACES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "items": ("closing", "item-", {"State": "status", "Owner": "owner", "Needed by": "needed_by"}),
    "obligations": ("closing", "obligation-", {"State": "done"}),
    "holds": ("closing", "hold-", {"Until": "until"}),
    "attachments": ("production", "attachment-", {"Rung": "rung"}),
}


def edits_list(sitting: Sitting) -> bool:
    """Whether this reader writes the closing list on its page: never while it shows an option."""
    return sitting.seat.can(Act.EDIT, "closing") and sitting.option is None


def editable(sitting: Sitting, table: Table, shelf: str, deal: str = "") -> Table:
    """The table of a list with a link to each form, and cells that are written in where they stand.

    After a save the page is narrowed to the deal as before.
    """
    kind, start, written = _PLACES[shelf]
    if not edits_list(sitting) or not sitting.seat.can(Act.EDIT, kind):
        return table
    columns = {
        at: written[column.label] for at, column in enumerate(table.columns) if column.label in written
    }
    rows = [
        _in_place(
            row, shelf, name, columns, sitting.seat.slug, f"?{urlencode({'deal': deal})}" if deal else ""
        )
        if row.key.startswith(start) and (name := row.key.removeprefix(start)) and "/" not in name
        else row
        for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


def leading_back(sitting: Sitting, table: Table, report: ClosingReport) -> Table:
    """The table of sources with a link from each to its form in the plan, for those who edit it."""
    if sitting.option is not None or not sitting.seat.can(Act.EDIT, "finance"):
        return table
    rows = [
        replace(row, cells=(_to_source(row, source.id, sitting.seat.slug), *row.cells[1:]))
        if "/" not in source.id
        else row
        for row, source in zip(table.rows, report.sources, strict=True)
    ]
    return replace(table, rows=tuple(rows))


def _to_source(row: Row, source: str, slug: str) -> Cell:
    return replace(row.cells[0], anchor=reverse("finance_entry", args=[slug, "sources", source]))


def _in_place(row: Row, shelf: str, name: str, columns: Mapping[int, str], slug: str, kept: str) -> Row:
    made = list(row.cells)
    called = made[0].text
    made[0] = replace(made[0], anchor=reverse("closing_entry", args=[slug, shelf, name]) + kept)
    for at, cell in columns.items():
        made[at] = replace(
            made[at],
            edit=reverse("closing_cell", args=[slug, shelf, name, cell]) + kept,
            edit_id=f"cell-{name}-{cell}",
            edit_label=f"{cell.replace('_', ' ')} of {called}",
        )
    return replace(row, cells=tuple(made))
