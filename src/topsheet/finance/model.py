"""The finance plan as the executive producer writes it."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from topsheet.documents import Amount, Document, PercentValue

Status = Literal[
    "withdrawn", "idea", "approached", "soft", "loi", "term_sheet", "signed", "conditions_met", "cash_in_bank"
]
# From here up the ladder a source counts (reference: covered % counts signed or better).
COUNTS: tuple[Status, ...] = ("signed", "conditions_met", "cash_in_bank")
# A day, or the name of a milestone: start_of_photography, wrap, or one of production.yaml's milestones.
When = datetime.date | str


class Instalment(Document):
    """A share of the amount and the day or milestone on which it arrives."""

    share: PercentValue
    on: When


class _Source(Document):
    id: str
    name: str
    party: str = ""
    status: Status
    status_date: datetime.date | None = None
    evidence: str = ""
    note: str = ""


class _Paid(_Source):
    kind: Literal["equity", "own_money", "grant"]
    face: Amount
    instalments: tuple[Instalment, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> _Paid:
        shares = sum(part.share.value for part in self.instalments)
        if shares != 100:
            raise ValueError(f"the instalments add up to {shares}%, not 100%")
        return self


class Equity(_Paid):
    """Money that shares the risk: paid in instalments, recouped by the terms of the waterfall."""

    kind: Literal["equity"]


class OwnMoney(_Paid):
    """The producer's or executive producer's own money, with the same paper as anyone's."""

    kind: Literal["own_money"]


class Grant(_Paid):
    """Soft money paid in instalments and not recouped."""

    kind: Literal["grant"]


class Deposit(Document):
    """The part of a minimum guarantee paid on signature."""

    percent: PercentValue
    on: When


class Commission(Document):
    """The sales agent's share of the guarantee, taken from the balance or from every payment alike."""

    percent: PercentValue
    taken: Literal["balance", "pro_rata"] = "balance"


class Presale(_Source):
    """A territory sold before delivery: a minimum guarantee with a deposit now and a balance on delivery."""

    kind: Literal["presale"]
    territory: str
    face: Amount
    deposit: Deposit
    balance_on: When = "delivery"
    commission: Commission
    essential: tuple[str, ...] = ()


class PresaleLoan(_Source):
    """A bank's advance on the balances of signed pre-sales, net of commission."""

    kind: Literal["presale_loan"]
    lends_on: tuple[str, ...]
    advance: PercentValue
    on: When


class Incentive(_Source):
    """A public incentive on qualified spend; its face is computed from the budget."""

    kind: Literal["incentive"]
    programme: str
    paid_on: When = "delivery"


class IncentiveLoan(_Source):
    """A lender's advance on an incentive."""

    kind: Literal["incentive_loan"]
    lends_on: tuple[str, ...]
    advance: PercentValue
    on: When


class GapLoan(_Source):
    """A loan on the territories not yet sold, at their take values."""

    kind: Literal["gap_loan"]
    face: Amount
    on: When


class Deferral(_Source):
    """A fee in the budget that is paid later, from receipts: it covers cost and is not cash."""

    kind: Literal["deferral"]
    face: Amount
    defers: str


Source = Annotated[
    Equity | OwnMoney | Grant | Presale | PresaleLoan | Incentive | IncentiveLoan | GapLoan | Deferral,
    Field(discriminator="kind"),
]
Paid = Equity | OwnMoney | Grant
Loan = PresaleLoan | IncentiveLoan


class StressDoc(Document):
    """What if: receipts of named sources arrive so many months late."""

    id: str
    title: str
    delays: dict[str, Annotated[int, Field(ge=0, le=120)]]


class OptionDoc(Document):
    """A way to close the gap: sources added, collateral pledged, a place given up, globals changed."""

    id: str
    title: str
    note: str = ""
    adds: tuple[Source, ...] = ()
    pledges: dict[str, tuple[str, ...]] = {}
    without_place: str = ""
    globals: dict[str, Amount] = {}


class FinanceDocument(Document):
    """The sources, the stresses to try, and the options to weigh."""

    kind: Literal["finance"]
    version: Literal[1]
    currency: str
    sources: tuple[Source, ...]
    stresses: tuple[StressDoc, ...] = ()
    options: tuple[OptionDoc, ...] = ()
