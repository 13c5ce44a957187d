"""Money for the reference: where it stands, how it is shared, how interest runs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from topsheet.recoupment.steps import Corridor, Take
from topsheet.recoupment.terms import Accrues

MONTHS = {"simple": 0, "monthly": 1, "quarterly": 3, "yearly": 12}


@dataclass
class Place:
    """Where the flow of a pot stands today.

    `arrives` is the movement of all that has reached it to date, `cash` what can be paid out, `gross` the new gross.
    `fresh` is today's money alone: what is paid above comes out of it first, and only then out of money that stood
    in the pot before.
    """

    arrives: int
    cash: int
    gross: int
    fresh: int

    def join(self, more: int) -> None:
        """Money joins the flow."""
        self.arrives, self.cash, self.fresh = self.arrives + more, self.cash + more, self.fresh + more

    def take(self, paid: int) -> None:
        """Money is paid out."""
        self.arrives, self.cash = self.arrives - paid, self.cash - paid
        self.fresh = max(self.fresh - paid, min(self.fresh, 0))

    def rest(self, step: Take | Corridor, *, amended: bool) -> int:
        """What counts for a percentage of the rest: all there is, or what comes in while a clause holds."""
        return self.fresh if step.when or amended else self.arrives


def nested(amount: int, weights: Sequence[Fraction], caps: Sequence[int | None] | None = None) -> list[int]:
    """Each takes its exact share rounded down of what is left for it and those after; the last takes the rest.

    What a cap leaves goes to those named after.
    """
    shares = []
    for at, weight in enumerate(weights):
        after = sum(weights[at:], Fraction(0))
        share = floor(amount * weight / after) if after else 0
        cap = caps[at] if caps else None
        share = share if cap is None else max(0, min(share, cap))
        shares.append(share)
        amount -= share
    return shares


def fill(amount: int, rooms: Sequence[int], weights: Sequence[Fraction]) -> list[int]:
    """Side by side: the one that will be full first takes its share or all its room, then the others likewise.

    How near each is to full is told in whole coins of the largest claim. As long as there is room no coin is left
    over: each takes at least what those after it have no room for.
    """
    shares = [0] * len(rooms)
    named = [at for at, weight in enumerate(weights) if weight]
    waiting = sorted(named, key=lambda at: floor(rooms[at] * max(weights) / weights[at]))
    while waiting:
        share = floor(amount * weights[waiting[0]] / sum(weights[at] for at in waiting))
        first = waiting.pop(0)
        over = amount - sum(rooms[at] for at in waiting)
        shares[first] = min(max(share, over), rooms[first])
        amount -= shares[first]
    return shares


def in_order(amount: int, rooms: Sequence[int]) -> list[int]:
    """One after another."""
    shares = []
    for room in rooms:
        shares.append(min(amount, room))
        amount -= shares[-1]
    return shares


def banded(base: Fraction, rate: Fraction, bands: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """What lies below the first amount at the first rate, what lies above each at its own."""
    edges = [Fraction(0), *(above for above, _ in bands)]
    rates = [rate, *(each for _, each in bands)]
    earned = Fraction(0)
    for at, each in enumerate(rates):
        end = edges[at + 1] if at + 1 < len(edges) else base
        earned += each * max(Fraction(0), min(base, end) - edges[at]) if at else each * min(base, end)
    return earned


def month_later(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)


def capitalised_on(terms: Accrues, last: date) -> Iterator[date]:
    """The days up to `last` on which unpaid interest is added to what bears interest."""
    every, at = MONTHS[terms.method], 0
    while every:
        at += every
        day = month_later(terms.since, at)
        if day > last or (terms.until and day > terms.until):
            return
        yield day


@dataclass
class Loan:
    """A claim that bears interest: what is left of its principal, its interest to date, and how it was paid.

    Unpaid interest that was capitalised bears interest too, and stays interest: it is paid when interest is paid.
    """

    terms: Accrues
    principal: Fraction = Fraction(0)
    capital: Fraction = Fraction(0)  # unpaid interest that bears interest
    accrued: Fraction = Fraction(0)  # exact, in coins
    paid: int = 0  # on the interest
    looked: date = date.min

    def __post_init__(self) -> None:
        self.principal, self.looked = self.terms.principal, self.terms.since

    @property
    def interest(self) -> int:
        """Interest to date in whole coins, halves to even."""
        return round(self.accrued)

    def days(self, day: date) -> int:
        """A number for each day whose differences are the days between, as the contract counts them."""
        if self.terms.days == "30/360":
            last = min(day.day, 30) if self.terms.since.day >= 30 else day.day  # the bond basis
            return day.year * 360 + day.month * 30 + last
        return day.toordinal()

    def run(self, day: date) -> None:
        """Interest runs until the beginning of a day."""
        end = min(day, self.terms.until) if self.terms.until else day
        if end > self.looked:
            year = 365 if self.terms.days == "act/365" else 360
            bears = self.principal if self.terms.outstanding else self.terms.principal
            days = self.days(end) - self.days(self.looked)
            self.accrued += (bears + self.capital) * self.terms.rate * days / year
            self.looked = end

    def pay(self, amount: int) -> None:
        """A payment falls on interest and principal in the order agreed; what is over is premium."""
        unpaid = self.interest - self.paid
        if self.terms.interest_first:
            part = min(amount, unpaid)
            back = min(amount - part, floor(self.principal))
        else:
            back = min(amount, floor(self.principal))
            part = min(amount - back, unpaid)
        self.principal -= back
        self.paid += part
        self.capital = min(self.capital, Fraction(unpaid - part))

    def capitalise(self) -> None:
        """At the end of its day, unpaid interest begins to bear interest."""
        self.capital = Fraction(self.interest - self.paid)
