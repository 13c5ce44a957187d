"""People: who is on the production, in which roles, and the check that papers name only known parties.

Takes in the `people` and `attachments` of a production document. Hands on `Party`, `unknown_parties`, and which
attachments nobody can count on. Deals and engagements come later; a party is a name with roles, which papers refer to
by id.
"""

from __future__ import annotations

from topsheet.people.attachments import (
    HOLDS,
    RUNGS,
    Attachment,
    Rung,
    check_attachments,
    departed,
    missing,
    why_not_attached,
)
from topsheet.people.check import unknown_parties
from topsheet.people.model import Party

__all__ = [
    "HOLDS",
    "RUNGS",
    "Attachment",
    "Party",
    "Rung",
    "check_attachments",
    "departed",
    "missing",
    "unknown_parties",
    "why_not_attached",
]
