"""The territory estimates as the sales agent writes them, and what a forecast of their receipts may add."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from topsheet.documents import Count, Document, PercentValue, Share, Sum

# Quarters after delivery: twenty years, twice the usual horizon of a film's ultimate.
Quarter = Annotated[int, Field(ge=0, le=79)]


class TerritoryDoc(Document):
    """One territory: the opening price (ask) and the lowest price the agent may close at (take).

    P10, P50 and P90 are prices if it sells: one sale in ten brings P10 or less, one in ten P90 or more.
    `probability` is the chance that it sells at all; `lag_months` runs from delivery to the first money.
    """

    code: str
    name: str
    ask: Sum
    take: Sum
    note: str = ""
    p10: Sum | None = None
    p50: Sum | None = None
    p90: Sum | None = None
    probability: PercentValue | None = None
    lag_months: int | None = None
    withholding: PercentValue | None = None
    buyer_grade: str = ""
    timing: str | None = None


class Window(Document):
    """A window's share of the money, spread evenly over its quarters: first and last, counted from 0."""

    label: str
    share: Share
    first: Quarter
    last: Quarter


class Profile(Document):
    """When the money of a sale comes: shares by quarter, or by window; they add up to 100."""

    id: str
    label: str = ""
    quarters: Annotated[tuple[Share, ...], Field(max_length=80)] = ()
    windows: tuple[Window, ...] = ()


class Futures(Document):
    """How many futures are drawn, how territories hang together, and how far the best sales reach."""

    runs: Annotated[int, Field(ge=1, le=10_000_000)] = 10_000
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    correlation: PercentValue | None = None
    copula: Literal["gaussian", "t"] = "gaussian"
    degrees: Annotated[int, Field(ge=3, le=30)] = 4
    tail_index: Annotated[Count, Field(gt=0, le=Decimal(100))] | None = None
    tail_limit: Annotated[Count, Field(gt=1, le=Decimal(100))] | None = None


class MarketDocument(Document):
    """The estimates, who made them and when; with profiles and settings for a forecast of receipts."""

    kind: Literal["market"]
    version: Literal[1]
    currency: str
    estimates_by: str = ""
    date: date
    territories: tuple[TerritoryDoc, ...]
    profiles: tuple[Profile, ...] = ()
    futures: Futures | None = None
