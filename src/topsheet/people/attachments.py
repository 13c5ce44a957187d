"""Attachments: who is on the film, how firmly, and whether a financier would count on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal

from topsheet.documents import Document

Rung = Literal[
    "departed",
    "target",
    "interest",
    "loi_undated",
    "loi_dated",
    "agent_confirmed",
    "signed_subject_to_financing",
    "pay_or_play",
]
# A letter without a date binds nobody (reference: ep_work.md 2.10); from a dated one up a financier counts on it.
HOLDS: tuple[Rung, ...] = ("loi_dated", "agent_confirmed", "signed_subject_to_financing", "pay_or_play")


class Attachment(Document):
    """One person for one role: the rung of the ladder, since when, on what evidence, until when."""

    id: str
    role: str
    party: str = ""
    rung: Rung
    date: datetime.date | None = None
    evidence: str = ""
    verified_by: str = ""
    expires: datetime.date | None = None
    note: str = ""


def why_not_attached(attachment: Attachment, as_of: datetime.date) -> str:
    """The reason nobody can count on the attachment on a day, or nothing when they can."""
    since = f" since {attachment.date}" if attachment.date else ""
    if attachment.rung not in HOLDS:
        return f"{attachment.role} stands at {attachment.rung.replace('_', ' ')}{since}"
    if attachment.date is None:
        return f"the attachment of {attachment.role} has no date"
    if attachment.date > as_of:
        return f"{attachment.role} is attached from {attachment.date}, after {as_of}"
    if attachment.expires is not None and attachment.expires < as_of:
        return f"the attachment of {attachment.role} expired on {attachment.expires}"
    return ""


def missing(attachments: Iterable[Attachment], as_of: datetime.date) -> dict[str, str]:
    """Each attachment that nobody can count on, by id, with the reason."""
    return {each.id: reason for each in attachments if (reason := why_not_attached(each, as_of))}
