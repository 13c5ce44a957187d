"""Which offer is the best at which gross: where their nets cross, solved exactly before any rounding.

What an offer brings is a straight line between bends (docs/algorithms/waterfall.md). Between two neighbours among all
bends and all meetings of two lines no order changes, so one look in the middle tells the best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from topsheet.documents import Tree
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.curve import Curve, curve
from topsheet.recoupment.ready_offers import PRODUCTION, Clauses, clauses_of, offer_terms
from topsheet.recoupment.terms import Terms


@dataclass(frozen=True, slots=True)
class Line:
    """What an offer brings the production at any gross, in exact coins."""

    offer: Offer
    clauses: Clauses
    terms: Terms
    drawn: Curve

    def at(self, gross: Fraction) -> Fraction:
        """The net at a gross."""
        return self.terms.coins(self.offer.guarantee) + self.drawn.had(gross)[PRODUCTION]

    def bends(self) -> list[Fraction]:
        """Where the line bends; the first is nothing."""
        return [point.gross for point in self.drawn.points]


@dataclass(frozen=True, slots=True)
class Span:
    """From one gross to the next, the offers that bring most; several where they bring the same.

    `since` is None from nothing on, and `until` at the end.
    """

    since: Figure[Money] | None
    until: Figure[Money] | None
    best: tuple[Offer, ...]


def line_of(offer: Offer, currency: str, tree: Tree) -> Line:
    """The line of an offer."""
    terms = offer_terms(offer, currency, tree)
    return Line(offer, clauses_of(offer, currency, tree), terms, curve(terms))


def spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Which offers are best, from nothing to any gross."""
    grosses = sorted({each for line in lines for each in line.bends()} | set(_meetings(lines)))
    found: list[tuple[Fraction, tuple[Offer, ...]]] = []
    for start, middle in _between(grosses):
        nets = [(line.at(middle), line.offer) for line in lines]
        most = max(net for net, _ in nets)
        best = tuple(offer for net, offer in nets if net == most)
        if not found or found[-1][1] != best:
            found.append((start, best))
    turns = [_turn(lines, n, start) if start else None for n, (start, _) in enumerate(found)]
    return tuple(
        Span(since, until, best)
        for since, until, (_, best) in zip(turns, (*turns[1:], None), found, strict=True)
    )


def grosses_for(lines: Sequence[Line]) -> tuple[Decimal, ...]:
    """Four round grosses that show what offers do: below, at and above where the last of them bends."""
    wanted = max(line.terms.money(line.drawn.full).amount for line in lines) / 3
    step = Decimal(1)
    while step * 10 <= wanted:
        step *= 10
    step *= next(each for each in (5, 2, 1) if step * each <= wanted or each == 1)
    return tuple(step * each for each in (1, 2, 3, 6))


def _between(grosses: Sequence[Fraction]) -> Iterator[tuple[Fraction, Fraction]]:
    """The start of each stretch and a gross inside it."""
    yield from ((low, (low + high) / 2) for low, high in pairwise(grosses))
    yield grosses[-1], grosses[-1] + 1


def _meetings(lines: Sequence[Line]) -> Iterator[Fraction]:
    """Every gross at which two lines meet between their bends."""
    for one, other in combinations(lines, 2):
        grosses = sorted({*one.bends(), *other.bends()})
        for low, high in pairwise((*grosses, grosses[-1] + 1)):
            gap, later = (one.at(each) - other.at(each) for each in (low, high))
            if gap == later:
                continue
            met = low + (high - low) * gap / (gap - later)
            if low < met and (met < high or low == grosses[-1]):
                yield met


def _turn(lines: Sequence[Line], n: int, gross: Fraction) -> Figure[Money]:
    """The gross at which another offer becomes the best."""
    money = lines[0].terms.money
    exactly = "" if gross.denominator == 1 else ", then rounded half up to the coin"
    net = money(max(line.at(gross) for line in lines))
    how = f"where two lines meet, at {net} to the production; solved before any rounding{exactly}"
    said = [line.clauses for line in lines]
    inputs = tuple(figure for each in said for figure in (each.fee, each.costs, each.guarantee, each.share))
    name = f"recoupment.offer.{'.or.'.join(line.offer.id for line in lines)}.turn.{n}"
    label = f"Where another of {', '.join(line.offer.title for line in lines)} becomes the best"
    return Figure(name, label, money(gross), how, inputs)
