"""Participations as the executive producer writes them: the distributor's books, and each deal's definitions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from topsheet.documents import Count, Document, PercentValue, Sum
from topsheet.documents.model import Number
from topsheet.finance.terms import DayCount
from topsheet.recoupment.clauses import Id


def _small(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


# Territories are written here as in market.yaml, or in small letters: names of figures hold no others.
Area = Annotated[Id, BeforeValidator(_small)]
# What the last place of a statement is worth: 1 for whole dollars, 100,000 for millions with one decimal.
Place = Annotated[Count, Field(gt=0)]


class Receipt(Document):
    """What was reported to date of one medium in one territory: an amount, or a share of the box office.

    `receivable` is what of it is billed and not collected, `reserve` what the distributor holds back.
    """

    medium: Id
    territory: Area | None = None
    amount: Sum | None = None
    of_box_office: PercentValue | None = None
    receivable: Sum = Decimal(0)
    reserve: Sum = Decimal(0)


class Cost(Document):
    """A cost charged to date, of one type."""

    id: Id
    label: str = ""
    amount: Sum


class Books(Document):
    """The distributor's books of the film on a day, every amount from the beginning to that day.

    `total` is the books' own total of receipts where their parts do not make it; `receivables` and `reserves` are
    what the books give for all media together.
    """

    id: Id
    to: date
    label: str = ""
    currency: str | None = None
    box_office: Sum | None = None
    receipts: tuple[Receipt, ...] = ()
    total: Sum | None = None
    receivables: Sum = Decimal(0)
    reserves: Sum = Decimal(0)
    distribution: tuple[Cost, ...] = ()
    negative: tuple[Cost, ...] = ()


class Counted(Document):
    """A medium, or one territory of it, of which only so many percent count as gross."""

    medium: Id
    territory: Area | None = None
    percent: PercentValue


class Fee(Document):
    """A distribution fee on one medium, or on every medium that no other fee names."""

    medium: Id | None = None
    percent: PercentValue


class Advertising(Document):
    """Overhead on the distribution costs named."""

    percent: PercentValue
    on: tuple[Id, ...] = Field(min_length=1)


class Overhead(Document):
    """Overhead on the negative costs named, on all of them, or on a fixed amount such as the bonded budget."""

    percent: PercentValue
    on: tuple[Id, ...] | None = None
    of: Sum | None = None
    on_participations: bool = False
    on_interest: bool = False


class Rate(Document):
    """A rate of interest from a day on."""

    starts: date
    percent: PercentValue


class Interest(Document):
    """Interest on what is not recouped: simple, from statement to statement, on what stood open at the last one."""

    rates: tuple[Rate, ...] = Field(min_length=1)
    day_count: DayCount = "act/365"
    first_to: Literal["interest", "cost"] = "interest"
    on_overhead: bool = False
    on_participations: bool = True


class Charge(Document):
    """An amount agreed in the deal and charged as cost: a producer's fee, a bond fee, a deferment."""

    id: Id
    label: str
    amount: Sum
    overhead: bool = False


class Breakeven(Document):
    """A break-even: costs without a fee (cash), with it (actual), or a number or multiple agreed (artificial).

    `gross` may count media at other rates than the deal does; what it does not name counts as in the deal.
    """

    id: Id
    label: str
    kind: Literal["cash", "actual", "artificial"]
    moves: Literal["rolling", "first"] = "rolling"
    fee: PercentValue | None = None
    interest: bool = True
    participations: bool = True
    gross: tuple[Counted, ...] = ()
    amount: Sum | None = None
    multiple: Count | None = None
    of: tuple[Id, ...] = ()
    mix: dict[Id, PercentValue] = Field(default_factory=dict)


class Step(Document):
    """A rate of the deal's gross from the first dollar, or on what lies above one of its break-evens."""

    percent: PercentValue
    after: Id | None = None


class Points(Document):
    """Points of the net profits: of all of them, or of the producer's share of them."""

    percent: PercentValue
    of: Literal["all_net_profits", "producers_share"] | None = None
    producers_share: PercentValue | None = None


class Told(Document):
    """What a statement gives this participant: amounts taken as they stand, and every line as printed."""

    statement: Id
    fees: Sum | None = None
    interest: Sum | None = None
    participations: Sum | None = None
    printed: dict[str, Number] = Field(default_factory=dict)


class Deal(Document):
    """One participant's deal: how gross is counted, what is charged against it, and what they have of it.

    `steps` make it a gross participation, `points` a net one. `participations` names gross deals that are charged
    here as cost, this one among them where its own share is. `rounded_to` and `printed_to` are the worth of the last
    place to which lines are worked out, and printed; the currency's coin where nothing is said.
    """

    id: Id
    label: str
    participant: str
    gross: tuple[Counted, ...] = ()
    receivables: Literal["left_out", "counted"] = "left_out"
    fees: tuple[Fee, ...] = ()
    fees_on: Literal["collected", "gross"] = "collected"
    advertising: Advertising | None = None
    charges: tuple[Charge, ...] = ()
    overhead: Overhead | None = None
    interest: Interest | None = None
    participations: tuple[Id, ...] = ()
    breakevens: tuple[Breakeven, ...] = ()
    steps: tuple[Step, ...] = ()
    points: Points | None = None
    advance: Sum = Decimal(0)
    rounded_to: Place | None = None
    printed_to: Place | None = None
    statements: tuple[Told, ...] = ()


class ParticipationsDocument(Document):
    """The books by period, and the deals that are paid out of them: `participations.yaml`."""

    kind: Literal["participations"]
    version: Literal[1]
    currency: str
    books: tuple[Books, ...] = ()
    deals: tuple[Deal, ...] = ()
