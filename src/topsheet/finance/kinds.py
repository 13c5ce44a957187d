"""The kinds of source, each with its own terms."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from topsheet.documents import Amount, Count, Document, PercentValue, Sum
from topsheet.finance.terms import (
    Fee,
    Instalment,
    Introduction,
    LoanTerms,
    Pledges,
    Reward,
    Sized,
    Stage,
    Status,
    When,
)


class _Source(Document):
    """What every source says: who, how far up the ladder and since when, on what evidence, on which conditions.

    `status_date` is the day of the present status, `signed_on` that of the signature where the status has moved on.
    `essential` names attachments (production.yaml) without whom the source is conditional and does not count;
    `after` names sources that must count before this one can be drawn.
    """

    id: str
    name: str
    party: str = ""
    status: Status
    status_date: datetime.date | None = None
    signed_on: datetime.date | None = None
    evidence: str = ""
    expires: datetime.date | None = None
    stage: Stage = "any"
    essential: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    introduced: Introduction | None = None
    related: bool = False
    currency: str = ""
    note: str = ""


class Instalments(_Source):
    """An amount paid in instalments."""

    kind: str
    face: Sum | Sized
    instalments: tuple[Instalment, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Instalments:
        _known_size(self)
        shares = sum(part.share.value for part in self.instalments)
        if shares != 100:
            raise ValueError(f"the instalments add up to {shares}%, not 100%")
        return self


class Equity(Instalments):
    """Money that shares the risk, recouped by the terms of the waterfall; a face that is “needed” closes the plan.

    Bought in units where the offering has them: then the face is units × price.
    """

    kind: Literal["equity"]
    share_class: str = ""
    units: Count | None = None
    unit_price: Amount | None = None
    premium: PercentValue | None = None

    @model_validator(mode="after")
    def _units(self) -> Equity:
        if (self.units is None) != (self.unit_price is None):
            raise ValueError("units and `unit_price` belong together")
        if (
            self.units is not None
            and self.unit_price is not None
            and self.face != self.units * self.unit_price
        ):
            raise ValueError(f"{self.units} units at {self.unit_price} are not the face of {self.face}")
        return self


class OwnMoney(Instalments):
    """The producer's or executive producer's own money, with the same paper as anyone's."""

    kind: Literal["own_money"]


class CrowdInvestment(Instalments):
    """Equity of many small investors, with the standing that the offering gives it."""

    kind: Literal["crowd_investment"]
    investors: Annotated[int, Field(ge=0)] = 0
    platform: PercentValue | None = None


class Grant(Instalments):
    """Soft money paid in instalments; recouped only where the fund asks for it."""

    kind: Literal["grant"]
    recouped: bool = False


class StudioDeal(Instalments):
    """A studio pays for the film and distributes it."""

    kind: Literal["studio_deal"]


class StreamerDeal(Instalments):
    """A streamer's licence: a fixed price, or the budget and a premium (cost plus), paid at milestones.

    It licenses the named territories; where none is named, the world.
    """

    kind: Literal["streamer_deal"]
    territories: tuple[str, ...] = ()
    cost_plus: PercentValue | None = None

    @model_validator(mode="after")
    def _one_price(self) -> StreamerDeal:
        if (self.face == "cost_plus") != (self.cost_plus is not None):
            raise ValueError("`face: cost_plus` and the percentage `cost_plus` belong together")
        return self


class BroadcasterLicence(Instalments):
    """A broadcaster pays for the right to show the film in its territory; not recouped."""

    kind: Literal["broadcaster_licence"]
    territory: str


class ProductPlacement(Instalments):
    """A brand pays to be seen; the conditions on screen time stand in the note."""

    kind: Literal["product_placement"]


class ReleaseMoney(Instalments):
    """Prints and advertising money: it pays for the release, never for the making of the film."""

    kind: Literal["release_money"]


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
    face: Sum
    deposit: Deposit
    balance_on: When = "delivery"
    commission: Commission


class NegativePickup(_Source):
    """One buyer pays a fixed price on delivery for the whole film, or for all that is not sold."""

    kind: Literal["negative_pickup"]
    territory: str = "WORLD"
    face: Sum
    deposit: Deposit | None = None
    balance_on: When = "delivery"
    commission: Commission


class _Loan(_Source):
    """Borrowed money: drawn on a day, or as the account needs it, in the order of the draws."""

    on: When
    draw: Literal["at_once", "as_needed"] = "at_once"
    order: Annotated[int, Field(ge=0, le=99)] = 50
    terms: LoanTerms = LoanTerms()


class ContractLoan(_Loan):
    """A bank's advance on signed contracts, net of commission; each contract may have its own rate."""

    kind: Literal["presale_loan"]
    lends_on: tuple[str, ...]
    advance: PercentValue
    advances: dict[str, PercentValue] = {}


class IncentiveLoan(_Loan):
    """A lender's advance on an incentive."""

    kind: Literal["incentive_loan"]
    lends_on: tuple[str, ...]
    advance: PercentValue


class FaceLoan(_Loan):
    """A loan of a size of its own: written, `needed` to close the plan, or (a gap loan) the `largest` allowed."""

    kind: str
    face: Sum | Sized

    @model_validator(mode="after")
    def _size(self) -> FaceLoan:
        _known_size(self)
        return self


def _known_size(source: Instalments | FaceLoan) -> None:
    """Only a gap loan has a largest size, and only a streamer pays cost plus."""
    known = {"gap_loan": ("needed", "largest"), "streamer_deal": ("needed", "cost_plus")}.get(
        source.kind, ("needed",)
    )
    if isinstance(source.face, str) and source.face not in known:
        raise ValueError(f"the face is a number or one of: {', '.join(known)}")


class SeniorLoan(FaceLoan):
    """A production loan with the first charge, of a written size."""

    kind: Literal["senior_loan"]


class BridgeLoan(FaceLoan):
    """Money for some months until another source closes: repaid out of the account, it covers nothing of the budget."""

    kind: Literal["bridge_loan"]


class OwnLoan(FaceLoan):
    """A loan of the producer or the executive producer, repaid from receipts as the terms say."""

    kind: Literal["own_loan"]


class GapLoan(FaceLoan):
    """A loan on the territories not yet sold, at their take values.

    `cover` is how many times their net take must cover it, `share_of_budget` the most it may be of the budget,
    `sales_commission` and `sales_expenses` what the agent takes of those sales first.
    """

    kind: Literal["gap_loan"]
    cover: Annotated[Count, Field(gt=0)] = Decimal(1)
    share_of_budget: PercentValue | None = None
    sales_commission: PercentValue | None = None
    sales_expenses: Sum = Decimal(0)


class Mezzanine(FaceLoan):
    """A dearer loan behind the senior ones, with a share of the profits where the deal has one."""

    kind: Literal["mezzanine"]
    kicker: PercentValue | None = None


class Incentive(_Source):
    """A public incentive on qualified spend: computed from the budget by its programme, or estimated elsewhere."""

    kind: Literal["incentive"]
    programme: str = ""
    estimate: Annotated[Sum, Field(gt=0)] | None = None
    paid_on: When = "delivery"

    @model_validator(mode="after")
    def _known(self) -> Incentive:
        if bool(self.programme) == (self.estimate is not None):
            raise ValueError(
                "an incentive names its `programme`, or gives the `estimate` of one that no rule computes"
            )
        return self


class IncentiveSale(_Source):
    """A transferable credit sold for so many percent of its face."""

    kind: Literal["incentive_sale"]
    sells: str
    price: PercentValue
    fees: tuple[Fee, ...] = ()
    on: When


class Crowdfunding(_Source):
    """A reward campaign: the plan holds what is left of it after fees and rewards, and nothing once it failed.

    Until the deadline it is valued at its goal, or at what is pledged where that is more; afterwards at what was
    pledged, which is nothing for an all-or-nothing campaign below its goal. Processing is a percentage of the
    money and an amount for each backer. Rewards cost what the tiers say, or the flat `fulfilment`.
    """

    kind: Literal["crowdfunding"]
    goal: Annotated[Sum, Field(gt=0)]
    opens: datetime.date | None = None
    deadline: datetime.date
    deadline_clock: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "23:59"
    deadline_place: str = ""
    all_or_nothing: bool = True
    pledges: tuple[Pledges, ...] = ()
    backers: Annotated[int, Field(ge=0)] = 0
    platform: PercentValue
    processing: PercentValue
    per_backer: Sum = Decimal(0)
    fulfilment: Sum = Decimal(0)
    rewards: tuple[Reward, ...] = ()
    paid_on: When


class Deferral(_Source):
    """A fee in the budget that is paid later, from receipts: it covers cost and is not cash."""

    kind: Literal["deferral"]
    face: Sum
    defers: str


class InKind(_Source):
    """A service or facility given at an agreed value: it covers a cost of the budget and is not cash."""

    kind: Literal["in_kind"]
    face: Sum
    covers: str
    recouped: bool = True


Source = Annotated[
    Equity
    | OwnMoney
    | CrowdInvestment
    | Grant
    | StudioDeal
    | StreamerDeal
    | BroadcasterLicence
    | ProductPlacement
    | ReleaseMoney
    | Presale
    | NegativePickup
    | ContractLoan
    | IncentiveLoan
    | SeniorLoan
    | BridgeLoan
    | OwnLoan
    | GapLoan
    | Mezzanine
    | Incentive
    | IncentiveSale
    | Crowdfunding
    | Deferral
    | InKind,
    Field(discriminator="kind"),
]
Sale = Presale | NegativePickup
CollateralLoan = ContractLoan | IncentiveLoan
NonCash = Deferral | InKind

KIND_NAMES = {
    "equity": "Equity",
    "own_money": "Own money",
    "crowd_investment": "Crowd investment",
    "grant": "Grant",
    "studio_deal": "Studio deal",
    "streamer_deal": "Streamer deal",
    "broadcaster_licence": "Broadcaster licence",
    "product_placement": "Product placement",
    "release_money": "Release money",
    "presale": "Pre-sale",
    "negative_pickup": "Negative pick-up",
    "presale_loan": "Pre-sale loan",
    "incentive_loan": "Incentive loan",
    "senior_loan": "Senior loan",
    "bridge_loan": "Bridge loan",
    "own_loan": "Own loan",
    "gap_loan": "Gap loan",
    "mezzanine": "Mezzanine",
    "incentive": "Incentive",
    "incentive_sale": "Incentive sold",
    "crowdfunding": "Crowdfunding",
    "deferral": "Deferral",
    "in_kind": "In kind",
}
# The territory of a sale of everything that is not sold.
WORLD = "WORLD"
# What a bank lends on, and the kinds that the producer can call earlier than agreed.
CONTRACTS = ("presale", "negative_pickup", "broadcaster_licence", "streamer_deal", "studio_deal")
# Banks that lend before delivery ask for a guarantor and for a contingency (reference: finance.md 1.3, 5.6).
BANKS = ("presale_loan", "incentive_loan", "senior_loan", "gap_loan", "mezzanine")
# Every loan, on collateral or of a size of its own.
LOANS = (*BANKS, "bridge_loan", "own_loan")
# Lenders and buyers: who is not to read their terms sees the cash they bring, and no more.
LENDERS_AND_BUYERS = (*CONTRACTS, "incentive_sale", *LOANS)
# Who is repaid or recouped from receipts; lenders on collateral are repaid from it before.
PAID_FROM_RECEIPTS = (
    "equity",
    "own_money",
    "crowd_investment",
    "grant",
    "release_money",
    "senior_loan",
    "own_loan",
    "gap_loan",
    "mezzanine",
    "deferral",
    "in_kind",
)
