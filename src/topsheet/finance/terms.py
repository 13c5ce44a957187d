"""The parts that sources share: when money comes, what a lender charges, who introduced whom."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from topsheet.documents import Amount, Document, PercentValue

Status = Literal[
    "withdrawn", "idea", "approached", "soft", "loi", "term_sheet", "signed", "conditions_met", "cash_in_bank"
]
# From here up the ladder a source counts (reference: covered % counts signed or better).
COUNTS: tuple[Status, ...] = ("signed", "conditions_met", "cash_in_bank")
# Below a letter of intent nobody has promised anything.
EARLY: tuple[Status, ...] = ("withdrawn", "idea", "approached", "soft")
# A day, or the name of a milestone: start_of_photography, wrap, or one of production.yaml's milestones.
When = datetime.date | str
# What money may pay for: the shoot, the finishing of the film, its release, or whatever comes first.
Stage = Literal["any", "shoot", "finishing", "release"]
# How the days of interest are counted: 30/360 has twelve months of thirty days; act has the calendar's.
DayCount = Literal["30/360", "act/360", "act/365"]
Compounding = Literal["simple", "monthly", "quarterly", "yearly"]
# A face that is no number: `needed` is solved so that the plan closes, `largest` is what a gap lender allows,
# `cost_plus` is the budget and the streamer's premium.
Sized = Literal["needed", "largest", "cost_plus"]
Months = Annotated[int, Field(ge=0, le=240)]


class Instalment(Document):
    """A share of the amount and the day or milestone on which it arrives."""

    share: PercentValue
    on: When


class Fee(Document):
    """What a lender, an agent or a counsel charges for the money: a percentage of it, an amount, or both."""

    label: str
    percent: PercentValue | None = None
    amount: Amount | None = None

    @model_validator(mode="after")
    def _something(self) -> Fee:
        if self.percent is None and self.amount is None:
            raise ValueError("a fee has a `percent`, an `amount`, or both")
        return self


class Interest(Document):
    """Interest on the whole facility, from the draw to the repayment, and the months reserved beyond that.

    `repaid` is the day, the milestone or the number of months after the draw on which the loan is repaid.
    """

    rate: PercentValue
    day_count: DayCount = "act/360"
    compounding: Compounding = "simple"
    repaid: When | Months = "delivery"
    reserve_months: Months = 0


class LoanTerms(Document):
    """What a loan costs, and whether that is held back from it or stands in the budget's finance costs."""

    fees: tuple[Fee, ...] = ()
    interest: Interest | None = None
    costs: Literal["deducted", "budget"] = "deducted"


class Introduction(Document):
    """Which mandate brought a source, and the day on which the two sides were introduced."""

    mandate: str
    on: datetime.date


class Mandate(Document):
    """Somebody's right to a fee on money that arrives because of them, within a period and its tail."""

    id: str
    name: str
    party: str = ""
    percent: PercentValue
    starts: datetime.date
    ends: datetime.date
    tail_months: Months = 0


class Pledges(Document):
    """Where a campaign stood at the end of a day: pledged so far, by how many."""

    day: datetime.date
    total: Amount
    backers: Annotated[int, Field(ge=0)]


class Reward(Document):
    """A tier of a campaign: what a backer pays, and what the reward costs to make and to send."""

    id: str
    name: str
    price: Amount
    backers: Annotated[int, Field(ge=0)] = 0
    unit_cost: Amount = Decimal(0)
    postage: Amount = Decimal(0)
