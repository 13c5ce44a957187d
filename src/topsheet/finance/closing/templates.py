"""What is usual at a closing, by type of deal, and what of it a plan still lacks on its list.

The items are those of reference ep_work.md 2.8 in our own words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from topsheet.finance.closing.model import ClosingDocument, ClosingItem, Group
from topsheet.finance.kinds import Source
from topsheet.finance.model import FinanceDocument

Deal = Literal[
    "film", "equity", "presale", "senior_loan", "gap", "incentive_loan", "grant", "bond", "guild", "insurance",
    "sales_agency",
]  # fmt: skip
DEALS: dict[Deal, str] = {
    "film": "The film itself",
    "equity": "Equity",
    "presale": "Pre-sale",
    "senior_loan": "Senior loan",
    "gap": "Gap loan",
    "incentive_loan": "Incentive and its loan",
    "grant": "Grant",
    "bond": "Completion guarantee",
    "guild": "Guilds",
    "insurance": "Insurance",
    "sales_agency": "Sales agency",
}
_EQUITY = ("equity", "own_money", "crowd_investment")
_SOLD = ("presale", "negative_pickup", "broadcaster_licence", "streamer_deal", "studio_deal")
_SENIOR = ("presale_loan", "senior_loan", "bridge_loan")
_GAP = ("gap_loan", "mezzanine")
_INCENTIVE = ("incentive", "incentive_sale")
_LOANS = (*_SENIOR, *_GAP, "incentive_loan")
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
        ("laboratory_access", "security", "Access and pledge letters of laboratory and archive"),
        ("legal_opinions", "loans", "Legal opinions for the lender"),
        ("drawdown_notice", "drawdown", "First drawdown notice"),
    ),
    *_each(
        "gap", _GAP,
        ("gap_agreement", "loans", "Gap loan agreement"),
        ("sales_estimates", "sales", "Agent's estimates, accepted by the gap lender"),
        ("gap_charge", "security", "Second charge over the film"),
        ("gap_notice", "drawdown", "First drawdown notice to the gap lender"),
    ),
    *_once(
        "senior_loan", _LOANS, (),
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


def closing_items_for(
    finance: FinanceDocument, closing: ClosingDocument | None = None
) -> tuple[ClosingItem, ...]:
    """The usual items that the plan's sources call for and that the list does not have, each as not started.

    An item of the list stands for a usual one by its `standard`, and for a source by what it blocks. What is offered
    blocks the sources it is for, and for the whole film the start of photography or the delivery.
    """
    listed = closing.items if closing else ()
    taken = {item.id for item in listed}
    live = [source for source in finance.sources if source.status != "withdrawn"]
    offered: list[ClosingItem] = []
    for standard in STANDARD:
        held = [item for item in listed if item.standard == standard.key]
        offered += [item for item in _wanted(standard, live, held) if item.id not in taken]
    return tuple(offered)


def _wanted(standard: StandardItem, live: Sequence[Source], held: Sequence[ClosingItem]) -> list[ClosingItem]:
    sources = [source for source in live if source.kind in standard.kinds]
    if not standard.each:
        missing = bool(sources or not standard.kinds) and not held
        blocks = (*(source.id for source in sources), *standard.blocks)
        return [_item(standard, standard.key, standard.title, blocks, "")] if missing else []
    done = {blocked for item in held for blocked in item.blocks}
    return [
        _item(
            standard,
            f"{source.id}_{standard.key}",
            f"{standard.title}: {source.name}",
            (source.id,),
            source.party,
        )
        for source in sources
        if source.id not in done
    ]


def _item(standard: StandardItem, name: str, title: str, blocks: tuple[str, ...], party: str) -> ClosingItem:
    return ClosingItem(
        id=name, group=standard.group, title=title, standard=standard.key, blocks=blocks, party=party
    )


def begun(items: Sequence[ClosingItem]) -> str:
    """The text of a closing document with these items, one on a line, written as a person would begin it."""
    lines = []
    for item in items:
        told = {"id": item.id, "group": item.group, "title": item.title, "standard": item.standard}
        told |= {"party": item.party} if item.party else {}
        words = ", ".join(f"{key}: {_spelt(value)}" for key, value in told.items())
        lines.append(f"  - {{{words}, blocks: [{', '.join(map(_spelt, item.blocks))}]}}")
    listed = "\n".join(["items:", *lines]) if lines else "items: []"
    return f"kind: closing\nversion: 1\n\n{listed}\n\nobligations: []\n\nholds: []\n"


def _spelt(words: str) -> str:
    """Words in quotes that YAML reads back as they are."""
    return json.dumps(words, ensure_ascii=False)
