"""The lowest day of the account: when, how low, on what the money went, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from topsheet.figures import Figure
from topsheet.finance.cash_report import LowPoint
from topsheet.finance.flow import Flow, Movement
from topsheet.finance.kinds import KIND_NAMES
from topsheet.finance.report import Receipt
from topsheet.finance.window import Window
from topsheet.money import Money

# How many of the next receipts are told.
NEXT = 3
Balances = Sequence[tuple[date, Decimal]]


def low_point(name: str, flow: Flow, balances: Balances, among: Balances) -> LowPoint | None:
    """The first lowest of some days, or None where there are none.

    The balance is what was left when money last came, less all that was spent since, by part, largest first;
    receipts and deposits of those days are told too. Then the next receipts by name, or
    those of one kind on one day together.
    """
    if not among:
        return None
    day, amount = min(among, key=lambda each: (each[1], each[0]))
    before = [receipt.day for receipt in flow.receipts if receipt.day < day]
    since = max(before, default=None)
    start = since or date.min
    high = Figure(
        f"{name}.high",
        f"Account on {since}, when money last came" if since else "Opening balance",
        Money(next((held for at, held in balances if at == since), Decimal(0)), _currency(flow)),
        f"at the end of {since}" if since else "the account starts empty",
    )
    spent = _spent(name, flow, start, day)
    others = [
        *(_received(name, receipt) for receipt in flow.receipts if receipt.day == day),
        *(_held(name, move) for move in flow.deposits if start < move.day <= day),
    ]
    balance = Figure(
        f"{name}.balance",
        f"Balance on {day}",
        Money(amount, _currency(flow)),
        "what was there when money last came, less what was spent since",
        (high, *spent, *others),
    )
    found = Figure(f"{name}.day", "Lowest day", day, f"the account stands at {balance.value}", (balance,))
    return LowPoint(found, balance, spent, _next(name, flow, day))


def in_shoot(balances: Balances, window: Window) -> Balances:
    """The days from the first shooting day to the last on which something moves, and the first of them in any case."""
    start, wrap = window.start.value, window.wrap.value
    inside = [(day, amount) for day, amount in balances if start <= day <= wrap]
    if balances and (not inside or inside[0][0] > start):
        before = next((amount for day, amount in reversed(balances) if day < start), Decimal(0))
        return [(start, before), *inside]
    return inside


def through_shoot(low: LowPoint | None, window: Window, zero: Money) -> Figure[Money]:
    """The least the account holds on a day of the shoot; `zero` where nothing moves at all."""
    name, label = "cash.through_shoot", "Lowest balance while shooting"
    if low is None:
        return Figure(name, label, zero, "nothing comes in and nothing is spent")
    days = f"of all days from {window.start.value} to {window.wrap.value}"
    return Figure(name, label, low.balance.value, f"on {low.day.value}, {days}", (low.balance,))


def _spent(name: str, flow: Flow, after: date, last: date) -> tuple[Figure[Money], ...]:
    currency = _currency(flow)
    parts: dict[str, tuple[Figure[Money], Money]] = {
        key: (part, Money(amount, currency))
        for key, (part, amount) in flow.spread.between(after, last).items()
    }
    for move in flow.costs:
        if after < move.day <= last:
            parts[move.key] = (move.amount, move.amount.value)
    how = f"spent after {after} and up to {last}" if after > date.min else f"spent up to {last}"
    return tuple(
        Figure(f"{name}.spent.{key}", part.label, amount, how, (part,))
        for key, (part, amount) in sorted(parts.items(), key=lambda each: -each[1][1].amount)
        if amount
    )


def _received(name: str, receipt: Receipt) -> Figure[Money]:
    amount = receipt.amount
    key = f"{name}.came.{receipt.source}.{receipt.part}"
    return Figure(key, receipt.label, amount.value.plain(), "on the same day", (amount,))


def _held(name: str, move: Movement) -> Figure[Money]:
    value = move.amount.value * move.sign
    return Figure(f"{name}.{move.key}", move.label, value, f"on {move.day}", (move.amount,))


def _next(name: str, flow: Flow, day: date) -> tuple[Figure[Money], ...]:
    later = sorted((r for r in flow.receipts if r.day > day), key=lambda r: (r.day, r.kind))
    found = []
    for number, ((comes, kind), group) in enumerate(groupby(later, key=lambda r: (r.day, r.kind)), start=1):
        if number > NEXT:
            break
        receipts = list(group)
        amounts = [receipt.amount for receipt in receipts]
        label = receipts[0].label if len(receipts) == 1 else f"{KIND_NAMES[kind]}, {len(receipts)} payments"
        total = sum((amount.value.plain() for amount in amounts), start=Money.zero(_currency(flow)))
        ahead = (comes - day).days
        how = f"comes {ahead} day{'s' if ahead > 1 else ''} later, on {comes}"
        found.append(Figure(f"{name}.next.{number}", label, total, how, tuple(amounts)))
    return tuple(found)


def _currency(flow: Flow) -> str:
    return flow.spread.spending.zero.currency
