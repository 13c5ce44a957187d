"""The terms as they run: steps in order, payees by name, every number an exact fraction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent, minor_digits
from topsheet.recoupment.document import Mode, Takers
from topsheet.recoupment.model import Position
from topsheet.recoupment.sharing import Coins


@dataclass(frozen=True, slots=True)
class Take:
    """A cost off the top: `rate` of gross or of the rest, or an amount up to `cap` coins."""

    id: str
    label: str
    payee: str
    payee_name: str
    rate: Fraction | None
    of_rest: bool
    cap: Fraction
    rule: Figure[Value]


@dataclass(frozen=True, slots=True)
class Add:
    """Money that joins the flow here: an inflow of the finance plan."""

    id: str
    label: str
    coins: int
    inflow: Figure[Money]


@dataclass(frozen=True, slots=True)
class Claim:
    """A position in a tier: its weight, and the total at which it has had enough, in coins."""

    position: Position
    weight: Fraction
    target: Fraction


@dataclass(frozen=True, slots=True)
class Recoup:
    """Claims paid up to their targets."""

    id: str
    label: str
    mode: Mode
    claims: tuple[Claim, ...]
    percent: Figure[Percent] | None


@dataclass(frozen=True, slots=True)
class Part:
    """A share of what is left: one payee, or positions with weights."""

    id: str
    label: str
    rate: Fraction
    rule: Figure[Percent]
    party: str
    party_name: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Everything that is left, divided."""

    id: str
    label: str
    parts: tuple[Part, ...]


Step = Take | Add | Recoup | Share


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms ready to run; `name` begins the name of every figure made from them."""

    name: str
    currency: str
    receipts: str
    parties: Mapping[str, str]
    positions: tuple[Position, ...]
    steps: tuple[Step, ...]

    def coins(self, amount: Decimal) -> Fraction:
        """An amount in the currency's smallest coin."""
        return coins(amount, self.currency)

    def money(self, amount: Coins) -> Money:
        """Coins as money, halves of a coin rounded up."""
        whole = amount if isinstance(amount, int) else int(amount + Fraction(1, 2))
        return Money(Decimal(whole).scaleb(-minor_digits(self.currency)), self.currency)


def coins(amount: Decimal, currency: str) -> Fraction:
    """An amount in the currency's smallest coin: 12.50 USD is 1250."""
    return Fraction(amount.scaleb(minor_digits(currency)))


def chosen(takers: Takers, positions: Sequence[Position]) -> tuple[Position, ...]:
    """The positions a tier names: those of a kind in the plan's order, or the ids in the order written."""
    if takers.kind is not None:
        return tuple(position for position in positions if position.kind == takers.kind)
    by_id = {position.id: position for position in positions}
    return tuple(by_id[each] for each in takers.who if each in by_id)
