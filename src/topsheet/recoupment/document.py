"""The terms of recoupment as the executive producer writes them: who is paid, from what, in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from topsheet.documents import Count, Document, PercentValue, Sum
from topsheet.recoupment.arrangements import (
    Account,
    Accrual,
    Amendment,
    Crossed,
    Event,
    Inside,
    Offer,
    OwnClaim,
    Pot,
    Register,
)
from topsheet.recoupment.clauses import Id, Target, Tier, TopLine


class Party(Document):
    """Someone who is paid without having financed: collection agent, sales agent, producer."""

    id: Id
    name: str


class Receipts(Document):
    """Part of a case's receipts: how much, and where it comes from."""

    amount: Sum
    territory: str = ""
    medium: str = ""
    source: str = ""


class Made(Document):
    """A statement: up to which day receipts count in it, and on which it is made and money is shared out."""

    to: date
    made: date


class Paying(Document):
    """How somebody is paid: tax withheld from it, and the least that is sent."""

    to: str
    tax: PercentValue | None = None
    least: Sum = Decimal(0)


class Case(Document):
    """Receipts for which everyone's part is shown, all on one day."""

    gross: Sum | None = None
    of: tuple[Receipts, ...] = ()
    levels: dict[str, Count] = Field(default_factory=dict)  # registers that are reported, as box office
    label: str = ""


class Breakeven(Document):
    """A question: at what gross has this position, or this kind taken together, had so many percent back?"""

    position: str | None = None
    kind: str | None = None
    target: Target


class Variant(Document):
    """Other tiers under the same costs and cases; `needs` names positions without which it means nothing."""

    id: Id
    title: str
    note: str = ""
    needs: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = Field(min_length=1)


class RecoupmentDocument(Document):
    """The terms, the cases and the questions: `recoupment.yaml`."""

    kind: Literal["recoupment"]
    version: Literal[1]
    currency: str
    receipts: str
    since: date | None = Field(default=None, alias="from")  # the day of the agreement; no receipt lies before
    cases_on: date | None = None  # the day on which the receipts of a case are taken to arrive
    parties: tuple[Party, ...] = ()
    registers: tuple[Register, ...] = ()
    claims: tuple[OwnClaim, ...] = ()
    interest: tuple[Accrual, ...] = ()
    accounts: tuple[Account, ...] = ()
    events: tuple[Event, ...] = ()
    off_the_top: tuple[TopLine, ...] = ()
    tiers: tuple[Tier, ...] = Field(min_length=1)
    pots: tuple[Pot, ...] = ()
    crossed: tuple[Crossed, ...] = ()
    inside: tuple[Inside, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    statements: tuple[Made, ...] = ()
    paying: tuple[Paying, ...] = ()
    offers: tuple[Offer, ...] = ()
    cases: tuple[Case, ...] = ()
    breakevens: tuple[Breakeven, ...] = ()
    variants: tuple[Variant, ...] = ()
