"""The day from whose knowledge a page is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from topsheet_desk.vault.lookups import Ask


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was asked for, today where none was; `wrong` says what was written that is no day."""

    day: date
    asked: str
    wrong: str = ""

    @property
    def query(self) -> str:
        """What links to pages of the same day carry."""
        return f"?as_of={self.asked}" if self.asked else ""


def day_of(ask: Ask) -> Day:
    """The day a reader asks for with `as_of`."""
    if not ask.as_of:
        return Day(ask.today, "")
    try:
        day = date.fromisoformat(ask.as_of)
        return Day(day, day.isoformat())
    except ValueError:
        wrong = f"“{ask.as_of[:40]}” is no day, so this is today. Write a day as {ask.today.isoformat()}."
        return Day(ask.today, "", wrong)
