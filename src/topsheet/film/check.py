"""What is wrong between documents: currencies, the order of milestones, unknown people and places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from topsheet.documents import Problem, Severity, named_twice
from topsheet.figures import Figure
from topsheet.film.folder import Production
from topsheet.film.model import ORDER
from topsheet.finance import BANKS, WORLD, Crowdfunding
from topsheet.finance.licences import named_territories
from topsheet.people import unknown_parties

RESERVED = ("start_of_photography", "wrap")


def check(production: Production, milestones: Mapping[str, Figure[date]]) -> list[Problem]:
    """Problems that only show when the documents are laid side by side."""
    return [
        *_names(production),
        *_reserved(production),
        *_order(production, milestones),
        *_places(production),
        *_people(production),
        *_territories(production),
        *_campaign_places(production),
    ]


def check_currencies(production: Production) -> list[Problem]:
    """Documents in another currency than the production: nothing can be computed over them."""
    home = production.document.currency
    budget, finance = production.budget.currency, production.finance.currency
    papers = {
        "budget": (budget, "the budget is", "; a single budget line may name its own `currency`"),
        "market": (production.market.currency, "the estimates of the market are", ""),
        "finance": (finance, "the finance plan is", "; a single source may name its own `currency`"),
        "recoupment": (production.recoupment.currency, "the terms of recoupment are", ""),
    }
    return [
        Problem(
            production.trees[kind].where(("currency",)),
            f"{called} in {currency}, the production in {home}",
            "Amounts of two currencies cannot be added without a dated rate.",
            f"Write {called.rpartition(' ')[0]} in {home}{beside}.",
        )
        for kind, (currency, called, beside) in papers.items()
        if currency != home
    ]


def _names(production: Production) -> list[Problem]:
    document, tree = production.document, production.trees["production"]
    programmes = [(("incentives", at), programme) for at, programme in enumerate(document.incentives)]
    rates = [(("rates", at, "currency"), rate.currency) for at, rate in enumerate(document.rates)]
    gates = [(("gates", at, "id"), gate.id) for at, gate in enumerate(document.gates)]
    return [
        *named_twice(
            tree, programmes, "the programme", "Its credit would count twice.", "Remove one of them."
        ),
        *named_twice(
            tree, rates, "the rate of", "Nobody could say which of the two holds.", "Keep one of them."
        ),
        *named_twice(tree, gates, "the gate id", "One of the two could be met and the other open."),
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


def check_debt(production: Production) -> list[Problem]:
    """Bank debt in a plan whose budget has no contingency or no completion bond: banks ask for both.

    Rule: finance.md 1.3 and 5.6; a warning, because a small loan can be had without.
    """
    lenders = [
        source
        for source in production.finance.sources
        if source.kind in BANKS and source.status != "withdrawn"
    ]
    charged = {charge.id for charge in production.budget.contractual}
    missing = [word for word in ("contingency", "bond") if word not in charged]
    if not lenders or not missing:
        return []
    return [
        Problem(
            production.trees["budget"].where(("contractual",)),
            f"the plan borrows from {lenders[0].name}, and the budget has no {word}",
            "A bank that lends before delivery asks for a guarantor, and a guarantor for a contingency.",
            f"Add `{word}` under `contractual` in budget.yaml, or be ready to say why the lender does without.",
            Severity.WARNING,
        )
        for word in missing
    ]


def check_options_fit(production: Production) -> list[Problem]:
    """Options that change what the production does not have, or leave nothing to shoot."""
    tree, problems = production.trees["finance"], []
    for at, option in enumerate(production.finance.options):
        for name in option.globals:
            if name not in production.budget.globals:
                problems.append(
                    Problem(
                        tree.where(("options", at, "globals", name)),
                        f"option {option.id} changes `{name}`, which is not a global of the budget",
                        "The option would look as if it cost nothing and brought nothing.",
                        f"Use one of: {', '.join(production.budget.globals) or 'the budget has none'}.",
                    )
                )
        problems += _option_lines(production, at)
        if not option.without_place:
            continue
        where = tree.where(("options", at, "without_place"))
        if option.without_place not in production.document.places:
            problems.append(
                Problem(
                    where,
                    f"option {option.id} gives up `{option.without_place}`, which is no place of this production",
                    "Nothing would be given up.",
                    f"Use one of: {', '.join(production.document.places)}.",
                )
            )
        elif not any(day.place not in (None, option.without_place) for day in production.schedule.days):
            problems.append(
                Problem(
                    where,
                    f"option {option.id} gives up `{option.without_place}`, and no shooting day is left",
                    "There would be no film to compute.",
                    "Move days to another place first, or drop the option.",
                )
            )
    return problems


def _option_lines(production: Production, at: int) -> list[Problem]:
    """Cuts of lines that are not in the budget, and moves from or to no place of the production."""
    tree, option = production.trees["finance"], production.finance.options[at]
    lines = {line.id for account in production.budget.all_accounts for line in account.lines}
    places = production.document.places
    wrong = [
        (("cuts", line), f"cuts `{line}`, which is no line of the budget", "Name the id of a budget line.")
        for line in option.cuts
        if line not in lines
    ]
    wrong += [
        (
            ("moves", here),
            f"moves `{here}` to `{there}`",
            f"Use places of the production: {', '.join(places)}.",
        )
        for here, there in option.moves.items()
        if here not in places or there not in places
    ]
    return [
        Problem(
            tree.where(("options", at, *path)),
            f"option {option.id} {what}",
            "The option would look as if it changed nothing.",
            fix,
        )
        for path, what, fix in wrong
    ]


def _territories(production: Production) -> list[Problem]:
    """A sale under another spelling of a territory would leave its take with the gap lender."""
    tree, known = production.trees["finance"], [row.code for row in production.market.territories]
    alike = {code.casefold(): code for code in known}
    problems = []
    sources = [(at, each) for at, each in enumerate(production.finance.sources) if each.status != "withdrawn"]
    for at, source in sources:
        for path, code in named_territories(source):
            if code in (WORLD, *known):
                continue
            meant = alike.get(code.casefold())
            problems.append(
                Problem(
                    tree.where(("sources", at, *path)),
                    f"{source.name} sells `{code}`, which market.yaml "
                    + (f"writes `{meant}`" if meant else "does not name"),
                    "Its take would stay among those not sold, and a gap lender would lend on it."
                    if meant
                    else "The price cannot be held against a take.",
                    f"Write `{meant}`." if meant else f"Correct it, or add a row for {code} to market.yaml.",
                    Severity.ERROR if meant else Severity.WARNING,
                )
            )
    return problems


def _campaign_places(production: Production) -> list[Problem]:
    places = production.document.places
    return [
        Problem(
            production.trees["finance"].where(("sources", at, "deadline_place")),
            f"{source.name} ends by the clock of `{source.deadline_place}`, which is no place of this production",
            "Nobody could say in which hour it ends.",
            f"Use one of: {', '.join(places)}; or add it under `places` in production.yaml.",
        )
        for at, source in enumerate(production.finance.sources)
        if isinstance(source, Crowdfunding) and source.deadline_place and source.deadline_place not in places
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
