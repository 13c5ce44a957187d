"""Every figure of a film by name: whatever a report shows, `why` can open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from topsheet.figures import Figure, Value, index


def every_figure(reports: tuple[Any, ...]) -> dict[str, Figure[Value]]:
    """All figures in the reports and under them. Raises DoubleName when one name means two figures."""
    return index(_found(reports))


def _found(value: Any) -> Iterator[Figure[Value]]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _found(inside)
    elif isinstance(value, tuple | list):
        for inside in value:
            yield from _found(inside)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _found(getattr(value, part.name))
