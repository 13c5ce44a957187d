"""The steps of the terms as they run: every number an exact fraction of a coin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent
from topsheet.recoupment.clauses import Mode
from topsheet.recoupment.model import Position


@dataclass(frozen=True, slots=True)
class Test:
    """A condition ready to be tried at the start of a day; everything that is not empty must hold."""

    since: date | None = None
    until: date | None = None
    had: tuple[str, ...] = ()
    target: Fraction = Fraction(0)
    register: str = ""
    level: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Take:
    """A part for one payee: `rate` of a base, kept between a floor and a cap, or without a rate the cap itself.

    `base` is `gross`, `rest` or a register's id; `bands` are the rates above each amount of the base; amounts
    are coins. An account is a payee like any other.
    """

    id: str
    label: str
    payee: str
    payee_name: str
    rule: Figure[Value]
    rate: Fraction | None = None
    base: str = "gross"
    cap: Fraction | None = None
    floor: Fraction = Fraction(0)
    offset: Fraction = Fraction(0)
    bands: tuple[tuple[Fraction, Fraction], ...] = ()
    retroactive: bool = False
    lapses: bool = False
    when: Test | None = None
    below: bool = False  # a tier below the costs

    @property
    def of_rest(self) -> bool:
        """Whether it is a percentage of what is left."""
        return self.base == "rest"

    @property
    def plain(self) -> bool:
        """A percentage of gross and nothing more: all such costs of a pot are one split."""
        extras = self.floor or self.offset or self.bands or self.when or self.lapses or self.below
        return self.rate is not None and self.base == "gross" and not extras


@dataclass(frozen=True, slots=True)
class Add:
    """Money that joins the flow here: an inflow of the finance plan, or what an account releases."""

    id: str
    label: str
    coins: int
    inflow: Figure[Money] | None = None
    account: str = ""


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
    when: Test | None = None
    crossed: bool = False  # pays what another pot could not


@dataclass(frozen=True, slots=True)
class Branch:
    """One side of a division that ends when its claims are full."""

    id: str
    label: str
    rate: Fraction
    rule: Figure[Percent]
    recoup: Recoup


@dataclass(frozen=True, slots=True)
class Beside:
    """Two or more sides paid at once by their shares; what a full side cannot take goes to the others."""

    id: str
    label: str
    branches: tuple[Branch, ...]
    when: Test | None = None


@dataclass(frozen=True, slots=True)
class Corridor:
    """A share of what arrives for some claims until they are full; the rest flows on beside them."""

    id: str
    label: str
    rate: Fraction
    rule: Figure[Percent]
    recoup: Recoup
    when: Test | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A share of what is left: one payee, or positions with weights; `cap` is where it ends."""

    id: str
    label: str
    rate: Fraction
    rule: Figure[Percent]
    party: str
    party_name: str
    claims: tuple[Claim, ...]
    cap: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Everything that is left, divided; with `until`, only until those have had their targets."""

    id: str
    label: str
    parts: tuple[Part, ...]
    until: tuple[Claim, ...] = ()
    when: Test | None = None


Step = Take | Add | Recoup | Beside | Corridor | Share


def recoups(step: Step) -> Iterator[Recoup]:
    """The groups of claims that a step pays to their targets."""
    match step:
        case Recoup():
            yield step
        case Beside():
            yield from (branch.recoup for branch in step.branches)
        case Corridor():
            yield step.recoup


def payees(step: Step) -> tuple[str, ...]:
    """Ids of those a step pays, in the order in which a run lists them."""
    match step:
        case Take():
            return (step.payee,)
        case Add():
            return ()
        case Share():
            return tuple(
                payee
                for part in step.parts
                for payee in ((part.party,) if part.party else [claim.position.id for claim in part.claims])
            )
        case _:
            return tuple(claim.position.id for group in recoups(step) for claim in group.claims)


def up(number: Fraction) -> int:
    """The least whole number of coins that reaches it."""
    return ceil(number)
