"""The terms of recoupment as the executive producer writes them: who is paid, from what, in which order."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from topsheet.documents import Amount, Count, Document, PercentValue

# How a tier is shared when it cannot pay everyone: by amounts, one after another, by head, or by agreed share
Mode = Literal["pro_rata", "in_order", "equal", "shares"]


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


class Party(Document):
    """Someone who is paid without having financed: collection agent, sales agent, producer."""

    id: Id
    name: str


class TopLine(Document):
    """A cost taken off the top: a percentage of gross (or of the rest), or an amount up to a cap."""

    id: StepId
    label: str
    to: str
    percent: PercentValue | None = None
    of: Literal["gross", "rest"] = "gross"
    up_to: Amount | None = None


class Takers(Document):
    """Positions of the finance plan, either every one of a kind or those named, in the order named."""

    kind: str | None = None
    who: tuple[str, ...] = ()


class Pay(Takers):
    """Claims paid until what is owed has been paid."""

    mode: Mode = "pro_rata"
    shares: dict[str, Count] = Field(default_factory=dict)


class PariPassu(Pay):
    """Positions paid side by side until each has had its target, in percent of what it invested."""

    target: Target


class Portion(Takers):
    """A share of everything that is left: to one party, or to positions pro rata to what they invested."""

    id: Id
    label: str
    share: PercentValue
    to: str | None = None


class Tier(Document):
    """One step below the costs; it does one thing."""

    id: StepId
    label: str
    adds: str | None = None
    pay: Pay | None = None
    pari_passu: PariPassu | None = None
    split: tuple[Portion, ...] | None = None


class Case(Document):
    """Receipts for which everyone's part is shown."""

    gross: Amount
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
    parties: tuple[Party, ...] = ()
    off_the_top: tuple[TopLine, ...] = ()
    tiers: tuple[Tier, ...] = Field(min_length=1)
    cases: tuple[Case, ...] = ()
    breakevens: tuple[Breakeven, ...] = ()
    variants: tuple[Variant, ...] = ()
