"""The terms as they run: steps in order, payees by name, every number an exact fraction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent, minor_digits
from topsheet.recoupment.arrangements import Counted, Filter
from topsheet.recoupment.clauses import Takers
from topsheet.recoupment.model import Position
from topsheet.recoupment.steps import (
    Add,
    Corridor,
    Step,
    Take,
    Test,
    payees,
    recoups,
)

# Whole coins in a statement, exact fractions of a coin when an equation is solved: one program runs on both.
Coins = int | Fraction


@dataclass(frozen=True, slots=True)
class Pot:
    """Receipts with an order of their own; what is left at its end flows into the pot `then`, if any."""

    id: str
    label: str
    filter: Filter
    steps: tuple[Step, ...]
    then: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """A register: what share of each receipt it counts; or a number that is reported."""

    id: str
    label: str
    counts: tuple[Counted, ...]
    otherwise: Fraction
    reported: bool

    def rate(self, territory: str, medium: str, source: str) -> Fraction:
        """The share of such a receipt that counts; the first entry that names it decides."""
        for each in self.counts:
            if each.holds(territory, medium, source):
                return Fraction(each.percent.fraction)
        return self.otherwise


@dataclass(frozen=True, slots=True)
class Accrues:
    """Interest on a position: `rate` a year by `days`, capitalised by `method`, on `outstanding` or all of it.

    `principal` is what bears it, in coins: a premium does not.
    """

    on: str
    principal: Fraction
    rate: Fraction
    days: str
    method: str
    outstanding: bool
    since: date
    until: date | None
    interest_first: bool
    rule: Figure[Value]


@dataclass(frozen=True, slots=True)
class Kept:
    """An account: who holds it, and when what it holds joins the flow again."""

    id: str
    label: str
    holder: str
    purpose: str
    release: Test | None


@dataclass(frozen=True, slots=True)
class Passed:
    """One share of a corridor inside a party."""

    to: str
    to_name: str
    rate: Fraction
    cap: Fraction | None
    rule: Figure[Percent]


@dataclass(frozen=True, slots=True)
class Within:
    """A corridor inside a party: shares of what it receives at some tiers are passed on."""

    id: str
    label: str
    of: str
    of_name: str
    tiers: tuple[str, ...]
    shares: tuple[Passed, ...]
    minimum: Fraction


@dataclass(frozen=True, slots=True)
class Amended:
    """From a day on, the main pot's steps."""

    id: str
    title: str
    since: date
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms ready to run; `name` begins the name of every figure made from them. The last pot is the main one."""

    name: str
    currency: str
    receipts: str
    parties: Mapping[str, str]
    positions: tuple[Position, ...]
    pots: tuple[Pot, ...]
    registers: tuple[Base, ...] = ()
    accruals: tuple[Accrues, ...] = ()
    accounts: tuple[Kept, ...] = ()
    inside: tuple[Within, ...] = ()
    amended: tuple[Amended, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)  # the party a claim belongs to
    since: date | None = None
    cases_on: date | None = None
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # programs, once written

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, pot by pot in the order in which they run."""
        return tuple(step for pot in self.pots for step in pot.steps)

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step, those of the amendments included."""
        return (*self.steps, *(step for each in self.amended for step in each.steps))

    @property
    def beside(self) -> dict[str, str]:
        """The parties told beside the positions: not one that has nothing but its claims, which stand for it."""
        paid = {payee for step in self.all_steps for payee in payees(step)}
        paid |= {share.to for each in self.inside for share in each.shares}
        return {
            party: name
            for party, name in self.parties.items()
            if party in paid or party not in self.owners.values()
        }

    @property
    def main(self) -> Pot:
        """The pot into which the others flow."""
        return self.pots[-1]

    @property
    def time_free(self) -> bool:
        """Whether only the sum of the receipts matters, and neither their days nor their path."""
        conditions = any(getattr(step, "when", None) for step in self.steps)
        paths = any(isinstance(step, Take) and (step.retroactive or step.lapses) for step in self.steps)
        released = any(isinstance(step, Add) and step.account for step in self.steps)
        return not (
            self.accruals
            or self.amended
            or conditions
            or paths
            or released
            or self._shared_claims
            or self._paid_beside
        )

    @property
    def _paid_beside(self) -> bool:
        """Whether a claim is paid in a corridor and in a tier below, so that what it had there fills the corridor."""
        paid = [claim.position.id for step in self.steps for group in recoups(step) for claim in group.claims]
        beside = [
            claim.position.id
            for step in self.steps
            if isinstance(step, Corridor)
            for claim in step.recoup.claims
        ]
        return any(paid.count(each) > 1 for each in beside)

    @property
    def _shared_claims(self) -> bool:
        """Whether a claim is paid from two pots, so that it matters which receives first."""
        pots: dict[str, str] = {}
        return any(
            pots.setdefault(claim.position.id, pot.id) != pot.id
            for pot in self.pots
            for step in pot.steps
            for group in recoups(step)
            for claim in group.claims
        )

    def coins(self, amount: Decimal) -> Fraction:
        """An amount in the currency's smallest coin."""
        return coins(amount, self.currency)

    def money(self, amount: Coins) -> Money:
        """Coins as money, halves of a coin rounded up."""
        whole = amount if isinstance(amount, int) else int(amount + Fraction(1, 2))
        return Money(Decimal(whole).scaleb(-minor_digits(self.currency)), self.currency)

    def named(self, payee: str) -> str:
        """The name of a party, a position, a claim or an account."""
        names = {each.id: each.name for each in self.positions} | {
            each.id: each.label for each in self.accounts
        }
        return {**names, **self.parties}.get(payee, payee)


def coins(amount: Decimal, currency: str) -> Fraction:
    """An amount in the currency's smallest coin: 12.50 USD is 1250."""
    return Fraction(amount.scaleb(minor_digits(currency)))


def chosen(takers: Takers, positions: Sequence[Position]) -> tuple[Position, ...]:
    """The positions a tier names: those of a kind in the plan's order, or the ids in the order written."""
    if takers.kind is not None:
        return tuple(position for position in positions if position.kind == takers.kind)
    by_id = {position.id: position for position in positions}
    return tuple(by_id[each] for each in takers.who if each in by_id)
