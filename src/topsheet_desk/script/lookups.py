"""The script counted: scenes, sets, times of day."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.figures import Figure
from topsheet.script import SceneRow
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Table, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

_SCENES = (
    Column("Scene"),
    Column("Int/Ext"),
    Column("Set"),
    Column("Time"),
    Column("Length", Kind.NUMBER),
    Column("Page", Kind.NUMBER),
    Column("Speaking"),
    Column("What happens"),
)


def script_room(ask: Ask) -> Room:
    """The script's page. Raises NotShared."""
    sitting = sit(ask, Page.SCRIPT)
    report = sitting.film.script
    shown = {
        "sets": _grouped(sitting, "sets", "By set", "Set", report.sets),
        "times": _grouped(sitting, "times", "By time of day", "Time", report.times),
        "scenes": table(
            "scenes",
            "Scenes",
            _SCENES,
            rows_of(_scene(sitting, row) for row in report.scenes),
            tools=True,
            note="Length in eighths of a page, each scene rounded up.",
            empty="No scenes yet. Put the screenplay into the script folder, in Fountain.",
        ),
    }
    return Room(page=Page.SCRIPT, sitting=sitting, tables=shown)


def _scene(sitting: Sitting, row: SceneRow) -> Sequence[Cell]:
    return (
        text(row.number),
        text(row.int_ext),
        text(row.set),
        text(row.time),
        sitting.cell(row.eighths),
        text(row.page),
        text(", ".join(name.title() for name in row.cues)),
        text(row.synopsis or _told(sitting, row)),
    )


def _told(sitting: Sitting, row: SceneRow) -> str:
    sheet = sitting.film.production.breakdown.scenes.get(row.number)
    return sheet.synopsis if sheet else ""


def _grouped(sitting: Sitting, name: str, caption: str, what: str, parts: Sequence[Figure[int]]) -> Table:
    columns = (Column(what), Column("Length", Kind.NUMBER), Column("Scenes", Kind.NUMBER))
    rows = rows_of(
        (
            text(part.label.removeprefix("Eighths in ").removeprefix("Eighths ").capitalize()),
            sitting.cell(part),
            text(len(part.inputs)),
        )
        for part in parts
    )
    return table(name, caption, columns, rows, note="Pages and eighths.")
