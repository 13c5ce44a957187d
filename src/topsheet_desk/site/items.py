"""What waits for a person, as one value, whoever found it: the inbox shows them all alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from topsheet_desk.site.tables import Tone


class Section(StrEnum):
    """Why something waits; the inbox shows the sections in this order."""

    DECIDE = "For you to decide"
    ANSWER = "For you to answer"
    UNANSWERED = "Without an answer"
    CHANGED = "Changed since you approved it"
    DATES = "Dates of the closing list"
    FILE = "Reports you owe"
    CHASE = "Reports that are late"
    FOLLOW = "Financiers to follow up"
    READ = "To know"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: its state in a word, what it is, why, on which production, until when, and where.

    `place` is the name of the time zone whose clock the moment was set by. `at` says in a word what the moment is:
    `due`, `late since`. A notice has its number in `notice`, so that its reader can put it aside.
    """

    section: Section
    state: str
    tone: Tone
    title: str
    reason: str
    production: str
    url: str
    at: str = ""
    moment: datetime | None = None
    place: str = ""
    notice: int | None = None


Provider = Callable[[int, datetime], Sequence[Item]]
