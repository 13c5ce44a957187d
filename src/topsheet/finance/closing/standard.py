"""What is usual at a closing, by type of deal.

The items are those of reference ep_work.md 2.8 in our own words. That list has none for a campaign, an own loan, in
kind, a deferral, a placement or money for the release: theirs are the papers without which the terms that finance.md
and ep_work.md name for them (platform and rewards, rank, agreed value, trigger and rank, screen time, first position)
would stand nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from topsheet.finance.closing.model import Group

Deal = Literal[
    "film", "equity", "presale", "lenders", "senior_loan", "gap", "mezzanine", "own_loan", "incentive_loan", "grant",
    "campaign", "in_kind", "deferral", "placement", "release", "bond", "guild", "insurance", "sales_agency",
]  # fmt: skip
DEALS: dict[Deal, str] = {
    "film": "The film itself",
    "equity": "Equity",
    "presale": "Pre-sale",
    "lenders": "All lenders",
    "senior_loan": "Senior loan",
    "gap": "Gap loan",
    "mezzanine": "Mezzanine",
    "own_loan": "Own loan",
    "incentive_loan": "Incentive and its loan",
    "grant": "Grant",
    "campaign": "Crowdfunding",
    "in_kind": "In kind",
    "deferral": "Deferral",
    "placement": "Product placement",
    "release": "Money for the release",
    "bond": "Completion guarantee",
    "guild": "Guilds",
    "insurance": "Insurance",
    "sales_agency": "Sales agency",
}
_EQUITY = ("equity", "own_money", "crowd_investment")
_SOLD = ("presale", "negative_pickup", "broadcaster_licence", "streamer_deal", "studio_deal")
_SENIOR = ("presale_loan", "senior_loan", "bridge_loan")
_INCENTIVE = ("incentive", "incentive_sale")
_LOANS = (*_SENIOR, "gap_loan", "mezzanine", "incentive_loan")
_AGENT = ("presale", "gap_loan")
_START, _DELIVERY = ("start_of_photography",), ("delivery",)


@dataclass(frozen=True, slots=True)
class StandardItem:
    """A usual item: one for every source of its kinds (`each`), or one before all of them; no kinds: every film."""

    key: str
    deal: Deal
    group: Group
    title: str
    kinds: tuple[str, ...] = ()
    each: bool = False
    blocks: tuple[str, ...] = ()


def _each(deal: Deal, kinds: tuple[str, ...], *items: tuple[str, Group, str]) -> tuple[StandardItem, ...]:
    return tuple(StandardItem(key, deal, group, title, kinds, each=True) for key, group, title in items)


def _once(
    deal: Deal, kinds: tuple[str, ...], blocks: tuple[str, ...], *items: tuple[str, Group, str]
) -> tuple[StandardItem, ...]:
    return tuple(StandardItem(key, deal, group, title, kinds, blocks=blocks) for key, group, title in items)


STANDARD: tuple[StandardItem, ...] = (
    *_once(
        "film", (), _START,
        ("company_papers", "company", "Company papers and the resolution to make the film"),
        ("identity_checks", "company", "Identity of owners and signatories checked"),
        ("account_mandate", "company", "Production account opened, with its signatories"),
        ("rights_agreements", "rights", "Assignments and options, with proof that they were exercised and paid"),
        ("writer_certificates", "rights", "Writers' certificates of authorship"),
        ("copyright_registration", "rights", "Copyright of the screenplay registered"),
        ("title_searches", "rights", "Title and copyright searches, with the title report"),
        ("title_opinion", "rights", "Counsel's opinion on the chain of title"),
        ("director_agreement", "people", "Director's agreement"),
        ("producer_agreements", "people", "Producers' agreements"),
        ("writer_agreements", "people", "Writers' agreements"),
        ("cast_agreements", "people", "Agreements with the principal cast"),
        ("payroll_company", "company", "Payroll company engaged"),
        ("certified_budget", "papers", "Final budget and cash flow, approved and certified"),
        ("certified_schedule", "papers", "Final script and shooting schedule, approved and certified"),
        ("post_schedule", "papers", "Post-production schedule and list of delivery items"),
    ),
    *_each(
        "equity", _EQUITY,
        ("subscription", "equity", "Subscription agreement"),
        ("investor_identity", "equity", "Investor's identity, standing and source of funds checked"),
        ("equity_notice", "drawdown", "Payment notice to the investor, with bank details confirmed by voice"),
    ),
    *_each(
        "presale", _SOLD,
        ("sale_agreement", "sales", "Distribution agreement, long form"),
        ("assignment_notice", "security", "Notice of assignment, acknowledged by the buyer"),
        ("payment_security", "sales", "Letter of credit or other security for the balance"),
    ),
    *_each(
        "senior_loan", _SENIOR,
        ("loan_agreement", "loans", "Loan agreement"),
        ("loan_charge", "security", "Charge over the film and mortgage of its copyright"),
        ("drawdown_notice", "drawdown", "First drawdown notice"),
    ),
    *_each(
        "gap", ("gap_loan",),
        ("gap_agreement", "loans", "Gap loan agreement"),
        ("sales_estimates", "sales", "Agent's estimates, accepted by the gap lender"),
        ("gap_charge", "security", "Second charge over the film"),
        ("gap_notice", "drawdown", "First drawdown notice to the gap lender"),
    ),
    *_each(
        "mezzanine", ("mezzanine",),
        ("mezzanine_agreement", "loans", "Mezzanine loan agreement"),
        ("mezzanine_charge", "security", "Charge over the film behind the senior lenders"),
        ("mezzanine_notice", "drawdown", "First drawdown notice to the mezzanine lender"),
    ),
    *_each(
        "own_loan", ("own_loan",),
        ("own_loan_agreement", "loans", "Loan agreement with the producer, with its rank and repayment"),
        ("own_loan_approval", "company", "Resolution of the company on the loan of a related party"),
    ),
    *_once(
        "lenders", _LOANS, (),
        ("laboratory_access", "security", "Access and pledge letters of laboratory and archive"),
        ("legal_opinions", "loans", "Legal opinions for the lenders"),
        ("interparty", "security", "Interparty agreement: ranking, delivery, directions of payment"),
        ("intercreditor", "security", "Intercreditor agreement, where there is more than one lender"),
        ("collection_account", "security", "Collection account management agreement"),
    ),
    *_each(
        "incentive_loan", _INCENTIVE,
        ("incentive_application", "incentives", "Incentive applied for, with the letter of the programme"),
        ("incentive_opinion", "incentives", "Accountant's opinion on the qualifying spend"),
    ),
    *_each(
        "incentive_loan", ("incentive_loan",),
        ("incentive_loan_agreement", "loans", "Loan agreement on the incentive"),
        ("incentive_assignment", "security", "Assignment of the incentive, accepted where the programme allows it"),
        ("incentive_drawdown", "drawdown", "First drawdown notice on the incentive loan"),
    ),
    *_each(
        "grant", ("grant",),
        ("grant_agreement", "equity", "Grant agreement, with its conditions on spend and credit"),
        ("grant_call", "drawdown", "Call for the first instalment, with the papers the fund asks for"),
    ),
    *_each(
        "campaign", ("crowdfunding",),
        ("campaign_account", "equity", "Campaign account: identity and bank details confirmed by the platform"),
        ("campaign_rewards", "equity", "Rewards agreed with those who give them, priced with postage"),
        ("campaign_payout", "drawdown", "Payout of the platform, reconciled with pledges and fees"),
    ),
    *_each(
        "in_kind", ("in_kind",),
        ("in_kind_agreement", "equity", "Agreement on what is given, its agreed value and its rank"),
    ),
    *_each(
        "deferral", ("deferral",),
        ("deferral_agreement", "people", "Deferral agreement: amount, what triggers payment, rank"),
        ("deferral_guild", "guilds", "Guild's consent to the deferral, where its agreement asks for one"),
    ),
    *_each(
        "placement", ("product_placement",),
        ("placement_agreement", "sales", "Placement agreement: fee, days of payment, time on screen"),
        ("placement_clearance", "rights", "Use of the product cleared with director and broadcasters"),
    ),
    *_each(
        "release", ("release_money",),
        ("release_agreement", "sales", "Agreement on the money for the release, with its position in receipts"),
        ("release_plan", "sales", "Release plan and its budget, approved by the distributor"),
    ),
    *_once(
        "bond", _LOANS, (),
        ("guarantee", "bond", "Completion guarantee"),
        ("completion_agreement", "bond", "Completion agreement with the guarantor"),
        ("director_undertaking", "bond", "Director's undertaking to the guarantor"),
        ("powers_of_attorney", "bond", "Powers of attorney for the guarantor"),
    ),
    *_once(
        "guild", (), _START,
        ("guild_signatory", "guilds", "Signatory papers of each guild"),
        ("guild_security", "guilds", "Guild security agreements and residuals reserve"),
        ("guild_deposits", "guilds", "Guild deposits paid"),
    ),
    *_once(
        "insurance", (), _START,
        ("production_package", "insurance", "Production package: negative, props, equipment, third parties"),
        ("cast_insurance", "insurance", "Cast insurance, with medicals and essential elements"),
        ("workers_compensation", "insurance", "Workers' compensation"),
    ),
    *_once(
        "insurance", _LOANS, (), ("loss_payee", "insurance", "Lenders named as loss payees on every policy")
    ),
    *_once("insurance", (), _DELIVERY, ("errors_and_omissions", "insurance", "Errors and omissions insurance")),
    *_once("sales_agency", _AGENT, (), ("agency_agreement", "sales", "Sales agency agreement")),
)  # fmt: skip
DEAL_OF: dict[str, Deal] = {standard.key: standard.deal for standard in STANDARD}
