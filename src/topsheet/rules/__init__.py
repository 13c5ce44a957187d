"""Rules: dated, cited rates, tiers, charts of accounts, budget views, incentive programmes and offering exemptions.

Takes in an id and a day. Hands on the value in force on that day as a `Figure` with its `Citation`, or a
frozen table; an id that does not exist and a day before the first value are `RuleNotInForce`, never zero.
Does not compute a budget, a fringe or a credit, and does not know today: the caller names the day.
"""

from __future__ import annotations

from topsheet.rules.book import RuleBook
from topsheet.rules.check import check
from topsheet.rules.in_force import RuleNotInForce, RuleValueUnknown
from topsheet.rules.load import load
from topsheet.rules.model import (
    Chart,
    ChartAccount,
    Exemption,
    LeftOut,
    Notice,
    Programme,
    ProgrammeRate,
    Section,
    Tier,
    TierTable,
    ViewRule,
)
from topsheet.rules.parse import BrokenRuleFile

__all__ = [
    "BrokenRuleFile",
    "Chart",
    "ChartAccount",
    "Exemption",
    "LeftOut",
    "Notice",
    "Programme",
    "ProgrammeRate",
    "RuleBook",
    "RuleNotInForce",
    "RuleValueUnknown",
    "Section",
    "Tier",
    "TierTable",
    "ViewRule",
    "check",
    "load",
]
