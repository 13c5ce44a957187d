"""What every rule file is made of: a source, and periods with their status."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import Field, StringConstraints

from topsheet.documents import Document
from topsheet.figures import Status

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class CitationRow(Document):
    """Where a row comes from; `as_of` is the day or period the source itself speaks of."""

    title: Text
    url: Text
    as_of: Text


class Period(Document):
    """From which day to which day a row holds, and how far it can be relied on."""

    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    status: Status
    citation: CitationRow | None = None
    note: str = ""


class Carried(Document):
    """A row used beyond its last day because nothing later was found: never better than its own status."""

    status: Status
    note: Text


def refuse_overlap(periods: tuple[Period, ...]) -> None:
    """Periods in order, each ended before the next begins. Raises ValueError otherwise."""
    for before, after in pairwise(periods):
        if before.until is None or before.until >= after.since:
            raise ValueError(f"the period from {before.since} does not end before {after.since}")
    if any(period.until is not None and period.until < period.since for period in periods):
        raise ValueError("a period ends before it begins")
