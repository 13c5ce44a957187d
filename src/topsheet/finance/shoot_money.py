"""What of the account may pay for the shoot: all of it but money that may only finish the film."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate

from topsheet.documents import Problem, Severity, Tree
from topsheet.figures import Figure, Value
from topsheet.finance.flow import Flow
from topsheet.finance.lowest import in_shoot
from topsheet.finance.model import StageRuling
from topsheet.finance.window import week_end
from topsheet.money import Money


class Kept:
    """The finishing money that is in the account and may not pay for the shoot, on each day.

    What finishing has spent is no longer there, and what recorded rulings allow the shoot to spend is not kept.
    """

    def __init__(
        self,
        flow: Flow,
        finishing_sources: Collection[str],
        finishing_parts: Collection[str],
        rulings: Sequence[StageRuling],
    ) -> None:
        self.currency = flow.spread.spending.zero.currency
        self.rulings = sorted(rulings, key=lambda ruling: ruling.on)
        self.receipts = [receipt for receipt in flow.receipts if receipt.source in finishing_sources]
        moves: dict[date, Decimal] = {}
        for receipt in self.receipts:
            moves[receipt.day] = moves.get(receipt.day, Decimal(0)) + receipt.amount.value.amount
        if self.receipts:
            for day, amount in flow.spread.by_day(finishing_parts).items():
                moves[day] = moves.get(day, Decimal(0)) - amount
        self.days = sorted(moves)
        self.left = list(accumulate(moves[day] for day in self.days))

    def on(self, day: date) -> Decimal:
        """How much is kept from the shoot at the end of a day."""
        at = bisect_right(self.days, day)
        if not at:
            return Decimal(0)
        allowed = sum((ruling.amount for ruling in self.rulings if ruling.on <= day), start=Decimal(0))
        return max(self.left[at - 1] - allowed, Decimal(0))

    def balance(self, name: str, said: str, day: date, closing: Figure[Money]) -> Figure[Money]:
        """The balance without what is kept; the closing itself where nothing is."""
        kept = self.on(day) if self.receipts else Decimal(0)
        if not kept:
            return closing
        money = Money(kept, self.currency)
        inputs: tuple[Figure[Value], ...] = (closing, *self._there(day))
        how = f"closing − {money} that may only finish the film"
        return Figure(name, f"For the shoot, {said}", closing.value - money, how, inputs)

    def lowest(self, flow: Flow, balances: Sequence[tuple[date, Decimal]]) -> Figure[Money]:
        """The least that the shoot has on a shooting day; nothing where nothing moves at all."""
        name, label = f"{flow.prefix}.shoot_balance", "Lowest balance for the shoot"
        window = flow.spread.window
        inside = [(amount - self.on(day), day, amount) for day, amount in in_shoot(balances, window)]
        if not inside:
            zero = flow.spread.spending.zero
            return Figure(name, label, zero, "nothing comes in and nothing is spent")
        least, day, amount = min(inside)
        kept = Money(self.on(day), self.currency)
        account = Figure(
            f"{name}.account", f"Account on {day}", Money(amount, self.currency), f"at the end of {day}"
        )
        how = f"on {day}" + (f": the account less {kept} that may only finish the film" if kept else "")
        there = self._there(day) if kept else ()
        return Figure(name, label, Money(least, self.currency), how, (account, *there))

    def check(self, tree: Tree, flow: Flow, balances: Sequence[tuple[date, Decimal]]) -> list[Problem]:
        """The first week in which the shoot would live on finishing money, and the ruling that would allow it."""
        window = flow.spread.window
        short = [
            (day, self.on(day) - amount)
            for day, amount in balances
            if window.inside(day) and amount >= 0 and amount < self.on(day)
        ]
        if not short:
            return []
        day, most = short[0][0], max(amount for _, amount in short)
        money = Money(most, self.currency)
        told = "; ".join(f"{ruling.by} allowed {ruling.amount:,} on {ruling.on}" for ruling in self.rulings)
        return [
            Problem(
                tree.where(("stage_rulings",)),
                f"in the week to {week_end(day)} the shoot would spend money that may only finish the film, "
                f"up to {money} of it",
                f"Finishing money may not pay for the shoot without a recorded ruling; recorded: {told or 'none'}.",
                f"Record a ruling on {money.amount:,} or more, dated {day} or earlier, under `stage_rulings`, or "
                "bring other money before that week.",
                Severity.WARNING,
            )
        ]

    def _there(self, day: date) -> tuple[Figure[Value], ...]:
        return tuple(receipt.amount for receipt in self.receipts if receipt.day <= day)
