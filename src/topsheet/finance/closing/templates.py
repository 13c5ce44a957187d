"""What of the usual items a plan still lacks on its closing list, and the text of a list begun with them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from topsheet.finance.closing.model import ClosingDocument, ClosingItem
from topsheet.finance.closing.standard import STANDARD, StandardItem
from topsheet.finance.kinds import Source
from topsheet.finance.model import FinanceDocument
from topsheet.finance.terms import EARLY


def closing_items_for(
    finance: FinanceDocument, closing: ClosingDocument | None = None
) -> tuple[ClosingItem, ...]:
    """The usual items that the plan's sources call for and that the list does not have, each as not started.

    An item of the list stands for a usual one by its `standard`, and for a source by what it blocks. What is offered
    blocks the sources it is for, and for the whole film the start of photography or the delivery.
    """
    listed = closing.items if closing else ()
    taken = {item.id for item in listed}
    live = [source for source in finance.sources if source.status != "withdrawn"]
    offered: list[ClosingItem] = []
    for standard in STANDARD:
        held = [item for item in listed if item.standard == standard.key]
        offered += [item for item in _wanted(standard, live, held) if item.id not in taken]
    return tuple(offered)


def firm(items: Sequence[ClosingItem], finance: FinanceDocument) -> frozenset[str]:
    """The ids of the items to begin with: those of the film, and of sources with a letter of intent or better."""
    early = {source.id for source in finance.sources if source.status in EARLY}
    return frozenset(each.id for each in items if not each.blocks or not early.issuperset(each.blocks))


def _wanted(standard: StandardItem, live: Sequence[Source], held: Sequence[ClosingItem]) -> list[ClosingItem]:
    sources = [source for source in live if source.kind in standard.kinds]
    if not standard.each:
        missing = bool(sources or not standard.kinds) and not held
        blocks = (*(source.id for source in sources), *standard.blocks)
        return [_item(standard, standard.key, standard.title, blocks, "")] if missing else []
    done = {blocked for item in held for blocked in item.blocks}
    return [
        _item(
            standard,
            f"{source.id}_{standard.key}",
            f"{standard.title}: {source.name}",
            (source.id,),
            source.party,
        )
        for source in sources
        if source.id not in done
    ]


def _item(standard: StandardItem, name: str, title: str, blocks: tuple[str, ...], party: str) -> ClosingItem:
    return ClosingItem(
        id=name, group=standard.group, title=title, standard=standard.key, blocks=blocks, party=party
    )


def begun(items: Sequence[ClosingItem]) -> str:
    """The text of a closing document with these items, one on a line, written as a person would begin it."""
    lines = []
    for item in items:
        told = {"id": item.id, "group": item.group, "title": item.title, "standard": item.standard}
        told |= {"party": item.party} if item.party else {}
        words = ", ".join(f"{key}: {_spelt(value)}" for key, value in told.items())
        lines.append(f"  - {{{words}, blocks: [{', '.join(map(_spelt, item.blocks))}]}}")
    listed = "\n".join(["items:", *lines]) if lines else "items: []"
    return f"kind: closing\nversion: 1\n\n{listed}\n\nobligations: []\n\nholds: []\n"


def _spelt(words: str) -> str:
    """Words in quotes that YAML reads back as they are."""
    return json.dumps(words, ensure_ascii=False)
