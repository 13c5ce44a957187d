"""A card put into the text of terms: each entry at its place in its list, under an id that nobody has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from topsheet.documents import read_yaml
from topsheet.documents.edit import insert_item
from topsheet.recoupment.library.cards import Card, Entry


def inserted(text: str, card: Card, *, name: str = "recoupment.yaml") -> str:
    """The text with the clause in it; every comment and line elsewhere stays. Raises CannotEdit.

    Of a tier the place is above the division of all that is left, of a percentage of gross above those of the rest.
    """
    tree = read_yaml(text, name)[0]
    taken = set(_ids(tree.value)) if tree else set()
    names = {own: _free(own, taken) for entry in card.entries for own in _own(entry)}
    for entry in card.entries:
        held = _list(text, entry.list, name)
        text = insert_item(text, (entry.list,), _place(held, entry), _renamed(entry.value, names), name=name)
    return text


def _list(text: str, key: str, name: str) -> list[Any]:
    tree = read_yaml(text, name)[0]
    found = tree.value.get(key) if tree and isinstance(tree.value, dict) else None
    return found if isinstance(found, list) else []


def _own(entry: Entry) -> Iterator[str]:
    """The ids an entry brings; an amendment speaks of clauses that are there, and keeps their ids."""
    yield from [str(entry.value["id"])] if entry.list == "amendments" else _ids(entry.value)


def _place(held: list[Any], entry: Entry) -> int:
    if entry.list == "tiers" and not entry.last and held and _divides_all(held[-1]):
        return len(held) - 1
    if entry.list == "off_the_top" and "percent" in entry.value and "of" not in entry.value:
        rest = (at for at, line in enumerate(held) if isinstance(line, dict) and line.get("of") == "rest")
        return next(rest, len(held))
    return len(held)


def _divides_all(tier: Any) -> bool:
    return isinstance(tier, dict) and "split" in tier and not {"until", "when"} & set(tier)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for each in value.values():
            yield from _ids(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _ids(each)


def _free(wanted: str, taken: set[str]) -> str:
    free = wanted if wanted not in taken else next(
        name for name in (f"{wanted}_{number}" for number in range(2, 10_000)) if name not in taken
    )  # fmt: skip
    taken.add(free)
    return free


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every id of the card, and whatever in it points there, under its new name."""
    if isinstance(value, Mapping):
        return {
            key: each if key in ("label", "title") else _renamed(each, names) for key, each in value.items()
        }
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
