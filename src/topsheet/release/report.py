"""What the room hands on: receipts as they became known, sums of a period, numbers reported, the bank beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from topsheet.figures import Figure
from topsheet.money import Money


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came, or was taken back by a correction; `net` is in the film's currency.

    net = (gross − withheld − charges) × rate, rounded half up to the coin. `day` is the value date; for a restatement,
    the day on which it was received, while `value_date` stays the bank's. `known` is the day on which we knew.
    `corrects` names the receipt or the statement that it corrects. Two are equal when all but the figure is.
    """

    id: str
    statement: str
    kind: str
    payer: str
    contract: str
    territory: str
    medium: str
    currency: str
    gross: Money
    withheld: Money
    charges: Money
    rate: Decimal
    day: date
    value_date: date
    known: date
    amount: Money
    corrects: str
    net: Figure[Money] = field(compare=False)

    @property
    def takes_back(self) -> bool:
        """Whether this is the reversal of an earlier receipt, by a restatement."""
        return self.id.endswith(".reversed")


@dataclass(frozen=True, slots=True)
class Bill:
    """What a payer was billed and what it has paid of it, gross, in the bill's currency."""

    payer: str
    number: str
    territory: str
    medium: str
    on: date
    billed: Figure[Money]
    paid: Figure[Money]
    outstanding: Figure[Money]


@dataclass(frozen=True, slots=True)
class SumRow:
    """Receipts of one territory, medium or payer: before the period, in it, to date; and what is billed and unpaid.

    What is unpaid stands in the currencies of the bills: money that has not come has no rate yet.
    """

    key: str
    label: str
    prior: Figure[Money]
    moved: Figure[Money]
    cumulative: Figure[Money]
    outstanding: tuple[Figure[Money], ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The receipts of a period added up; `by` is `territory`, `medium` or `payer`."""

    start: date | None
    end: date
    as_of: date
    by: Mapping[str, tuple[SumRow, ...]]
    total: SumRow


@dataclass(frozen=True, slots=True)
class Reported:
    """A number to date on a day, and the day on which it was known."""

    register: str
    day: date
    known: date
    number: Figure[Decimal]


@dataclass(frozen=True, slots=True)
class BankLine:
    """The bank's balance on a day beside what receipts and payments come to."""

    day: date
    balance: Figure[Money]
    expected: Figure[Money]
    difference: Figure[Money]


@dataclass(frozen=True, slots=True)
class ReceiptsReport:
    """Everything that was known as of a day."""

    as_of: date
    receipts: tuple[Receipt, ...]
    sums: Sums
    reported: tuple[Reported, ...]
    bank: tuple[BankLine, ...]
