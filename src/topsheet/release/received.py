"""What was known as of a day: every line collected, and what restatements took back and put in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from topsheet.documents import Tree
from topsheet.figures import Figure, Value, given
from topsheet.money import Money
from topsheet.release.document import LineDoc, ReceiptsDocument, StatementDoc
from topsheet.release.report import Receipt

_ZERO = Decimal(0)
_FACTS = (
    "payer",
    "contract",
    "territory",
    "medium",
    "currency",
    "gross",
    "withheld",
    "charges",
    "rate",
    "value_date",
)


def received(document: ReceiptsDocument, tree: Tree, *, as_of: date | None = None) -> tuple[Receipt, ...]:
    """Every receipt known as of a day (None: ever), by the day it was known, its own day and its id.

    Receipts are only ever added: what was known on an earlier day is the beginning of what is known now. A restatement
    leaves a line that it repeats as it is; one that it changes or leaves out is reversed, and what it says instead is
    added, both on the day it was received. For a document in which `check` finds no error: a line with an amount but
    without a value date or a rate is no receipt.
    """
    standing: dict[str, Mapping[str, Receipt]] = {}
    made: list[Receipt] = []
    for place, statement in in_order(document.statements):
        if as_of is not None and statement.received > as_of:
            continue
        before = standing.get(statement.supersedes or "", {})
        now = _collected(document.currency, tree, place, statement)
        for name, old in before.items():
            if name in now and _same(old, now[name]):
                now[name] = old
            else:
                made.append(_reversed(old, name, statement))
        made += [
            _restated(new, before.get(name), statement) if statement.supersedes else new
            for name, new in now.items()
            if new is not before.get(name)
        ]
        standing[statement.id] = now
    return tuple(sorted(made, key=lambda receipt: (receipt.known, receipt.day, receipt.id)))


def in_order(statements: Sequence[StatementDoc]) -> list[tuple[int, StatementDoc]]:
    """The statements with their places in the document, by the day they came, each after the one it supersedes."""
    depth = chains(statements)
    placed = enumerate(statements)
    return sorted(placed, key=lambda pair: (pair[1].received, len(depth[pair[1].id]), pair[1].id))


def chains(statements: Sequence[StatementDoc]) -> Mapping[str, tuple[str, ...]]:
    """By statement, those that it supersedes, the nearest first; a circle ends where it closes."""
    above = {each.id: each.supersedes for each in statements}
    found = {}
    for name, first in above.items():
        chain: list[str] = []
        step = first
        while step in above and step != name and step not in chain:
            chain.append(step)
            step = above[step]
        found[name] = tuple(chain)
    return found


def payer_of(statement: StatementDoc, line: LineDoc) -> str:
    """Who paid: the line's payer, else whoever sent the statement."""
    return line.payer or statement.sender


def _collected(currency: str, tree: Tree, place: int, statement: StatementDoc) -> dict[str, Receipt]:
    found = {}
    for at, line in enumerate(statement.lines):
        own = line.currency or statement.currency
        rate = line.rate if own != currency else Decimal(1)
        if line.gross is not None and line.value_date is not None and rate is not None:
            path = ("statements", place, "lines", at)
            found[line.id] = _receipt(currency, tree, path, statement, line, rate)
    return found


def _receipt(
    currency: str,
    tree: Tree,
    path: tuple[str | int, ...],
    statement: StatementDoc,
    line: LineDoc,
    rate: Decimal,
) -> Receipt:
    own, name = line.currency or statement.currency, f"receipts.{statement.id}.{line.id}"
    payer = payer_of(statement, line)
    parts: list[Figure[Money]] = []
    for key, label, value in (
        ("gross", "Collected, gross", line.gross),
        ("withheld", "Tax withheld", line.withheld),
        ("charges", "Bank charges", line.charges),
    ):
        parts.append(given(f"{name}.{key}", label, Money(value or _ZERO, own), tree.where((*path, key))))
    gross, withheld, charges = parts
    inputs: list[Figure[Value]] = [gross, *(part for part in (withheld, charges) if part.value)]
    told = " less ".join(part.label.lower() for part in inputs)
    if own != currency:
        source = f"{tree.where((*path, 'rate'))}: {line.rate_source}".removesuffix(": ")
        inputs.append(given(f"{name}.rate", f"Rate, {currency} for one {own}", rate, source))
        told += f", × {rate:f}"
    left = gross.value - withheld.value - charges.value
    net = Money(left.amount * rate, currency).rounded()
    label = f"{payer}: {line.territory}, {line.medium}"
    return Receipt(
        id=f"{statement.id}.{line.id}",
        statement=statement.id,
        kind=statement.kind,
        payer=payer,
        contract=line.contract,
        territory=line.territory,
        medium=line.medium,
        currency=own,
        gross=gross.value,
        withheld=withheld.value,
        charges=charges.value,
        rate=rate,
        day=line.value_date or statement.received,
        value_date=line.value_date or statement.received,
        known=statement.received,
        amount=net,
        corrects=line.corrects,
        net=Figure(f"{name}.net", label, net, told, tuple(inputs), tree.where(path)),
    )


def _same(old: Receipt, new: Receipt) -> bool:
    """Whether a restatement repeats a line: the same money from the same place."""
    return all(getattr(old, name) == getattr(new, name) for name in _FACTS)


def _restated(new: Receipt, old: Receipt | None, statement: StatementDoc) -> Receipt:
    corrects = old.id if old else statement.supersedes or ""
    return replace(new, day=statement.received, corrects=corrects)


def _reversed(old: Receipt, line: str, statement: StatementDoc) -> Receipt:
    """A receipt taken back by a restatement, on the day the restatement was received."""
    name = f"receipts.{statement.id}.{line}.reversed"
    how = f"{old.id} taken back: restated by {statement.id}"
    return replace(
        old,
        id=f"{statement.id}.{line}.reversed",
        statement=statement.id,
        kind=statement.kind,
        gross=-old.gross,
        withheld=-old.withheld,
        charges=-old.charges,
        day=statement.received,
        known=statement.received,
        amount=-old.amount,
        corrects=old.id,
        net=Figure(name, f"{old.net.label}, taken back", -old.amount, how, (old.net,)),
    )
