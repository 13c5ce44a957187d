"""The history in a folder, read and verified: every digest, every seal, every number, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from topsheet.documents.strict_yaml import MOST_BYTES
from topsheet.film import kind_of
from topsheet_desk.vault.digests import content_digest, sha256
from topsheet_desk.vault.folder import LEDGER, PAPERS
from topsheet_desk.vault.lookups.exchange import books, rows
from topsheet_desk.vault.lookups.exchange.entries import NotAsWritten, as_csv, from_csv, minor_of
from topsheet_desk.vault.lookups.exchange.reader import History, Reader, Unverified
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

K = TypeVar("K", bound=Kept)
P = TypeVar("P")
# Fields that are set when a row is written, and those that Django would call blank while they are not.
_UNCHECKED = {"person", "production", "book", "brought", "revisions", "needs", "totals", "basis"}


def read_history(files: Mapping[str, bytes]) -> History:
    """The history of a folder's files, every row verified. Raises Unverified with the exact place."""
    reader = Reader(files)
    for read in (_papers, _saves, _revisions, _requests, _decisions, _entries, _closings, _reports, _log):
        read(reader)
    reader.all_read()
    return reader.history


def left_out(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What the export says it left out: with anything left out, a folder has no history to take in."""
    return tuple(Reader(files).book.left_out)


def _papers(reader: Reader) -> None:
    for name in sorted(reader.files):
        if name.startswith(PAPERS):
            text, digest = reader.text(name), name.removeprefix(PAPERS)
            if sha256(text) != digest:
                raise Unverified(name, "the text is not the one of this SHA-256")
            if len(reader.files[name]) > MOST_BYTES or "\x00" in text:
                raise Unverified(name, "is no text a document can have")
            reader.history.papers[digest] = Paper(digest=digest, text=text)


def _saves(reader: Reader) -> None:
    for where, told in reader.list(books.SAVES, rows.SaveTold):
        document = _document(reader, told.document, told.kind, where)
        if told.number != document.edits + 1:
            raise Unverified(where, f"edit {told.number} follows edit {document.edits}")
        reader.signed(told.signed, where)
        paper = reader.paper(told.paper, where)
        save = Save(
            document=document, number=told.number, paper=paper, role=told.role, at=told.at, note=told.note
        )
        save.person = Person(email=rows.address_in(told.signed)[1])
        _check_fields(save, where, ("document", "paper"))
        document.edits, document.paper = told.number, paper
        document.changed_role, document.changed_at = told.role, told.at
        reader.history.saves.append(save)


def _document(reader: Reader, name: str, kind: str, where: str) -> Document:
    """The document of that name, begun by its first save."""
    held = reader.history.documents
    if kind_of(name) != kind or (kind in held and held[kind].name != name):
        raise Unverified(where, f"{name} is no document of the kind {kind} here")
    return held.setdefault(kind, Document(kind=kind, name=name, edits=0))


def _revisions(reader: Reader) -> None:
    found = []
    for name in sorted(reader.files):
        if name.startswith(books.REVISIONS):
            found.append((name, reader.fit(rows.RevisionTold, reader.json(name, dict), name)))
    for where, told in sorted(found, key=lambda each: each[1].number):
        document = reader.history.documents.get(told.kind)
        place = f"{books.REVISIONS}{told.document}/{told.ordinal}.json"
        if document is None or document.name != told.document or where != place:
            raise Unverified(where, "names another document, or another revision of it")
        before = {row.ordinal: row for row in reader.history.revisions if row.document is document}
        row = _kept(Revision, told, where, document=document, paper=reader.paper(told.paper, where),
                    parent=_pointed(before, told.parent, "revision", where))  # fmt: skip
        _check_content(row, where)
        _sealed(reader, reader.history.revisions, row, where)


def _check_content(row: Revision, where: str) -> None:
    """The digest fits what the revision holds."""
    try:
        digest = content_digest(
            row.document.kind,
            row.kind_version,
            row.value,
            row.paper.digest,
            row.totals,
            row.figures,
            row.basis,
        )
    except (ValueError, RecursionError):
        digest = ""
    if digest != row.digest:
        raise Unverified(where, "the digest does not fit what the revision holds")


def _requests(reader: Reader) -> None:
    for where, told in reader.list(books.REQUESTS, rows.RequestTold):
        _sealed(reader, reader.history.requests, _kept(Request, told, where), where)


def _decisions(reader: Reader) -> None:
    asked = {row.number: row for row in reader.history.requests}
    for where, told in reader.list(books.DECISIONS, rows.DecisionTold):
        request = _pointed(asked, told.request, "request", where)
        row = _kept(Decision, told, where, request=request, held_by=_held_by(reader, told, where))
        _sealed(reader, reader.history.decisions, row, where)


def _held_by(reader: Reader, told: rows.DecisionTold, where: str) -> Person | None:
    """The principal of a delegate, by the address that stands under the seal."""
    if not told.held_for and not told.held_by:
        return None
    if rows.address_in(told.held_for)[1] != told.held_by:
        raise Unverified(where, "`held_by` is not the address in `held_for`")
    reader.signed(told.held_for, where)
    return Person(email=told.held_by)


def _entries(reader: Reader) -> None:
    found = [each for kind, name in LEDGER.items() for each in _entries_of(reader, kind, name)]
    by_number: dict[int, Entry] = {}
    for where, told in sorted(found, key=lambda each: each[1].number):
        first = _pointed(by_number, told.reverses, "row", where)
        row = _kept(Entry, told, where, reverses=first)
        _check_reversal(row, first, where)
        _sealed(reader, reader.history.entries, row, where)
        by_number[row.number] = row
    for kind, name in LEDGER.items():
        if as_csv(row for row in reader.history.entries if row.kind == kind) != reader.files[name]:
            raise Unverified(name, "is not written as an export writes it")


def _check_reversal(row: Entry, first: Entry | None, where: str) -> None:
    """Only a reversal takes away: the opposite of one row, of its kind and currency, and never of a reversal."""
    if first is None:
        if row.amount_minor < 0:
            raise Unverified(where, "takes away and reverses nothing")
        return
    same = (first.kind, first.currency, -first.amount_minor) == (row.kind, row.currency, row.amount_minor)
    if not same or first.reverses:
        raise Unverified(where, f"is not the opposite of row {first.number}, which it reverses")


def _entries_of(reader: Reader, kind: str, name: str) -> Iterator[tuple[str, rows.EntryTold]]:
    where = name
    try:
        for line, cells in from_csv(reader.text(name)):
            where = f"{name}, line {line}"
            yield where, reader.fit(rows.EntryTold, _entry(kind, cells), where)
            where = name
    except NotAsWritten as misfit:
        raise Unverified(where, str(misfit)) from None


def _entry(kind: str, cells: dict[str, str]) -> dict[str, Any]:
    """The cells of a row as the values they stand for."""
    amount, adjustment = cells.pop("amount"), cells["adjustment"]
    if adjustment not in ("yes", "no"):
        raise NotAsWritten(f"{adjustment!r} is neither yes nor no")
    return {
        **cells,
        "kind": kind,
        "number": _whole(cells["number"]),
        "amount_minor": minor_of(amount, cells["currency"]),
        "adjustment": adjustment == "yes",
        "reverses": _whole(cells["reverses"]) if cells["reverses"] else None,
    }


def _whole(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) < 11) or str(int(written)) != written:
        raise NotAsWritten(f"{written[:20]!r} is no number of a row")
    return int(written)


def _closings(reader: Reader) -> None:
    for where, told in reader.list(books.CLOSINGS, rows.ClosingTold):
        _sealed(reader, reader.history.closings, _kept(PeriodClosing, told, where), where)


def _reports(reader: Reader) -> None:
    found = reader.json(books.REPORTS, dict)
    if set(found) != {"duties", "filed"} or not all(isinstance(each, list) for each in found.values()):
        raise Unverified(books.REPORTS, "holds other lists than duties and filed")
    duties = {}
    for number, each in enumerate(found["duties"], 1):
        where = f"{books.REPORTS}, duty {number}"
        duty = ReportDuty(**reader.fit(rows.DutyTold, each, where).model_dump())
        _check_fields(duty, where)
        reader.history.duties.append(duty)
        duties[number] = duty
    for number, each in enumerate(found["filed"], 1):
        where = f"{books.REPORTS}, filed {number}"
        told = reader.fit(rows.FiledTold, each, where)
        row = _kept(ReportFiled, told, where, duty=_pointed(duties, told.duty, "duty", where))
        _sealed(reader, reader.history.reports, row, where)


def _log(reader: Reader) -> None:
    for where, told in reader.list(books.LOG, rows.LineTold):
        _sealed(reader, reader.history.lines, _kept(LogLine, told, where), where)


def _pointed(held: Mapping[int, P], number: int | None, what: str, where: str) -> P | None:
    """The row that another points at. Raises Unverified where it does not stand before it."""
    if number is None:
        return None
    if number not in held:
        raise Unverified(where, f"points at {what} {number}, which does not stand before it")
    return held[number]


def _kept(make: Callable[..., K], told: rows.KeptTold, where: str, **links: Any) -> K:
    """The row that the values tell, with its links; each field as the table takes it."""
    columns = {field.name for field in make._meta.get_fields()}  # type: ignore[attr-defined]  # a record class
    plain = {name: value for name, value in told.model_dump().items() if name in columns - set(links)}
    row = make(**plain, **links)
    _check_fields(row, where, links)
    return row


def _check_fields(row: Kept | Save | ReportDuty, where: str, links: Iterable[str] = ()) -> None:
    try:
        row.clean_fields(exclude={*_UNCHECKED, *links})
    except ValidationError as misfit:
        name = next(iter(misfit.message_dict), "")
        raise Unverified(where, f"`{name}` is not what the desk keeps there") from None


def _sealed(reader: Reader, book: list[K], row: K, where: str) -> None:
    """Put the row into its book: the next number, the signature of somebody, the seal over the row before."""
    if row.number != len(book) + 1:
        raise Unverified(where, f"row {row.number} follows row {len(book)}")
    reader.signed(row.signed, where)
    if row.seal != row.sealed_over(book[-1].seal if book else ""):
        raise Unverified(where, "the seal does not fit the row and the one before it")
    book.append(row)
