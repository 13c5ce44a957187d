"""One value for an amount and its currency; three kinds of it that never add up by accident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self, TypeVar

from topsheet.money.percent import Percent
from topsheet.money.rounding import minor_digits, round_half_up, split


class MixedAmounts(TypeError):
    """Two amounts of different currency or kind cannot be added, subtracted or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency; arithmetic never rounds, `rounded` does, by name."""

    amount: Decimal
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in a currency: the start of a sum."""
        return cls(Decimal(0), currency)

    def _match(self, other: object) -> None:
        if type(self) is not type(other) or self.currency != getattr(other, "currency", ""):
            mine, theirs = (
                f"{type(each).__name__} {getattr(each, 'currency', each)}" for each in (self, other)
            )
            raise MixedAmounts(f"{mine} and {theirs} cannot be put together")

    def __add__(self, other: Self) -> Self:
        self._match(other)
        return type(self)(self.amount + other.amount, self.currency)

    def __sub__(self, other: Self) -> Self:
        self._match(other)
        return type(self)(self.amount - other.amount, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | int | Percent) -> Self:
        by = factor.fraction if isinstance(factor, Percent) else Decimal(factor)
        return type(self)(self.amount * by, self.currency)

    def __lt__(self, other: Self) -> bool:
        self._match(other)
        return self.amount < other.amount

    def __le__(self, other: Self) -> bool:
        self._match(other)
        return self.amount <= other.amount

    def __gt__(self, other: Self) -> bool:
        self._match(other)
        return self.amount > other.amount

    def __ge__(self, other: Self) -> bool:
        self._match(other)
        return self.amount >= other.amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def rounded(self) -> Self:
        """Half up to the currency's smallest coin: the rule for budget lines and converted amounts."""
        return type(self)(round_half_up(self.amount, self.currency), self.currency)

    def shared(self, weights: Sequence[Decimal | int]) -> list[Self]:
        """The amount divided by weights into whole coins with nested floor splits; the last owns the stray coin.

        Shape: `len(weights)` amounts that add up to this one, rounded half up first if it is not in whole coins.
        """
        digits = minor_digits(self.currency)
        coins = int(round_half_up(self.amount, self.currency).scaleb(digits))
        return [type(self)(Decimal(coin).scaleb(-digits), self.currency) for coin in split(coins, weights)]

    def plain(self) -> Money:
        """The bare amount, where a face value, cash or value in kind is deliberately read as money."""
        return Money(self.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {round_half_up(self.amount, self.currency):,}"


@dataclass(frozen=True, slots=True)
class Face(Money):
    """What a paper promises, before discount, commission and fees."""


@dataclass(frozen=True, slots=True)
class Cash(Money):
    """What reaches the production account and can pay an invoice."""


@dataclass(frozen=True, slots=True)
class InKind(Money):
    """Value given without cash: services, facilities, and fees put off (deferrals)."""


M = TypeVar("M", bound=Money)


def total(amounts: Iterable[M], zero: M) -> M:
    """The sum of amounts of one kind and currency; `zero` names both when there is nothing to add.

    Raises MixedAmounts when an amount is of another kind or currency.
    """
    whole = zero.amount
    for each in amounts:
        if type(each) is not type(zero) or each.currency != zero.currency:
            return zero + each  # which says what cannot be put together
        whole += each.amount
    return type(zero)(whole, zero.currency)
