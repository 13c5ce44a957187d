"""Values as a paper prints them; rounding for print happens here and nowhere else."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from topsheet.figures import Value
from topsheet.money import Money, Percent, minor_digits

_DAY = re.compile(r"(?<!`)\b\d{4}-\d\d-\d\d\b(?! ?\d\d:)")


def spell(value: Value) -> str:
    """Money without its currency, whole where it is whole; percents with two decimals; days as 29 Mar 2027.

    Money rounds half up to the coin, percents and numbers half up to two decimals.
    """
    if isinstance(value, Money):
        return _money(value)
    if isinstance(value, Percent):
        return str(value)
    if isinstance(value, Decimal):
        rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return (
            f"{rounded.to_integral_value():,}" if rounded == rounded.to_integral_value() else f"{rounded:,}"
        )
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def spell_days(words: str) -> str:
    """A sentence with every day in it as a reader writes it: sentences of the library name days as 2027-03-29.

    A moment, whose day is followed by a time, stays as it is, and so does a day to be written, `2027-03-29`.
    """
    return _DAY.sub(_spelled, words)


def _spelled(found: re.Match[str]) -> str:
    try:
        return spell(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _money(value: Money) -> str:
    digits = minor_digits(value.currency)
    rounded = value.amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(rounded):,.0f}" if rounded == rounded.to_integral_value() else f"{abs(rounded):,}"
    return f"−{text}" if rounded < 0 else text
