"""A profile as whole weights by quarter."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from topsheet.market.model import Profile

QUARTER = 3  # months


def weights(profile: Profile | None, lag: int) -> tuple[tuple[int, int], ...]:
    """(quarter after delivery, weight) for each quarter with money; the weights are whole and as small as can be.

    The lag moves the profile by its full quarters: a lag of 4 months starts it in quarter 1. Without a profile all
    the money comes in that quarter. A window spreads its share evenly over its quarters.
    """
    shares: dict[int, Fraction] = {}
    if profile is None:
        shares[0] = Fraction(1)
    else:
        for quarter, share in enumerate(profile.quarters):
            shares[quarter] = Fraction(share.value)
        for window in profile.windows:
            each = Fraction(window.share.value) / (window.last - window.first + 1)
            for quarter in range(window.first, window.last + 1):
                shares[quarter] = shares.get(quarter, Fraction(0)) + each
    common = lcm(*(share.denominator for share in shares.values()))
    whole = {quarter: int(share * common) for quarter, share in sorted(shares.items()) if share}
    smallest = gcd(*whole.values())
    return tuple((quarter + lag // QUARTER, weight // smallest) for quarter, weight in whole.items())
