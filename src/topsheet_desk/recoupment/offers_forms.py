"""The form of an offer: what it guarantees, keeps, recoups and shares, written into the terms' draft."""

from __future__ import annotations

from dataclasses import replace

from topsheet.film import Film
from topsheet.recoupment.arrangements import Offer
from topsheet_desk.site.entry_forms import Forms, Shelf
from topsheet_desk.site.model_forms import Words
from topsheet_desk.site.permissions import Page

SHELF = "offers"
# What of the page's address stays after a save.
KEEPS = ("first", "other", "gross", "elsewhere")
# Clauses that are written in where they stand.
CELLS = {clause: (clause,) for clause in ("guarantee", "fee", "order", "costs", "share")}
WORDS = Words(
    {
        "title": "Who offers",
        "territory": "Territories",
        "medium": "Media",
        "guarantee": "Minimum guarantee",
        "fee": "Distribution fee, %",
        "fee_steps": "Other fees above an amount",
        "above": "Above",
        "percent": "Fee, %",
        "costs": "Costs it may recoup, at most",
        "order": "Order",
        "share": "Production's share above the guarantee, %",
        "note": "Note",
    },
    {
        "guarantee": "Paid whatever comes in, and recouped before anything is shared.",
        "fee": "Of gross, or of what is left once the costs are recouped.",
        "fee_steps": "In rising order; each fee holds from its amount to the next.",
        "share": "Of what is left once fee, costs and guarantee are recouped.",
    },
    {"fee_first": "Fee first, of gross", "costs_first": "Costs first, the fee of what is left"},
    {},
    {"territory": "territories"},
    frozenset({"note"}),
    frozenset({"id"}),
    first=frozenset({"title"}),
    last=frozenset({"note"}),
)


def words_of(film: Film | None) -> Words:
    """The words with the territories that the market names."""
    if film is None:
        return WORDS
    known = tuple((each.code, each.name) for each in film.market.territories)
    return replace(WORDS, lists={"territories": known} if known else {})


FORMS = Forms(
    Page.OFFERS,
    "the offers",
    {
        SHELF: Shelf(
            ("offers",),
            "offer",
            Offer,
            "What a distributor would give for receipts of its own. It is compared, and pays nobody.",
            kind="recoupment",
            back="offers",
        )
    },
    words_of,
    CELLS,
    keeps=KEEPS,
)
