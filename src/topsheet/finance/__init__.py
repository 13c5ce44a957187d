"""Finance: the sources, what each is worth to the budget, the gap, and the cash month by month.

Takes in the finance document, the budget, the incentive's credit, the unsold takes and the dates of milestones.
Hands on `FinanceReport` (face, cash and claim of each source, covered %, gap, bridge from face to cash, the plan by
stage) and `CashReport` (cash flow, lowest points, stresses). A source counts by its status and its date, and by
what it hangs on, never by a likelihood. Loans whose size depends on what they cost are solved first.
"""

from __future__ import annotations

from topsheet.finance.campaign import CampaignReport
from topsheet.finance.cash_flow import cash_flow
from topsheet.finance.cash_report import (
    BalanceRow,
    CashReport,
    DepositReport,
    DrawTest,
    LoanReport,
    LowPoint,
    MonthReport,
    Remedy,
    RequestReport,
    StressReport,
    WeekReport,
)
from topsheet.finance.counting import why_not
from topsheet.finance.gap import GapSizing
from topsheet.finance.kinds import (
    BANKS,
    KIND_NAMES,
    LENDERS_AND_BUYERS,
    PAID_FROM_RECEIPTS,
    WORLD,
    Crowdfunding,
    Source,
)
from topsheet.finance.model import FinanceDocument, OptionDoc
from topsheet.finance.naming import option_names, told_apart, with_sources_told_apart
from topsheet.finance.options import adopt, check_options, lines_adopted
from topsheet.finance.plan import Valued, plan, value
from topsheet.finance.report import (
    FinanceReport,
    MandateReport,
    Receipt,
    Solved,
    SourceReport,
    StageReport,
)
from topsheet.finance.solve import Known
from topsheet.finance.spending import spending
from topsheet.finance.terms import COUNTS
from topsheet.finance.window import Window

__all__ = [
    "BANKS",
    "COUNTS",
    "KIND_NAMES",
    "LENDERS_AND_BUYERS",
    "PAID_FROM_RECEIPTS",
    "WORLD",
    "BalanceRow",
    "CampaignReport",
    "CashReport",
    "Crowdfunding",
    "DepositReport",
    "DrawTest",
    "FinanceDocument",
    "FinanceReport",
    "GapSizing",
    "Known",
    "LoanReport",
    "LowPoint",
    "MandateReport",
    "MonthReport",
    "OptionDoc",
    "Receipt",
    "Remedy",
    "RequestReport",
    "Solved",
    "Source",
    "SourceReport",
    "StageReport",
    "StressReport",
    "Valued",
    "WeekReport",
    "Window",
    "adopt",
    "cash_flow",
    "check_options",
    "lines_adopted",
    "option_names",
    "plan",
    "spending",
    "told_apart",
    "value",
    "why_not",
    "with_sources_told_apart",
]
