"""An offer as terms: the distributor's own order of payment, with the production's share at its end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from topsheet.documents import Tree
from topsheet.figures import given
from topsheet.money import Money, Percent
from topsheet.recoupment.clauses import MAIN, Filter, Offer
from topsheet.recoupment.model import Position
from topsheet.recoupment.terms import Claim, Part, Pot, Recoup, Share, Step, Take, Terms, coins

DISTRIBUTOR, PRODUCTION = "distributor", "production"


def offer_terms(offer: Offer, currency: str, tree: Tree) -> Terms:
    """The terms of an offer: fee and costs in its order, its guarantee recouped, the rest shared."""
    name, where = f"recoupment.offer.{offer.id}.terms", tree.where(("offers",))
    fee_rule = given(f"{name}.fee", "Distribution fee, rate", offer.fee, where)
    cap = coins(offer.costs, currency)
    costs_rule = given(f"{name}.costs", "Costs, at most", Money(offer.costs, currency), where)
    first = offer.order == "fee_first"
    bands = tuple((coins(step.above, currency), Fraction(step.percent.fraction)) for step in offer.fee_steps)
    fee = Take("fee", "Distribution fee", DISTRIBUTOR, "Distributor", fee_rule, Fraction(offer.fee.fraction),
               "gross" if first else "rest", bands=bands)  # fmt: skip
    costs = Take("costs", "Costs", DISTRIBUTOR, "Distributor", costs_rule, cap=cap)
    owed = coins(offer.guarantee, currency)
    guarantee = given(f"{name}.guarantee", "Minimum guarantee", Money(offer.guarantee, currency), where)
    position = Position("guarantee", "Minimum guarantee", "claim", guarantee)
    recoup = Recoup("recouped", "Guarantee", "pro_rata", (Claim(position, Fraction(1), owed),), None)
    share = given(f"{name}.overage", "Share of what is left", offer.share, where)
    other = given(f"{name}.kept", "Distributor's share", Percent(Decimal(100) - offer.share.value), where)
    rate = Fraction(offer.share.fraction)
    parts = (
        Part(PRODUCTION, "Production", rate, share, PRODUCTION, "Production", ()),
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
