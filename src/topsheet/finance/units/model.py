"""Classes of units, the rows of the unit ledger, and the cap table they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from topsheet.figures import Figure
from topsheet.money import Money, Percent


class Move(StrEnum):
    """What a row of the unit ledger states."""

    SUBSCRIBED = "SUBSCRIBED"
    PAID = "PAID"
    RETURNED = "RETURNED"
    ISSUED = "ISSUED"
    TRANSFERRED = "TRANSFERRED"
    REDEEMED = "REDEEMED"


# Rows that state money; all others state units.
MONEY = (Move.PAID, Move.RETURNED)


@dataclass(frozen=True, slots=True)
class UnitClass:
    """A class of units: its price, how many may exist, and what its holders recoup beyond their money."""

    code: str
    name: str
    price: Money
    authorised: int
    premium: Percent


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of the unit ledger.

    `units` and `amount` are positive. Money is paid and returned; units are subscribed, issued, transferred and
    redeemed. `accredited` and `verified` are the subscriber's state when they subscribed. `reverses` names the row
    that this one takes back: the two together are nothing.
    """

    number: int
    kind: Move
    day: date
    unit_class: str
    holder: str
    units: int = 0
    amount: Money | None = None
    to: str = ""
    accredited: bool = False
    verified: bool = False
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class ClassReport:
    """A class on a day: units by what became of them, and the money for them."""

    unit_class: UnitClass
    authorised: Figure[int]
    subscribed: Figure[int]
    issued: Figure[int]
    redeemed: Figure[int]
    outstanding: Figure[int]
    left: Figure[int]
    paid: Figure[Money]
    due: Figure[Money]


@dataclass(frozen=True, slots=True)
class HoldingReport:
    """What one holder has of one class on a day; `share` is of the units outstanding."""

    holder: str
    unit_class: str
    subscribed: Figure[int]
    paid: Figure[Money]
    units: Figure[int]
    share: Figure[Percent]


@dataclass(frozen=True, slots=True)
class CapTable:
    """The cap table as of a day."""

    as_of: date
    classes: tuple[ClassReport, ...]
    holdings: tuple[HoldingReport, ...]
