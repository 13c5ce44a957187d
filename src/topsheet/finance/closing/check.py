"""Mistakes in a closing list: names nobody knows, days out of order, conditions that wait for each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from topsheet.documents import Problem, Severity, Tree, named_twice
from topsheet.documents.strict_yaml import Path
from topsheet.finance.closing.circles import circles
from topsheet.finance.closing.model import MET, ClosingDocument, ClosingItem
from topsheet.finance.closing.standard import DEAL_OF
from topsheet.finance.closing.standing import Days, day_of
from topsheet.finance.model import FinanceDocument
from topsheet.people import Party, unknown_parties


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What a closing list may name in the production's other papers, and the days they give."""

    people: Mapping[str, Party]
    places: Collection[str]
    gates: Collection[str]
    attachments: Collection[str]
    milestones: Days
    draws: Days
    as_of: date


def check(
    document: ClosingDocument, tree: Tree, finance: FinanceDocument, known: KnownNames
) -> list[Problem]:
    """Problems of the list, each with its place and remedy."""
    return [
        *_ids(document, tree),
        *_names(document, tree, finance, known),
        *unknown_parties(_parties(document, tree), known.people),
        *_days(document, tree, finance, known),
        *circles(document, tree, finance),
    ]


def _ids(document: ClosingDocument, tree: Tree) -> list[Problem]:
    lists = {
        "items": [each.id for each in document.items],
        "obligations": [each.id for each in document.obligations],
        "holds": [each.id for each in document.holds],
    }
    return [
        problem
        for key, listed in lists.items()
        for problem in named_twice(
            tree,
            [((key, at, "id"), name) for at, name in enumerate(listed)],
            f"in `{key}` the id",
            "Nobody could say which of the two is meant.",
        )
    ]


def _parties(document: ClosingDocument, tree: Tree) -> Iterator[tuple[str, str]]:
    for at, item in enumerate(document.items):
        yield tree.where(("items", at, "owner")), item.owner
        yield tree.where(("items", at, "party")), item.party
    for at, obligation in enumerate(document.obligations):
        yield tree.where(("obligations", at, "party")), obligation.party
    for at, hold in enumerate(document.holds):
        yield tree.where(("holds", at, "party")), hold.party


def _names(
    document: ClosingDocument, tree: Tree, finance: FinanceDocument, known: KnownNames
) -> Iterator[Problem]:
    sources = {source.id for source in finance.sources}
    blocked = {*sources, *known.milestones, *known.gates}
    before = {item.id for item in document.items} | sources
    persons = {*known.attachments, *known.people}
    for at, item in enumerate(document.items):
        path: Path = ("items", at)
        lists = (
            ("blocks", item.blocks, blocked, "source, milestone or gate"),
            ("after", item.after, before, "item or source"),
            ("essential", item.essential, persons, "attachment or party"),
        )
        for key, named, allowed, what in lists:
            for place, name in enumerate(named):
                yield from _unknown(tree, (*path, key, place), item.title, key, name, allowed, what)
        if item.standard:
            yield from _unknown(
                tree, (*path, "standard"), item.title, "standard", item.standard, DEAL_OF, "usual item"
            )
        if isinstance(item.needed_by, str):
            yield from _unknown(
                tree, (*path, "needed_by"), item.title, "needed_by", item.needed_by, known.milestones, "milestone"
            )  # fmt: skip
    for at, obligation in enumerate(document.obligations):
        path, what = ("obligations", at), obligation.what
        yield from _unknown(tree, (*path, "place"), what, "place", obligation.place, known.places, "place")
        if obligation.source:
            yield from _unknown(tree, (*path, "source"), what, "source", obligation.source, sources, "source")
    for at, hold in enumerate(document.holds):
        if hold.attachment:
            yield from _unknown(
                tree, ("holds", at, "attachment"), hold.what, "attachment", hold.attachment, persons,
                "attachment or party",
            )  # fmt: skip


def _unknown(
    tree: Tree, path: Path, title: str, key: str, name: str, allowed: Collection[str], what: str
) -> Iterator[Problem]:
    if name in allowed:
        return
    near = get_close_matches(name, allowed, 1)
    yield Problem(
        tree.where(path),
        f"{title}: `{key}` names `{name}`, which is no {what} of this production",
        "It would hold nothing up and warn nobody.",
        f"Did you mean `{near[0]}`?"
        if near
        else f"Use one of: {', '.join(sorted(allowed)) or 'there is none'}.",
    )


def _days(
    document: ClosingDocument, tree: Tree, finance: FinanceDocument, known: KnownNames
) -> Iterator[Problem]:
    names = {source.id: f"the first draw of {source.name}" for source in finance.sources}
    for at, item in enumerate(document.items):
        yield from _evidence(tree, at, item, known.as_of)
        day = day_of(item.needed_by, known.milestones)
        if day is None or item.status in (*MET, "waived"):
            continue
        for blocked in item.blocks:
            first = known.draws.get(blocked, known.milestones.get(blocked))
            if first is not None and day > first:
                told = names.get(blocked, blocked.replace("_", " "))
                yield Problem(
                    tree.where(("items", at, "needed_by")),
                    f"{item.title} is needed by {day}, after {told} on {first}, which it blocks",
                    "On that day it would still be open, and what it blocks could not happen.",
                    f"Need it by {first} at the latest, or move what it blocks.",
                )
    for at, obligation in enumerate(document.obligations):
        if obligation.done is not None and obligation.done > known.as_of:
            yield _ahead(tree, ("obligations", at, "done"), obligation.what, obligation.done, known.as_of)
    for at, hold in enumerate(document.holds):
        if hold.cancellable_until is not None and hold.cancellable_until > hold.until:
            yield Problem(
                tree.where(("holds", at, "cancellable_until")),
                f"{hold.what} can be cancelled until {hold.cancellable_until}, after it ends on {hold.until}",
                "What has ended cannot be cancelled.",
                "Correct one of the two days.",
            )


def _evidence(tree: Tree, at: int, item: ClosingItem, as_of: date) -> Iterator[Problem]:
    if item.status not in MET:
        return
    if item.evidence_date is None:
        yield Problem(
            tree.where(("items", at, "status")),
            f"{item.title} is {item.status.replace('_', ' ')} but has no `evidence_date`",
            "A condition is met by its status and the day of its evidence; it counts as open.",
            "Add `evidence_date:` with the day of the paper, and `evidence:` with what it is.",
            Severity.WARNING,
        )
    elif item.evidence_date > as_of:
        yield _ahead(tree, ("items", at, "evidence_date"), item.title, item.evidence_date, as_of)


def _ahead(tree: Tree, path: Path, title: str, day: date, as_of: date) -> Problem:
    return Problem(
        tree.where(path),
        f"{title} is done on {day}, which lies after {as_of}, the day of these papers",
        "Until that day it counts as open.",
        "Correct the day.",
        Severity.WARNING,
    )
