"""The closing list as a production's office writes it: conditions, dated obligations, and what is held for the film."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from topsheet.documents import Amount, Document
from topsheet.finance.terms import When

ItemStatus = Literal["not_started", "drafting", "out_for_signature", "signed", "original_held", "waived"]
# From here up a condition is met (reference: ep_work.md 2.8).
MET: tuple[ItemStatus, ...] = ("signed", "original_held")
Group = Literal[
    "company", "rights", "people", "sales", "equity", "loans", "security", "incentives", "bond", "guilds",
    "insurance", "papers", "drawdown",
]  # fmt: skip
GROUPS: dict[Group, str] = {
    "company": "Company and accounts",
    "rights": "Chain of title",
    "people": "Director, producers, writers, cast",
    "sales": "Sales and distribution",
    "equity": "Equity and grants",
    "loans": "Loans",
    "security": "Security and ranking",
    "incentives": "Incentives",
    "bond": "Completion guarantee",
    "guilds": "Guilds",
    "insurance": "Insurance",
    "papers": "Budget, schedule and delivery",
    "drawdown": "First drawdown",
}
ObligationKind = Literal["option", "expiry", "notice", "payment", "report", "other"]
HoldKind = Literal["cast_date", "crew", "location", "deposit", "equipment"]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class ClosingItem(Document):
    """One condition: who brings it, by when, what it blocks, and the evidence that it is met.

    `blocks` names sources, milestones or gates; `after` names items, or sources whose money must come first;
    `essential` names attachments without whom it is not met; `standard` says which item of our own lists it is.
    Days are days or milestones. A waiver carries a name and a reason.
    """

    id: str
    group: Group
    title: str
    status: ItemStatus = "not_started"
    standard: str = ""
    hard: bool = True
    owner: str = ""
    party: str = ""
    needed_by: When | None = None
    blocks: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    essential: tuple[str, ...] = ()
    evidence: str = ""
    evidence_date: datetime.date | None = None
    waived_by: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _waiver(self) -> ClosingItem:
        if self.status == "waived" and not (self.waived_by and self.reason):
            raise ValueError("a waiver needs `waived_by` and `reason`")
        return self


class Obligation(Document):
    """Something owed on a day by the clock of a place: an option to exercise, a notice to give, a sum to pay.

    `place` is one of the production's; `source` the source that is endangered when the day is missed; `price` is in the
    production's currency. It stays open until its `done` day is written.
    """

    id: str
    what: str
    kind: ObligationKind
    party: str = ""
    due: datetime.date
    clock: Clock = "23:59"
    place: str
    done: datetime.date | None = None
    evidence: str = ""
    source: str = ""
    price: Amount | None = None


class Hold(Document):
    """What is held for the film until a day: sunk and still to pay, and until when it can be cancelled for how much.

    `attachment` names the person for whom it is held. Amounts are in the production's currency; `refundable` is the
    part of what is sunk that comes back on cancelling in time. From its `cancelled` day nothing is held any more.
    """

    id: str
    what: str
    kind: HoldKind
    party: str = ""
    attachment: str = ""
    until: datetime.date
    sunk: Amount = Decimal(0)
    to_pay: Amount = Decimal(0)
    cancellable_until: datetime.date | None = None
    refundable: Amount = Decimal(0)
    cancelled: datetime.date | None = None

    @model_validator(mode="after")
    def _no_more_than_sunk(self) -> Hold:
        if self.refundable > self.sunk:
            raise ValueError("no more than what is `sunk` can be `refundable`")
        return self


class ClosingDocument(Document):
    """The conditions before the money, what is owed on a day, and what is held."""

    kind: Literal["closing"]
    version: Literal[1]
    items: tuple[ClosingItem, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    holds: tuple[Hold, ...] = ()
