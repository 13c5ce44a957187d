"""Pots: that money finds its way through them once, and what crossing them needs."""

from __future__ import annotations

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.arrangements import Filter, Pot
from topsheet.recoupment.check_names import lists_of
from topsheet.recoupment.clauses import MAIN
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings

_FILTERS = ("territory", "medium", "source")


def check_pots(document: RecoupmentDocument, found: Findings) -> None:
    """Say everything wrong with the pots of a document."""
    ids = [pot.id for pot in document.pots]
    for at, pot in enumerate(document.pots):
        path: Path = ("pots", at)
        if pot.id == MAIN:
            found.say(
                (*path, "id"),
                f"a pot has the id `{MAIN}`",
                "It is the name of the pot all others flow into.",
                "Give it another id.",
            )
        if not any(getattr(pot, name) for name in _FILTERS) and not any(
            each.then == pot.id for each in document.pots
        ):
            found.say(
                path,
                f"nothing flows into {pot.label}",
                "It names no receipts, and no other pot flows into it.",
                "Name a territory, a medium or a source, or remove it.",
                Severity.WARNING,
            )
        if pot.then != MAIN and pot.then not in ids:
            found.unknown(
                (*path, "then"),
                f"{pot.label} flows into `{pot.then}`, which is no pot",
                pot.then,
                [MAIN, *ids],
                "What it leaves would go nowhere.",
                "Name one of",
            )
        _twice(document, at, pot, found)
    _circles(document, found)
    _crossed(document, ids, found)


def _twice(document: RecoupmentDocument, at: int, pot: Pot, found: Findings) -> None:
    """Receipts that two pots name go to the first; the second must not name nothing else."""
    for earlier in document.pots[:at]:
        for name in _FILTERS:
            both = [each for each in getattr(pot, name) if each in getattr(earlier, name)]
            if both and _meet(pot, earlier):
                found.say(
                    ("pots", at, name),
                    f"{', '.join(both)} is named by {earlier.label} and by {pot.label}",
                    f"A receipt flows into one pot; such receipts go to {earlier.label}, which is named first.",
                    "Name it in one of them, or tell them apart by medium or source.",
                    Severity.ERROR if _same(pot, earlier) else Severity.WARNING,
                )
                break


def _meet(one: Filter, other: Filter) -> bool:
    """Whether a receipt can be named by both."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in _FILTERS)
    return all(not a or not b or set(a) & set(b) for a, b in pairs)


def _same(one: Filter, other: Filter) -> bool:
    """Whether the other names every receipt that this one names, so that nothing is left for it."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in _FILTERS)
    return all(not b or (a and set(a) <= set(b)) for a, b in pairs)


def _circles(document: RecoupmentDocument, found: Findings) -> None:
    then = {pot.id: pot.then for pot in document.pots}
    for at, pot in enumerate(document.pots):
        way = [pot.id]
        while (on := then.get(way[-1], MAIN)) != MAIN and on not in way:
            way.append(on)
        if on == pot.id:
            found.say(
                ("pots", at, "then"),
                f"money runs in a circle: {' → '.join([*way, on])}",
                "It would never reach the main order.",
                f"Let one of them flow into `{MAIN}`.",
            )


def _crossed(document: RecoupmentDocument, ids: list[str], found: Findings) -> None:
    seen: set[str] = set()
    for at, group in enumerate(document.crossed):
        for n, each in enumerate(group.pots):
            path: Path = ("crossed", at, "pots", n)
            if each not in ids:
                found.unknown(
                    path,
                    f"`{each}` is crossed but is no pot",
                    each,
                    ids,
                    "There is nothing to cross.",
                    "Name one of",
                )
            if each in seen:
                found.say(
                    path,
                    f"`{each}` is crossed twice",
                    "It can make good the claims of one group.",
                    "Name it in one group, once.",
                )
            seen.add(each)
        taken = {f"{each}_crossed" for each in group.pots}
        for place, steps in lists_of(document):
            for n, step in enumerate(steps):
                if step.id in taken:
                    found.say(
                        (*place, n, "id"),
                        f"`{step.id}` is the name of what a crossed pot makes good",
                        "Their figures could not be told apart.",
                        "Choose another id.",
                    )
        pots = [pot for pot in document.pots if pot.id in group.pots]
        if any(pot.then in group.pots for pot in pots):
            found.say(
                ("crossed", at),
                "pots are crossed that flow into one another",
                "What one leaves is the other's already.",
                "Cross pots that stand side by side.",
            )
