"""Returns: what money put in came back as, how fast, and at what rate.

Takes in dated amounts of one party, negative when paid in. Hands on multiple, recouped percent, payback and IRR, exact
for one party; `returns.many` answers for whole arrays of futures and `returns.spread` sums them up, and these import
NumPy and are asked for by their own names. Does not know where the amounts come from.
"""

from __future__ import annotations

from topsheet.recoupment.returns.irr import Irr, irr, irr_by_period
from topsheet.recoupment.returns.single import Flow, Returns, returns

__all__ = ["Flow", "Irr", "Returns", "irr", "irr_by_period", "returns"]
