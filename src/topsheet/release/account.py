"""Numbers that were reported, and the collection account held against the bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from topsheet.documents import Tree
from topsheet.figures import Figure, difference, given
from topsheet.money import Money, total
from topsheet.release.document import ReceiptsDocument
from topsheet.release.report import BankLine, Receipt, Reported

PAID_IN = "collection_agent"


def reported(document: ReceiptsDocument, tree: Tree, *, as_of: date | None = None) -> tuple[Reported, ...]:
    """Every number known as of a day (None: ever), by register, day and the day it was known.

    A later report of the same day is what the register says of that day from then on; the earlier one is kept.
    """
    found = [
        (each.register_id, each.day, each.received or each.day, at)
        for at, each in enumerate(document.reports)
    ]
    made = []
    for register, day, known, at in sorted(found):
        if as_of is None or known <= as_of:
            name = f"receipts.reported.{register}.{day.isoformat()}.{known.isoformat()}"
            number = document.reports[at].number
            where = tree.where(("reports", at))
            made.append(
                Reported(
                    register, day, known, given(name, f"{register}, to {day.isoformat()}", number, where)
                )
            )
    return tuple(made)


def number_on(reports: Sequence[Reported], register: str, day: date) -> Reported | None:
    """The last number of a register up to a day; None where nothing was reported by then."""
    mine = [each for each in reports if each.register == register and each.day <= day]
    return max(mine, key=lambda each: (each.day, each.known), default=None)


def reconciled(
    document: ReceiptsDocument, tree: Tree, receipts: Sequence[Receipt], *, as_of: date | None = None
) -> tuple[BankLine, ...]:
    """Each balance of the bank beside what the collection agent's receipts, less payments, come to on that day.

    A restatement counts on the days of the bank and what it takes back does not: it explains what was not explained
    before it came.
    """
    gone = {each.corrects for each in receipts if each.takes_back}
    into = [each for each in receipts if each.kind == PAID_IN and each.id not in gone and not each.takes_back]
    lines = []
    placed = sorted(enumerate(document.bank), key=lambda pair: pair[1].day)
    for at, line in placed:
        if as_of is not None and line.day > as_of:
            continue
        name = f"receipts.bank.{line.day.isoformat()}"
        stated = Money(line.balance, document.currency)
        balance = given(f"{name}.balance", "Balance of the bank", stated, tree.where(("bank", at)))
        expected = _expected(document, tree, into, line.day, name)
        gap = difference(f"{name}.difference", "Not explained", balance, expected)
        lines.append(BankLine(line.day, balance, expected, gap))
    return tuple(lines)


def _expected(
    document: ReceiptsDocument, tree: Tree, receipts: Sequence[Receipt], day: date, name: str
) -> Figure[Money]:
    zero = Money.zero(document.currency)
    into = [each.net for each in receipts if each.value_date <= day]
    out = [
        given(
            f"{name}.payment.{at}",
            f"Paid to {each.to}",
            Money(each.amount, document.currency),
            tree.where(("payments", at)),
        )
        for at, each in enumerate(document.payments)
        if each.day <= day
    ]
    value = total((each.value for each in into), zero) - total((each.value for each in out), zero)
    how = f"{len(into)} received by the collection agent less {len(out)} paid"
    return Figure(f"{name}.expected", "Received less paid", value, how, (*into, *out))
