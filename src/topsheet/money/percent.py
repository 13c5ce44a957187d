"""One type for percentages, so that 25 and 0.25 are never confused."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

_BEYOND = Decimal(10) ** 20  # the yearly rate of money that was out for a day


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share in percent: `Percent(Decimal(25))` is a quarter."""

    value: Decimal

    @property
    def fraction(self) -> Decimal:
        """The share as a fraction of one: 25 percent is 0.25."""
        return self.value / 100

    def rounded(self, digits: int = 2) -> Percent:
        """To so many decimals, half up, for print."""
        return Percent(self.value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))

    def rounded_down(self, digits: int = 2) -> Percent:
        """To so many decimals, towards nothing: what falls short of a limit must not print as the limit."""
        return Percent(self.value.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN))

    def __str__(self) -> str:
        return _printed(self.value)


@lru_cache(4096)
def _printed(value: Decimal) -> str:
    """Rates are few and printed often: each figure made from one says it. Beyond all measure by powers of ten."""
    if abs(value) >= _BEYOND:
        return f"{value:.2e}%"
    return f"{Percent(value).rounded().value:,f}%"


def percent_of(part: Decimal, whole: Decimal) -> Percent:
    """What percentage `part` is of `whole`; of nothing, every part is 0 percent (nothing was asked for)."""
    return Percent(part * 100 / whole) if whole else Percent(Decimal(0))
