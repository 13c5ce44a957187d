"""What stands before each source, and who is attached with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.film import AttachmentReport
from topsheet.finance.closing import ClosingReport
from topsheet.people import RUNGS
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, chip, dated, table, text
from topsheet_desk.vault.lookups import Sitting


def conditions_table(sitting: Sitting, report: ClosingReport) -> Table:
    """Each source with its first draw and what is open before it, and a way to see the film without it."""
    rows = []
    for source in report.sources:
        still = [each.item.title for each in source.items if each.state == "OPEN"]
        rows.append(
            Row(
                (
                    text(source.name),
                    dated(source.first_draw),
                    sitting.cell(source.open),
                    text(len(source.items)),
                    text("; ".join(still) or "–"),
                    _gone(sitting, "source", source.id, "If lost", source.name),
                )
            )
        )
    columns = (
        Column("Source"),
        Column("First draw", Kind.DATE),
        Column("Open", Kind.NUMBER),
        Column("Of", Kind.NUMBER),
        Column("Open before the first draw"),
        Column("Without it"),
    )
    return table("conditions", "Before each source's first draw", columns, rows)


def attachments_table(sitting: Sitting) -> Table:
    """Who is attached, how firmly, what hangs on them, and a way to see the film without them."""
    columns = (
        Column("Attached"),
        Column("Person"),
        Column("Rung"),
        Column("Without them"),
        Column("Since", Kind.DATE),
        Column("Until", Kind.DATE),
        Column("Sources and loans"),
        Column("Gates and conditions"),
        Column("Evidence"),
    )
    return table(
        "attachments",
        "Attachments",
        columns,
        [_attachment(sitting, each) for each in sitting.film.attachments],
        note="A financier counts on a dated letter or better; what names somebody who does not hold is conditional.",
        empty="Nobody is attached yet. Each with the rung, its day and its evidence.",
    )


def _attachment(sitting: Sitting, each: AttachmentReport) -> Row:
    production, attachment = sitting.film.production, each.attachment
    money = {source.id: source.name for source in production.finance.sources}
    others = {gate.id: gate.title for gate in production.document.gates}
    items = {item.id: item.title for item in (production.closing.items if production.closing else ())}
    rung = chip(RUNGS[attachment.rung], Tone.GOOD if each.holds else Tone.WATCH)
    leaves = (
        text("–", tone=Tone.QUIET)
        if attachment.rung == "departed"
        else _gone(sitting, "attachment", attachment.id, "If they leave", attachment.role)
    )
    return Row(
        (
            text(sentence(attachment.role)),
            text(sitting.named(attachment.party) or "–"),
            replace(rung, note=sentence(each.why)),
            leaves,
            dated(attachment.date),
            dated(attachment.expires),
            text(_named(money, (*each.sources, *each.loans))),
            text("; ".join((_named(others, each.gates), _named(items, each.items))).strip("; –") or "–"),
            text(attachment.evidence or "–", note=sitting.named(attachment.verified_by)),
        ),
        key=f"attachment-{attachment.id}",
    )


def _named(names: dict[str, str], ids: Iterable[str]) -> str:
    return "; ".join(names.get(each, each) for each in ids) or "–"


def _gone(sitting: Sitting, kind: str, name: str, words: str, who: str) -> Cell:
    """A link to what the loss would do, its words saying whose for a reader who hears links alone."""
    if not name or "/" in name:  # no address can hold it; the command line tells the same
        return text(f"{words}: {who}")
    address = reverse("if_gone", args=[sitting.seat.slug, kind, name])
    query = f"?{urlencode({'option': sitting.ask.option})}" if sitting.ask.option else ""
    return text(f"{words}: {who}", anchor=address + query)
