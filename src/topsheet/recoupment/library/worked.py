"""The example of a card, run by the ledger: what was received, and what everyone has had of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Any

from topsheet.documents import Tree, read_yaml, validate, written
from topsheet.figures import given
from topsheet.money import Money
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.compute import terms_of
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.ledger import Received, Results, ledger
from topsheet.recoupment.library.cards import Card, cards
from topsheet.recoupment.library.insert import inserted
from topsheet.recoupment.model import Position
from topsheet.recoupment.offers import offered
from topsheet.recoupment.program import Origin
from topsheet.recoupment.terms import Terms

CURRENCY = "USD"
_FIRST = date(2028, 1, 1)
_PARTIES = {
    "producer": "Producer",
    "sales_agent": "Sales agent",
    "distributor": "Distributor",
    "star": "Star",
    "director": "Director",
    "writer": "Writer",
}
_REST = {
    "id": "rest",
    "label": "The rest",
    "split": [{"id": "all", "label": "Producer", "share": 100, "to": "producer"}],
}


@dataclass(frozen=True, slots=True)
class Worked:
    """After a receipt: all that was received to date, and what everyone has had, by name."""

    day: date
    received: Money
    had: tuple[tuple[str, Money], ...]


def example(card: Card) -> str:
    """The whole terms of a card's example, with the clause put into them."""
    around = {
        "kind": "recoupment",
        "version": 1,
        "currency": CURRENCY,
        "receipts": "World",
        "parties": [{"id": each, "name": name} for each, name in _PARTIES.items()],
        "tiers": [_REST],
        **card.terms,
    }
    return inserted(written.block(around, 0) + "\n", card)


def example_terms(card: Card) -> Terms:
    """The example ready to run."""
    tree, problems = read_yaml(example(card), "recoupment.yaml")
    document, found = validate(RecoupmentDocument, tree) if tree else (None, [])
    if tree is None or document is None:
        raise ValueError(f"the example of {card.id} cannot be read: {[*problems, *found]}")
    positions = [
        Position(
            each, name, kind, given(f"finance.source.{each}.claim", name, Money(Decimal(amount), CURRENCY))
        )
        for each, kind, amount, name in card.plan
    ]
    inflows = {
        name: given(f"finance.{name}", name, Money(Decimal(amount), CURRENCY))
        for name, amount in card.inflows.items()
    }
    return terms_of(document, positions, inflows, tree)


@cache
def worked(card: str) -> tuple[Worked, ...]:
    """The example of a card by its id, receipt by receipt. Raises StopIteration for an id that no card has."""
    told = next(each for each in cards() if each.id == card)
    if any(each.list == "offers" for each in told.entries):
        return tuple(_offered(told))
    terms = example_terms(told)
    days = told.days or tuple(_FIRST + timedelta(days=30 * at) for at in range(len(told.receipts)))
    receipts = [_receipts(terms, each) for each in told.receipts]
    book = ledger(terms, [Received(day, each, told.levels) for day, each in zip(days, receipts, strict=True)])
    after = {each.day: each.results for each in book.days}
    so_far = accumulate(sum(each.values()) for each in receipts)
    return tuple(
        Worked(day, terms.money(received), tuple(_had(terms, after[day])))
        for day, received in zip(days, so_far, strict=True)
    )


def _offered(card: Card) -> Iterator[Worked]:
    """Of an offer, what the production has at each gross, and what is left to the distributor."""
    offer = Offer.model_validate(dict(card.entries[0].value))
    grosses = [Decimal(each) for each in card.receipts]
    (report,) = offered([offer], grosses, CURRENCY, Tree("recoupment.yaml", {}, {}))
    for at, case in enumerate(report.cases):
        had = (("Production", case.net.value), ("Distributor", case.gross.value - case.net.value))
        yield Worked(_FIRST + timedelta(days=30 * at), case.gross.value, had)


def _had(terms: Terms, results: Results) -> Iterator[tuple[str, Money]]:
    """What everyone has had to date; of an account, what is still in it."""
    accounts = {each.id for each in terms.accounts}
    had = {name[1]: amount for name, amount in results.items() if name[0] == "had"}
    for who, amount in had.items():
        if stands := results["held", who] if who in accounts else amount:
            yield terms.named(who), terms.money(stands)


def _receipts(terms: Terms, told: Any) -> dict[Origin, int]:
    parts = told if isinstance(told, list) else [{"amount": told}]
    return {
        (part.get("territory", ""), part.get("medium", ""), part.get("source", "")): int(
            terms.coins(Decimal(part["amount"]))
        )
        for part in parts
    }
