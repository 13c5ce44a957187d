"""Receipts of a statement by where they come from: before, now, to date, and what is billed and unpaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from topsheet.figures import Figure, sum_of
from topsheet.money import Money
from topsheet.release import Bill, Receipt

_WORD = re.compile(r"\W+")


@dataclass(slots=True)
class _Group:
    """What came from one source, and the first that was known of it."""

    first: Receipt | Bill
    before: list[Figure[Money]] = field(default_factory=list)
    now: list[Figure[Money]] = field(default_factory=list)
    owed: list[Figure[Money]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """One payer's territory and medium; what is unpaid stands in the currencies of the bills."""

    payer: str
    territory: str
    medium: str
    before: Figure[Money]
    now: Figure[Money]
    to_date: Figure[Money]
    outstanding: tuple[Figure[Money], ...]


def by_source(
    name: str, before: Sequence[Receipt], now: Sequence[Receipt], owed: Sequence[Bill], zero: Money
) -> tuple[Source, ...]:
    """A row for each payer, territory and medium, in the order in which they were first known.

    Words that differ in capitals and signs alone are one. `zero` gives the currency of the film.
    """
    groups: dict[str, _Group] = {}
    for each in before:
        _of(groups, each).before.append(each.net)
    for each in now:
        _of(groups, each).now.append(each.net)
    for bill in owed:
        _of(groups, bill).owed += [bill.outstanding] if bill.outstanding.value else []
    return tuple(_source(f"{name}.source.{key}", group, zero) for key, group in groups.items())


def _of(groups: dict[str, _Group], each: Receipt | Bill) -> _Group:
    return groups.setdefault(_key(each), _Group(each))


def _source(name: str, group: _Group, zero: Money) -> Source:
    first, owed = group.first, group.owed
    label = f"{first.payer}: {first.territory}, {first.medium}"
    was = sum_of(f"{name}.before", f"{label}, before", group.before, zero)
    moved = sum_of(f"{name}.now", f"{label}, this period", group.now, zero)
    total = sum_of(f"{name}.to_date", f"{label}, to date", [was, moved], zero)
    unpaid = tuple(
        sum_of(
            f"{name}.outstanding.{own}",
            f"{label}, billed and unpaid",
            [each for each in owed if each.value.currency == own],
            Money.zero(own),
        )
        for own in dict.fromkeys(each.value.currency for each in owed)
    )
    return Source(first.payer, first.territory, first.medium, was, moved, total, unpaid)


def _key(each: Receipt | Bill) -> str:
    words = (each.payer, each.territory, each.medium)
    return ".".join(_WORD.sub("_", word.casefold()).strip("_") or "unnamed" for word in words)
