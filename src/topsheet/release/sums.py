"""Receipts added up for a period: before it, in it, to date, and what is billed and unpaid at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from topsheet.documents import Tree
from topsheet.figures import Figure, difference, given, sum_of
from topsheet.money import Money
from topsheet.release.document import LineDoc, ReceiptsDocument, StatementDoc
from topsheet.release.received import payer_of, received
from topsheet.release.report import Bill, Receipt, SumRow, Sums

_WORD = re.compile(r"\W+")
_Known = TypeVar("_Known", Receipt, Bill)
_Entry = tuple[StatementDoc, LineDoc, str]  # a line that stands, with its place


def sums(
    document: ReceiptsDocument,
    tree: Tree,
    *,
    end: date,
    start: date | None = None,
    as_of: date | None = None,
    last: date | None = None,
    receipts: Sequence[Receipt] | None = None,
) -> Sums:
    """The receipts with a day up to `end`, as known on `as_of` (None: ever), by territory, medium and payer.

    What lies before `start` and was known on `last`, the day of the statement before, is prior; the rest is the
    movement, so that a receipt of an earlier period that became known late falls in this one: to date is always what
    the statement before had to date, and the movement. Without `start` everything is movement. `receipts` are those of
    that day where they were made before.
    """
    known = received(document, tree, as_of=as_of) if receipts is None else receipts
    every = [each for each in known if each.day <= end]
    before = [each for each in every if start and each.day < start and (last is None or each.known <= last)]
    owed = bills(document, tree, end=end, as_of=as_of)
    by = {
        "territory": _rows(document.currency, every, before, owed, "territory", lambda each: each.territory),
        "medium": _rows(document.currency, every, before, owed, "medium", lambda each: each.medium),
        "payer": _rows(document.currency, every, before, owed, "payer", lambda each: each.payer),
    }
    whole = _row(document.currency, "receipts.sum.total", "Total", every, before, owed)
    return Sums(start, end, as_of or end, by, whole)


def bills(
    document: ReceiptsDocument, tree: Tree, *, end: date, as_of: date | None = None
) -> tuple[Bill, ...]:
    """Every bill up to a day, by payer, number, territory and medium, with what was collected on it by then, gross.

    A bill without a number is that of its line alone. What is unpaid is never below nothing: a payment above its bill
    leaves nothing to collect.
    """
    groups: dict[tuple[str, ...], list[_Entry]] = {}
    for entry in _standing(document, tree, as_of):
        statement, line, _ = entry
        own = (statement.id, line.id) if not line.bill else (_key(payer_of(statement, line)), line.bill)
        currency = line.currency or statement.currency
        groups.setdefault((*own, line.territory, line.medium, currency), []).append(entry)
    return tuple(bill for group in groups.values() if (bill := _bill(group, end)))


def _standing(document: ReceiptsDocument, tree: Tree, as_of: date | None) -> list[_Entry]:
    """The lines of the statements that no known statement supersedes."""
    known = [
        (at, each) for at, each in enumerate(document.statements) if as_of is None or each.received <= as_of
    ]
    gone = {each.supersedes for _, each in known}
    return [
        (statement, line, tree.where(("statements", at, "lines", place)))
        for at, statement in sorted(known, key=lambda pair: (pair[1].received, pair[1].id))
        if statement.id not in gone
        for place, line in sorted(enumerate(statement.lines), key=lambda pair: pair[1].id)
    ]


def _bill(group: Sequence[_Entry], end: date) -> Bill | None:
    statement, line, _ = group[0]
    currency = line.currency or statement.currency
    billed, paid, days = [], [], []
    for each, own, where in group:
        name = f"receipts.{each.id}.{own.id}"
        if own.billed is not None and own.billed_on is not None and own.billed_on <= end:
            billed.append(given(f"{name}.billed", "Billed", Money(own.billed, currency), where))
            days.append(own.billed_on)
        if own.gross is not None and own.value_date is not None and own.value_date <= end:
            paid.append(given(f"{name}.paid", "Paid on the bill, gross", Money(own.gross, currency), where))
    if not days:
        return None
    zero, name = Money.zero(currency), f"receipts.{statement.id}.{line.id}.bill"
    payer = payer_of(statement, line)
    whole = sum_of(f"{name}.billed", f"Billed to {payer}", billed, zero)
    came = sum_of(f"{name}.paid", f"Paid by {payer}, gross", paid, zero)
    left = difference(f"{name}.outstanding", f"{payer}: {line.territory}, {line.medium}", whole, came)
    if left.value < zero:
        left = Figure(left.name, left.label, zero, f"{left.how}; more was paid than billed", left.inputs)
    return Bill(payer, line.bill, line.territory, line.medium, min(days), whole, came, left)


def _rows(
    currency: str,
    every: Sequence[Receipt],
    before: Sequence[Receipt],
    owed: Sequence[Bill],
    kind: str,
    of: Callable[[Receipt | Bill], str],
) -> tuple[SumRow, ...]:
    """A row for each word, largest to date first; words that differ in capitals and signs alone are one."""
    key_of = str if kind == "territory" else cache(_key)
    labels: dict[str, str] = {}
    for words in (*map(of, every), *map(of, owed)):
        labels.setdefault(key_of(words), words)

    def parted(known: Sequence[_Known]) -> Mapping[str, list[_Known]]:
        found: dict[str, list[_Known]] = {key: [] for key in labels}
        for each in known:
            found[key_of(of(each))].append(each)
        return found

    came, earlier, unpaid = parted(every), parted(before), parted(owed)
    rows = [
        _row(currency, f"receipts.sum.{kind}.{key}", label, came[key], earlier[key], unpaid[key])
        for key, label in labels.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.cumulative.value.amount, row.key)))


def _row(
    currency: str,
    name: str,
    label: str,
    every: Sequence[Receipt],
    before: Sequence[Receipt],
    owed: Sequence[Bill],
) -> SumRow:
    zero = Money.zero(currency)
    earlier = {each.id for each in before}
    prior = sum_of(f"{name}.prior", f"{label}, before", [each.net for each in before], zero)
    since = [each.net for each in every if each.id not in earlier]
    moved = sum_of(f"{name}.moved", f"{label}, this period", since, zero)
    how = "what came before and what this period moved"
    cumulative = sum_of(f"{name}.cumulative", f"{label}, to date", [prior, moved], zero, how)
    return SumRow(name.rpartition(".")[2], label, prior, moved, cumulative, _unpaid(name, label, owed))


def _unpaid(name: str, label: str, owed: Sequence[Bill]) -> tuple[Figure[Money], ...]:
    """What is billed and unpaid, one figure for each currency; none where all is paid."""
    found: dict[str, list[Figure[Money]]] = {}
    for bill in owed:
        if bill.outstanding.value:
            found.setdefault(bill.outstanding.value.currency, []).append(bill.outstanding)
    return tuple(
        sum_of(f"{name}.outstanding.{own}", f"{label}, billed and unpaid", parts, Money.zero(own))
        for own, parts in sorted(found.items())
    )


def _key(words: str) -> str:
    """A word as figures are named by it."""
    return _WORD.sub("_", words.casefold()).strip("_") or "unnamed"
