"""Offers of distributors under the same receipts, and which clause makes the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.documents import Tree
from topsheet.figures import Figure, Value, difference, given, sum_of
from topsheet.money import Money, Percent
from topsheet.recoupment.clauses import Offer
from topsheet.recoupment.program import ANYWHERE
from topsheet.recoupment.ready_offers import offer_terms
from topsheet.recoupment.terms import Take, Terms
from topsheet.recoupment.waterfall import pour

# The clauses in the order in which one offer is turned into another.
CLAUSES = ("fee", "order", "costs", "guarantee", "share")
WORDS = {
    "fee": "Distribution fee",
    "order": "Fee before or after the costs",
    "costs": "Costs it may recoup",
    "guarantee": "Minimum guarantee",
    "share": "Share of what is above it",
}


@dataclass(frozen=True, slots=True)
class OfferCase:
    """One offer at one gross: what the distributor keeps and recoups, and what the production has of it.

    `net` is the guarantee and the production's share of what is left above it.
    """

    gross: Figure[Money]
    fee: Figure[Money]
    costs: Figure[Money]
    recouped: Figure[Money]
    overage: Figure[Money]
    net: Figure[Money]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one clause makes of the difference: positive where this offer is the better for the production."""

    clause: str
    label: str
    ours: str
    theirs: str
    amount: Figure[Money]


@dataclass(frozen=True, slots=True)
class OfferReport:
    """An offer at every gross, and at each the difference to the first offer, clause by clause."""

    offer: Offer
    cases: tuple[OfferCase, ...]
    reasons: tuple[tuple[Reason, ...], ...]


def offered(
    offers: Sequence[Offer], grosses: Sequence[Decimal], currency: str, tree: Tree
) -> tuple[OfferReport, ...]:
    """Every offer under the same receipts of the distributor.

    The difference to the first offer is told by turning one into the other a clause at a time, in the order of
    `CLAUSES`; the parts add up to the whole, and no order of clauses is the only right one.
    """
    reports: list[OfferReport] = []
    for offer in offers:
        cases = tuple(_case(offer, n, gross, currency, tree) for n, gross in enumerate(grosses, 1))
        reasons = tuple(
            _reasons(offers[0], offer, case, f"recoupment.offer.{offer.id}.{n}", currency)
            if offer is not offers[0]
            else ()
            for n, case in enumerate(cases, 1)
        )
        reports.append(OfferReport(offer, cases, reasons))
    return tuple(reports)


def _case(offer: Offer, n: int, amount: Decimal, currency: str, tree: Tree) -> OfferCase:
    name = f"recoupment.offer.{offer.id}.{n}"
    gross = given(f"{name}.gross", f"{offer.title}, gross", Money(amount, currency))
    terms = offer_terms(offer, currency, tree)
    paid = _paid(terms, amount)

    def told(step: str, label: str, how: str) -> Figure[Money]:
        figure = next((each for each in _rules(terms) if each.name.endswith(f".{step}")), None)
        inputs = (gross, figure) if figure else (gross,)
        return Figure(f"{name}.{step}", f"{offer.title}, {label}", Money(paid[step], currency), how, inputs)

    guarantee = given(f"{name}.guarantee", f"{offer.title}, guarantee", Money(offer.guarantee, currency))
    fee = told(
        "fee",
        "fee",
        f"{_spoken(offer.fee)} of {'gross' if offer.order == 'fee_first' else 'what is left after costs'}",
    )
    costs = told("costs", "costs recouped", f"up to {Money(offer.costs, currency)}")
    recouped = told("recouped", "guarantee recouped", "from what is left")
    overage = told(
        "overage", "share of what is left", f"{_spoken(offer.share)} of what is left above the guarantee"
    )
    net = sum_of(
        f"{name}.net", f"{offer.title}, to the production", [guarantee, overage], Money.zero(currency)
    )
    return OfferCase(gross, fee, costs, recouped, overage, net)


def _rules(terms: Terms) -> list[Figure[Value]]:
    return [step.rule for step in terms.steps if isinstance(step, Take)]


def _spoken(percent: Percent) -> str:
    return f"{percent.value.normalize():f}%"


def _paid(terms: Terms, gross: Decimal) -> dict[str, Decimal]:
    """Each step's payment, in the currency."""
    run = pour(terms, {ANYWHERE: int(terms.coins(gross))})
    paid = {flow.step.id: terms.money(sum(flow.paid)).amount for flow in run.flows}
    share = next((flow for flow in run.flows if flow.step.id == "overage"), None)
    if share is not None:
        paid["overage"] = terms.money(share.paid[0]).amount
    return {**dict.fromkeys(("fee", "costs", "recouped", "overage"), Decimal(0)), **paid}


def _net(offer: Offer, gross: Decimal, currency: str) -> Decimal:
    paid = _paid(offer_terms(offer, currency, Tree("recoupment.yaml", {}, {})), gross)
    return offer.guarantee + paid["overage"]


def _reasons(first: Offer, offer: Offer, case: OfferCase, name: str, currency: str) -> tuple[Reason, ...]:
    at, found = first, []
    gross = case.gross.value.amount
    for clause in CLAUSES:
        changes = {
            each: getattr(offer, each) for each in ((clause, "fee_steps") if clause == "fee" else (clause,))
        }
        changed = at.model_copy(update=changes)
        if changed != at:
            amount = _net(changed, gross, currency) - _net(at, gross, currency)
            how = f"the net of {first.title} with this clause changed, less the net before it"
            words, label = WORDS[clause], f"{offer.title}, {WORDS[clause].lower()}"
            figure = Figure(f"{name}.because.{clause}", label, Money(amount, currency), how, (case.gross,))
            ours, theirs = _told(offer, clause, currency), _told(first, clause, currency)
            found.append(Reason(clause, words, ours, theirs, figure))
        at = changed
    return tuple(found)


def _told(offer: Offer, clause: str, currency: str) -> str:
    value = getattr(offer, clause)
    if isinstance(value, Percent):
        steps = (
            "".join(f", {_spoken(step.percent)} above {step.above:,}" for step in offer.fee_steps)
            if clause == "fee"
            else ""
        )
        return f"{_spoken(value)}{steps}"
    return str(Money(value, currency)) if isinstance(value, Decimal) else str(value).replace("_", " ")


def whole_difference(first: OfferCase, other: OfferCase) -> Figure[Money]:
    """What one offer brings the production more than the first, at one gross."""
    return difference(f"{other.net.name}.difference", "Difference to the first offer", other.net, first.net)
