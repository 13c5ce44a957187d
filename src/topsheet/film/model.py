"""The production document: what the film is, where, with whom, and by when."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from topsheet.calendar import Place
from topsheet.documents import Count, Document
from topsheet.greenlight import GateDoc, Thresholds
from topsheet.people import Attachment, Party

# The order in which a film's milestones must fall; others may be named and stand anywhere.
ORDER = ("closing", "start_of_photography", "wrap", "rough_cut", "picture_lock", "delivery")


class ExchangeRate(Document):
    """What one unit of a foreign currency is worth in the production's, on a day, by whose word."""

    currency: str
    rate: Annotated[Count, Field(gt=0)]
    date: datetime.date
    source: str


class ProductionDocument(Document):
    """The production: title, currency, the day its papers speak of, places, people, milestones, gates."""

    kind: Literal["production"]
    version: Literal[1]
    title: str
    logline: str = ""
    company: str = ""
    profile: Literal["film", "series", "commercial", "game"] = "film"
    stage: str = "Development"
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    as_of: datetime.date | None = None
    places: dict[str, Place] = {}
    people: dict[str, Party] = {}
    attachments: tuple[Attachment, ...] = ()
    milestones: dict[str, datetime.date] = {}
    rates: tuple[ExchangeRate, ...] = ()
    incentives: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    gates: tuple[GateDoc, ...] = ()
