"""The gates between the package and photography."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet_desk.site.formats import sentence
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Table, Tone, chip, dated, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.lookups.gates import GateStanding, greenlit, open_greenlight
from topsheet_desk.vault.lookups.gates import gates as standings_of_gates
from topsheet_desk.vault.lookups.requests import drifted
from topsheet_desk.vault.records import Decision
from topsheet_desk.vault.verdicts import RequestKind

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


@dataclass(frozen=True, slots=True, kw_only=True)
class GreenlightRoom(Room):
    """The gates, what was decided over them, and what the reader may do about it."""

    closed: tuple[GateStanding, ...]
    may_waive: bool
    may_ask: bool
    open_request: int | None
    decision: Decision | None
    drifted: tuple[str, ...]


def greenlight_room(ask: Ask) -> GreenlightRoom:
    """The gates' page; under an option nothing can be waived or asked. Raises NotShared."""
    sitting = sit(ask, Page.GREENLIGHT)
    seat = sitting.seat
    standing = standings_of_gates(seat.production, sitting.film)
    decision = greenlit(seat.production)
    as_it_stands = sitting.option is None
    return GreenlightRoom(
        page=Page.GREENLIGHT,
        sitting=sitting,
        tables={"gates": gates(sitting, standing)},
        closed=tuple(each for each in standing if each.can_be_waived),
        may_waive=as_it_stands and seat.can(Act.WAIVE),
        may_ask=as_it_stands and seat.can(Act.ASK, RequestKind.GREENLIGHT),
        open_request=open_greenlight(seat.production),
        decision=decision,
        drifted=tuple(each.name for each in drifted(seat.production, decision.revisions)) if decision else (),
    )


def gates(sitting: Sitting, standing: Sequence[GateStanding]) -> Table:
    """Every gate with its state and reason, in the order of the memo."""
    rows = rows_of(_gate(sitting, each) for each in standing)
    return table(
        "gates",
        "Gates",
        _COLUMNS,
        rows,
        empty="No gates yet. List the conditions of the greenlight in production.yaml.",
    )


def _gate(sitting: Sitting, standing: GateStanding) -> tuple[Cell, ...]:
    gate, waiver = standing.gate, standing.waiver
    reason = sentence(gate.reason)
    if gate.figure is not None and gate.state != "BLOCKED" and not sitting.sight.sees(gate.figure.name):
        reason = "withheld"
    if waiver:
        reason = f"{reason}. Waived by {waiver.person.name}: {waiver.reason}"
    return (
        text(gate.title),
        chip(standing.state.capitalize(), TONES[standing.state]),
        text(reason),
        sitting.cell(gate.figure),
        text(_name(sitting, gate.owner)),
        dated(gate.needed_by),
    )


def _name(sitting: Sitting, party: str) -> str:
    known = sitting.film.production.document.people.get(party)
    return known.name if known else party
