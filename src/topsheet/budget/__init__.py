"""Budget: from the lines a line producer writes to the topsheet and the views others take of it.

Takes in the budget document, the values the schedule hands to its globals, the rules in force and the rates of
exchange. Hands on a `BudgetReport`: lines, accounts, sections, contractual charges, finance costs, total, and the
named views of story A (strike price, guild views), each figure with its cause. Does not approve, and does not
know what was spent.
"""

from __future__ import annotations

from topsheet.budget.cost import cost
from topsheet.budget.model import BudgetDocument
from topsheet.budget.plan_costs import with_plan_costs
from topsheet.budget.report import AccountReport, BudgetReport, LineReport, SectionReport, ViewReport
from topsheet.budget.variants import lines_without_place, moved, with_cuts, with_globals, without_place
from topsheet.budget.views import with_views

__all__ = [
    "AccountReport",
    "BudgetDocument",
    "BudgetReport",
    "LineReport",
    "SectionReport",
    "ViewReport",
    "cost",
    "lines_without_place",
    "moved",
    "with_cuts",
    "with_globals",
    "with_plan_costs",
    "with_views",
    "without_place",
]
