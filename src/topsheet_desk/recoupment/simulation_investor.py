"""What the one page for an investment says, before it is made: the paper's own words and tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from topsheet.papers import Table as Printed
from topsheet.papers.investor_page import investor_page
from topsheet.papers.paper import Basis, NotMade, Paper
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, table
from topsheet_desk.vault.lookups import Ask, sit
from topsheet_desk.vault.refusals import NotShared


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorRoom(Room):
    """The paper with its tables as a page shows them, or why it cannot be made."""

    who: str
    paper: Paper | None = None
    refused: str = ""
    parts: tuple[tuple[str, tuple[Table, ...]], ...] = ()


def investor_room(ask: Ask, who: str) -> InvestorRoom:
    """The page for a source, or for `kind:equity` together. Raises NotShared, NoSuchOption, CannotCompute."""
    sitting = sit(ask, Page.RECOUPMENT)
    if not sitting.seat.can(Act.MAKE, "investor-page"):
        raise NotShared
    room = InvestorRoom(page=Page.RECOUPMENT, sitting=sitting, tables={}, who=who)
    try:
        paper = investor_page(Basis(sitting.plan, ask.option, who))
    except NotMade as refusal:
        return replace(room, refused=str(refusal))
    parts = tuple(
        (part.answer, tuple(_shown(f"part-{at}", part.heading, part.answer, each) for each in part.tables))
        for at, part in enumerate(paper.parts)
    )
    return replace(room, paper=paper, parts=parts)


def _shown(name: str, caption: str, note: str, made: Printed) -> Table:
    """A table of the paper; what the paper sets to the right stands right here too."""
    right = [any(row[at].number for row in made.rows) for at in range(len(made.columns))]
    columns = [
        Column(label, Kind.NUMBER if number else Kind.TEXT)
        for label, number in zip(made.columns, right, strict=True)
    ]
    rows = [Row(tuple(Cell(each.text) for each in row)) for row in made.rows]
    return table(name, caption, columns, rows, note=note)
