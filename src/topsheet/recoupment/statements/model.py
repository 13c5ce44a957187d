"""What a statement holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from topsheet.figures import Figure, Value
from topsheet.money import Money
from topsheet.release import Receipt


@dataclass(frozen=True, slots=True)
class Line:
    """One payee at one step: due to date, paid before, now and to date, and what is unpaid; `rule` is the clause.

    `due` is the entitlement to date: of a claim all it may have at the step, of a percentage what the base gives.
    """

    step: str
    label: str
    payee: str
    payee_name: str
    rule: str
    due: Figure[Money]
    before: Figure[Money]
    now: Figure[Money]
    to_date: Figure[Money]
    unpaid: Figure[Money]


@dataclass(frozen=True, slots=True)
class Account:
    """Money kept: what was put in and released to date, and what is held."""

    id: str
    label: str
    before: Figure[Money]
    held: Figure[Money]


@dataclass(frozen=True, slots=True)
class Statement:
    """A period: opening + received + joined (`into`) = paid + closing (`out`), where closing is held and left.

    `lines` stand in the order of the terms in force; `version` is the amendment's title, empty for the first terms.
    """

    number: int
    start: date | None
    end: date
    made: date
    currency: str
    version: str
    receipts: tuple[Receipt, ...]
    received_before: Figure[Money]
    received: Figure[Money]
    received_to_date: Figure[Money]
    joined: Figure[Money]
    lines: tuple[Line, ...]
    accounts: tuple[Account, ...]
    opening: Figure[Money]
    paid: Figure[Money]
    closing: Figure[Money]
    left: Figure[Money]
    into: Figure[Money]
    out: Figure[Money]

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the statement stands."""
        yield from (
            self.received_to_date,
            self.received_before,
            self.into,
            self.out,
            self.left,
        )
        for line in self.lines:
            yield from (line.due, line.now, line.unpaid)
        for account in self.accounts:
            yield from (account.before, account.held)


@dataclass(frozen=True, slots=True)
class ParticipantStatement:
    """One participant's part of a statement: its lines, what is earned, tax, and what is sent.

    payable = carried from before + now; paid = payable, or nothing while it is less than the least payment, which is
    then carried on; sent = paid less tax. `accounts` are held in its name: not earned until they are paid out.

    all_in = to date + others + kept, where kept is the closing balance: everything that came in and joined, and
    everybody else's part as one sum, which a participant may see without seeing theirs.
    """

    statement: Statement
    participant: str
    name: str
    lines: tuple[Line, ...]
    before: Figure[Money]
    now: Figure[Money]
    to_date: Figure[Money]
    carried: Figure[Money]
    tax: Figure[Money]
    sent: Figure[Money]
    paid: Figure[Money]
    carried_on: Figure[Money]
    tax_to_date: Figure[Money]
    sent_to_date: Figure[Money]
    all_in: Figure[Money]
    others: Figure[Money]
    kept: Figure[Money]
    accounts: tuple[Account, ...] = ()
    note: str = ""

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of it stands."""
        yield from (self.before, self.now, self.carried, self.carried_on, self.tax_to_date, self.sent_to_date)
        yield from (self.paid, self.others)
