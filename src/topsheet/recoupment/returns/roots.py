"""Every rate at which a series of amounts is worth nothing, found in decimals: none is missed.

With the continuous rate d the worth is f(d) = sum of a·exp(-d·t). By Descartes' rule f has no more roots than its
amounts change sign, and with one change it has exactly one. Multiplying f by exp(d·s), with s between two times where
the sign changes, and taking the slope gives a series of the same form with one change fewer; between two roots of that
slope f has at most one root (Laguerre, Théorie des équations numériques, 1883).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from itertools import pairwise

Terms = tuple[tuple[Decimal, Decimal], ...]  # (time, amount), times rising, no amount nothing
_DIGITS = 40
_CLOSE = Decimal(1).scaleb(-32)


def continuous_rates(times: Sequence[Decimal], amounts: Sequence[Decimal]) -> list[Decimal]:
    """All roots in rising order, to 32 decimals of the larger of 1 and the rate."""
    held: dict[Decimal, Decimal] = {}
    for time, amount in zip(times, amounts, strict=True):
        held[time] = held.get(time, Decimal(0)) + amount
    with localcontext(Context(prec=_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)):
        return _roots(tuple((time, held[time]) for time in sorted(held) if held[time]))


def rate(continuous: Decimal, units: int = 1) -> Decimal:
    """The effective rate over so many units of time: exp(d·units) - 1, to 30 figures of exp(d·units)."""
    with localcontext(Context(prec=_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)) as wide:
        grown = (continuous * units).exp()
        wide.prec = 30
        return +grown - 1


def _changes(terms: Terms) -> list[Decimal]:
    """A time between each two neighbours of unlike sign."""
    return [(a[0] + b[0]) / 2 for a, b in pairwise(terms) if (a[1] > 0) != (b[1] > 0)]


def _worth(terms: Terms, at: Decimal) -> Decimal:
    return sum((amount * (-at * time).exp() for time, amount in terms), Decimal(0))


def _roots(terms: Terms) -> list[Decimal]:
    turns = _changes(terms)
    if not turns:
        return []
    if len(turns) == 1:
        return [_between(terms, None, None)]
    middle = turns[0]
    slope = tuple((time, amount * (middle - time)) for time, amount in terms)
    stops: list[Decimal | None] = [None, *_roots(slope), None]
    found = []
    for low, high in pairwise(stops):
        if _sign(terms, low, first=False) * _sign(terms, high, first=True) < 0:
            found.append(_between(terms, low, high))
        if high is not None and _sign(terms, high, first=True) == 0:
            found.append(high)
    return found


def _sign(terms: Terms, at: Decimal | None, *, first: bool) -> int:
    """The sign of the worth at a rate; at the upper end the first amount decides, at the lower end the last."""
    if at is None:
        value = terms[0][1] if first else terms[-1][1]
        return 1 if value > 0 else -1
    value = _worth(terms, at)
    size = sum((abs(amount) * (-at * time).exp() for time, amount in terms), Decimal(0))
    return 0 if abs(value) <= size * _CLOSE else 1 if value > 0 else -1


def _between(terms: Terms, low: Decimal | None, high: Decimal | None) -> Decimal:
    """The one root between two rates (None: without end), by Newton's steps kept inside a bracket that closes."""
    below = _sign(terms, low, first=False)
    low, high = _closed(terms, low, high, below)
    at = (low + high) / 2
    for _ in range(400):
        value = _worth(terms, at)
        if value == 0:
            return at
        low, high = (at, high) if (1 if value > 0 else -1) == below else (low, at)
        slope = -sum((time * amount * (-at * time).exp() for time, amount in terms), Decimal(0))
        step = at - value / slope if slope else low
        following = step if low < step < high else (low + high) / 2
        if abs(following - at) <= _CLOSE * max(Decimal(1), abs(at)):
            return following
        at = following
    return at


def _closed(terms: Terms, low: Decimal | None, high: Decimal | None, below: int) -> tuple[Decimal, Decimal]:
    """Ends in place of none, doubled outwards until the sign there is that of the end."""
    start = low if low is not None else high if high is not None else Decimal(0)
    reach = Decimal(1)
    while low is None:
        low = start - reach if _sign(terms, start - reach, first=False) == below else None
        reach *= 2
    reach = Decimal(1)
    while high is None:
        high = start + reach if _sign(terms, start + reach, first=True) == -below else None
        reach *= 2
    return low, high
