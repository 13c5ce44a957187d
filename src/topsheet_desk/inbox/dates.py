"""Dates of the closing list in the inbox: those that come, and those that were missed until they are done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from topsheet.finance.closing import Alert
from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.lookups.dates import address_of, dates_of, days_words, kept_by
from topsheet_desk.vault.lookups.productions import Card, cards


def dates(person: int, now: datetime) -> Sequence[Item]:
    """One item for each date due within 30 days, or late, on the productions whose closing list the person keeps."""
    found = {production: dates_of(production, now) for production in kept_by(person)}
    known = cards(found) if found else {}
    return [_item(alert, known[production]) for production, told in found.items() for alert in told]


def _item(alert: Alert, card: Card) -> Item:
    tone = Tone.DECIDE if alert.late else Tone.WATCH if alert.step <= 14 else Tone.PLAIN
    return Item(
        Section.DATES,
        "Late" if alert.late else "Due",
        tone,
        alert.title,
        f"{days_words(alert)}.",
        card.title,
        address_of(card.slug, alert),
        "was due" if alert.late else "due",
        alert.due_at,
        alert.zone,
    )
