"""The books: every kept row, in order, its number without a gap and its seal made again over the row before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Max, QuerySet

from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.records import (
    Decision,
    Entry,
    Kept,
    MadePaper,
    Production,
    ProspectStep,
    ReportFiled,
    Revision,
    Sent,
    TermSheet,
    UnitMovement,
)

_BATCH = 500
# What the facts of a row are told with; and what of it no fact tells, so that it stays where it is.
_WITH: Mapping[type[Kept], tuple[str, ...]] = {
    Decision: ("request",),
    Entry: ("reverses",),
    ProspectStep: ("prospect",),
    ReportFiled: ("duty",),
    Revision: ("document", "parent"),
    Sent: ("prospect",),
    TermSheet: ("prospect",),
    UnitMovement: ("unit_class", "holder", "to", "reverses"),
}
_LARGE = ("value", "figures", "totals", "basis")
_WITHOUT: Mapping[type[Kept], tuple[str, ...]] = {
    MadePaper: ("content",),
    Revision: (*_LARGE, *(f"parent__{name}" for name in _LARGE)),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a book: whoever keeps it elsewhere can tell later that nothing before it was taken away."""

    table: str
    book: str
    number: int
    seal: str


def kept_records() -> list[type[Kept]]:
    """Every table that is kept in books."""
    return [record for record in apps.get_models() if issubclass(record, Kept)]


def books() -> Part:
    """Every book of every kept table."""
    part = Part("books")
    names = dict(Production.objects.values_list("pk", "slug"))
    for record in kept_records():
        _record(part, record, names)
    return part


def heads() -> Iterator[Head]:
    """The last row of every book, as it stands."""
    for record in kept_records():
        rows = record._default_manager.order_by("book")
        for book, last in rows.values_list("book").annotate(last=Max("number")):
            seal = rows.filter(book=book, number=last).values_list("seal", flat=True)[0]
            yield Head(record._meta.db_table, book, last, seal)


def since(kept: Iterable[Head]) -> Part:
    """Whether every row that ended a book at an earlier moment is still there, under its seal."""
    part = Part("since")
    by_table = {record._meta.db_table: record for record in kept_records()}
    for head in kept:
        part.count("books of the backup")
        rows = by_table[head.table]._default_manager.filter(book=head.book, number=head.number)
        seal = rows.values_list("seal", flat=True).first()
        if seal != head.seal:
            what = "is another" if seal else "is gone"
            part.fault(
                f"{head.table}, {head.book}, {head.number}",
                f"the row that ended the book when the backup was made {what}",
                "Books only grow: what was kept was taken away or written anew.",
            )
    return part


def _record(part: Part, record: type[Kept], names: Mapping[int, str]) -> None:
    rows: QuerySet[Kept] = record._default_manager.order_by("book", "number")
    if record in _WITH:
        rows = rows.select_related(*_WITH[record])
    if record in _WITHOUT:
        rows = rows.defer(*_WITHOUT[record])
    book, number, seal = "", 0, ""
    for row in rows.iterator(_BATCH):
        if row.book != book:
            book, number, seal = row.book, 0, ""
            part.count("books")
        part.count("rows")
        where = f"{book_title(book, names)}, {record._meta.verbose_name} {row.number}"
        if row.number != number + 1:
            _gap(part, where, number + 1, row.number - 1)
        else:
            with part.reading(where):
                _seal(part, row, seal, where)
        _belongs(part, row, where)
        number, seal = row.number, row.seal


def _seal(part: Part, row: Kept, before: str, where: str) -> None:
    if row.sealed_over(before) != row.seal:
        part.fault(
            where,
            "the seal does not fit the row and the one before it",
            "A kept row was changed after it was written, or the row before it was.",
        )


def _gap(part: Part, where: str, first: int, last: int) -> None:
    which = f"row {first} is" if first == last else f"rows {first} to {last} are"
    what = f"{which} missing before it" if first <= last else f"its number is used twice or less than {first}"
    part.fault(where, what, "The rows of a book are numbered without a gap, and none is ever taken away.")


def _belongs(part: Part, row: Kept, where: str) -> None:
    """A book is one production's or one person's: the row must belong to the same."""
    production = getattr(row, "production_id", None)
    book = f"production:{production}" if production else f"person:{row.person_id}"
    if row.book != book:
        part.fault(where, f"stands in the book {row.book}, and belongs to {book}", "A row was moved.")


def book_title(book: str, names: Mapping[int, str]) -> str:
    """What a reader calls a book: the name of its production; a person's own keeps its number."""
    kind, _, key = book.partition(":")
    return names.get(int(key), book) if kind == "production" and key.isdigit() else book
