"""The territory estimates as the sales agent writes them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from topsheet.documents import Amount, Document


class TerritoryDoc(Document):
    """One territory: the opening price (ask) and the lowest price the agent may close at (take)."""

    code: str
    name: str
    ask: Amount
    take: Amount
    note: str = ""


class MarketDocument(Document):
    """The estimates, who made them and when."""

    kind: Literal["market"]
    version: Literal[1]
    currency: str
    estimates_by: str = ""
    date: date
    territories: tuple[TerritoryDoc, ...]
