"""The clauses of recoupment terms as they are written: costs, tiers, conditions, interest, pots."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from topsheet.documents import Count, Document, PercentValue, Sum

# How a tier is shared when it cannot pay everyone: by amounts, one after another, by head, or by agreed share
Mode = Literal["pro_rata", "in_order", "equal", "shares"]
# What a percentage is taken of: the receipts of its pot, what is left there, or a register by its id
GROSS, REST = "gross", "rest"
MAIN = "main"

_TAKEN = ("gross", "net_after_costs", "undistributed")
_PARTS = ("account", "participant")


def _name(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise ValueError("an id is written in small letters, figures and _, and starts with a letter")
    return value


def _step(value: Any) -> Any:
    name = _name(value)
    if name in _TAKEN or name.startswith(("available_to_", "paid_to_")):
        raise ValueError(f"`{name}` is the name of a figure of every case; choose another id")
    if name in _PARTS:
        raise ValueError(f"`{name}` names other figures of a statement; choose another id")
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

    above: Sum
    percent: PercentValue


class Taking(Document):
    """A percentage of a base, or an amount, for one payee."""

    to: str
    percent: PercentValue | None = None
    of: str = GROSS
    up_to: Sum | None = None
    at_least: Sum | None = None
    offset: Sum | None = None  # an advance already had, set against it
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
    up_to: Sum | None = None


class Bonus(Document):
    """A sum that is due once the condition of its tier holds."""

    to: str
    amount: Sum


class Hold(Document):
    """Money put aside: a percentage of what is left, or of gross, or an amount, into an account."""

    account: str
    percent: PercentValue | None = None
    of: str = REST
    up_to: Sum | None = None


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
