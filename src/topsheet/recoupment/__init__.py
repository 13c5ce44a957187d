"""Recoupment: who is paid from receipts, in which order, to the coin, and when each has had its money back.

Takes in the terms (`recoupment.yaml`), the positions of the finance plan (what each invested or is owed) and
the inflows that join the receipts. Hands on `RecoupmentReport`: each case step by step, each position's part
and return, break-evens solved exactly, variants of the tiers, and the terms in plain English. `run` answers
for any gross. Does not know dates, interest, several currencies or pots, nor statements by period.
"""

from __future__ import annotations

from topsheet.recoupment.check import check
from topsheet.recoupment.compute import compute, run, terms_of
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.model import (
    CaseReport,
    PartyReport,
    Position,
    PositionReport,
    RecoupmentReport,
    VariantReport,
)
from topsheet.recoupment.terms import Terms
from topsheet.recoupment.wording import terms_text

__all__ = [
    "CaseReport",
    "PartyReport",
    "Position",
    "PositionReport",
    "RecoupmentDocument",
    "RecoupmentReport",
    "Terms",
    "VariantReport",
    "check",
    "compute",
    "run",
    "terms_of",
    "terms_text",
]
