"""Circles in a closing list: conditions that wait for each other, so that none can be met first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from topsheet.documents import Problem, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.finance.closing.model import MET, ClosingDocument
from topsheet.finance.model import FinanceDocument

# ("item" or "source", id): an item may be called like a source.
_Node = tuple[str, str]


def circles(document: ClosingDocument, tree: Tree, finance: FinanceDocument) -> list[Problem]:
    """A Problem for each circle, naming every item and source in it. What is met or waived waits for nothing.

    An item waits for what it comes `after`; a source waits for the items that block it and the sources it comes after.
    """
    names = {("source", source.id): source.name for source in finance.sources}
    names |= {("item", item.id): item.title for item in document.items}
    waits = _waits(document, finance)
    places = {item.id: at for at, item in enumerate(document.items)}
    return [
        Problem(
            tree.where(_place(circle, waits, places)),
            f"{' waits for '.join(names[node] for node in (*circle, circle[0]))}: a circle",
            "Each of them waits for the next, so none can be met and the money behind them never comes.",
            "Take one of them out of `after` or `blocks`, or waive it by name.",
        )
        for circle in _found(waits)
        if any(
            kind == "item" for kind, _ in circle
        )  # sources that wait for each other are the finance plan's to tell
    ]


def _waits(document: ClosingDocument, finance: FinanceDocument) -> dict[_Node, list[_Node]]:
    live = [item for item in document.items if item.status not in (*MET, "waived")]
    items = {item.id for item in live}
    sources = {source.id for source in finance.sources if source.status != "withdrawn"}
    waits: dict[_Node, list[_Node]] = {}
    for item in live:
        waits["item", item.id] = [
            ("item", each) if each in items else ("source", each)
            for each in item.after
            if each in items or each in sources
        ]
    for source in finance.sources:
        if source.id in sources:
            waits["source", source.id] = [
                *(("item", item.id) for item in live if source.id in item.blocks),
                *(("source", each) for each in source.after if each in sources),
            ]
    return waits


def _found(waits: Mapping[_Node, Sequence[_Node]]) -> Iterator[tuple[_Node, ...]]:
    """Circles that share nothing: one for each place where a walk comes back to where it is."""
    done: set[_Node] = set()
    for start in waits:
        path: list[_Node] = []
        walks = [iter([start])]
        while walks:
            node = next(walks[-1], None)
            if node is None:
                walks.pop()
                if path:
                    done.add(path.pop())
            elif node in path:
                circle = path[path.index(node) :]
                yield tuple(circle)
                done.update(circle)
            elif node not in done:
                path.append(node)
                walks.append(iter(waits.get(node, ())))


def _place(
    circle: tuple[_Node, ...], waits: Mapping[_Node, Sequence[_Node]], places: Mapping[str, int]
) -> Path:
    """The line of the first item of the circle that waits for something in it; without one, the whole document."""
    inside = set(circle)
    for kind, name in circle:
        if kind == "item":
            key = "after" if inside & set(waits["item", name]) else "blocks"
            return "items", places[name], key
    return ()
