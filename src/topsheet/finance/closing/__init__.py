"""Closing: the conditions before the money, what is owed on which day, and what is held for the film.

Takes in the closing list, the finance plan and its report, the days of milestones and who cannot be counted on. Hands
on a `ClosingReport` (open conditions before each source's first draw, late items, obligations, holds with what is
sunk), the alerts that fall on a moment, and the usual items a plan still lacks. Does not sign, file or remind.
"""

from __future__ import annotations

from topsheet.finance.closing.alerts import STEPS, Alert, alerts, due_at
from topsheet.finance.closing.check import KnownNames, check
from topsheet.finance.closing.model import (
    GROUPS,
    ClosingDocument,
    ClosingItem,
    Hold,
    Obligation,
)
from topsheet.finance.closing.report import (
    ClosingReport,
    GroupReport,
    HoldReport,
    ItemReport,
    ObligationReport,
    SourceConditions,
    closing_report,
)
from topsheet.finance.closing.standard import DEAL_OF, DEALS
from topsheet.finance.closing.standing import first_draws
from topsheet.finance.closing.templates import begun, closing_items_for, firm

__all__ = [
    "DEALS",
    "DEAL_OF",
    "GROUPS",
    "STEPS",
    "Alert",
    "ClosingDocument",
    "ClosingItem",
    "ClosingReport",
    "GroupReport",
    "Hold",
    "HoldReport",
    "ItemReport",
    "KnownNames",
    "Obligation",
    "ObligationReport",
    "SourceConditions",
    "alerts",
    "begun",
    "check",
    "closing_items_for",
    "closing_report",
    "due_at",
    "firm",
    "first_draws",
]
