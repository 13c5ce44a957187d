"""What the forms of a room are made of: lists whose entries have forms, their words, what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from topsheet.documents.strict_yaml import Path
from topsheet.film import Film
from topsheet_desk.site.frame import Link
from topsheet_desk.site.model_forms import Words
from topsheet_desk.site.permissions import Page

Shelves = Mapping[str, "Shelf"]
Related = tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Part of a document that has a form: a list, or with `single` one mapping of which `only` these fields.

    `model` is None where the entry's own `kind` says its model. `by` names the field that holds the name of whoever
    records the entry; with `by_status`, only while its status is that one. `back` is the place on the room's page.
    """

    path: Path
    one: str
    model: type[BaseModel] | None
    note: str
    kind: str = "finance"
    single: bool = False
    only: tuple[str, ...] = ()
    by: str = ""
    by_status: str = ""
    back: str = "content"


def _nothing(_film: Film | None, _shelf: str, _name: str, _slug: str) -> Related:
    return ()


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one room: its page, which also names its addresses, its shelves, words, and cells written in place.

    `keeps` names what of the page's address is asked again after a save: what it is narrowed to.
    `related` says what else hangs on an entry of the film, shelf and id: a heading with links, for readers who edit.
    """

    page: Page
    title: str
    shelves: Shelves
    words: Callable[[Film | None], Words]
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    kind_names: Mapping[str, str] = field(default_factory=dict)
    related: Callable[[Film | None, str, str, str], Related] = _nothing
    keeps: tuple[str, ...] = ()

    def model(self, shelf: str, held: Mapping[str, Any]) -> type[BaseModel] | None:
        """The model of an entry; where the shelf has none, by the entry's kind. None where the kind is unknown."""
        return self.shelves[shelf].model or self.kinds.get(str(held.get("kind", "")))

    def one(self, shelf: str, held: Mapping[str, Any]) -> str:
        """What an entry is called."""
        named = self.shelves[shelf].one
        return named if self.shelves[shelf].model else self.kind_names.get(str(held.get("kind", "")), named)
