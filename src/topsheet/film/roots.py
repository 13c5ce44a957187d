"""Every figure of a film by name: whatever a report shows, `why` can open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from topsheet.figures import Figure, Value, index
from topsheet.money import Money


def every_figure(reports: tuple[Any, ...]) -> dict[str, Figure[Value]]:
    """All figures in the reports and under them. Raises DoubleName when one name means two figures."""
    return index(_found(reports))


def _found(value: Any) -> Iterator[Figure[Value]]:
    """The figures of a report in the order they stand in; most of what it holds are words, days and numbers."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is Figure:
            yield value
        elif (inside := _inside(kind)) is not None:  # type: ignore[arg-type]  # mypy takes a class for unhashable
            waiting += inside(value)


@cache
def _inside(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """How to take a value of a kind apart, what stands last in it first; None for what holds nothing."""
    if issubclass(kind, tuple | list):
        return reversed
    if issubclass(kind, Mapping):
        return lambda value: reversed(value.values())
    names = [part.name for part in fields(kind)] if is_dataclass(kind) and kind is not Money else []
    if len(names) > 1:
        return attrgetter(*reversed(names))
    return (lambda value: (getattr(value, names[0]),)) if names else None
