"""Two versions of a document's value compared: what came, what went, what changed, each under a place that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# By what an entry of a list is known, so that an entry put before it does not make everything after it look new.
_NAMES = ("id", "code", "number", "currency", "character", "about", "name")


@dataclass(frozen=True, slots=True)
class Change:
    """One place whose value is another: `before` is None where it came, `after` where it went."""

    path: str
    before: str | None
    after: str | None


def flat(value: Any) -> dict[str, str]:
    """Every plain value by its place: keys joined by dots, entries of a list by their id, number or name.

    An empty list or mapping is a value of its own. Two entries of one name are told apart by their order.
    """
    return dict(_walk(value, ""))


def changes(before: Any, after: Any) -> tuple[Change, ...]:
    """Every place that differs, in the order of the later version, what went last."""
    old, new = flat(before), flat(after)
    came = [Change(path, old.get(path), told) for path, told in new.items() if old.get(path) != told]
    went = [Change(path, told, None) for path, told in old.items() if path not in new]
    return (*came, *went)


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for key, inside in value.items():
            yield from _walk(inside, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple) and value:
        for name, inside in _named(value):
            yield from _walk(inside, f"{path}[{name}]")
    elif isinstance(value, Mapping | list | tuple):
        yield path, ""
    else:
        yield path, "" if value is None else str(value)


def _named(entries: list[Any] | tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for place, entry in enumerate(entries):
        name = _name(entry, place)
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), entry


def _name(entry: Any, place: int) -> str:
    if isinstance(entry, Mapping):
        return next(
            (str(entry[name]) for name in _NAMES if entry.get(name) not in (None, "")), str(place + 1)
        )
    return str(entry) if isinstance(entry, str) and len(entry) <= 40 else str(place + 1)
