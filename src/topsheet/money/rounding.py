"""The named places where money is rounded, and the split that never loses or invents a cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache
from math import lcm

# ISO 4217 minor units that are not two; the list is short because most currencies count in hundredths.
_MINOR_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
# Wide enough for a product of three of the largest amounts a document may hold.
_WIDE = Context(prec=60)


def minor_digits(currency: str) -> int:
    """How many decimals the currency's smallest coin has (ISO 4217): 2 for USD, 0 for JPY."""
    return _MINOR_DIGITS.get(currency, 2)


def round_half_up(amount: Decimal, currency: str) -> Decimal:
    """To the smallest coin of the currency, halves away from zero."""
    return amount.quantize(_coin(currency), ROUND_HALF_UP, _WIDE)


def round_half_even(amount: Decimal, currency: str) -> Decimal:
    """To the smallest coin of the currency, halves to the even coin: the rule for interest."""
    return amount.quantize(_coin(currency), ROUND_HALF_EVEN, _WIDE)


@cache
def _coin(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_digits(currency))


def split(amount: int, weights: Sequence[Decimal | Fraction | int]) -> list[int]:
    """Divide whole coins by weights, all of them and no more, with nested floor splits.

    The first takes the floor of its exact share; what is left is split again among the others; the last takes
    the rest, and so owns the stray cent. Shares sum to `amount` and never fall when `amount` rises, so cumulative
    payments never go backwards. Weights must not be negative; all-zero weights give everything to the last.

    Shape: `len(weights)` whole coins. Raises ValueError for a negative weight or amount, or no weights.
    """
    if amount < 0 or not weights or any(weight < 0 for weight in weights):
        raise ValueError("a split needs an amount and weights that are not negative")
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(below for _, below in ratios))
    exact = [above * (common // below) for above, below in ratios]
    shares: list[int] = []
    left, weight_left = amount, sum(exact)
    for weight in exact[:-1]:
        share = left * weight // weight_left if weight_left else 0
        shares.append(share)
        left, weight_left = left - share, weight_left - weight
    return [*shares, left]
