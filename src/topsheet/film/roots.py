"""Every figure of a film by name: whatever a report shows, `why` can open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from topsheet.figures import Figure, Value, index


def every_figure(reports: tuple[Any, ...]) -> dict[str, Figure[Value]]:
    """All figures in the reports and under them. Raises DoubleName when one name means two figures."""
    return index(_found(reports))


def _found(value: Any) -> Iterator[Figure[Value]]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple | list):
        for inside in value:
            yield from _found(inside)
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _found(inside)
    else:
        for name in _fields(type(value)):  # type: ignore[arg-type]  # mypy takes a class for unhashable
            yield from _found(getattr(value, name))


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The names a report's values stand under; none for what is no report."""
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()
