"""The finance plan as the executive producer writes it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from topsheet.documents import Count, Document, PercentValue, Sum
from topsheet.finance.kinds import Source
from topsheet.finance.terms import Mandate, Months, When

MonthsLate = Annotated[int, Field(ge=0, le=120)]


class StressDoc(Document):
    """What if: receipts of named sources arrive so many months late, or never."""

    id: str
    title: str
    delays: dict[str, MonthsLate] = {}
    fails: tuple[str, ...] = ()


class OptionDoc(Document):
    """A way to close the gap, with everything it changes; once `adopted`, it has become part of the plan.

    Sources added, withdrawn or resized; collateral pledged; a place given up, or moved to another; budget lines
    cut by so much; globals of the budget set.
    """

    id: str
    title: str
    note: str = ""
    adopted: datetime.date | None = None
    adds: tuple[Source, ...] = ()
    withdraws: tuple[str, ...] = ()
    faces: dict[str, Sum] = {}
    pledges: dict[str, tuple[str, ...]] = {}
    without_place: str = ""
    moves: dict[str, str] = {}
    cuts: dict[str, Sum] = {}
    globals: dict[str, Count] = {}


class GuildDeposit(Document):
    """Money a guild holds until its members are paid: out before the shoot, back months later.

    An amount, or a percentage of what the named budget lines cost with their fringes.
    """

    id: str
    label: str
    party: str = ""
    amount: Sum | None = None
    percent: PercentValue | None = None
    of: tuple[str, ...] = ()
    out: When
    back: When

    @model_validator(mode="after")
    def _one_amount(self) -> GuildDeposit:
        if (self.amount is None) == (self.percent is None):
            raise ValueError("a deposit has either `amount`, or `percent` with `of`")
        if (self.percent is not None) != bool(self.of):
            raise ValueError("a percentage needs the budget lines it is `of`")
        return self


class Unposted(Document):
    """Spent and not yet in the ledger: cards, petty cash, invoices that nobody has sent in."""

    label: str
    amount: Sum
    on: datetime.date


class StageRuling(Document):
    """A recorded decision that finishing money may pay for the shoot, up to an amount."""

    amount: Sum
    on: datetime.date
    by: str
    reason: str


class CashDoc(Document):
    """How the account is kept: its least balance, deposits with guilds, what is spent and not posted."""

    minimum_balance: Sum = Decimal(0)
    deposits: tuple[GuildDeposit, ...] = ()
    unposted: tuple[Unposted, ...] = ()


class DrawRequest(Document):
    """A request to draw on a source: how much, in its `currency` where it has another, when, and its cost report."""

    id: str
    source: str
    amount: Annotated[Sum, Field(gt=0)]
    currency: str = ""
    on: datetime.date
    cost_report: datetime.date | None = None
    cost_to_complete: Sum | None = None
    contingency_left: Sum = Decimal(0)
    oldest_report_days: Annotated[int, Field(ge=0, le=365)] = 10


class FinanceDocument(Document):
    """The sources, how the account is kept, the stresses to try, and the options to weigh.

    `finishing` names the parts of the budget (as its phasing does) that finish the film; the rest is the shoot.
    `collection_months` is how long after delivery buyers usually pay, which an interest reserve must outlast.
    """

    kind: Literal["finance"]
    version: Literal[1]
    currency: str
    sources: tuple[Source, ...]
    mandates: tuple[Mandate, ...] = ()
    finishing: tuple[str, ...] = ("post",)
    stage_rulings: tuple[StageRuling, ...] = ()
    collection_months: Months = 2
    cash: CashDoc = CashDoc()
    draws: tuple[DrawRequest, ...] = ()
    stresses: tuple[StressDoc, ...] = ()
    options: tuple[OptionDoc, ...] = ()
