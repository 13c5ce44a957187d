"""Reports in the inbox: those a person owes, and those that others owe them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse

from topsheet_desk.site import formats
from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.lookups.duties import Owed, owed_by_or_to
from topsheet_desk.vault.lookups.productions import Card, cards


def reports(person: int, now: datetime) -> Sequence[Item]:
    """One item for each report that is late, or that the person owes within a day."""
    found = owed_by_or_to(person, now)
    known = cards(owed.production for owed in found) if found else {}
    return [item for owed in found for item in _items(owed, known[owed.production])]


def _items(owed: Owed, card: Card) -> list[Item]:
    return _mine(owed, card) if owed.mine else [_late(owed, card, Section.CHASE)]


def _mine(owed: Owed, card: Card) -> list[Item]:
    items = [_late(owed, card, Section.FILE)] if owed.late else []
    if owed.next is not None:
        reason = f"For {formats.day(owed.next.day)}."
        items.append(
            Item(
                Section.FILE,
                "Due",
                Tone.PLAIN,
                owed.title,
                reason,
                card.title,
                _url(owed, card, owed.next.day),
                "due",
                owed.next.due_at,
                owed.zone,
            )
        )
    return items


def _late(owed: Owed, card: Card, section: Section) -> Item:
    oldest, more = owed.late[0], len(owed.late) - 1
    whose = "" if owed.mine else f" Owed by the {owed.role.label.lower()}."
    also = f" {more} later {'one is' if more == 1 else 'ones are'} missing too." if more else ""
    return Item(
        section,
        "Late",
        Tone.WATCH,
        owed.title,
        f"The one for {formats.day(oldest.day)} has not come.{also}{whose}",
        card.title,
        _url(owed, card, oldest.day),
        "late since",
        oldest.due_at,
        owed.zone,
    )


def _url(owed: Owed, card: Card, day: date) -> str:
    return reverse("report_day", args=[card.slug, owed.duty, day.isoformat()])
