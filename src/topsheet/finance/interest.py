"""Interest between two days: how the days are counted, and when it is added to what is owed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from topsheet.calendar import add_months
from topsheet.finance.terms import Compounding, DayCount
from topsheet.money import Percent, round_half_even

EVERY: dict[Compounding, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}


def year_fraction(start: date, end: date, day_count: DayCount) -> tuple[int, int]:
    """The days between two days and the days of the year they are measured by.

    30/360 is the bond basis: months of thirty days, a 31st read as the 30th. Raises ValueError when `end` lies
    before `start`.
    """
    if end < start:
        raise ValueError(f"interest cannot run from {start} back to {end}")
    if day_count == "30/360":
        first = min(start.day, 30)
        last = 30 if end.day == 31 and first == 30 else end.day
        return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first, 360
    return (end - start).days, 365 if day_count == "act/365" else 360


@lru_cache(4096)
def interest(
    principal: Decimal,
    rate: Percent,
    start: date,
    end: date,
    *,
    currency: str,
    day_count: DayCount = "act/360",
    compounding: Compounding = "simple",
) -> Decimal:
    """What a principal earns from one day to another, in whole coins, halves to even.

    Compounding adds the interest to the principal every month, quarter or year counted from `start`, rounding to
    the coin each time, as a statement of account does. Raises ValueError when the days are in the wrong order.
    """
    if compounding == "simple":
        return _simple(principal, rate, start, end, day_count, currency)
    owed, day, step = principal, start, 0
    while day < end:
        step += EVERY[compounding]
        until = min(add_months(start, step), end)
        owed += _simple(owed, rate, day, until, day_count, currency)
        day = until
    return owed - principal


def _simple(
    principal: Decimal, rate: Percent, start: date, end: date, day_count: DayCount, currency: str
) -> Decimal:
    days, year = year_fraction(start, end, day_count)
    return round_half_even(principal * rate.value * days / (100 * year), currency)
