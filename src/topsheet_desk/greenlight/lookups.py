"""The gates between the package and photography."""

from __future__ import annotations

from topsheet.greenlight import GateReport
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Table, Tone, chip, dated, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

TONES = {
    "MET": Tone.GOOD,
    "BLOCKED": Tone.DECIDE,
    "WARNING": Tone.WATCH,
    "OPEN": Tone.PLAIN,
    "WAIVED": Tone.PLAIN,
}
_COLUMNS = (
    Column("Gate"),
    Column("State"),
    Column("Reason"),
    Column("Figure", Kind.NUMBER),
    Column("Owner"),
    Column("Needed by", Kind.DATE),
)


def greenlight_room(ask: Ask) -> Room:
    """The gates' page. Raises NotShared."""
    sitting = sit(ask, Page.GREENLIGHT)
    return Room(page=Page.GREENLIGHT, sitting=sitting, tables={"gates": gates(sitting)})


def gates(sitting: Sitting) -> Table:
    """Every gate with its state and reason, in the order of the memo."""
    rows = rows_of(_gate(sitting, gate) for gate in sitting.film.greenlight.gates)
    return table(
        "gates",
        "Gates",
        _COLUMNS,
        rows,
        empty="No gates yet. List the conditions of the greenlight in production.yaml.",
    )


def _gate(sitting: Sitting, gate: GateReport) -> tuple[Cell, ...]:
    return (
        text(gate.title),
        chip(gate.state.capitalize(), TONES[gate.state]),
        text(sentence(gate.reason)),
        sitting.cell(gate.figure),
        text(_name(sitting, gate.owner)),
        dated(gate.needed_by),
    )


def _name(sitting: Sitting, party: str) -> str:
    known = sitting.film.production.document.people.get(party)
    return known.name if known else party
