"""What is wrong with the books and the deals, before anything is computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.money import Money
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.participation.check_deals import check_deal
from topsheet.recoupment.participation.circles import circle
from topsheet.recoupment.participation.counting import not_broken_down
from topsheet.recoupment.participation.document import Books, ParticipationsDocument
from topsheet.recoupment.participation.flags import book_flags

_CURRENCY = "Amounts of two currencies cannot be charged against one another without a dated rate."


def check(
    document: ParticipationsDocument, people: Mapping[str, str], currency: str, tree: Tree
) -> list[Problem]:
    """Every mistake with place, reason and remedy; empty when every statement can be worked out without a word."""
    found = Findings(tree)
    if document.currency != currency:
        found.say(("currency",), f"the participations are in {document.currency}, the film in {currency}", _CURRENCY,
                  f"Write `currency: {currency}`, with amounts in it.")  # fmt: skip
    found.repeats([books.id for books in document.books], ("books",), "statement of the books")
    found.repeats([deal.id for deal in document.deals], ("deals",), "deal")
    for at, books in enumerate(document.books):
        _books(document, books, at, found)
    _days(document, found)
    for at, deal in enumerate(document.deals):
        check_deal(document, deal, at, people, found)
        if deal.id == "books":
            found.say(("deals", at, "id"), "`books` is the name of the books' own figures",
                      "Figures of the two could not be told apart.", "Choose another id.")  # fmt: skip
    _circles(document, found)
    _whole(document, found)
    return [*found.problems, *book_flags(document, tree)]


def _books(document: ParticipationsDocument, books: Books, at: int, found: Findings) -> None:
    path: Path = ("books", at)
    if books.id == "terms":
        found.say((*path, "id"), "`terms` is the name of the figures of each deal's terms",
                  "Figures of the two could not be told apart.", "Choose another id.")  # fmt: skip
    if books.currency is not None and books.currency != document.currency:
        found.say((*path, "currency"), f"these books are in {books.currency}, the others in {document.currency}",
                  _CURRENCY, f"Bring them into {document.currency} at the statement's own rate.")  # fmt: skip
    for kind, costs in (("distribution", books.distribution), ("negative", books.negative)):
        found.repeats([cost.id for cost in costs], (*path, kind), "cost")
    seen: set[tuple[str, str | None]] = set()
    for place, receipt in enumerate(books.receipts):
        where: Path = (*path, "receipts", place)
        if (key := (receipt.medium, receipt.territory)) in seen:
            found.say(where, f"`{receipt.medium}` stands twice for the same territory",
                      "It could be the same money reported twice.",
                      "Add the two up, or name their territories.")  # fmt: skip
        seen.add(key)
        if (receipt.amount is None) == (receipt.of_box_office is None):
            says = "both an amount and a share" if receipt.of_box_office else "no amount"
            found.say(where, f"`{receipt.medium}` says {says}",
                      "A receipt is either an amount or a share of the box office.",
                      "Write one of `amount:` and `of_box_office:`.")  # fmt: skip
        elif receipt.of_box_office is not None and books.box_office is None:
            found.say((*where, "of_box_office"), f"`{receipt.medium}` is a share of a box office that is not given",
                      "There is nothing to take the share of.", "Add `box_office:` to these books.")  # fmt: skip
        elif receipt.amount is not None and receipt.receivable + receipt.reserve > receipt.amount:
            found.say(where, f"more of `{receipt.medium}` is not collected or held back than was reported",
                      "Less than nothing would be left of it.", "Correct one of the amounts.")  # fmt: skip
    if rest := not_broken_down(books):
        whole = Money(books.total or Decimal(0), document.currency)
        parts = whole - Money(rest, document.currency)
        found.say((*path, "total"), f"`total` is {whole}, and the receipts "
                  f"add up to {parts}: {Money(abs(rest), document.currency)} {'more' if rest > 0 else 'less'}",
                  "The books' own total is worked with; what it does not break down stands on a line of its own.",
                  "Ask what is missing from the parts, or correct what was copied.", Severity.WARNING)  # fmt: skip


def _days(document: ParticipationsDocument, found: Findings) -> None:
    for at, books in enumerate(document.books[1:], start=1):
        before = document.books[at - 1]
        if books.to <= before.to:
            found.say(("books", at, "to"), f"the books to {books.to} stand after those to {before.to}",
                      "Each adds to the one before, and interest runs from day to day.",
                      "Put them in the order of their days.")  # fmt: skip


def _circles(document: ParticipationsDocument, found: Findings) -> None:
    told: set[frozenset[str]] = set()
    names = {deal.id: deal.label for deal in document.deals}
    for at, deal in enumerate(document.deals):
        trail = circle(document, deal.id)
        if trail and frozenset(trail) not in told:
            told.add(frozenset(trail))
            found.say(("deals", at, "participations"),
                      " is charged with ".join(names.get(each, each) for each in trail) + ": a circle",
                      "Each would have to be known before the other, so neither can be worked out.",
                      "Take one of them out of `participations`.")  # fmt: skip


def _whole(document: ParticipationsDocument, found: Findings) -> None:
    """More than the whole of one base cannot be paid out."""
    first = sum((max((step.percent.value for step in deal.steps), default=Decimal(0)) for deal in document.deals),
                Decimal(0))  # fmt: skip
    bases = {
        "gross": first,
        "net profits": _points(document, "all_net_profits"),
        "the producer's share": _points(document, "producers_share"),
    }
    for base, whole in bases.items():
        if whole > 100:
            found.say(("deals",), f"the deals give away {whole.normalize():f}% of {base}",
                      "More than the whole of one base cannot be paid out.", "Bring them to 100% at most.")  # fmt: skip


def _points(document: ParticipationsDocument, of: str) -> Decimal:
    points = (deal.points.percent.value for deal in document.deals if deal.points and deal.points.of == of)
    return sum(points, Decimal(0))
