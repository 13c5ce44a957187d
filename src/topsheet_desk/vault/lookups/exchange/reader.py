"""The files of a history and what was made of them so far; what does not fit is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from pydantic import BaseModel
from pydantic import ValidationError as Misfit

from topsheet_desk.vault.folder import PAPERS, README
from topsheet_desk.vault.lookups.exchange import books, rows
from topsheet_desk.vault.records import (
    Decision,
    Document,
    Entry,
    Kept,
    LogLine,
    Paper,
    PeriodClosing,
    Person,
    ReportDuty,
    ReportFiled,
    Request,
    Revision,
    Save,
)
from topsheet_desk.vault.refusals import Refused

T = TypeVar("T", bound=BaseModel)
_LONGEST_NAME = 200


class Unverified(Refused):
    """The history in the folder does not verify."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"The history was not taken in: {where}: {what}. Somebody changed it after it was taken out, or it was "
            "cut short. Take the folder out again where it came from, or take in the papers alone."
        )
        self.where, self.what = where, what


@dataclass(slots=True)
class History:
    """What a folder tells of the past, as rows that are not written yet.

    `signers` are all who sign in it: name and address, by the address in small letters.
    """

    papers: dict[str, Paper] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    saves: list[Save] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    closings: list[PeriodClosing] = field(default_factory=list)
    duties: list[ReportDuty] = field(default_factory=list)
    reports: list[ReportFiled] = field(default_factory=list)
    lines: list[LogLine] = field(default_factory=list)
    signers: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[Sequence[Kept], ...]:
        """The books of kept rows, each after those it points into."""
        own: tuple[Sequence[Kept], ...] = (self.revisions, self.requests, self.decisions, self.entries)
        return (*own, self.closings, self.reports, self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each book has."""
        return {
            "saves": len(self.saves),
            "revisions": len(self.revisions),
            "requests": len(self.requests),
            "decisions": len(self.decisions),
            "entries": len(self.entries),
            "closings": len(self.closings),
            "reports": len(self.reports),
            "log": len(self.lines),
        }


class Reader:
    """The files still to be read, and the history made from those that were."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files, self.history = files, History()
        self.told = set[str]()
        found = self.json(books.BOOK, dict)
        self.book = self.fit(rows.BookTold, found, books.BOOK)
        if self.book.format != books.FORMAT:
            raise Unverified(books.BOOK, f"format {self.book.format} is not one this desk reads")

    def bytes(self, name: str) -> bytes:
        """A file of the folder, which must be there."""
        if name not in self.files:
            raise Unverified(name, "the file is missing")
        self.told.add(name)
        return self.files[name]

    def text(self, name: str) -> str:
        """A file as UTF-8 text."""
        try:
            return self.bytes(name).decode()
        except UnicodeDecodeError:
            raise Unverified(name, "is not UTF-8 text") from None

    def json(self, name: str, kind: type) -> Any:
        """The values of a file, which must be written exactly as an export writes them."""
        try:
            found = json.loads(self.text(name), parse_constant=_refuse)
            exact = isinstance(found, kind) and rows.as_json(found) == self.files[name]
        except (ValueError, RecursionError):
            exact, found = False, None
        if not exact or _holds_nul(found):
            raise Unverified(name, "is not written as an export writes it")
        return found

    def fit(self, model: type[T], found: Any, where: str) -> T:
        """The values as a row tells them. Raises Unverified with the field that does not fit."""
        try:
            return model.model_validate(found)
        except Misfit as misfit:
            place = next((str(step) for step in misfit.errors()[0]["loc"]), "")
            raise Unverified(where, f"`{place}` is not as an export writes it") from None

    def list(self, name: str, model: type[T]) -> Iterator[tuple[str, T]]:
        """Each row of a file with its place."""
        for number, found in enumerate(self.json(name, list), 1):
            where = f"{name}, row {number}"
            yield where, self.fit(model, found, where)

    def paper(self, digest: str, where: str) -> Paper:
        """The text of a digest, which must be among those of the folder."""
        if digest not in self.history.papers:
            raise Unverified(where, f"the text {digest[:12]} is not in {PAPERS}")
        return self.history.papers[digest]

    def signed(self, signature: str, where: str) -> None:
        """Note who signed; the first name told of an address holds, which is that of the saves."""
        name, address = rows.address_in(signature)
        try:
            Person(email=address).clean_fields(exclude={"password", "name"})
        except ValidationError:
            address = ""
        if not address or len(name) > _LONGEST_NAME:
            raise Unverified(where, f"{signature[:80]!r} is no name and address")
        self.history.signers.setdefault(address.lower(), (name, address))

    def all_read(self) -> None:
        """Every file was told of, and every book has the rows the export counted."""
        counts, told = self.history.counts, self.book.rows
        short = next((book for book in {**counts, **told} if counts.get(book) != told.get(book)), "")
        if short:
            raise Unverified(
                books.BOOK, f"counts {told.get(short)} rows of {short}, and there are {counts.get(short)}"
            )
        strange = sorted(set(self.files) - self.told - {README})
        if strange:
            raise Unverified(strange[0], "no row of the history names this file")


def _holds_nul(told: Any) -> bool:
    """Whether a NUL hides in a word: no table keeps it."""
    if isinstance(told, str):
        return "\x00" in told
    if isinstance(told, dict):
        return any(_holds_nul(part) for each in told.items() for part in each)
    return isinstance(told, list) and any(map(_holds_nul, told))


def _refuse(_: str) -> None:
    raise ValueError
