"""Multiple, payback and IRR of many futures at once; arrays of (periods, runs), negative when paid in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from topsheet.recoupment.returns.roots import continuous_rates

Floats = NDArray[np.float64]
Flows = NDArray[np.float64] | NDArray[np.int64]
_BLOCK = 4096  # runs worked on together: few calls, and what each works on stays in the cache
_ROUNDS = 12
_HALVINGS = 80
_CLOSE = 1e-8  # each of Newton's steps squares the error: after one so small, it is below 1e-14


class Reason(IntEnum):
    """Why a run has a rate, or none."""

    FOUND = 0
    NOTHING_PAID_IN = 1
    NOTHING_CAME_BACK = 2
    SEVERAL_RATES = 3
    NO_RATE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Irrs:
    """A yearly rate for each run, NaN where there is none, and the Reason for each as a number."""

    rate: Floats
    reason: NDArray[np.int8]

    def ranked(self) -> Floats:
        """For quantiles: a run in which nothing came back stands at -100%, below every rate; others keep their NaN."""
        return np.where(self.reason == Reason.NOTHING_CAME_BACK, -1.0, self.rate)


def multiple_many(flows: Flows) -> Floats:
    """What came back over what was paid in, for each run; NaN where nothing was paid in."""
    values = np.asarray(flows, dtype=np.float64)
    paid = -np.minimum(values, 0).sum(axis=0)
    back = np.maximum(values, 0).sum(axis=0)
    multiple: Floats = np.full(paid.shape, np.nan)
    np.divide(back, paid, out=multiple, where=paid > 0)
    return multiple


def payback_many(flows: Flows) -> NDArray[np.int64]:
    """The first period from which the balance is never below nothing again, for each run; -1 where it never is.

    A run that pays nothing in has nothing to pay back, and is -1.
    """
    balance = np.cumsum(flows, axis=0)
    out = balance < 0
    periods = balance.shape[0]
    last_out = periods - 1 - np.argmax(out[::-1], axis=0)
    since = np.where(out.any(axis=0), last_out + 1, np.argmax(np.asarray(flows) != 0, axis=0))
    never = out[-1] | ~(np.asarray(flows) < 0).any(axis=0)
    return np.where(never, -1, since)


def irr_many(flows: Flows, periods_per_year: int) -> Irrs:
    """The yearly effective IRR of each run, amounts one period apart, as `irr_by_period` finds it one by one.

    Newton's steps on log(worth of what came back / worth of what was paid in) in the continuous rate, from
    log(multiple) / (mean time back - mean time in); runs that do not settle are bracketed and halved. A run whose
    amounts change sign more than once keeps its rate only where it is proved single; the rest are solved exactly.
    """
    values = np.asarray(flows, dtype=np.float64)
    runs = values.shape[1]
    rate, reason = np.full(runs, np.nan), np.zeros(runs, dtype=np.int8)
    for start in range(0, runs, _BLOCK):
        block = np.ascontiguousarray(values[:, start : start + _BLOCK])
        rate[start : start + _BLOCK], reason[start : start + _BLOCK] = _block(block)
    with np.errstate(over="ignore"):
        return Irrs(np.expm1(rate * periods_per_year), reason)


def _block(flows: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Continuous rates per period, NaN where there is none, and reasons."""
    came, paid = np.maximum(flows, 0), -np.minimum(flows, 0)
    reason = np.full(flows.shape[1], Reason.FOUND, dtype=np.int8)
    back, put = came.sum(axis=0), paid.sum(axis=0)
    reason[back <= 0] = Reason.NOTHING_CAME_BACK
    reason[put <= 0] = Reason.NOTHING_PAID_IN
    with np.errstate(all="ignore"):
        rate, settled = _newton(came, paid, back, put)
    open_ = np.flatnonzero(~settled & (reason == Reason.FOUND))
    if open_.size:
        rate[open_] = _halved(flows[:, open_])
    turning = np.flatnonzero((_turns(flows) > 1) & (reason == Reason.FOUND))
    if turning.size:
        unproved = turning[~_proved(flows[:, turning], rate[turning])]
        for at in unproved:
            rate[at], reason[at] = _exactly(flows[:, at])
    rate[(reason == Reason.NOTHING_CAME_BACK) | (reason == Reason.NOTHING_PAID_IN)] = np.nan
    return rate, reason


def _times(amounts: Floats) -> Floats:
    """The sum of period·amount of each run."""
    return np.asarray(np.arange(len(amounts), dtype=np.float64) @ amounts)


def _newton(came: Floats, paid: Floats, back: Floats, put: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Rates, and which have settled; a settled run is left alone, so that its neighbours do not change it."""
    rate = np.log(back / put) / (_times(came) / back - _times(paid) / put)
    came, paid = _to_the_last(came), _to_the_last(paid)
    settled = (back <= 0) | (put <= 0)
    for _ in range(_ROUNDS):
        discount = np.exp(-rate)
        worth_back, time_back = _worth(came, discount)
        worth_in, time_in = _worth(paid, discount)
        step = np.log(worth_back / worth_in) / (time_back / worth_back - time_in / worth_in)
        rate = np.where(settled, rate, rate + step)
        settled = settled | (np.abs(step) <= _CLOSE * np.maximum(1, np.abs(rate)))
        if settled.all():
            break
    return rate, settled


def _to_the_last(amounts: Floats) -> Floats:
    """Without the periods after the last in which any run has an amount."""
    return amounts[: 1 + max(np.flatnonzero(amounts.any(axis=1)), default=-1)]


def _worth(amounts: Floats, discount: Floats) -> tuple[Floats, Floats]:
    """The sum of amount·discount^period, and of period·amount·discount^period, by Horner from the last period."""
    worth, slope = np.zeros_like(discount), np.zeros_like(discount)
    for amount in amounts[::-1]:
        slope += worth
        slope *= discount
        worth *= discount
        worth += amount
    return worth, slope


def _halved(flows: Floats) -> Floats:
    """Rates by halving a bracket, NaN without one; worths are compared in logarithms, which no rate can overflow."""
    with np.errstate(divide="ignore"):
        logs = np.log(np.abs(flows))
    periods = np.arange(flows.shape[0])[:, None]

    def excess(rate: Floats) -> Floats:
        each = logs - rate * periods
        top = each.max(axis=0)
        return np.asarray((np.sign(flows) * np.exp(each - top)).sum(axis=0))

    reach = np.full(flows.shape[1], 1.0)
    apart = np.zeros(flows.shape[1], dtype=bool)
    for _ in range(10):
        apart = np.sign(excess(-reach)) * np.sign(excess(reach)) < 0
        reach = np.where(apart, reach, reach * 4)
    low, high = -reach, reach
    below = np.sign(excess(low))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        same = np.sign(excess(middle)) == below
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.where(apart, (low + high) / 2, np.nan)


def _turns(flows: Floats) -> NDArray[np.int64]:
    """How often each run changes sign, amounts of nothing left out."""
    signs = np.sign(flows)
    turns = np.zeros(flows.shape[1], dtype=np.int64)
    last = signs[0].copy()
    for sign in signs[1:]:
        turns += sign * last < 0
        last = np.where(sign != 0, sign, last)
    return turns


def _proved(flows: Floats, rate: Floats) -> NDArray[np.bool_]:
    """Whether a rate is the only one: at that rate, what is still out never turns into a surplus before the end.

    If all balances b(t) at rate r are at most nothing, the worth at another rate s is the sum of
    b(t)·(1+s)^-t·(1 - (1+r)/(1+s)), which is nothing only for s = r.
    """
    with np.errstate(all="ignore"):
        grown = np.exp(rate)
        balance = np.zeros(flows.shape[1])
        proved = np.isfinite(rate)
        tiny = np.abs(flows).max(axis=0) * 1e-9
        for amount in flows[:-1]:
            balance = balance * grown + amount
            proved &= balance <= tiny
    return proved


def _exactly(flows: Floats) -> tuple[float, Reason]:
    times = [Decimal(at) for at in range(len(flows))]
    found = continuous_rates(times, [Decimal(float(amount)) for amount in flows])
    if len(found) == 1:
        return float(found[0]), Reason.FOUND
    return float("nan"), Reason.SEVERAL_RATES if found else Reason.NO_RATE
