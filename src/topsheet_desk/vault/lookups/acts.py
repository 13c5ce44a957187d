"""How far the desk's log has grown: every act leaves a line, so that what is counted once stays true until the next."""

from __future__ import annotations

from django.db.models import Max

from topsheet_desk.vault.records import LogLine


def last_act() -> int:
    """The number of the last line any act left on this desk."""
    return int(LogLine.objects.aggregate(last=Max("pk"))["last"] or 0)
