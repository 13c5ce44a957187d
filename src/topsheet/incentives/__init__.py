"""Incentives: what a public programme gives on the spend that qualifies.

Takes in the programme's dated rule, the budget's lines and the places. Hands on an `IncentiveReport`: qualified
spend, rate, credit, and each condition with whether it is met. Does not say when the credit is paid: the plan does.
"""

from __future__ import annotations

from topsheet.incentives.estimate import Condition, IncentiveReport, estimate

__all__ = ["Condition", "IncentiveReport", "estimate"]
