"""The clauses around the tiers: pots, registers, accounts, claims, interest, what is passed on, offers, amendments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from topsheet.documents import Count, Document, PercentValue, Sum
from topsheet.recoupment.clauses import (
    MAIN,
    Id,
    Premium,
    RateStep,
    Target,
    Tier,
    TopLine,
    When,
    _target,
)


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
    amount: Sum
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
    up_to: Sum | None = None
    up_to_percent: Target | None = None  # of what the position put in


class Inside(Document):
    """A corridor inside a party: part of what it receives at some tiers is passed on, and counts as its own."""

    id: Id
    label: str
    of: str
    tiers: tuple[str, ...] = Field(min_length=1)
    shares: tuple[InsideShare, ...] = Field(min_length=1)
    minimum: Sum = Decimal(0)  # nobody is paid less than this in all


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
    guarantee: Sum = Decimal(0)
    fee: PercentValue
    fee_steps: tuple[RateStep, ...] = ()
    costs: Sum = Decimal(0)  # at most, recouped by the distributor
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
