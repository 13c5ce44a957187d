"""The clauses of recoupment terms as they are written: costs, tiers, conditions, interest, pots."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from topsheet.documents import Amount, Count, Document, PercentValue

# How a tier is shared when it cannot pay everyone: by amounts, one after another, by head, or by agreed share
Mode = Literal["pro_rata", "in_order", "equal", "shares"]
# What a percentage is taken of: the receipts of its pot, what is left there, or a register by its id
GROSS, REST = "gross", "rest"
MAIN = "main"

_TAKEN = ("gross", "net_after_costs", "undistributed")


def _name(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise ValueError("an id is written in small letters, figures and _, and starts with a letter")
    return value


def _step(value: Any) -> Any:
    name = _name(value)
    if name in _TAKEN or name.startswith(("available_to_", "paid_to_")):
        raise ValueError(f"`{name}` is the name of a figure of every case; choose another id")
    return name


def _target(value: Any) -> Any:
    return value.removesuffix("%").strip() if isinstance(value, str) else value


Id = Annotated[str, BeforeValidator(_name)]
StepId = Annotated[str, BeforeValidator(_step)]
# Percent of an investment; a target lies above 100 when the deal has a premium, so it is not a share.
Target = Annotated[Count, BeforeValidator(_target), Field(gt=0, le=100_000)]
# A premium on top of the whole: 20 makes 120% of it.
Premium = Annotated[Count, BeforeValidator(_target), Field(ge=0, le=100_000)]


class Takers(Document):
    """Positions of the finance plan or claims, either every one of a kind or those named, in the order named."""

    kind: str | None = None
    who: tuple[str, ...] = ()


class Recouped(Takers):
    """Those who must have had so many percent of what they put in or are owed, together."""

    target: Target = Decimal(100)


class When(Document):
    """A condition; everything that is written must hold at the start of the day."""

    since: date | None = Field(default=None, alias="from")
    until: date | None = None
    event: str | None = None
    recouped: Recouped | None = None
    register_: str | None = Field(default=None, alias="register")
    at_least: Count | None = None


class RateStep(Document):
    """Another percentage once the base has passed an amount."""

    above: Amount
    percent: PercentValue


class Taking(Document):
    """A percentage of a base, or an amount, for one payee."""

    to: str
    percent: PercentValue | None = None
    of: str = GROSS
    up_to: Amount | None = None
    at_least: Amount | None = None
    offset: Amount | None = None  # an advance already had, set against it
    steps: tuple[RateStep, ...] = ()
    retroactive: bool = False
    arrears: Literal["carried", "lapse"] = "carried"


class TopLine(Taking):
    """A cost taken off the top: a percentage of gross, of the rest or of a register, or an amount up to a cap."""

    id: StepId
    label: str
    when: When | None = None


class Pay(Takers):
    """Claims paid until what is owed has been paid."""

    mode: Mode = "pro_rata"
    shares: dict[str, Count] = Field(default_factory=dict)


class PariPassu(Pay):
    """Positions paid side by side until each has had its target, in percent of what it invested."""

    target: Target


class Branch(Document):
    """One side of a corridor beside another: its share of what reaches both, and whom it pays."""

    id: Id
    label: str
    share: PercentValue
    pay: Pay | None = None
    pari_passu: PariPassu | None = None


class Corridor(Document):
    """A percentage of what is left for some, until they have had theirs; the rest flows on beside them."""

    percent: PercentValue
    pay: Pay | None = None
    pari_passu: PariPassu | None = None


class Portion(Takers):
    """A share of everything that is left: to one party, or to positions pro rata to what they invested."""

    id: Id
    label: str
    share: PercentValue
    to: str | None = None
    up_to: Amount | None = None


class Bonus(Document):
    """A sum that is due once the condition of its tier holds."""

    to: str
    amount: Amount


class Hold(Document):
    """Money put aside: a percentage of what is left, or of gross, or an amount, into an account."""

    account: str
    percent: PercentValue | None = None
    of: str = REST
    up_to: Amount | None = None


class Tier(Document):
    """One step below the costs; it does one thing."""

    id: StepId
    label: str
    when: When | None = None
    adds: str | None = None
    take: Taking | None = None
    pay: Pay | None = None
    pari_passu: PariPassu | None = None
    beside: tuple[Branch, ...] | None = None
    corridor: Corridor | None = None
    bonus: Bonus | None = None
    hold: Hold | None = None
    split: tuple[Portion, ...] | None = None
    until: Recouped | None = None  # a split that ends when these have had their target


class Filter(Document):
    """Receipts by territory, medium and source; an empty list means any."""

    territory: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    source: tuple[str, ...] = ()

    def holds(self, territory: str, medium: str, source: str) -> bool:
        """Whether a receipt is meant."""
        pairs = ((self.territory, territory), (self.medium, medium), (self.source, source))
        return all(not listed or each in listed for listed, each in pairs)


class Counted(Filter):
    """How many percent of such receipts a register counts."""

    percent: PercentValue


class Register(Document):
    """A named base: receipts counted at rates of their own, or a number that is reported, as box office."""

    id: Id
    label: str
    counts: tuple[Counted, ...] = ()
    otherwise: PercentValue | None = None  # what no entry of `counts` names; 100 when not written
    reported: bool = False


class Pot(Filter):
    """Receipts with an order of their own; what it gives to nobody flows on to `then`."""

    id: Id
    label: str
    off_the_top: tuple[TopLine, ...] = ()
    tiers: tuple[Tier, ...] = ()
    then: str = MAIN


class Crossed(Document):
    """Pots that make good each other's unpaid claims before they share anything out."""

    id: Id
    pots: tuple[str, ...] = Field(min_length=2)


class OwnClaim(Document):
    """What a party may have back beside the sources of the plan: a guarantee, expenses, a completion advance."""

    id: Id
    label: str
    to: str
    amount: Amount
    premium: Premium = Decimal(0)


class Accrual(Document):
    """Interest or a preferred return on a position or a claim."""

    on: str
    percent: Annotated[Count, BeforeValidator(_target), Field(ge=0, le=1000)]
    days: Literal["act/360", "act/365", "30/360"] = "act/365"
    method: Literal["simple", "monthly", "quarterly", "yearly"] = "simple"
    of: Literal["outstanding", "original"] = "outstanding"
    since: date = Field(alias="from")
    until: date | None = None
    first: Literal["interest", "principal"] = "interest"


class Account(Document):
    """Money kept: released into the flow by a tier that adds it, or held in somebody's name for a purpose."""

    id: Id
    label: str
    holder: str | None = None  # a party in whose name it is held
    purpose: str = ""
    release: When | None = None


class InsideShare(Document):
    """What one gets out of another's recoupment."""

    to: str
    percent: PercentValue
    up_to: Amount | None = None
    up_to_percent: Target | None = None  # of what the position put in


class Inside(Document):
    """A corridor inside a party: part of what it receives at some tiers is passed on, and counts as its own."""

    id: Id
    label: str
    of: str
    tiers: tuple[str, ...] = Field(min_length=1)
    shares: tuple[InsideShare, ...] = Field(min_length=1)
    minimum: Amount = Decimal(0)  # nobody is paid less than this in all


class Event(Document):
    """Something that happens on a day: delivery, first release."""

    id: Id
    label: str = ""
    on: date


class Offer(Document):
    """A distributor's offer: what it guarantees, keeps, recoups and shares, for some receipts of its own."""

    id: Id
    title: str
    territory: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    guarantee: Amount = Decimal(0)
    fee: PercentValue
    fee_steps: tuple[RateStep, ...] = ()
    costs: Amount = Decimal(0)  # at most, recouped by the distributor
    order: Literal["fee_first", "costs_first"] = "fee_first"
    share: PercentValue  # of what is left above the guarantee, for the production
    note: str = ""


class Amendment(Document):
    """From a day on, other costs and tiers; what was paid stays paid."""

    id: Id
    title: str
    since: date = Field(alias="from")
    off_the_top: tuple[TopLine, ...] | None = None
    tiers: tuple[Tier, ...] | None = Field(default=None, min_length=1)
