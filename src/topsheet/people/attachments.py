"""Attachments: who is on the film, how firmly, and whether a financier would count on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from topsheet.documents import Document, Problem, Severity, Tree, named_twice
from topsheet.people.check import unknown_parties
from topsheet.people.model import Party

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
RUNGS: dict[Rung, str] = {
    "departed": "Departed",
    "target": "Target",
    "interest": "Interest",
    "loi_undated": "Letter of intent, undated",
    "loi_dated": "Letter of intent, dated",
    "agent_confirmed": "Agent confirmed",
    "signed_subject_to_financing": "Signed, subject to financing",
    "pay_or_play": "Pay or play, in escrow",
}
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
    if attachment.rung == "departed":
        return f"{attachment.role} left" + (f" on {attachment.date}" if attachment.date else "")
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


def departed(
    attachments: Sequence[Attachment], wanted: str, role: str, on: datetime.date
) -> tuple[Attachment, ...]:
    """The attachments with one of them gone from that day; one who is not on the list yet joins it as gone.

    `role` says who that is.
    """
    gone = {"rung": "departed", "date": on, "expires": None}
    if any(each.id == wanted for each in attachments):
        return tuple(each.model_copy(update=gone) if each.id == wanted else each for each in attachments)
    return (*attachments, Attachment(id=wanted, role=role, rung="departed", date=on))


def check_attachments(
    attachments: Sequence[Attachment], tree: Tree, people: Mapping[str, Party], as_of: datetime.date
) -> list[Problem]:
    """Attachments of one id, of nobody known, on a rung that needs a date and has none, or expired."""
    ids = [(("attachments", at, "id"), each.id) for at, each in enumerate(attachments)]
    parties = [(tree.where(("attachments", at, "party")), each.party) for at, each in enumerate(attachments)]
    problems = [
        *named_twice(tree, ids, "the attachment id", "Nobody could say which of the two is meant."),
        *unknown_parties(parties, people),
    ]
    for at, each in enumerate(attachments):
        path = ("attachments", at)
        if each.rung in HOLDS and each.date is None:
            problems.append(
                Problem(
                    tree.where((*path, "rung")),
                    f"{each.role} stands at {each.rung.replace('_', ' ')} without a date",
                    "A financier gives an undated paper no weight, so it counts as nothing.",
                    "Add `date:` with the day of the paper, or step down to loi_undated.",
                )
            )
        if each.rung in HOLDS and each.expires is not None and each.expires < as_of:
            problems.append(
                Problem(
                    tree.where((*path, "expires")),
                    f"the attachment of {each.role} expired on {each.expires}",
                    "What depends on it is conditional until it is renewed.",
                    "Renew it and write the new day, or lower its rung.",
                    Severity.WARNING,
                )
            )
    return problems
