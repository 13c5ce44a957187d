"""A campaign on the finance page: what the last step unlocks, its net of everything, its trajectory."""

from __future__ import annotations

from dataclasses import dataclass

from topsheet.finance import CampaignReport
from topsheet.papers import charts
from topsheet.papers.finance_page import told
from topsheet_desk.finance.in_place import linkable
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, Weight, table, text
from topsheet_desk.vault.lookups import Sitting


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """A campaign as the page shows it."""

    id: str
    name: str
    sentence: str
    tone: Tone
    caution: str
    table: Table
    chart: Chart | None
    takes_pledges: bool


def campaign_cards(sitting: Sitting) -> tuple[CampaignCard, ...]:
    """Every campaign of the plan that is not withdrawn."""
    withdrawn = {source.id for source in sitting.film.finance.sources if source.status == "withdrawn"}
    return tuple(
        _card(sitting, found) for found in sitting.film.finance.campaigns if found.id not in withdrawn
    )


def _card(sitting: Sitting, found: CampaignReport) -> CampaignCard:
    tone = {"failed": Tone.DECIDE, "running": Tone.WATCH if found.short.value else Tone.GOOD}.get(
        found.state, Tone.PLAIN
    )
    caution = (
        "A pledge of your own is a contribution and no equity. Check what the platform allows its creators to pledge."
        if found.state == "running" and found.short.value
        else ""
    )
    source = next(s for s in sitting.film.production.finance.sources if s.id == found.id)
    return CampaignCard(
        found.id,
        found.name,
        told(found, sitting.film.finance),
        tone,
        caution,
        _table(sitting, found),
        _chart(sitting, found),
        source.kind == "crowdfunding" and linkable(source.id),
    )


def _table(sitting: Sitting, found: CampaignReport) -> Table:
    rows = [
        Row((text(figure.label), sitting.cell(figure))) for figure in (found.goal, found.pledged, found.short)
    ]
    rows.append(Row((text(found.gross.label, note=found.gross.how), sitting.cell(found.gross))))
    rows += [Row((text(f"less {fee.label.lower()}", note=fee.how), sitting.cell(fee))) for fee in found.fees]
    rows.append(Row((text(found.net.label), sitting.cell(found.net)), Weight.SUM))
    rows.append(Row((text("less rewards", note=found.fulfilment.how), sitting.cell(found.fulfilment))))
    rows.append(Row((text(found.usable.label), sitting.cell(found.usable)), Weight.TOTAL))
    rows += [
        Row((text(figure.label, note=figure.how), sitting.cell(figure)))
        for figure in (found.a_day_so_far, found.a_day_needed)
        if figure
    ]
    columns = (Column("Campaign"), Column("Amount", Kind.MONEY))
    return table(
        f"campaign-{found.id}", f"{found.name}, net of everything", columns, rows, unit=sitting.film.currency
    )


def _chart(sitting: Sitting, found: CampaignReport) -> Chart | None:
    source = next(s for s in sitting.film.production.finance.sources if s.id == found.id)
    if source.kind != "crowdfunding" or len(source.pledges) < 2:
        return None
    days = [(pledge.day, pledge.total) for pledge in source.pledges]
    return Chart(
        f"campaign-{found.id}-chart",
        f"{found.name}, day by day",
        charts.trajectory(days, source.goal, source.deadline, sitting.film.currency),
        "Pledged at the end of each day, and the straight way from there to the goal on the last day.",
        f"campaign-{found.id}",
    )
