"""A result and a group of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what it is, what it says, and its page."""

    title: str
    detail: str
    url: str
    worth: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind; the first of them are shown."""

    name: str
    hits: tuple[Hit, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.hits)

    @property
    def id(self) -> str:
        """The name of the group's element."""
        return self.name.lower().replace(" ", "-")


def group(name: str, found: Iterable[Hit]) -> Group:
    """The group of what was found."""
    hits = tuple(found)
    return Group(name, hits[:SHOWN], len(hits))
