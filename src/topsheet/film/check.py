"""What is wrong between documents: currencies, the order of milestones, unknown people and places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from topsheet.documents import Problem
from topsheet.figures import Figure
from topsheet.film.folder import Production
from topsheet.film.model import ORDER
from topsheet.people import unknown_parties

RESERVED = ("start_of_photography", "wrap")


def check(production: Production, milestones: Mapping[str, Figure[date]]) -> list[Problem]:
    """Problems that only show when the documents are laid side by side."""
    return [
        *_currencies(production),
        *_reserved(production),
        *_order(production, milestones),
        *_places(production),
        *_people(production),
    ]


def _currencies(production: Production) -> list[Problem]:
    home = production.document.currency
    papers = {
        "budget": production.budget.currency,
        "market": production.market.currency,
        "finance": production.finance.currency,
        "recoupment": production.recoupment.currency,
    }
    return [
        Problem(
            production.trees[kind].where(("currency",)),
            f"the {kind} is in {currency}, the production in {home}",
            "Amounts of two currencies cannot be added without a dated rate.",
            f"Write the {kind} in {home}; a single budget line may name its own `currency`.",
        )
        for kind, currency in papers.items()
        if currency != home
    ]


def _reserved(production: Production) -> list[Problem]:
    tree = production.trees["production"]
    return [
        Problem(
            tree.where(("milestones", name)),
            f"the milestone `{name}` is computed from the schedule",
            "Two days for one milestone would contradict each other.",
            "Remove it here; move the schedule instead.",
        )
        for name in RESERVED
        if name in production.document.milestones
    ]


def _order(production: Production, milestones: Mapping[str, Figure[date]]) -> list[Problem]:
    tree, problems = production.trees["production"], []
    known = [name for name in ORDER if name in milestones]
    for before, after in pairwise(known):
        first, second = milestones[before].value, milestones[after].value
        if second < first:
            blamed = after if after in production.document.milestones else before
            problems.append(
                Problem(
                    tree.where(("milestones", blamed)),
                    f"{_words(after)} on {second} lies before {_words(before)} on {first}",
                    "Cash and reports follow the milestones; this order cannot happen.",
                    "Correct one of the two days.",
                )
            )
    return problems


def _words(name: str) -> str:
    return name.replace("_", " ")


def _places(production: Production) -> list[Problem]:
    known, tree = production.document.places, production.trees["budget"]
    return [
        Problem(
            tree.where(("accounts", at, "lines", row, "place")),
            f"`{line.what}` is spent at `{line.place}`, which is no place of this production",
            "An incentive counts a line by its place; this one would count nowhere.",
            f"Use one of: {', '.join(known)}; or add it under `places` in production.yaml.",
        )
        for at, account in enumerate(production.budget.accounts)
        for row, line in enumerate(account.lines)
        if line.place and line.place not in known
    ]


def _people(production: Production) -> list[Problem]:
    tree = production.trees["finance"]
    named = [
        (tree.where(("sources", at, "party")), source.party)
        for at, source in enumerate(production.finance.sources)
    ]
    for at, option in enumerate(production.finance.options):
        named += [
            (tree.where(("options", at, "adds", row, "party")), source.party)
            for row, source in enumerate(option.adds)
        ]
    return unknown_parties(named, production.document.people)
