"""A statement taken into the receipts: one save that brings no mistake into the papers, or nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from topsheet_desk.vault.actions.editing import save_checked
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.records import Document
from topsheet_desk.vault.refusals import Conflict, ReceiptsMoved

KIND = "receipts"


@transaction.atomic
def take_in_statement(
    person: int, slug: str, text: str, *, begun: str, edits: int, note: str, today: date, now: datetime
) -> Document:
    """The receipts with a new text; with `edits` 0 they are begun first, so that the statement can be taken back alone.

    Raises what `save_checked` does, and ReceiptsMoved where someone saved in between.
    """
    try:
        if not edits:
            edits = save_draft(person, slug, KIND, begun, edits=0, now=now).edits
        return save_checked(person, slug, KIND, text, edits=edits, note=note, today=today, now=now)
    except Conflict as conflict:
        raise ReceiptsMoved(f"{KIND}.yaml", conflict.who) from None
