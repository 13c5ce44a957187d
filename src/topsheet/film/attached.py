"""Who is attached, whether anybody can count on it, and everything that hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from topsheet.documents import Problem, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.film.folder import Production
from topsheet.finance import Source
from topsheet.finance.kinds import CollateralLoan, IncentiveSale
from topsheet.people import Attachment, why_not_attached


@dataclass(frozen=True, slots=True)
class AttachmentReport:
    """An attachment on a day, and by id what names it: sources, what is lent on or comes after them, gates, items.

    `holds` says whether a financier counts on it; `why` says why not. `items` are conditions of the closing list that
    name it; `held` is what is held for it.
    """

    attachment: Attachment
    holds: bool
    why: str
    sources: tuple[str, ...]
    loans: tuple[str, ...]
    gates: tuple[str, ...]
    items: tuple[str, ...]
    held: tuple[str, ...]


def attached(production: Production, as_of: date) -> tuple[AttachmentReport, ...]:
    """Every attachment of the production with its dependents, in the order written."""
    return tuple(_report(production, each, as_of) for each in production.document.attachments)


def hanging_on(sources: Sequence[Source], first: Collection[str]) -> tuple[str, ...]:
    """The sources that lend on, sell or come after the first ones, and so on down the plan, in the order written."""
    found = set(first)
    while True:
        more = {source.id for source in sources if source.id not in found and found & set(rests_on(source))}
        if not more:
            return tuple(source.id for source in sources if source.id in found and source.id not in first)
        found |= more


def rests_on(source: Source) -> tuple[str, ...]:
    """The sources without which this one brings less or nothing."""
    if isinstance(source, CollateralLoan):
        return (*source.after, *source.lends_on)
    return (*source.after, source.sells) if isinstance(source, IncentiveSale) else source.after


def _report(production: Production, attachment: Attachment, as_of: date) -> AttachmentReport:
    name = attachment.id
    live = [source for source in production.finance.sources if source.status != "withdrawn"]
    sources = tuple(source.id for source in live if name in source.essential)
    loans = hanging_on(live, sources)
    why = why_not_attached(attachment, as_of)
    closing = production.closing
    items = closing.items if closing else ()
    return AttachmentReport(
        attachment,
        not why,
        why,
        sources,
        loans,
        tuple(gate.id for gate in production.document.gates if name in gate.essential),
        tuple(item.id for item in items if name in item.essential),
        tuple(hold.id for hold in (closing.holds if closing else ()) if hold.attachment == name),
    )


def check_essential(production: Production) -> list[Problem]:
    """Sources, options and gates that name as essential somebody who is neither attached nor known."""
    document = production.document
    known = {*(each.id for each in document.attachments), *document.people}
    found: list[Problem] = []
    for tree, path, title, named in _named(production):
        for at, each in enumerate(named):
            if each not in known:
                near = get_close_matches(each, known, 1)
                found.append(
                    Problem(
                        tree.where((*path, "essential", at)),
                        f"{title} names `{each}` as essential, who is neither attached nor among the people",
                        "Their leaving would change nothing here, and the money at risk would not be seen.",
                        f"Did you mean `{near[0]}`?"
                        if near
                        else f"Add `{each}` under `attachments` in production.yaml.",
                    )
                )
    return found


def _named(production: Production) -> Iterator[tuple[Tree, Path, str, tuple[str, ...]]]:
    finance, document = production.trees["finance"], production.trees["production"]
    for at, source in enumerate(production.finance.sources):
        yield finance, ("sources", at), source.name, source.essential
    for at, option in enumerate(production.finance.options):
        for row, source in enumerate(option.adds):
            yield finance, ("options", at, "adds", row), source.name, source.essential
    for at, gate in enumerate(production.document.gates):
        yield document, ("gates", at), gate.title, gate.essential
