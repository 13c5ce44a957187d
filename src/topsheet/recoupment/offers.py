"""Offers of distributors under the same receipts, and which clause makes the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.documents import Tree
from topsheet.figures import Figure, Value, difference, given, sum_of
from topsheet.money import Money, Percent
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.program import ANYWHERE
from topsheet.recoupment.ready_offers import Clauses, clauses_of, offer_terms
from topsheet.recoupment.terms import Terms
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

    `above` is what is left above the guarantee, `net` the guarantee and the production's share of `above`.
    """

    gross: Figure[Money]
    fee: Figure[Money]
    costs: Figure[Money]
    recouped: Figure[Money]
    above: Figure[Money]
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
    clauses: Clauses
    cases: tuple[OfferCase, ...]
    reasons: tuple[tuple[Reason, ...], ...]
    differences: tuple[Figure[Money], ...]


def offered(
    offers: Sequence[Offer], grosses: Sequence[Decimal], currency: str, tree: Tree
) -> tuple[OfferReport, ...]:
    """Every offer under the same receipts of the distributor.

    The difference to the first offer is told by turning one into the other a clause at a time, in the order of
    `CLAUSES`; the parts add up to the whole, and no order of clauses is the only right one.
    """
    reports: list[OfferReport] = []
    for offer in offers:
        clauses, terms = clauses_of(offer, currency, tree), offer_terms(offer, currency, tree)
        cases = tuple(_case(offer, clauses, terms, Money(gross, currency)) for gross in grosses)
        if not reports:
            reports.append(OfferReport(offer, clauses, cases, tuple(() for _ in cases), ()))
            continue
        pairs = list(zip(reports[0].cases, cases, strict=True))
        reasons = tuple(
            tuple(_reasons(reports[0], OfferReport(offer, clauses, cases, (), ()), pair, tree))
            for pair in pairs
        )
        told = tuple(whole_difference(reports[0].offer, *pair) for pair in pairs)
        reports.append(OfferReport(offer, clauses, cases, reasons, told))
    return tuple(reports)


def place_of(offer: Offer, gross: Money, terms: Terms) -> str:
    """How the figures of an offer at a gross begin: the gross is named in coins."""
    return f"recoupment.offer.{offer.id}.at_{int(terms.coins(gross.amount))}"


def _case(offer: Offer, clauses: Clauses, terms: Terms, amount: Money) -> OfferCase:
    name, title, paid = place_of(offer, amount, terms), offer.title, _paid(terms, amount.amount)
    gross = given(f"{name}.gross", f"Gross of {title}", amount, "as asked")

    def told(step: str, label: str, how: str, *inputs: Figure[Value]) -> Figure[Money]:
        return Figure(f"{name}.{step}", f"{title}, {label}", Money(paid[step], amount.currency), how, inputs)

    rate = f"{spoken(offer.fee)}{_steps(offer)}"
    limit = f"up to {clauses.costs.value}, as far as it is there"
    if offer.order == "fee_first":
        fee = told("fee", "fee", f"{rate} of gross", gross, clauses.fee)
        costs = told("costs", "costs recouped", f"{limit} after the fee", clauses.costs, gross, fee)
    else:
        costs = told("costs", "costs recouped", f"{limit}, before the fee", clauses.costs, gross)
        fee = told("fee", "fee", f"{rate} of what is left after costs", gross, costs, clauses.fee)
    how = f"up to {clauses.guarantee.value}, from what fee and costs leave"
    recouped = told("recouped", "guarantee recouped", how, clauses.guarantee, gross, fee, costs)
    above = difference(f"{name}.above", f"{title}, left above the guarantee", gross, fee, costs, recouped)
    how = f"{spoken(offer.share)} of what is left above the guarantee"
    overage = told("overage", "share of what is left", how, above, clauses.share)
    parts, zero = [clauses.guarantee, overage], Money.zero(amount.currency)
    how = "the guarantee, and the share of what is left above it"
    net = sum_of(f"{name}.net", f"{title}, to the production", parts, zero, how)
    return OfferCase(gross, fee, costs, recouped, above, overage, net)


def spoken(percent: Percent) -> str:
    """A percentage without noughts at its end."""
    return f"{percent.value.normalize():f}%"


def _steps(offer: Offer) -> str:
    return "".join(f", {spoken(step.percent)} above {step.above:,}" for step in offer.fee_steps)


def _paid(terms: Terms, gross: Decimal) -> dict[str, Decimal]:
    """Each step's payment, in the currency."""
    run = pour(terms, {ANYWHERE: int(terms.coins(gross))})
    paid = {flow.step.id: terms.money(sum(flow.paid)).amount for flow in run.flows}
    share = next((flow for flow in run.flows if flow.step.id == "overage"), None)
    if share is not None:
        paid["overage"] = terms.money(share.paid[0]).amount
    return {**dict.fromkeys(("fee", "costs", "recouped", "overage"), Decimal(0)), **paid}


def _reasons(
    first: OfferReport, other: OfferReport, pair: tuple[OfferCase, OfferCase], tree: Tree
) -> Iterator[Reason]:
    """The first offer turned into the other a clause at a time: each net less the net before it."""
    at, before, (theirs, ours) = first.offer, pair[0].net, pair
    name = f"{ours.net.name.removesuffix('.net')}.than.{first.offer.id}"
    currency = ours.net.value.currency
    for clause in CLAUSES:
        fields = (clause, "fee_steps") if clause == "fee" else (clause,)
        changed = at.model_copy(update={each: getattr(other.offer, each) for each in fields})
        if changed == at:
            continue
        at = changed
        paid = _paid(offer_terms(changed, currency, tree), theirs.gross.value.amount)
        label = f"{first.offer.title} with the {_lower(clause)} of {other.offer.title}"
        causes = tuple(
            getattr(each.clauses, clause) for each in (first, other) if hasattr(each.clauses, clause)
        )
        after = Figure(
            f"{name}.{clause}.after",
            f"{label}, to the production",
            Money(changed.guarantee + paid["overage"], currency),
            "the first offer with its clauses changed down to this one, run at the same gross",
            (ours.gross, *causes),
        )
        words = f"{other.offer.title} against {first.offer.title}, {_lower(clause)}"
        how = "the net with this clause changed, less the net before it"
        amount = difference(f"{name}.{clause}", words, after, before, how=how)
        told, held = clause_told(other.offer, clause), clause_told(first.offer, clause)
        yield Reason(clause, WORDS[clause], told, held, amount)
        before = after


def _lower(clause: str) -> str:
    return WORDS[clause][:1].lower() + WORDS[clause][1:]


def clause_told(offer: Offer, clause: str) -> str:
    """A clause of an offer as a reader writes it, amounts without their currency."""
    value = getattr(offer, clause)
    if isinstance(value, Percent):
        return f"{spoken(value)}{_steps(offer) if clause == 'fee' else ''}"
    return f"{value:,}" if isinstance(value, Decimal) else str(value).replace("_", " ")


def whole_difference(first: Offer, case: OfferCase, other: OfferCase) -> Figure[Money]:
    """What one offer brings the production more than the first, at one gross."""
    name = f"{other.net.name.removesuffix('.net')}.than.{first.id}.difference"
    label = f"{other.net.label}, more than {first.title}"
    return difference(name, label, other.net, case.net)
