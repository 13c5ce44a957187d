"""The gates a person keeps, and the thresholds the computed ones use."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from topsheet.documents import Amount, Count, Document, PercentValue
from topsheet.money import Percent


class GateDoc(Document):
    """A condition only a person can confirm, with its evidence, owner and day; a waiver names who and why.

    `essential` names attachments without whom it is open again, whatever was confirmed: insurance, a lender's consent.
    """

    id: str
    title: str
    state: Literal["met", "open", "waived"]
    hard: bool = True
    owner: str = ""
    needed_by: datetime.date | None = None
    essential: tuple[str, ...] = ()
    evidence: str = ""
    waived_by: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _waiver(self) -> GateDoc:
        if self.state == "waived" and not (self.waived_by and self.reason):
            raise ValueError("a waiver needs `waived_by` and `reason`")
        return self


class AsksFrom(Document):
    """From what size on a change asks for approval, and is not only told: money, shooting days, script pages.

    A change of exactly the size asks. Zero, where nothing else is said, lets every change ask.
    """

    money: Amount = Decimal(0)
    days: Count = Decimal(0)
    pages: Count = Decimal(0)


class Thresholds(Document):
    """Where the computed gates bite, and from what size a change asks; every production sets its own."""

    covered: PercentValue = Percent(Decimal(100))
    near_edge: PercentValue = Percent(Decimal(5))
    gap_cover: Count = Decimal(1)
    asks_from: AsksFrom = AsksFrom()
