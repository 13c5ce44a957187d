"""Notices in the inbox: what a person was told and has not put aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.letters import bare
from topsheet_desk.vault.lookups.notices import Unread, unread
from topsheet_desk.vault.lookups.productions import Card, cards


def to_know(person: int, now: datetime) -> Sequence[Item]:
    """What asked nothing, of the last 14 days, newest first."""
    notices = unread(person, now)
    known = cards(notice.production for notice in notices if notice.production) if notices else {}
    return [_item(notice, known.get(notice.production or 0)) for notice in notices]


def _item(notice: Unread, card: Card | None) -> Item:
    return Item(
        section=Section.READ,
        state="Told",
        tone=Tone.QUIET,
        title=bare(notice.subject, card.title if card else ""),
        reason=notice.body,
        production=card.title if card else "",
        url=notice.address,
        moment=notice.made_at,
        place=card.zone if card else "",
        notice=notice.id,
    )
