"""Finance: the sources, what each is worth to the budget, the gap, and the cash month by month.

Takes in the finance document, the budget, the incentive's credit, the unsold takes and the dates of milestones.
Hands on `FinanceReport` (face, cash and claim of each source, covered %, gap, bridge from face to cash) and
`CashReport` (monthly cash flow, lowest points, delay stresses). A source counts by its status and its date, never
by a likelihood. Loans that depend on their own size are solved later; their terms are given here.
"""

from __future__ import annotations

from topsheet.finance.cash_flow import cash_flow
from topsheet.finance.model import COUNTS, FinanceDocument, OptionDoc
from topsheet.finance.options import adopt, lines_adopted
from topsheet.finance.plan import plan
from topsheet.finance.report import (
    CashReport,
    FinanceReport,
    MonthReport,
    Receipt,
    Remedy,
    SourceReport,
    StressReport,
)
from topsheet.finance.sources import why_not
from topsheet.finance.spending import spending

__all__ = [
    "COUNTS",
    "CashReport",
    "FinanceDocument",
    "FinanceReport",
    "MonthReport",
    "OptionDoc",
    "Receipt",
    "Remedy",
    "SourceReport",
    "StressReport",
    "adopt",
    "cash_flow",
    "lines_adopted",
    "plan",
    "spending",
    "why_not",
]
