"""The offers page: every offer under the same receipts, two of them held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.film.offers import Compared, compared
from topsheet.papers.charts_offers import offers as chart_of
from topsheet.papers.offers_page import best_told, offers_paper
from topsheet.papers.paper import Basis
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.library import Card, cards
from topsheet_desk.recoupment.offers_asked import Asked, asked_of
from topsheet_desk.recoupment.offers_forms import KEEPS, SHELF
from topsheet_desk.recoupment.offers_tables import tables_of
from topsheet_desk.site import formats
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.refusals import NoSuchPaper, NotAllowed

EXAMPLES = ("offer_fee_first", "offer_costs_first")


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersRoom(Room):
    """The page; `asked` is None where there are no offers, and `examples` then show how one is written.

    `grosses` and `elsewhere` are as the form shows them.
    """

    offers: tuple[Offer, ...]
    asked: Asked | None
    answer: str = ""
    grosses: str = ""
    elsewhere: str = ""
    told: Mapping[str, str]
    edits: bool
    makes: bool
    examples: tuple[Card, ...] = ()

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV, as it was asked for."""
        return reverse("offers_table", args=[self.sitting.seat.slug, table]) + self.query

    @property
    def lines(self) -> int:
        """How high the box of grosses is."""
        return min(max(self.grosses.count("\n") + 1, 4), 8)

    @property
    def query(self) -> str:
        """What is asked, as the end of an address that can be shared."""
        asked = {**self.told, **({"option": self.sitting.ask.option} if self.sitting.ask.option else {})}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def kept(self) -> str:
        """The same for a form, which comes back to it."""
        return f"?{urlencode(self.told)}" if self.told else ""


def offers_room(ask: Ask, told: Mapping[str, str]) -> OffersRoom:
    """The offers as an address asks for them. Raises NotShared."""
    sitting = sit(ask, Page.OFFERS)
    offers = sitting.film.production.recoupment.offers
    said = {key: told[key][:600] for key in KEEPS if told.get(key, "").strip()}
    edits, makes = sitting.seat.can(Act.EDIT, "recoupment"), sitting.seat.can(Act.MAKE, "offers")
    if not offers:
        shown = tuple(card for card in cards() if card.id in EXAMPLES)
        return OffersRoom(page=Page.OFFERS, sitting=sitting, tables={}, offers=(), asked=None, told=said,
                          edits=edits, makes=makes, examples=shown)  # fmt: skip
    asked = asked_of(said, offers, sitting.film.currency)
    found = _compared(sitting, offers, asked)
    other = next(
        (each for each in found.reports[1:] if asked.other and each.offer.id == asked.other.id), None
    )
    slug = sitting.seat.slug
    links = (
        {each.id: reverse("offers_entry", args=[slug, SHELF, each.id]) for each in offers} if edits else {}
    )
    made = {each.id: each for each in tables_of(sitting.cell, found, other, links)}
    chart = Chart("offers-chart", "What each brings the production, at any gross",
                  chart_of(found, sitting.film.currency), best_told(found), "nets")  # fmt: skip
    return OffersRoom(
        page=Page.OFFERS,
        sitting=sitting,
        tables=made,
        charts={"offers": chart},
        offers=offers,
        asked=asked,
        answer=best_told(found),
        grosses=said.get("gross", "") if asked.wrong else "\n".join(map(formats.number, found.grosses)),
        elsewhere=_elsewhere(found, said.get("elsewhere", "") if asked.wrong else ""),
        told=said,
        edits=edits,
        makes=makes,
    )


def offers_pdf(ask: Ask, told: Mapping[str, str]) -> bytes:
    """The offers as asked for, on paper. Raises NotShared, NotAllowed, NoSuchPaper where there are none."""
    sitting = sit(ask, Page.OFFERS)
    if not sitting.seat.can(Act.MAKE, "offers"):
        raise NotAllowed(Act.MAKE, "offers", sitting.seat.roles)
    offers = sitting.film.production.recoupment.offers
    if not offers:
        raise NoSuchPaper
    found = _compared(sitting, offers, asked_of(told, offers, sitting.film.currency))
    return paper_pdf(offers_paper(Basis(sitting.plan, ask.option), found))


def _elsewhere(found: Compared, written: str) -> str:
    """What the box of receipts from elsewhere says; nothing where it would move nothing."""
    return (written or formats.money(found.below.other)) if found.below else ""


def _compared(sitting: Sitting, offers: tuple[Offer, ...], asked: Asked) -> Compared:
    """The first, then the one held against it, then the others."""
    chosen = [each for each in (asked.first, asked.other) if each]
    rest = [each for each in offers if each not in chosen]
    return compared(sitting.film, [*chosen, *rest], asked.grosses, asked.elsewhere)
