"""What is wrong with the terms, against themselves and against the finance plan they pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment.check_costs import check_costs, check_rates
from topsheet.recoupment.check_names import Known, check_names
from topsheet.recoupment.check_parts import check_parts
from topsheet.recoupment.check_pots import check_pots
from topsheet.recoupment.check_tiers import TierCheck
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.model import Position
from topsheet.recoupment.ready import claims_of
from topsheet.recoupment.terms import coins


def check(
    document: RecoupmentDocument,
    positions: Sequence[Position],
    inflows: Mapping[str, Figure[Money]],
    currency: str,
    tree: Tree,
) -> list[Problem]:
    """Every mistake in the terms, with place, reason and remedy; empty when they can run without a word."""
    found = Findings(tree)
    _currencies(document, positions, inflows, currency, found)
    everybody = (*positions, *claims_of(document, tree))
    known = check_names(document, positions, everybody, inflows, found)
    check_costs(document.off_the_top, ("off_the_top",), known, found)
    tiers = TierCheck(known, found)
    tiers.check(document.tiers, ("tiers",))
    check_rates(document.off_the_top, document.tiers, ("off_the_top",), found)
    used, reached = set(tiers.added), dict(tiers.reached)
    tiers.elsewhere |= used
    for at, pot in enumerate(document.pots):
        place: Path = ("pots", at)
        check_costs(pot.off_the_top, (*place, "off_the_top"), known, found)
        check_rates(pot.off_the_top, pot.tiers, (*place, "off_the_top"), found)
        tiers.check(pot.tiers, (*place, "tiers"))
        used |= set(tiers.added)
        tiers.elsewhere |= used
        reached = {**tiers.reached, **reached}
    tiers.elsewhere = {tier.adds for pot in document.pots for tier in pot.tiers if tier.adds}
    for at, amendment in enumerate(document.amendments):
        place = ("amendments", at)
        top, below = amendment.off_the_top or (), amendment.tiers or ()
        check_costs(top, (*place, "off_the_top"), known, found)
        check_rates(top, below, (*place, "off_the_top"), found)
        tiers.check(below, (*place, "tiers"))
        used |= set(tiers.added)
        reached = {**tiers.reached, **reached}
    _unpaid(everybody, reached, found)
    ids = {position.id for position in everybody}
    for at, variant in enumerate(document.variants):
        if ids.issuperset(variant.needs):
            tiers.check(variant.tiers, ("variants", at, "tiers"))
    found.repeats([variant.id for variant in document.variants], ("variants",), "variant")
    check_pots(document, found)
    check_parts(document, known, found)
    _unused(inflows, used, found)
    _cases(document, known, found)
    _questions(document, everybody, found)
    return found.problems


def _currencies(document: RecoupmentDocument, positions: Sequence[Position],
                inflows: Mapping[str, Figure[Money]], currency: str, found: Findings) -> None:  # fmt: skip
    if document.currency != currency:
        found.say(("currency",), f"the terms are in {document.currency}, the film in {currency}",
                  "Amounts of two currencies cannot be paid from one another without a dated rate.",
                  f"Write `currency: {currency}`.")  # fmt: skip
    coming = [(position.name, position.invested) for position in positions] + list(inflows.items())
    for name, figure in coming:
        if figure.value.currency != document.currency:
            found.say((), f"{name} is in {figure.value.currency}, the terms in {document.currency}",
                      "It cannot be paid from these receipts without a dated rate.",
                      "Bring it into the film's currency in the finance plan.")  # fmt: skip
        if figure.value.amount < 0:
            found.say((), f"{name} is {figure.value}, less than nothing",
                      "Money cannot be owed backwards through a waterfall.",
                      "Correct the amount in the finance plan.")  # fmt: skip


def _unused(inflows: Mapping[str, Figure[Money]], used: set[str], found: Findings) -> None:
    for name, figure in inflows.items():
        if name not in used and figure.value:
            found.say(("tiers",),
                      f"{figure.label} ({figure.value}) comes from the finance plan and joins no tier",
                      "Nobody would be paid from it.", f"Add a tier with `adds: {name}`.",
                      Severity.WARNING)  # fmt: skip


def _unpaid(positions: Sequence[Position], reached: Mapping[str, Decimal], found: Findings) -> None:
    for position in positions:
        if position.id not in reached and position.invested.value:
            found.say(("tiers",),
                      f"{position.name} is to have {position.invested.value} back from receipts, "
                      "and no tier pays it",
                      "Everybody else's part and break-even are told as if nothing were owed to it.",
                      f"Add a tier that pays `{position.id}`, at the place the contracts give it.",
                      Severity.WARNING)  # fmt: skip


def _cases(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    for at, case in enumerate(document.cases):
        path: Path = ("cases", at)
        if (case.gross is None) == (not case.of):
            found.say(path, f"the case says {'its receipts twice' if case.of else 'no receipts'}",
                      "It is one sum from anywhere, or sums from named places.",
                      "Write one of `gross:` and `of:`.")  # fmt: skip
        amounts = [(("gross",), case.gross)] if case.gross is not None else []
        amounts += [(("of", n, "amount"), part.amount) for n, part in enumerate(case.of)]  # type: ignore[misc]
        for place, amount in amounts:
            if coins(amount, document.currency).denominator != 1:
                found.whole((*path, *place), amount, document.currency)
        for name in case.levels:
            if name not in known.reported:
                found.unknown((*path, "levels", name), f"`{name}` is not a register that is reported", name,
                              sorted(known.reported), "Its number would not be used.",
                              "Name a register with `reported: true`")  # fmt: skip
    if document.cases_on and document.since and document.cases_on < document.since:
        found.say(("cases_on",), f"the cases are on {document.cases_on}, before the agreement of {document.since}",
                  "Nothing is received under terms that do not hold yet.",
                  "Take a day of the agreement or a later one.")  # fmt: skip
    asked = "cases" if document.cases else "breakevens"
    if getattr(document, asked) and document.cases_on is None and known.dated:
        what = "cases" if document.cases else "break-evens"
        found.say((asked,), f"the terms depend on days, and the {what} have none",
                  f"{known.dated} cannot be worked out for receipts without a day.",
                  "Write `cases_on:` with the day on which the receipts of a case are taken to arrive.")  # fmt: skip


def _questions(document: RecoupmentDocument, positions: Sequence[Position], found: Findings) -> None:
    seen: set[tuple[str | None, str | None, Decimal]] = set()
    for at, asked in enumerate(document.breakevens):
        path: Path = ("breakevens", at)
        if (asked.position is None) == (asked.kind is None):
            found.say(path,
                      f"the break-even names {'both a position and a kind' if asked.kind else 'nobody'}",
                      "It is asked for one position, or for all of a kind together.",
                      "Write one of `position:` and `kind:`.")  # fmt: skip
        elif asked.position is not None:
            known = [position.id for position in positions]
            if asked.position not in known:
                found.unknown((*path, "position"),
                              f"`{asked.position}` is not a position of the finance plan", asked.position,
                              known, "There is nobody to ask for.",
                              "Name one of the plan's sources")  # fmt: skip
        elif not any(position.kind == asked.kind for position in positions):
            found.unknown((*path, "kind"), f"no position of the finance plan is of the kind `{asked.kind}`",
                          asked.kind or "",
                          sorted({position.kind for position in positions}), "There is nobody to ask for.",
                          "Name a kind of the plan")  # fmt: skip
        if (key := (asked.position, asked.kind, asked.target)) in seen:
            found.say(path, "the same break-even is asked twice", "One of the two answers would be lost.",
                      "Remove one.")  # fmt: skip
        seen.add(key)
