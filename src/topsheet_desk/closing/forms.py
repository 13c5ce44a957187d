"""What the forms of the closing room say: conditions, dates, holds and attachments in the trade's words."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from topsheet.film import Film
from topsheet.finance.closing import DEAL_OF, DEALS, GROUPS, ClosingItem, Hold, Obligation
from topsheet.people import RUNGS, Attachment
from topsheet_desk.site.entry_forms import Forms, Related, Shelf
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.frame import Link
from topsheet_desk.site.model_forms import Words
from topsheet_desk.site.permissions import Page

SHELVES = {
    "items": Shelf(
        ("items",),
        "condition",
        ClosingItem,
        "Met by its status and the day of its evidence; or waived, for a reason, in the name of the person who "
        "waives it: you.",
        kind="closing",
        by="waived_by",
        by_status="waived",
        back="checklist",
    ),
    "obligations": Shelf(
        ("obligations",),
        "date",
        Obligation,
        "An option to exercise, a notice to give, a sum to pay: open until the day on which it was done is written.",
        kind="closing",
        back="obligations",
    ),
    "holds": Shelf(
        ("holds",),
        "hold",
        Hold,
        "What is held for the film until a day, what is spent on it, and what comes back on cancelling in time.",
        kind="closing",
        back="holds",
    ),
    "attachments": Shelf(
        ("attachments",),
        "attachment",
        Attachment,
        "A financier counts on a dated letter or better; until then what names the person is conditional.",
        kind="production",
        back="attachments",
    ),
}
# Cells of the tables that are written in where they stand: together what belongs together.
CELLS = {
    "status": ("status", "evidence", "evidence_date", "reason"),
    "owner": ("owner",),
    "needed_by": ("needed_by",),
    "done": ("done", "evidence"),
    "until": ("until", "cancelled"),
    "rung": ("rung", "date", "evidence", "expires"),
}
_LABELS = {
    "what": "What it is",
    "group": "Group",
    "standard": "Stands for the usual item",
    "hard": "Hard: no money before it",
    "owner": "Owner",
    "party": "Party",
    "needed_by": "Needed by",
    "blocks": "Blocks",
    "after": "Waits for",
    "essential": "Depends on",
    "evidence": "Evidence (contract, letter, memo)",
    "evidence_date": "Day of the evidence",
    "reason": "Why it is waived",
    "due": "Due",
    "clock": "By the clock, at",
    "place": "By the clock of",
    "done": "Done on",
    "source": "Endangers",
    "price": "Price",
    "attachment": "Held for",
    "until": "Held until",
    "sunk": "Spent on it",
    "to_pay": "Still to pay",
    "cancellable_until": "Can be cancelled until",
    "refundable": "Of that, comes back",
    "cancelled": "Cancelled on",
    "rung": "Rung",
    "date": "Since",
    "verified_by": "Verified by",
    "expires": "Lapses on",
    "role": "Role",
    "note": "Note",
}
_HELPS = {
    "blocks": "Sources, milestones and gates that wait for it.",
    "after": "Other conditions, or sources whose money must come first.",
    "essential": "Without them it is not met.",
    "needed_by": "A day or a milestone.",
    "reason": "Only for a waiver, which then carries your name.",
    "evidence_date": "Without it a signature does not count.",
    "done": "Empty while it is open.",
    "cancelled": "From that day nothing is held and nothing more is to pay.",
}
_LIST_OF = {
    "party": "parties",
    "owner": "parties",
    "blocks": "blocked",
    "after": "before",
    "essential": "attachments",
    "attachment": "attachments",
    "place": "places",
    "source": "sources",
    "standard": "standards",
}
WORDS = Words(
    _LABELS,
    _HELPS,
    {str(code): words for code, words in (*GROUPS.items(), *RUNGS.items())},
    {},
    _LIST_OF,
    frozenset({"note"}),
    frozenset({"id", "waived_by"}),
    last=frozenset({"essential", "standard", "note"}),
    others=frozenset({"after"}),
)


def words_of(film: Film | None) -> Words:
    """The words with the lists to choose from, as the production knows them."""
    if film is None:
        return WORDS
    document, finance, closing = film.production.document, film.production.finance, film.production.closing
    sources = [(source.id, source.name) for source in finance.sources]
    whens = [
        (name, sentence(name.replace("_", " ")))
        for name in ("start_of_photography", "wrap", *document.milestones)
    ]
    lists = {
        "parties": [(party, known.name) for party, known in document.people.items()],
        "sources": sources,
        "blocked": list(
            dict([*sources, *((gate.id, gate.title) for gate in document.gates), *whens]).items()
        ),
        "before": [*((item.id, item.title) for item in (closing.items if closing else ())), *sources],
        "attachments": [(each.id, sentence(each.role)) for each in document.attachments],
        "places": [(place, known.name) for place, known in document.places.items()],
        "standards": [(standard, DEALS[deal]) for standard, deal in DEAL_OF.items()],
        "whens": whens,
    }
    return replace(WORDS, lists={name: tuple(listed) for name, listed in lists.items() if listed})


def related(film: Film | None, shelf: str, name: str, slug: str) -> Related:
    """The sources that a condition stands before, that a date endangers, or that hang on a person."""
    if film is None:
        return ()
    closing, told = film.production.closing, set()
    if shelf == "items" and closing:
        told = {each for item in closing.items if item.id == name for each in (*item.blocks, *item.after)}
    elif shelf == "obligations" and closing:
        told = {each.source for each in closing.obligations if each.id == name}
    elif shelf == "attachments":
        found = (each for each in film.attachments if each.attachment.id == name)
        told = {source for each in found for source in (*each.sources, *each.loans)}
    links = tuple(
        Link(source.name, reverse("finance_entry", args=[slug, "sources", source.id]))
        for source in film.production.finance.sources
        if source.id in told and "/" not in source.id
    )
    return (("Its money in the plan", links),)


FORMS = Forms(Page.CLOSING, "the closing list", SHELVES, words_of, CELLS, related=related, keeps=("deal",))
