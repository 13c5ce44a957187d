"""Financiers in the inbox: next steps whose day has come, terms about to expire, a form due after the first sale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.moments import end_of_day, zone_of
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.lookups.follow_ups import FollowUp, follow_ups
from topsheet_desk.vault.lookups.productions import Card, cards


def financiers(person: int, now: datetime) -> Sequence[Item]:
    """One item for each follow-up of the person's, by their own clock."""
    found, zone = follow_ups(person, now)
    known = cards(each.production for each in found) if found else {}
    return [_item(each, known[each.production], zone, now) for each in found]


def _item(each: FollowUp, card: Card, zone: str, now: datetime) -> Item:
    place = zone_of(zone)
    today = now.astimezone(place).date()
    late = each.day < today
    address = (
        reverse("prospect", args=[card.slug, each.number])
        if each.number
        else reverse("units", args=[card.slug])
    )
    return Item(
        Section.FOLLOW,
        "Late" if late else "Due",
        Tone.WATCH if late else Tone.PLAIN,
        each.title,
        each.reason,
        card.title,
        address,
        "late since" if late else "due",
        end_of_day(each.day, place),
        zone,
    )
