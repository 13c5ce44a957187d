"""Walking from a figure to its causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from topsheet.figures.model import Figure, Status, Value


class DoubleName(ValueError):
    """Two different figures carry one name, so `why` could not tell which is meant."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an explanation: how deep it stands, the figure, and whether its causes were shown above."""

    depth: int
    figure: Figure[Value]
    seen: bool


def walk(roots: Iterable[Figure[Value]]) -> Iterator[Figure[Value]]:
    """Every figure that stands under the roots, each once, causes after effects."""
    waiting = list(roots)[::-1]
    seen: set[int] = set()
    while waiting:
        figure = waiting.pop()
        if id(figure) not in seen:
            seen.add(id(figure))
            yield figure
            waiting += figure.inputs[::-1]


def index(roots: Iterable[Figure[Value]]) -> dict[str, Figure[Value]]:
    """All figures under the roots by name. Raises DoubleName when one name means two figures."""
    found: dict[str, Figure[Value]] = {}
    for figure in walk(roots):
        if figure.name in found:
            raise DoubleName(f"two figures are called {figure.name}")
        found[figure.name] = figure
    return found


def rows(root: Figure[Value], deepest: int = 99) -> list[Row]:
    """The explanation of a figure from effect to cause; a cause met again is named but not opened again."""
    listed: list[Row] = []
    opened: set[int] = set()

    def visit(figure: Figure[Value], depth: int) -> None:
        seen = id(figure) in opened and bool(figure.inputs)
        listed.append(Row(depth, figure, seen))
        if seen or depth >= deepest:
            return
        opened.add(id(figure))
        for cause in figure.inputs:
            visit(cause, depth + 1)

    visit(root, 0)
    return listed


def unverified(roots: Iterable[Figure[Value]]) -> list[Figure[Value]]:
    """One figure for each unverified rule used anywhere under the roots, by the title of its source."""
    used: dict[str, Figure[Value]] = {}
    for figure in walk(roots):
        if figure.rule and figure.rule.status is Status.UNVERIFIED:
            used.setdefault(figure.rule.title, figure)
    return [used[title] for title in sorted(used)]


def worst_status(roots: Iterable[Figure[Value]]) -> Status:
    """The least reliable rule used anywhere under the roots: what a document must print."""
    order = list(Status)
    statuses = [figure.rule.status for figure in walk(roots) if figure.rule]
    return max(statuses, key=order.index, default=Status.VERIFIED)
