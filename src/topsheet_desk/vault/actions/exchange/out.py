"""A production taken out: what the taker may have, and a line in their own log.

The production's log says nothing of it, so that two exports of the same production are the same bytes.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from topsheet.documents import counted
from topsheet_desk.vault.actions.doer import log_own
from topsheet_desk.vault.lookups.exchange.take_out import Export, export_of
from topsheet_desk.vault.records import Person


@transaction.atomic
def take_out(person: int, slug: str, *, now: datetime) -> Export:
    """The files of the production as the person may have them. Raises NotShared, NotAllowed."""
    export = export_of(person, slug)
    words = f"took out {slug}: {counted(len(export.files), 'file')}{', in part' if export.left else ''}"
    log_own(Person.objects.get(pk=person), "take_out", words, now=now)
    return export
