"""Whose hand a row is, and whether it came from elsewhere: what no seal covers, so that it means the same anywhere.

The person of a row must be, or have been, the one with the address that the row is signed with. The rows that were
brought in with a folder must be those that the keeper's own log counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress

from topsheet_desk.vault import taken_in
from topsheet_desk.vault.lookups.check.books import book_title, kept_records
from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.lookups.exchange.rows import address_in
from topsheet_desk.vault.records import (
    Decision,
    Entry,
    Kept,
    LogLine,
    PeriodClosing,
    Person,
    Production,
    ReportFiled,
    Request,
    Revision,
)

# What a history calls each book.
_BOOKS: Mapping[type[Kept], str] = {
    Revision: "revisions",
    Request: "requests",
    Decision: "decisions",
    Entry: "entries",
    PeriodClosing: "closings",
    ReportFiled: "reports",
    LogLine: "log",
}
# As the door writes it into the person's own log.
_MOVED = re.compile(r"changed the address(?: from (?P<before>\S+))? to (?P<after>\S+?)(?:, from .*)?")
_BATCH = 500

Addresses = Mapping[int, set[str]]
Brought = Mapping[str, Mapping[str, int] | None]


def hands() -> Part:
    """Every row of every book."""
    part, addresses, brought = Part("hands"), _addresses(), _taken_in()
    names = dict(Production.objects.values_list("pk", "slug"))
    for record in kept_records():
        _record(part, record, names, addresses, brought)
    return part


def _addresses() -> Addresses:
    """By person, in small letters: every address that is theirs, or was by their own log."""
    found = {key: {email.lower()} for key, email in Person.objects.values_list("pk", "email")}
    for key, email in EmailAddress.objects.filter(verified=True).values_list("user_id", "email"):
        found[key].add(email.lower())
    lines = LogLine.objects.filter(act="change_address", production=None)
    for key, words in lines.values_list("person_id", "words").iterator():
        moved = _MOVED.fullmatch(words)
        told = moved.groupdict().values() if moved else ()
        found.setdefault(key, set()).update(each.lower() for each in told if each)
    return found


def _taken_in() -> Brought:
    """By book, how many rows of each kind came in with a history; None where the line counts none."""
    keys = {slug: key for key, slug in Production.objects.values_list("pk", "slug")}
    lines = LogLine.objects.filter(act="take_in", production=None).values_list("words", flat=True)
    told = [found for line in lines.iterator() if (found := taken_in.read(line))]
    return {f"production:{keys[each.slug]}": each.rows for each in told if each.slug in keys}


def _record(
    part: Part, record: type[Kept], names: Mapping[int, str], addresses: Addresses, brought: Brought
) -> None:
    own = ("held_by_id", "held_for") if record is Decision else ()
    rows = record._default_manager.order_by("book", "number")
    book, before = "", True
    for row in rows.values("book", "number", "person_id", "signed", "brought", *own).iterator(_BATCH):
        if row["book"] != book:
            book, before = row["book"], True
        part.count("rows")
        where = f"{book_title(book, names)}, {record._meta.verbose_name} {row['number']}"
        _signed(part, row["person_id"], row["signed"], where, addresses)
        if own:
            _principal(part, row, where, addresses)
        _brought(part, row, where, before, brought.get(book, {}), _BOOKS.get(record, ""))
        before = row["brought"]


def _principal(part: Part, row: Mapping[str, Any], where: str, addresses: Addresses) -> None:
    """The delegate's principal, by the name under the seal; most decisions have none."""
    if bool(row["held_by_id"]) != bool(row["held_for"]):
        what = "names a principal beside no name, or a name beside no principal"
        part.fault(where, what, "Who may do what rests on for whom something was done.")
    elif row["held_by_id"]:
        _signed(part, row["held_by_id"], row["held_for"], where, addresses)


def _signed(part: Part, person: int, signed: str, where: str, addresses: Addresses) -> None:
    address = address_in(signed)[1].lower()
    if address not in addresses.get(person, ()):
        part.fault(
            where,
            f"is signed {signed}, and is held by a person who never had that address",
            "Who may do what rests on who did what: the row was given to another person.",
        )


def _brought(
    part: Part, row: Mapping[str, Any], where: str, before: bool, counts: Mapping[str, int] | None, book: str
) -> None:
    """The rows that a history brought are the first of their book, as many as the keeper's line counts."""
    wanted = row["number"] <= counts.get(book, 0) if counts is not None else row["brought"] and before
    if row["brought"] == wanted:
        return
    what = (
        "is marked as brought from elsewhere" if row["brought"] else "is not marked as brought from elsewhere"
    )
    told = "no history brought it" if row["brought"] else "a history brought it"
    part.fault(
        where,
        f"{what}, and by the log of whoever took the production in {told}",
        "What was decided elsewhere opens nothing here, and what was decided here does.",
    )
