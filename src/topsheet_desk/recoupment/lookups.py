"""Who gets what: each case, each position, the break-evens, the variants, the terms in English and as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from topsheet.film import terms_ready
from topsheet.papers import charts
from topsheet.papers.paper import Basis, NotMade
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.terms_paper import terms_paper
from topsheet.recoupment import VariantReport
from topsheet.recoupment.steps import Add
from topsheet_desk.recoupment.reach import Reach, reach_of
from topsheet_desk.recoupment.shown import (
    Drawn,
    Sentence,
    cases_table,
    day_of,
    drawings,
    positions_table,
    sentences,
)
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Table
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.refusals import NoSuchPaper, NotAllowed


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
    reach: Reach | None
    sentences: tuple[Sentence, ...]
    drawings: tuple[Drawn, ...]
    may_edit: bool
    may_print: bool

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV; those of a gross carry it."""
        base = super(RecoupmentRoom, self).csv_url(table)
        if self.reach is None or table not in ("reach", "reach-steps"):
            return base
        return f"{base}{'&' if '?' in base else '?'}{self.reach.query}"


def recoupment_room(ask: Ask, gross: str = "", terms: str = "") -> RecoupmentRoom:
    """The recoupment page, with everyone's part of a gross under the terms or a variant. Raises NotShared."""
    sitting = sit(ask, Page.RECOUPMENT)
    report, currency = sitting.film.recoupment, sitting.film.currency
    variants = tuple(_variant(sitting, variant) for variant in report.variants)
    reach = reach_of(sitting, gross, terms)
    ready = terms_ready(sitting.film.production, sitting.film.finance)
    told = sentences(ready[0], sitting.film.production.trees["recoupment"]) if ready else ()
    tables = {
        "cases": cases_table(
            sitting.cell, report.cases, report.receipts, currency, day_of(ready[0]) if ready else ""
        ),
        "positions": positions_table(
            sitting.cell, "positions", "What each position gets", report.cases, currency
        ),
        **{variant.positions.id: variant.positions for variant in variants},
        **({each.id: each for each in reach.tables} if reach else {}),
    }
    joins = ready and any(isinstance(each, Add) and not each.account for each in ready[0].all_steps)
    chart = Chart(
        "shares-chart",
        "Who gets what",
        charts.waterfall(report),
        f"Each gross{', and what joins from the finance plan,' if joins else ''} divided among those who are paid.",
        "positions",
    )
    shares = {"shares": chart} if report.cases else {}
    return RecoupmentRoom(
        page=Page.RECOUPMENT,
        sitting=sitting,
        tables=tables,
        charts=shares | ({"reach": reach.chart} if reach else {}),
        variants=variants,
        reach=reach,
        sentences=told,
        drawings=drawings(ready[0], told) if ready else (),
        may_edit=sitting.seat.can(Act.EDIT, "recoupment"),
        may_print=bool(told) and sitting.seat.can(Act.MAKE, "terms"),
    )


def terms_pdf(ask: Ask) -> bytes:
    """The terms on paper. Raises NotShared, NotAllowed, NoSuchPaper where they cannot be run."""
    sitting = sit(ask, Page.RECOUPMENT)
    if not sitting.seat.can(Act.MAKE, "terms"):
        raise NotAllowed(Act.MAKE, "terms", sitting.seat.roles)
    try:
        return paper_pdf(terms_paper(Basis(sitting.plan, ask.option)))
    except NotMade as refusal:
        raise NoSuchPaper(str(refusal)) from None


def _variant(sitting: Sitting, variant: VariantReport) -> VariantView:
    name = f"variant-{variant.id}".replace("_", "-")
    table = positions_table(sitting.cell, name, variant.title, variant.cases, sitting.film.currency)
    return VariantView(variant.id, variant.title, variant.note, variant.missing, table, variant.terms_text)
