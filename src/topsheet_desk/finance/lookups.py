"""The finance plan as its reader sees it: sources, uses, the bridge, the options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from topsheet.figures import Figure, Value
from topsheet.film import PrivateDocument
from topsheet.finance import KIND_NAMES, SourceReport, StageReport
from topsheet.money import Money
from topsheet.papers import charts
from topsheet.papers.finance_page import lacking
from topsheet_desk.finance.campaigns import CampaignCard, campaign_cards
from topsheet_desk.finance.cash import Notice, cash_table, negative_notices, stress_table
from topsheet_desk.finance.in_place import SOURCE_ROW, EditBar, adoptable, edit_bar, editable
from topsheet_desk.finance.morning import morning_tables
from topsheet_desk.finance.options import options_table, order_table, returns_table
from topsheet_desk.finance.plan import plan_tables
from topsheet_desk.site import formats
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import SEES_TERMS, Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, chip, dated, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

_SOURCES = (
    Column("Source"),
    Column("Kind"),
    Column("Status"),
    Column("Since", Kind.DATE),
    Column("Face value", Kind.MONEY),
    Column("Cash", Kind.MONEY),
    Column("In kind", Kind.MONEY),
    Column("Counts as", Kind.MONEY),
    Column("To be repaid", Kind.MONEY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceRoom(Room):
    """The finance page: its tables and charts, and the cases in which the account runs empty."""

    notices: tuple[Notice, ...]
    edit: EditBar | None
    campaigns: tuple[CampaignCard, ...]
    lacking: str
    short_stages: tuple[StageReport, ...]
    reads_plan: bool
    today: date


def finance_room(ask: Ask) -> Room:
    """The finance page. Raises NotShared."""
    sitting = sit(ask, Page.FINANCE)
    film = sitting.film
    shown = {
        "sources": editable(sitting, _sources(sitting)),
        "uses": _uses(sitting),
        "bridge": _bridge(sitting),
        "cash": cash_table(sitting),
        "stresses": stress_table(sitting),
        "options": adoptable(sitting, options_table(sitting)),
        **plan_tables(sitting),
        **morning_tables(sitting),
    }
    if sitting.plan.options and sitting.seat.may(Page.RECOUPMENT):
        shown["returns"] = returns_table(sitting)
        shown["order"] = order_table(sitting)
    campaigns = campaign_cards(sitting)
    shown |= {card.table.id: card.table for card in campaigns}
    if sitting.seat.can(Act.READ, "private") and film.production.private is not None:
        shown["walk_away"] = _walk_away(sitting, film.production.private)
    drawn = {
        "bridge": Chart(
            "bridge-chart",
            "From face value to the budget",
            charts.bridge(
                film.finance,
                film.currency,
                in_one=not all(sitting.sight.sees(row.name) for row in film.finance.bridge),
            ),
            "What signed papers promise, less what is held back, is what they bring. Broken line: the budget.",
            "bridge",
        ),
        "cash": Chart(
            "cash-chart",
            "The account over time",
            charts.cash(film.cash, film.currency),
            "Money in and out, the closing balance, and the same with receipts late. A red point is an empty account.",
            "cash",
        ),
    }
    return FinanceRoom(
        page=Page.FINANCE,
        sitting=sitting,
        tables=shown,
        charts=drawn,
        notices=negative_notices(sitting),
        edit=edit_bar(sitting),
        campaigns=campaigns,
        lacking=lacking(film) if any(stage.planned_short.value for stage in film.finance.stages) else "",
        short_stages=tuple(
            stage for stage in film.finance.stages if stage.short.value and not film.finance.gap.value
        ),
        reads_plan=sitting.seat.can(Act.READ, "finance"),
        today=film.as_of,
    )


def _walk_away(sitting: Sitting, private: PrivateDocument) -> Table:
    """The executive producer's own terms, beside the plan they are about; for no other reader."""
    production = sitting.film.production
    names = {party: known.name for party, known in production.document.people.items()}
    names |= {territory.code: territory.name for territory in production.market.territories}
    names |= {source.id: source.name for source in production.finance.sources}
    rows = []
    for entry in private.walk_away:
        at = Money(entry.at, sitting.film.currency) if entry.at is not None else None
        amount = (
            Cell(formats.money(at), value=formats.plain(at), amount=at) if at else text("–", tone=Tone.QUIET)
        )
        rows.append(Row((text(names.get(entry.about, entry.about)), amount, text(entry.note))))
    columns = (Column("About"), Column("We walk away at", Kind.MONEY), Column("Note"))
    note = "Only you see this table, and only your exports hold it."
    return table("walk_away", "Your walk-away terms", columns, rows, unit=sitting.film.currency, note=note)


def status_chip(source: SourceReport) -> Cell:
    """A source's step on the ladder; only signed or better counts."""
    words = source.status.replace("_", " ").capitalize()
    tone = Tone.GOOD if source.counts else Tone.DECIDE if source.status == "withdrawn" else Tone.QUIET
    return chip(words, tone)


def _sources(sitting: Sitting) -> Table:
    report = sitting.film.finance
    terms = sitting.seat.role in SEES_TERMS
    columns = _SOURCES if terms else _SOURCES[:-1]
    rows = [_source(sitting, source, len(columns)) for source in report.sources]
    rest = (text(""),) if terms else ()
    none = text("")
    rows.append(
        Row(
            (
                text("Committed", note="of what counts"),
                none,
                none,
                none,
                sitting.cell(report.face),
                sitting.cell(report.committed_cash),
                sitting.cell(report.deferred),
                sitting.cell(report.committed),
                *rest,
            ),
            Weight.TOTAL,
        )
    )
    note = "A source counts by its status and its date, never by a likelihood: signed or better."
    return table(
        "sources",
        "Sources",
        columns,
        rows,
        unit=sitting.film.currency,
        note=note,
        empty="No sources yet. Write the first one into finance.yaml, even as an idea.",
    )


def _source(sitting: Sitting, source: SourceReport, width: int) -> Row:
    name = text(source.name, note="" if source.counts else source.why_not)
    sums = source.counts and source.stage != "release"
    tone = Tone.PLAIN if sums else Tone.QUIET  # the foot adds up what counts
    gone = source.status == "withdrawn"

    def still(figure: Figure[Value] | None) -> Cell:
        """What the source brings or is owed; of one withdrawn, nothing, and why."""
        return (
            text("–", tone=Tone.QUIET, note="withdrawn")
            if gone and figure
            else sitting.cell(figure, tone=tone)
        )

    cells = (
        name,
        text(KIND_NAMES[source.kind]),
        replace(
            status_chip(source),
            note=source.unproven if sitting.option is None and sitting.seat.role in SEES_TERMS else "",
        ),
        dated(source.status_date),
        sitting.cell(source.face, tone=tone),
        still(source.cash),
        still(source.in_kind),
        sitting.cell(source.to_budget, blank_zero=gone),
        still(source.claim),
    )
    return Row(cells[:width], key=f"{SOURCE_ROW}{source.id}")


def _uses(sitting: Sitting) -> Table:
    budget, finance = sitting.film.budget, sitting.film.finance
    rows = [Row((text(section.label), sitting.cell(section.total))) for section in budget.sections]
    rows += [Row((text(charge.label), sitting.cell(charge))) for charge in budget.contractual]
    rows.append(Row((text(budget.finance_costs.name), sitting.cell(budget.finance_costs.total))))
    rows.append(Row((text("Uses"), sitting.cell(finance.uses)), Weight.SUM))
    rows.append(Row((text("Committed"), sitting.cell(finance.committed))))
    short = finance.gap.value.amount > 0
    last = finance.gap if short else finance.surplus
    rows.append(
        Row((text(last.label), sitting.cell(last, tone=Tone.DECIDE if short else Tone.PLAIN)), Weight.TOTAL)
    )
    return table(
        "uses", "Uses", (Column("Use"), Column("Amount", Kind.MONEY)), rows, unit=sitting.film.currency
    )


def _bridge(sitting: Sitting) -> Table:
    report = sitting.film.finance
    rows = [Row((text(report.face.label), sitting.cell(report.face)))]
    rows += [
        Row((text(f"less {figure.label.lower()}"), sitting.cell(figure)))
        for figure in report.bridge
        if figure.value
    ]
    rows.append(Row((text(report.bridge_total.label), sitting.cell(report.bridge_total)), Weight.SUM))
    rows.append(Row((text(report.committed.label), sitting.cell(report.committed)), Weight.TOTAL))
    return table(
        "bridge",
        "Face value is not cash",
        (Column("Step"), Column("Amount", Kind.MONEY)),
        rows,
        unit=sitting.film.currency,
    )
