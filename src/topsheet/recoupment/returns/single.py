"""The returns of one party as figures: invested, received, multiple, recouped, payback, rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent, percent_of
from topsheet.recoupment.returns.irr import irr

MOST = Percent(Decimal(1_000_000))  # a yearly rate above it is not told


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount on its day, as the figure it comes from; negative when paid in."""

    on: date
    amount: Figure[Money]


@dataclass(frozen=True, slots=True)
class Returns:
    """What was paid in came back as; a figure in words says why where there is no number."""

    invested: Figure[Money]
    received: Figure[Money]
    multiple: Figure[Decimal] | Figure[str]
    recouped: Figure[Percent] | Figure[str]
    payback: Figure[date] | Figure[str]
    irr: Figure[Percent] | Figure[str]


def returns(name: str, label: str, flows: Sequence[Flow]) -> Returns:
    """The returns of dated amounts of one currency, named `<name>.multiple` and so on.

    The multiple is received / invested; recouped is the same in percent, at most 100. Payback is the first day from
    which the balance is never below nothing again. Raises MixedAmounts for two currencies, ValueError for no flows.
    """
    if not flows:
        raise ValueError("returns need amounts")
    paid = [flow for flow in flows if flow.amount.value.amount < 0]
    back = [flow for flow in flows if flow.amount.value.amount >= 0]
    zero = Money.zero(flows[0].amount.value.currency)
    invested = _total(f"{name}.invested", f"{label}, paid in", paid, zero)
    received = _total(f"{name}.received", f"{label}, received", back, zero)
    ratio = (invested, received)
    if not invested.value:
        multiple, recouped, payback, rate = (
            Figure(f"{name}.{what.lower()}", f"{label}, {what}", "none", "nothing was paid in", ratio)
            for what in ("multiple", "recouped", "payback", "IRR")
        )
        return Returns(invested, received, multiple, recouped, payback, rate)
    share = percent_of(received.value.amount, invested.value.amount)
    return Returns(
        invested,
        received,
        Figure(f"{name}.multiple", f"{label}, multiple", received.value.amount / invested.value.amount,
               "received / paid in", ratio),
        Figure(f"{name}.recouped", f"{label}, recouped", min(share, Percent(Decimal(100))),
               "received / paid in, at most 100%", ratio),
        _payback(name, label, flows, ratio),
        _rate(name, label, flows),
    )  # fmt: skip


def _total(name: str, label: str, flows: Sequence[Flow], zero: Money) -> Figure[Money]:
    value = zero
    for flow in flows:
        value = value + (flow.amount.value if flow.amount.value.amount >= 0 else -flow.amount.value).plain()
    days = sorted(flow.on for flow in flows)
    how = f"sum of {len(flows)}, {days[0]} to {days[-1]}" if days else "nothing"
    return Figure(name, label, value, how, tuple(flow.amount for flow in flows))


def _payback(
    name: str, label: str, flows: Sequence[Flow], inputs: tuple[Figure[Value], ...]
) -> Figure[date] | Figure[str]:
    days: dict[date, Decimal] = {}
    for flow in flows:
        days[flow.on] = days.get(flow.on, Decimal(0)) + flow.amount.value.amount
    balance, since = Decimal(0), None
    for day in sorted(days):
        balance += days[day]
        since = None if balance < 0 else since or day
    if since is None:
        out = Money(-balance, flows[0].amount.value.currency)
        return Figure(
            f"{name}.payback", f"{label}, payback", "never", f"{out} is still out at the end", inputs
        )
    return Figure(f"{name}.payback", f"{label}, payback", since, "from this day the balance is never below nothing",
                  inputs)  # fmt: skip


def _rate(name: str, label: str, flows: Sequence[Flow]) -> Figure[Percent] | Figure[str]:
    found = irr([(flow.on, flow.amount.value.plain()) for flow in flows])
    inputs = tuple(flow.amount for flow in flows)
    if found.rate is None:
        return Figure(f"{name}.irr", f"{label}, IRR", "none", found.reason, inputs)
    if found.rate > MOST:
        why = "the money was out for so short a time that a yearly rate says nothing"
        return Figure(f"{name}.irr", f"{label}, IRR", f"over {MOST.value:,f}%", why, inputs)
    return Figure(f"{name}.irr", f"{label}, IRR", found.rate,
                  "the yearly rate at which all amounts are worth nothing, actual days / 365", inputs)  # fmt: skip
