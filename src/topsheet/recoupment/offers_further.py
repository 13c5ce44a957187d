"""What an offer means further down: its net as receipts of the production, through the production's own terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from topsheet.figures import Figure, Value, sum_of
from topsheet.money import Money
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.curve import mixed
from topsheet.recoupment.model import CaseReport, Position
from topsheet.recoupment.offers import OfferCase
from topsheet.recoupment.program import ANYWHERE, Origin
from topsheet.recoupment.ready_offers import PRODUCTION
from topsheet.recoupment.report import Income, written_out
from topsheet.recoupment.terms import Coins, Terms
from topsheet.recoupment.waterfall import pour

NEVER = "never"
# More coins than any film takes in: what they do not reach is never reached.
_MOST = 10**15


@dataclass(frozen=True, slots=True)
class Further:
    """When a position has had its money back under an offer.

    `needed` is the least the offer must bring the production, `gross` the least the distributor must take in for that:
    an amount, nothing where it is so without, or the word `never` with the reason in `how`.
    """

    position: Position
    needed: Figure[Value]
    gross: Figure[Value]


@dataclass(frozen=True)
class Below:
    """The production's terms, with what they receive from elsewhere: `other` in all, by where it comes from."""

    terms: Terms
    other: Money
    mixture: Mapping[Origin, Fraction] = field(default_factory=lambda: {ANYWHERE: Fraction(1)})
    levels: Mapping[str, int] = field(default_factory=dict)
    known: dict[tuple[Origin, str], int | None] = field(default_factory=dict, repr=False)

    def run(self, offer: Offer, case: OfferCase) -> CaseReport:
        """Everyone's part, to the coin, of what the offer brings and what comes from elsewhere.

        An offer for several territories or media is one payment; it is received as from the first of them.
        """
        name = f"{case.net.name.removesuffix('.net')}.{self.place}"
        elsewhere = Figure(f"{name}.other", "Receipts from elsewhere", self.other, "as asked")
        parts: dict[Origin, Figure[Money]] = {
            origin: Figure(f"{name}.other.{n}", f"From elsewhere, {', '.join(filter(None, origin))}",
                          self.terms.money(coins), "as asked, in the proportions of the first case")
            for n, (origin, coins) in enumerate(self._other().items(), start=1) if coins
        } if len(self.mixture) > 1 else {next(iter(self.mixture)): elsewhere}  # fmt: skip
        origin, zero = origin_of(offer), Money.zero(self.terms.currency)
        if origin in parts:
            both = [parts[origin], case.net]
            parts[origin] = sum_of(f"{name}.there", "Received there in all", both, zero)
        else:
            parts[origin] = case.net
        whole = sum_of(f"{name}.gross", f"Receipts with {offer.title}", list(parts.values()), zero)
        return written_out(self.terms, Income(whole, parts, self.levels), name)

    @property
    def place(self) -> str:
        """How its figures are named, by what comes from elsewhere in coins."""
        return f"with_{int(self.terms.coins(self.other.amount))}"

    def recouped(self, offer: Offer, offered: Terms, guarantee: Figure[Money]) -> tuple[Further, ...]:
        """For each position of the terms, at which gross of the distributor it has had what it put in or is owed."""
        return tuple(self._recouped(offer, offered, guarantee, each) for each in self.terms.positions)

    def _recouped(
        self, offer: Offer, offered: Terms, guarantee: Figure[Money], position: Position
    ) -> Further:
        money, name = self.terms.money, f"recoupment.offer.{offer.id}.{self.place}.{position.id}"
        needed, owed = self._needed(origin_of(offer), position), position.invested
        label = f"{position.name} has its money back, needed of {offer.title}"
        elsewhere = f"with {self.other} from elsewhere"
        if needed is None:
            why = f"however much comes in, the terms do not pay {position.name} {owed.value} {elsewhere}"
            never: Figure[Value] = Figure(f"{name}.needed", label, NEVER, why, (owed,))
            return Further(position, never, Figure(f"{name}.gross", label, NEVER, why, (never,)))
        how = f"the least, to the coin, at which the terms have paid {owed.value} {elsewhere}"
        asked = Figure(f"{name}.needed", label, money(needed), how, (owed,))
        gross = _least(lambda coins: _net(offered, guarantee.value, coins) >= needed)
        label = f"{position.name} has its money back, gross of {offer.title}"
        if gross is None:
            why = f"{offer.title} brings no more than its guarantee of {guarantee.value}, and {money(needed)} is needed"
            return Further(position, asked, Figure(f"{name}.gross", label, NEVER, why, (asked, guarantee)))
        how = "by the guarantee" if needed and not gross else "the least gross, to the coin, that brings it"
        how = how if needed else "without it"
        return Further(position, asked, Figure(f"{name}.gross", label, money(gross), how, (asked, guarantee)))

    def _needed(self, origin: Origin, position: Position) -> int | None:
        key = (origin, position.id)
        if key not in self.known:
            target = self.terms.coins(position.invested.value.amount)
            self.known[key] = _least(lambda coins: self._had(origin, coins).get(position.id, 0) >= target)
        return self.known[key]

    def _had(self, origin: Origin, coins: int) -> Mapping[str, Coins]:
        parts = dict(self._other())
        parts[origin] = parts.get(origin, 0) + coins
        return pour(self.terms, parts, self.levels).received()

    def _other(self) -> dict[Origin, int]:
        return mixed(int(self.terms.coins(self.other.amount)), self.mixture)


def origin_of(offer: Offer) -> Origin:
    """Where the production receives what an offer brings: from its first territory and medium."""
    return (next(iter(offer.territory), ""), next(iter(offer.medium), ""), "")


def _net(offered: Terms, guarantee: Money, gross: int) -> int:
    """What an offer brings at a gross, both in coins."""
    run = pour(offered, {ANYWHERE: gross})
    return int(offered.coins(guarantee.amount)) + int(run.received().get(PRODUCTION, 0))


def _least(enough: Callable[[int], bool]) -> int | None:
    """The least number of coins that is enough, where more never is less; None where none is."""
    if enough(0):
        return 0
    low, high = 0, 1
    while not enough(high):
        low, high = high, high * 16
        if high > _MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
