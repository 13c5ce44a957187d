"""The paper that proves a source's status, and what to say while nobody has named it."""

from __future__ import annotations

from topsheet.finance.kinds import Source
from topsheet.finance.terms import COUNTS

# What is shown for a signature, by kind of source (reference: ep_work.md 2.6, 2.8).
_SIGNED = {
    "equity": "the investment agreement",
    "own_money": "the agreement, the same as anyone's",
    "crowd_investment": "the platform's closing statement",
    "grant": "the award letter",
    "studio_deal": "the signed agreement",
    "streamer_deal": "the signed licence",
    "broadcaster_licence": "the signed licence",
    "product_placement": "the signed agreement",
    "release_money": "the signed commitment",
    "presale": "the signed distribution agreement",
    "negative_pickup": "the signed pick-up agreement",
    "incentive": "the certificate of the programme",
    "incentive_sale": "the signed sale agreement",
    "deferral": "the signed deferral letter",
    "in_kind": "the signed agreement with its value",
}
_LOAN = "the signed loan agreement"
_LATER = {
    "conditions_met": "the letter that its conditions are met",
    "cash_in_bank": "the bank statement",
}


def unproven(source: Source) -> str:
    """What a source lacks that is signed or better without evidence; nothing where it is proven or proves itself."""
    if source.status not in COUNTS or source.evidence.strip() or source.kind == "crowdfunding":
        return ""
    paper = _LATER.get(source.status) or _SIGNED.get(source.kind, _LOAN)
    return f"{source.status.replace('_', ' ')} without evidence; expected: {paper}"
