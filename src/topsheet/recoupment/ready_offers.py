"""An offer as terms: the distributor's own order of payment, with the production's share at its end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, given
from topsheet.money import Money, Percent
from topsheet.recoupment.arrangements import Filter, Offer
from topsheet.recoupment.clauses import MAIN
from topsheet.recoupment.model import Position
from topsheet.recoupment.steps import Claim, Part, Recoup, Share, Step, Take
from topsheet.recoupment.terms import Pot, Terms, coins

DISTRIBUTOR, PRODUCTION = "distributor", "production"


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of an offer as figures; `costs` is the most that is recouped."""

    fee: Figure[Percent]
    costs: Figure[Money]
    guarantee: Figure[Money]
    share: Figure[Percent]


def clauses_of(offer: Offer, currency: str, tree: Tree) -> Clauses:
    """What an offer says, each at its line of the document."""
    listed = tree.value.get("offers") if isinstance(tree.value, dict) else None
    held = [each.get("id") if isinstance(each, dict) else None for each in listed or ()]
    at: Path = ("offers", held.index(offer.id)) if offer.id in held else ("offers",)

    def named(clause: str, label: str) -> tuple[str, str]:
        return f"recoupment.offer.{offer.id}.terms.{clause}", f"{offer.title}, {label}"

    def where(clause: str) -> str:
        return tree.where((*at, clause) if (*at, clause) in tree.lines else at)

    return Clauses(
        given(*named("fee", "distribution fee, rate"), offer.fee, where("fee")),
        given(*named("costs", "costs, at most"), Money(offer.costs, currency), where("costs")),
        given(*named("guarantee", "minimum guarantee"), Money(offer.guarantee, currency), where("guarantee")),
        given(*named("share", "production's share above the guarantee"), offer.share, where("share")),
    )


def offer_terms(offer: Offer, currency: str, tree: Tree) -> Terms:
    """The terms of an offer: fee and costs in its order, its guarantee recouped, the rest shared."""
    name, said = f"recoupment.offer.{offer.id}.terms", clauses_of(offer, currency, tree)
    cap = coins(offer.costs, currency)
    first = offer.order == "fee_first"
    bands = tuple((coins(step.above, currency), Fraction(step.percent.fraction)) for step in offer.fee_steps)
    fee = Take("fee", "Distribution fee", DISTRIBUTOR, "Distributor", said.fee, Fraction(offer.fee.fraction),
               "gross" if first else "rest", bands=bands)  # fmt: skip
    costs = Take("costs", "Costs", DISTRIBUTOR, "Distributor", said.costs, cap=cap)
    owed = coins(offer.guarantee, currency)
    position = Position("guarantee", "Minimum guarantee", "claim", said.guarantee)
    recoup = Recoup("recouped", "Guarantee", "pro_rata", (Claim(position, Fraction(1), owed),), None)
    kept = Percent(Decimal(100) - offer.share.value)
    other = given(f"{name}.kept", "Distributor's share", kept, said.share.source)
    rate = Fraction(offer.share.fraction)
    parts = (
        Part(PRODUCTION, "Production", rate, said.share, PRODUCTION, "Production", ()),
        Part(DISTRIBUTOR, "Distributor", 1 - rate, other, DISTRIBUTOR, "Distributor", ()),
    )
    steps: tuple[Step, ...] = (
        *((fee, costs) if first else (costs, fee)),
        recoup,
        Share("overage", "Overage", parts),
    )
    parties = {DISTRIBUTOR: "Distributor", PRODUCTION: "Production"}
    pot = Pot(MAIN, offer.title, Filter(), steps)
    return Terms(f"recoupment.offer.{offer.id}", currency, offer.title, parties, (position,), (pot,))
