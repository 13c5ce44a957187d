"""What could be paid earlier so that the account never goes below nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from topsheet.calendar import first_of_month
from topsheet.figures import Figure
from topsheet.finance.cash_report import Remedy
from topsheet.finance.report import Receipt
from topsheet.money import Money

# Investors and producers can be asked to pay earlier; a lender's or a fund's day depends on its own conditions.
CAN_MOVE = ("equity", "own_money")


def remedies(
    receipts: Sequence[Receipt],
    needed: date,
    lowest_with: Callable[[Sequence[Receipt], int], Figure[Money] | None],
) -> tuple[Remedy, ...]:
    """Each later instalment of equity that, called in the month `needed`, leaves no month below nothing.

    Instalments that fall in one month and have one number are called together, as investors of one class are.
    `lowest_with` runs the cash flow with the receipts it is given and names its figures by the number; None where
    a month would still close below nothing.
    """

    def call(receipt: Receipt) -> tuple[date, int]:
        return first_of_month(receipt.day), receipt.part

    later = sorted((r for r in receipts if r.kind in CAN_MOVE and first_of_month(r.day) > needed), key=call)
    found = []
    for number, ((month, part), group) in enumerate(groupby(later, key=call), start=1):
        called = list(group)
        moved = [
            Receipt(r.source, r.kind, r.part, needed, r.label, r.amount) if r in called else r
            for r in receipts
        ]
        lowest = lowest_with(moved, number)
        if lowest is not None:
            amount = sum((r.amount.value.plain() for r in called[1:]), start=called[0].amount.value.plain())
            found.append(
                Remedy(
                    f"Call equity instalment {part} ({amount}) in {needed:%B %Y} instead of {month:%B %Y}",
                    lowest,
                )
            )
    return tuple(found)
