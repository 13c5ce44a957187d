"""Who gets what: each case, each position, the break-evens, the variants, the terms in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.papers import charts
from topsheet.recoupment import CaseReport, VariantReport
from topsheet_desk.site import formats
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, Weight, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit


@dataclass(frozen=True, slots=True)
class VariantView:
    """Other terms for the same money: their tables and their sentences."""

    id: str
    title: str
    note: str
    missing: tuple[str, ...]
    positions: Table
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoupmentRoom(Room):
    """The recoupment page."""

    variants: tuple[VariantView, ...]


def recoupment_room(ask: Ask) -> RecoupmentRoom:
    """The recoupment page. Raises NotShared."""
    sitting = sit(ask, Page.RECOUPMENT)
    report = sitting.film.recoupment
    variants = tuple(_variant(sitting, variant) for variant in report.variants)
    shown = {
        "cases": _cases(sitting, report.cases),
        "positions": _positions(sitting, "positions", "What each position gets", report.cases),
        **{variant.positions.id: variant.positions for variant in variants},
    }
    chart = Chart(
        "shares-chart",
        "Who gets what",
        charts.waterfall(report),
        "Each gross, and the loan collateral surplus, divided among those who are paid from them.",
        "positions",
    )
    return RecoupmentRoom(
        page=Page.RECOUPMENT,
        sitting=sitting,
        tables=shown,
        charts={"shares": chart} if report.cases else {},
        variants=variants,
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _gross(cases: Sequence[CaseReport]) -> tuple[Column, ...]:
    return tuple(
        Column(f"{case.label + ': ' if case.label else ''}{formats.money(case.gross.value)}", Kind.MONEY)
        for case in cases
    )


def _cases(sitting: Sitting, cases: Sequence[CaseReport]) -> Table:
    rows = [_step(sitting, lines) for lines in zip(*(case.rows for case in cases), strict=True)]
    if cases:
        rows.append(Row((text("Of what was put in"),), Weight.HEAD))
    rows += [
        Row((text(lines[0].label), *(sitting.cell(figure) for figure in lines)))
        for lines in zip(*(case.returned for case in cases), strict=True)
    ]
    return table(
        "cases",
        "From gross to the last coin",
        (Column("Step"), *_gross(cases)),
        rows,
        unit=sitting.film.currency,
        note=f"Gross is what comes in from {_lower(sitting.film.recoupment.receipts)}.",
        empty="No cases yet. Write the grosses you want to see into recoupment.yaml.",
    )


def _step(sitting: Sitting, lines: Sequence[Figure[Money]]) -> Row:
    """A step of the waterfall: what is available reads quietly, what is paid at the step is its sum."""
    label = lines[0].label
    quiet = Tone.QUIET if label.startswith("Available to") else Tone.PLAIN
    weight = (
        Weight.SUM if label.startswith(("Paid to", "Net after", "Undistributed", "Gross")) else Weight.LINE
    )
    return Row((text(label, tone=quiet), *(sitting.cell(figure, tone=quiet) for figure in lines)), weight)


def _positions(sitting: Sitting, name: str, caption: str, cases: Sequence[CaseReport]) -> Table:
    pairs = [(column, Column("of it", Kind.NUMBER)) for column in _gross(cases)]
    columns = (
        Column("Position"),
        Column("Put in or owed", Kind.MONEY),
        *(column for pair in pairs for column in pair),
    )
    rows = []
    for places in zip(*(case.positions for case in cases), strict=True):
        paid = [
            cell
            for place in places
            for cell in (sitting.cell(place.paid), sitting.cell(place.returned, tone=Tone.QUIET))
        ]
        rows.append(Row((text(places[0].name), sitting.cell(places[0].invested), *paid)))
    for parties in zip(*(case.parties for case in cases), strict=True):
        got = [cell for party in parties for cell in (sitting.cell(party.paid), text(""))]
        rows.append(Row((text(parties[0].name), text("–", tone=Tone.QUIET), *got)))
    return table(name, caption, columns, rows, unit=sitting.film.currency)


def _variant(sitting: Sitting, variant: VariantReport) -> VariantView:
    shown = _positions(sitting, f"variant-{variant.id}".replace("_", "-"), variant.title, variant.cases)
    return VariantView(variant.id, variant.title, variant.note, variant.missing, shown, variant.terms_text)
