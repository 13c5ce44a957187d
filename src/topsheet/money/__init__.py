"""Money: exact amounts with a currency, percents, and splitting without losing a cent.

Takes in decimals and currency codes. Hands on `Money`, its three kinds that never add (`Face`, `Cash`, `InKind`),
`Percent`, and `split`. Does not know rates of exchange by itself: a rate is given, with its date, by a document.
"""

from __future__ import annotations

from topsheet.money.currencies import is_currency
from topsheet.money.model import Cash, Face, InKind, MixedAmounts, Money, total
from topsheet.money.percent import Percent, percent_of
from topsheet.money.rounding import minor_digits, round_half_even, round_half_up, split

__all__ = [
    "Cash",
    "Face",
    "InKind",
    "MixedAmounts",
    "Money",
    "Percent",
    "is_currency",
    "minor_digits",
    "percent_of",
    "round_half_even",
    "round_half_up",
    "split",
    "total",
]
