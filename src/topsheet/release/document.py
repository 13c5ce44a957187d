"""The receipts as they are kept: statements as they came, numbers reported, the bank's balances, saved mappings."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from topsheet.documents import Amount, Count, Document, SignedAmount
from topsheet.release.mapping import MappingDoc, Sender

Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Rate = Annotated[Count, Field(gt=0)]


class Span(Document):
    """A period, both days included."""

    start: Annotated[datetime.date, Field(alias="from")]
    to: datetime.date


class LineDoc(Document):
    """One line: what was billed, what was collected, or both. Billed alone is owed and not yet a receipt.

    `gross`, `withheld` and `charges` are in the line's currency; `rate` is what one unit of it is worth in the film's.
    Amounts below nothing stand only where `corrects` names what they correct.
    """

    id: str
    territory: str
    medium: str
    contract: str = ""
    payer: str = ""
    earned: Span | None = None
    currency: Currency | None = None
    bill: str = ""
    billed: SignedAmount | None = None
    billed_on: datetime.date | None = None
    gross: SignedAmount | None = None
    withheld: SignedAmount | None = None
    certificate: bool = False
    charges: SignedAmount | None = None
    value_date: datetime.date | None = None
    rate: Rate | None = None
    rate_source: str = ""
    corrects: str = ""
    note: str = ""


class AllocationDoc(Document):
    """What a collection agent says somebody is paid: at one step of the terms, or in all where none is named."""

    to: str  # a party, a position or a source, by its id or its name
    step: str = ""  # a cost or a tier, by its id or its label
    now: SignedAmount | None = None
    to_date: SignedAmount


class StatementDoc(Document):
    """A statement as it was received; it is never edited: a restatement names the one that it supersedes."""

    id: str
    sender: Annotated[str, Field(alias="from")]
    kind: Sender
    period: Span
    received: datetime.date
    currency: Currency
    supersedes: str | None = None
    mapping: str = ""
    file: str = ""
    sha256: str = ""
    note: str = ""
    lines: tuple[LineDoc, ...] = ()
    allocations: tuple[AllocationDoc, ...] = ()  # in the film's currency


class ReportDoc(Document):
    """A number that somebody reported, to date on a day, such as a box office; `received` is the day we knew it."""

    register_id: Annotated[str, Field(alias="register")]
    day: datetime.date
    number: Count
    received: datetime.date | None = None
    source: str = ""


class PaymentDoc(Document):
    """What left the collection account."""

    day: datetime.date
    to: str
    amount: Amount
    note: str = ""


class BalanceDoc(Document):
    """What the bank says the collection account holds at the end of a day, in the film's currency."""

    day: datetime.date
    balance: SignedAmount


class ReceiptsDocument(Document):
    """Every statement received, in the order of their arrival or any other; amounts of the account in `currency`."""

    kind: Literal["receipts"]
    version: Literal[1]
    currency: Currency
    statements: tuple[StatementDoc, ...] = ()
    reports: tuple[ReportDoc, ...] = ()
    payments: tuple[PaymentDoc, ...] = ()
    bank: tuple[BalanceDoc, ...] = ()
    mappings: tuple[MappingDoc, ...] = ()
