"""Territories: what the agent asks, what they would take, what is sold."""

from __future__ import annotations

from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.papers import charts
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, Weight, chip, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

_COLUMNS = (
    Column("Territory"),
    Column("Code"),
    Column("Ask", Kind.MONEY),
    Column("Take", Kind.MONEY),
    Column("State"),
    Column("Sold for", Kind.MONEY),
)


def market_room(ask: Ask) -> Room:
    """The market's page. Raises NotShared."""
    sitting = sit(ask, Page.MARKET)
    report = sitting.film.market
    drawn = Chart(
        "territories",
        "From take to ask",
        charts.territories(report),
        "From the lowest price the agent may take to the opening price (the dot).",
        "territories",
    )
    return Room(
        page=Page.MARKET,
        sitting=sitting,
        tables={"territories": _territories(sitting)},
        charts={"range": drawn},
    )


def _territories(sitting: Sitting) -> Table:
    report = sitting.film.market
    rows = []
    for row in report.territories:
        state = chip("Sold", Tone.GOOD) if row.sold else chip("Unsold", Tone.QUIET)
        rows.append(
            Row(
                (
                    text(row.name),
                    text(row.code),
                    sitting.cell(row.ask),
                    sitting.cell(row.take),
                    state,
                    sitting.cell(_guarantee(sitting, row.sold_by)),
                )
            )
        )
    rows.append(
        Row(
            (
                text("Unsold"),
                text(""),
                sitting.cell(report.unsold_ask),
                sitting.cell(report.unsold_take),
                text(""),
                text(""),
            ),
            Weight.TOTAL,
        )
    )
    return table(
        "territories",
        "Territories",
        _COLUMNS,
        rows,
        unit=sitting.film.currency,
        tools=True,
        empty="No territory estimates yet. Ask the sales agent for asks and takes and put them in market.yaml.",
    )


def _guarantee(sitting: Sitting, source_name: str) -> Figure[Money] | None:
    return next((source.face for source in sitting.film.finance.sources if source.name == source_name), None)
