"""Participation statements: defined receipts less defined charges, for each deal and each period, to date.

Takes in the distributor's books and the deals (`participations.yaml`) and the names of the parties. Hands on
`ParticipationReport`: every deal's statements line by line, to date and by movement, break-evens solved exactly, the
print compared, and the terms in plain English. Does not pay from a pot in an order: that is the waterfall.
"""

from __future__ import annotations

from topsheet.recoupment.participation.check import check
from topsheet.recoupment.participation.compute import compute
from topsheet.recoupment.participation.document import ParticipationsDocument
from topsheet.recoupment.participation.model import (
    BreakevenReport,
    Compared,
    DealReport,
    Line,
    ParticipationReport,
    StatementReport,
)
from topsheet.recoupment.participation.wording import terms_text

__all__ = [
    "BreakevenReport",
    "Compared",
    "DealReport",
    "Line",
    "ParticipationReport",
    "ParticipationsDocument",
    "StatementReport",
    "check",
    "compute",
    "terms_text",
]
