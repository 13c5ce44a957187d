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
    """A period: opening + received + joined = paid + closing, where closing is held and left.

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

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the statement stands."""
        yield from (
            self.received_to_date,
            self.received_before,
            self.opening,
            self.paid,
            self.closing,
            self.left,
        )
        for line in self.lines:
            yield from (line.due, line.now, line.unpaid)
        for account in self.accounts:
            yield from (account.before, account.held)


@dataclass(frozen=True, slots=True)
class ParticipantStatement:
    """One participant's part of a statement: its lines, what is earned, tax, and what is sent.

    payable = carried from before + now; sent = payable less tax, or nothing while it is less than the least payment,
    which is then carried on.
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
    carried_on: Figure[Money]
    note: str = ""

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of it stands."""
        yield from (self.to_date, self.before, self.sent, self.carried_on)
