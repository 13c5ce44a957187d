"""The cards as they are written in `cards.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from topsheet.documents import read_yaml, written


@dataclass(frozen=True, slots=True)
class Entry:
    """What a card writes into one list of the terms; `last` for what stands below everything else there."""

    list: str
    value: Mapping[str, Any]
    last: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One clause: its title and sentence, its entries, and the example around it.

    `terms` stands around the clause, `plan` are sources as (id, kind, amount, name), `receipts` come one after
    another, each a sum or sums by where they come from, on `days` or a month apart.
    """

    id: str
    group: str
    title: str
    says: str
    entries: tuple[Entry, ...]
    receipts: tuple[Any, ...]
    days: tuple[date, ...] = ()
    plan: tuple[tuple[str, str, int, str], ...] = ()
    inflows: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, Any] = field(default_factory=dict)

    @property
    def yaml(self) -> str:
        """What it writes, list by list, as it stands in the terms."""
        lists: dict[str, list[Mapping[str, Any]]] = {}
        for each in self.entries:
            lists.setdefault(each.list, []).append(each.value)
        return "\n".join(f"{name}:\n  {written.block(values, 2)}" for name, values in lists.items())


@cache
def cards() -> tuple[Card, ...]:
    """Every card, in the order in which the guide tells them."""
    text = (files("topsheet.recoupment.library") / "cards.yaml").read_text(encoding="utf-8")
    tree, problems = read_yaml(text, "cards.yaml")
    if tree is None:
        raise ValueError(f"cards.yaml cannot be read: {problems}")
    return tuple(_cards(tree.value))


def _cards(told: list[dict[str, Any]]) -> Iterator[Card]:
    for each in told:
        yield Card(
            each["id"],
            each["group"],
            each["title"],
            each["says"],
            tuple(Entry(one["list"], one["entry"], one.get("last", False)) for one in each["into"]),
            tuple(each["receipts"]),
            tuple(each.get("days", ())),
            tuple((one["id"], one["kind"], one["amount"], one["name"]) for one in each.get("plan", ())),
            each.get("inflows", {}),
            each.get("levels", {}),
            each.get("terms", {}),
        )
