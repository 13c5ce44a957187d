"""The closing list as its reader sees it: conditions, those before each source, dates, holds, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.finance.closing import DEAL_OF, DEALS, GROUPS, ClosingReport, ItemReport, closing_items_for
from topsheet_desk.closing.dates import holds_table, left_cell, missed_dates, obligations_table
from topsheet_desk.closing.depends import attachments_table, conditions_table
from topsheet_desk.closing.in_place import editable, edits_list, leading_back
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.frame import Link
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    Weight,
    chip,
    dated,
    rows_of,
    table,
    text,
)
from topsheet_desk.vault.lookups import Ask, Sitting, sit

_COLUMNS = (
    Column("Condition"),
    Column("State"),
    Column("Owner"),
    Column("Needed by", Kind.DATE),
    Column("Days left", Kind.NUMBER),
    Column("Blocks"),
    Column("Waits for"),
    Column("Evidence"),
    Column("Deal"),
)
_STATUS = {
    "not_started": "Not started",
    "drafting": "Drafting",
    "out_for_signature": "Out for signature",
    "signed": "Signed",
    "original_held": "Original held",
    "waived": "Waived",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRoom(Room):
    """The closing page: its tables, the deals it can be narrowed to, and whether the reader writes the list."""

    deal: str
    deals: tuple[Link, ...]
    begun: bool
    edits: bool
    missed: int

    @property
    def kept(self) -> str:
        """The end of an address that comes back to this deal."""
        return f"?{urlencode({'deal': self.deal})}" if self.deal else ""

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV, narrowed as the page is."""
        asked = {"option": self.sitting.ask.option, "deal": self.deal}
        query = urlencode({key: value for key, value in asked.items() if value})
        address = reverse("closing_table", args=[self.sitting.seat.slug, table])
        return f"{address}?{query}" if query else address


def closing_room(ask: Ask, *, deal: str, now: datetime) -> ClosingRoom:
    """The closing page, all of it or the conditions of one deal: a source's. Raises NotShared."""
    sitting = sit(ask, Page.CLOSING)
    film = sitting.film
    report, known = film.closing, {source.id: source.name for source in film.finance.sources}
    deal = deal if deal in known else ""
    shown = {"attachments": editable(sitting, attachments_table(sitting), "attachments", deal)}
    if report is not None:
        shown |= {
            "checklist": editable(sitting, checklist(sitting, report, deal), "items", deal),
            "conditions": leading_back(sitting, conditions_table(sitting, report), report),
            "counts": _counts(report),
            "obligations": editable(sitting, obligations_table(sitting, now), "obligations", deal),
            "holds": editable(sitting, holds_table(sitting, report), "holds", deal),
        }
    edits = edits_list(sitting)
    missing = _missing(sitting)
    if missing.rows:
        shown["missing"] = missing
    return ClosingRoom(
        page=Page.CLOSING,
        sitting=sitting,
        tables=shown,
        deal=deal,
        deals=_deals(sitting, report, deal),
        begun=report is not None,
        edits=edits,
        missed=missed_dates(sitting, now),
    )


def checklist(sitting: Sitting, report: ClosingReport, deal: str) -> Table:
    """Every condition, late ones first, then by group, the soonest first; or those of one deal."""
    items = [each for each in report.items if not deal or deal in each.item.blocks]
    titles = {each.item.id: each.item.title for each in report.items}
    late = [each for each in items if each.late]
    rows = [Row((text("Late"),), Weight.HEAD)] if late else []
    rows += [_row(sitting, each, titles) for each in late]
    for group, label in GROUPS.items():
        held = [each for each in items if each.item.group == group and not each.late]
        if held:
            rows.append(Row((text(label),), Weight.HEAD))
            rows += [_row(sitting, each, titles) for each in held]
    return table(
        "checklist",
        "Conditions",
        _COLUMNS,
        rows,
        tools=True,
        note="A condition is met by its status and the day of its evidence; a waiver carries a name and a reason.",
        empty="No conditions here yet. The usual ones stand below.",
    )


def _row(sitting: Sitting, each: ItemReport, titles: dict[str, str]) -> Row:
    item = each.item
    evidence = (
        f"Waived by {sitting.named(item.waived_by)}: {item.reason}"
        if each.state == "WAIVED"
        else sentence(item.evidence)
    )
    waits = "; ".join(titles.get(name, name) for name in each.waits_for)
    left = (
        left_cell(each.days_left, late=each.late)
        if each.days_left is not None and each.state == "OPEN"
        else text("–", tone=Tone.QUIET)
    )
    cells = (
        text(item.title, note="" if item.hard else "not hard"),
        _state(each),
        text(sitting.named(item.owner) or "–"),
        dated(each.needed_by),
        left,
        text(", ".join(blocked(sitting, name) for name in item.blocks) or "–"),
        text(waits or "–"),
        text(evidence or "–"),
        text(DEALS[DEAL_OF[item.standard]] if item.standard in DEAL_OF else "–"),
    )
    return Row(cells, key=f"item-{item.id}")


def _state(each: ItemReport) -> Cell:
    status = _STATUS[each.item.status]
    if each.late:
        return chip(f"Late: {status.lower()}", Tone.DECIDE)
    if each.state == "OPEN" and each.item.status in ("signed", "original_held"):
        return text(sentence(each.why), tone=Tone.WATCH)
    return chip(status, Tone.GOOD if each.state == "MET" else Tone.PLAIN)


def blocked(sitting: Sitting, name: str) -> str:
    """What a condition blocks, in words: a source, a gate or a milestone by its name."""
    film = sitting.film
    names = {source.id: source.name for source in film.finance.sources}
    names |= {gate.id: gate.title for gate in film.production.document.gates}
    return names.get(name) or sentence(name.replace("_", " "))


def _counts(report: ClosingReport) -> Table:
    columns = (
        Column("Group"),
        *(Column(label, Kind.NUMBER) for label in _STATUS.values()),
        Column("Open", Kind.NUMBER),
        Column("Late", Kind.NUMBER),
    )
    rows = [
        (
            text(group.label),
            *(text(group.by_status.get(status, 0)) for status in _STATUS),
            text(group.open),
            text(group.late, tone=Tone.DECIDE if group.late else Tone.PLAIN),
        )
        for group in report.groups
    ]
    return table("counts", "By group and status", columns, rows_of(rows), empty="No conditions yet.")


def _missing(sitting: Sitting) -> Table:
    """The usual items for the plan's sources that are not on the list."""
    production = sitting.film.production
    rows = [
        (
            text(item.title),
            text(GROUPS[item.group]),
            text(DEALS[DEAL_OF[item.standard]]),
            text(", ".join(blocked(sitting, name) for name in item.blocks)),
        )
        for item in closing_items_for(production.finance, production.closing)
    ]
    columns = (Column("Item"), Column("Group"), Column("Deal"), Column("Blocks"))
    note = "What the sources of the plan usually ask for before their money flows."
    return table("missing", "Usual for these deals, and not on the list", columns, rows_of(rows), note=note)


def _deals(sitting: Sitting, report: ClosingReport | None, deal: str) -> tuple[Link, ...]:
    """All conditions, or those of one source that has some; the note counts the open ones."""
    address, option = reverse("closing", args=[sitting.seat.slug]), sitting.ask.option
    base = {"option": option} if option else {}
    if report is None:
        return ()
    made = [
        Link("All", f"{address}?{urlencode(base)}" if base else address, not deal, f"{report.open.value}")
    ]
    for source in report.sources:
        if source.items:
            query = urlencode({**base, "deal": source.id})
            made.append(Link(source.name, f"{address}?{query}", deal == source.id, f"{source.open.value}"))
    return tuple(made)
