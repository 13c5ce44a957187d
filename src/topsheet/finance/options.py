"""Adopting an option on paper: the plan as it would be, without touching the plan as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from topsheet.documents import Problem, Tree, named_twice
from topsheet.finance.model import FinanceDocument, OptionDoc


def adopt(document: FinanceDocument, option: OptionDoc, as_of: date) -> FinanceDocument:
    """The plan with the option's sources added, taken as signed on `as_of`, and its collateral pledged."""
    added = [source.model_copy(update={"status": "signed", "status_date": as_of}) for source in option.adds]
    sources = [
        source.model_copy(update={"lends_on": (*source.lends_on, *option.pledges[source.id])})
        if source.kind in ("presale_loan", "incentive_loan") and source.id in option.pledges
        else source
        for source in document.sources
    ]
    return document.model_copy(update={"sources": (*sources, *added)})


def lines_adopted(document: FinanceDocument, option: OptionDoc, tree: Tree) -> Tree:
    """The tree in which the option's sources, now in the plan, open to the lines of the option that adds them."""
    at, first = document.options.index(option), len(document.sources)
    lines = dict(tree.lines)
    for path, line in tree.lines.items():
        if path[:3] == ("options", at, "adds") and len(path) > 3 and isinstance(path[3], int):
            lines["sources", first + path[3], *path[4:]] = line
    return replace(tree, lines=lines)


def check_options(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Options that pledge to a loan the plan does not have, or share an id."""
    loans = {source.id for source in document.sources if source.kind in ("presale_loan", "incentive_loan")}
    ids = [(("options", place, "id"), option.id) for place, option in enumerate(document.options)]
    problems = named_twice(tree, ids, "the option id", "Nobody could say which one was chosen.")
    for place, option in enumerate(document.options):
        for loan in option.pledges:
            if loan not in loans:
                problems.append(
                    Problem(
                        tree.where(("options", place, "pledges", loan)),
                        f"option {option.id} pledges to `{loan}`, which is no loan of the plan",
                        "The pledge would bring nothing.",
                        "Name a presale_loan or incentive_loan.",
                    )
                )
    return problems
