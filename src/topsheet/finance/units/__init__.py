"""Units: who holds how much of the company that makes the film, and whether the offering keeps its limits.

Takes in classes of units, the rows of a unit ledger as `Movement` values, a day, and a dated `Exemption` of the rules.
Hands on `CapTable` (each class, each holding), `RaiseReport` (the minimum, and the money that goes back without it),
`LimitReport` (purchasers and amounts in their windows) and problems. Keeps no ledger, knows neither names nor today.
"""

from __future__ import annotations

from topsheet.finance.units.check import check
from topsheet.finance.units.limits import LimitReport, Sale, Window, limits, over_the_limit, sales
from topsheet.finance.units.minimum import RaiseReport, RaiseState, raise_report
from topsheet.finance.units.model import CapTable, ClassReport, HoldingReport, Move, Movement, UnitClass
from topsheet.finance.units.plan import against_plan
from topsheet.finance.units.table import cap_table, standing

__all__ = [
    "CapTable",
    "ClassReport",
    "HoldingReport",
    "LimitReport",
    "Move",
    "Movement",
    "RaiseReport",
    "RaiseState",
    "Sale",
    "UnitClass",
    "Window",
    "against_plan",
    "cap_table",
    "check",
    "limits",
    "over_the_limit",
    "raise_report",
    "sales",
    "standing",
]
