"""What is wrong with the terms, against themselves and against the finance plan they pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment.check_tiers import TierCheck
from topsheet.recoupment.document import RecoupmentDocument, TopLine
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.model import Position
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
    _parties(document, positions, found)
    _top(document, found)
    ids = {position.id for position in positions}
    tiers = TierCheck(document, positions, inflows, found)
    tiers.check(document.tiers, ("tiers",))
    used = set(tiers.added)
    _unpaid(positions, tiers.reached, found)
    for at, variant in enumerate(document.variants):
        if ids.issuperset(variant.needs):
            tiers.check(variant.tiers, ("variants", at, "tiers"))
    found.repeats([variant.id for variant in document.variants], ("variants",), "variant")
    _unused(inflows, used, found)
    _cases(document, found)
    _questions(document, positions, found)
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


def _parties(document: RecoupmentDocument, positions: Sequence[Position], found: Findings) -> None:
    found.repeats([party.id for party in document.parties], ("parties",), "party")
    taken = {position.id: position.name for position in positions}
    for at, party in enumerate(document.parties):
        if party.id in taken:
            found.say(("parties", at, "id"),
                      f"the party `{party.id}` has the id of {taken[party.id]} in the finance plan",
                      "Payments to the two could not be told apart.",
                      "Give the party another id.")  # fmt: skip


def _top(document: RecoupmentDocument, found: Findings) -> None:
    found.repeats([line.id for line in document.off_the_top], ("off_the_top",), "cost")
    of_gross, shared = Decimal(0), False
    for at, line in enumerate(document.off_the_top):
        path: Path = ("off_the_top", at)
        _line(document, line, path, found)
        if line.percent is None:
            continue
        if line.of == "rest":
            shared = True
            continue
        of_gross += line.percent.value
        if of_gross > 100:
            found.say((*path, "percent"), f"the percentages of gross add up to {of_gross}%",
                      "More than the whole of one base cannot be paid out.",
                      "Bring them to less than 100% in all.")  # fmt: skip
        if shared:
            found.say((*path, "of"), f"{line.label} is a percentage of gross below a percentage of the rest",
                      "It would be taken from money already shared, and its cents could run backwards.",
                      "Move it above, or write `of: rest`.")  # fmt: skip
    if of_gross == 100:
        found.say(("off_the_top",), "the percentages of gross add up to 100%",
                  "Nothing of the gross would reach a tier.",
                  "Bring them to less than 100% in all.")  # fmt: skip


def _line(document: RecoupmentDocument, line: TopLine, path: Path, found: Findings) -> None:
    known = [party.id for party in document.parties]
    if line.to not in known:
        found.unknown((*path, "to"), f"{line.label} goes to `{line.to}`, which is not a party", line.to,
                      known,
                      "Every payee must be someone.", "Add it under `parties:`, or name one of")  # fmt: skip
    if (line.percent is None) == (line.up_to is None):
        found.say(path,
                  f"{line.label} says {'both a percentage and an amount' if line.percent else 'no amount'}",
                  "A cost is either a percentage or an amount up to a cap.",
                  "Write one of `percent:` and `up_to:`.")  # fmt: skip
    if line.of == "rest" and line.percent and line.percent.value == 100:
        found.say((*path, "percent"), f"{line.label} takes 100% of what is left",
                  "Nothing would reach a tier.",
                  "Bring it to less than 100%.")  # fmt: skip
    if line.up_to is not None and coins(line.up_to, document.currency).denominator != 1:
        found.whole((*path, "up_to"), line.up_to, document.currency)


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


def _cases(document: RecoupmentDocument, found: Findings) -> None:
    for at, case in enumerate(document.cases):
        if coins(case.gross, document.currency).denominator != 1:
            found.whole(("cases", at, "gross"), case.gross, document.currency)


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
