"""A production as the files of a folder, for someone who may take it out or for whoever holds the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from topsheet_desk.site.permissions import Act
from topsheet_desk.vault.lookups.exchange.books import LOG, books_of
from topsheet_desk.vault.lookups.exchange.eyes import Eyes
from topsheet_desk.vault.lookups.seats import Seat, any_seat
from topsheet_desk.vault.records import Production
from topsheet_desk.vault.refusals import NotAllowed, NotShared


@dataclass(frozen=True, slots=True)
class Export:
    """The files by their names in the folder, the folder's own name, rows by book, and what was left out."""

    slug: str
    folder: str
    files: Mapping[str, bytes]
    rows: Mapping[str, int]
    left: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many bytes the files have."""
        return sum(map(len, self.files.values()))


def export_of(person: int, slug: str) -> Export:
    """What the person may take out. Raises NotShared, NotAllowed."""
    return _export(slug, Eyes(taker(person, slug).actor))


def export_of_everything(slug: str) -> Export:
    """The whole production, for whoever holds the server. Raises NotShared where there is none."""
    return _export(slug, Eyes(None))


def taker(person: int, slug: str) -> Seat:
    """The seat of a person who may take the production out. Raises NotShared, NotAllowed."""
    seat = any_seat(person, slug)
    if not seat.can(Act.TAKE_OUT):
        raise NotAllowed(Act.TAKE_OUT, "", seat.roles)
    return seat


def free_slug(wished: str) -> str:
    """The name itself, or the next with a number that no production here has."""
    taken = set(Production.objects.values_list("slug", flat=True))
    more = (f"{wished[:46]}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wished, *more) if name not in taken)


def is_of(files: Mapping[str, bytes], export: Export) -> bool:
    """Whether the files are an earlier export of the same production: the two logs share a seal."""
    return bool(_seals(files) & _seals(export.files))


def _seals(files: Mapping[str, bytes]) -> set[str]:
    try:
        lines = json.loads(files.get(LOG, b"[]"))
    except (ValueError, RecursionError):
        return set()
    if not isinstance(lines, list):
        return set()
    return {str(line["seal"]) for line in lines if isinstance(line, dict) and line.get("seal")}


@transaction.atomic
def _export(slug: str, eyes: Eyes) -> Export:
    """All books as of one moment: while they are read, nobody writes to the production."""
    production = Production.objects.select_for_update().filter(slug=slug).first()
    if production is None:
        raise NotShared
    books = books_of(production.pk, eyes)
    folder = production.folder.replace("/", "_").strip("._") or slug
    return Export(slug, folder, dict(sorted(books.files.items())), books.rows, tuple(books.left))
