"""The internal rate of return of one party, exact, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.money import Money, Percent
from topsheet.recoupment.returns.roots import continuous_rates
from topsheet.recoupment.returns.roots import rate as effective

YEAR = 365  # days: the rule of XIRR, leap years included


@dataclass(frozen=True, slots=True)
class Irr:
    """A rate, or None and why; `all` holds every rate that solves, so one that is not single can be looked at."""

    rate: Percent | None
    reason: str
    all: tuple[Percent, ...] = ()


def irr(flows: Sequence[tuple[date, Money]]) -> Irr:
    """The yearly effective rate at which dated amounts, negative when paid in, are worth nothing (actual days / 365).

    Any order of days. Raises MixedAmounts for two currencies, ValueError for no flows.
    """
    if not flows:
        raise ValueError("a rate needs amounts")
    first = min(day for day, _ in flows)
    times = [Decimal((day - first).days) / YEAR for day, _ in flows]
    return _solved(times, [amount for _, amount in flows], 1)


def irr_by_period(flows: Sequence[Money], periods: int = 1) -> Irr:
    """The effective rate over so many periods, of amounts one period apart: 1 for the period's own, 4 quarters a year.

    Raises MixedAmounts for two currencies, ValueError for no flows.
    """
    if not flows:
        raise ValueError("a rate needs amounts")
    return _solved([Decimal(at) for at in range(len(flows))], flows, periods)


def _solved(times: Sequence[Decimal], amounts: Sequence[Money], units: int) -> Irr:
    total = Money.zero(amounts[0].currency)
    for amount in amounts:
        total = total + amount.plain()
    if all(amount.amount >= 0 for amount in amounts):
        return Irr(None, "nothing was paid in, so there is no rate")
    if all(amount.amount <= 0 for amount in amounts):
        return Irr(None, "nothing came back, so no rate solves: all of it is lost")
    days: dict[Decimal, Decimal] = {}
    for time, amount in zip(times, amounts, strict=True):
        days[time] = days.get(time, Decimal(0)) + amount.amount
    if not any(days.values()):
        return Irr(None, "what was paid in came back the same day, so every rate solves")
    found = continuous_rates(list(days), list(days.values()))
    rates = tuple(Percent(effective(each, units) * 100) for each in found)
    if not rates:
        return Irr(None, "no rate makes what was paid in equal to what came back")
    if len(rates) > 1:
        listed = ", ".join(str(each) for each in rates)
        return Irr(None, f"{len(rates)} rates solve ({listed}), so none of them is the return", rates)
    return Irr(rates[0], "the only rate that solves", rates)
