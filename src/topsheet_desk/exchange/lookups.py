"""What the pages of taking in and out show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, reading
from topsheet_desk.vault.lookups.exchange import Export, export_of
from topsheet_desk.vault.lookups.exchange.look import Look, look_into, strangers
from topsheet_desk.vault.lookups.exchange.papers import Beside, papers_beside, papers_seat
from topsheet_desk.vault.lookups.exchange.take_out import free_slug, taker

BOOKS = {
    "saves": "saves",
    "revisions": "sealed revisions",
    "requests": "requests",
    "decisions": "decisions",
    "entries": "rows of the ledger",
    "closings": "closings",
    "reports": "filed reports",
    "log": "lines of the log",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRoom(DeskRoom):
    """The page on which a production is taken out."""

    export: Export

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many rows each book has, in words."""
        return counts_of(self.export.rows)

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the documents."""
        return tuple(name for name in self.export.files if not name.startswith(("desk/", "ledger/")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersRoom(DeskRoom):
    """The page on which papers are taken into a production; with the folder beside it once there is one."""

    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class NewLook:
    """A folder looked into for a new production: what it holds, its history in numbers, and who is not known here.

    `slug` is a free name for it, near the one that was wished.
    """

    look: Look
    counts: tuple[tuple[str, int], ...]
    strangers: tuple[str, ...]
    slug: str


def out_room(ask: Ask) -> OutRoom:
    """What would be taken out. Raises NotShared, NotAllowed."""
    seat = taker(ask.person, ask.slug)
    title = reading.title(seat.production)
    return OutRoom(page=Page.PAPERS, seat=seat, title=title, export=export_of(ask.person, ask.slug))


def papers_room(ask: Ask, files: Mapping[str, bytes] | None = None) -> PapersRoom:
    """The page for papers, with the folder's beside the drafts. Raises NotShared, NotAllowed."""
    seat = papers_seat(ask.person, ask.slug)
    beside = papers_beside(ask.person, ask.slug, files, ask.today) if files is not None else None
    return PapersRoom(page=Page.PAPERS, seat=seat, title=reading.title(seat.production), beside=beside)


def new_look(files: Mapping[str, bytes], slug: str, today: date) -> NewLook:
    """A folder looked into."""
    look = look_into(files, today)
    history = look.history
    return NewLook(
        look,
        counts_of(history.counts) if history else (),
        strangers(history) if history else (),
        free_slug(slug or slugify(look.title)[:50]),
    )


def counts_of(rows: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Rows by book, in words, in the order of the desk."""
    return tuple((words, rows[book]) for book, words in BOOKS.items() if book in rows)
