"""The books of a production as files, less what the taker may not see; and what was left out, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.folder import LEDGER, PAPERS, README
from topsheet_desk.vault.lookups.exchange import rows
from topsheet_desk.vault.lookups.exchange.entries import as_csv
from topsheet_desk.vault.lookups.exchange.eyes import Eyes
from topsheet_desk.vault.records import (
    Decision,
    Document,
    Entry,
    LogLine,
    Paper,
    PeriodClosing,
    ReportDuty,
    ReportFiled,
    Request,
    Revision,
    Save,
)

FORMAT = 1
BOOK = "desk/book.json"
SAVES, REQUESTS, DECISIONS = "desk/saves.json", "desk/requests.json", "desk/decisions.json"
CLOSINGS, REPORTS, LOG = "desk/closings.json", "desk/reports.json", "desk/log.json"
REVISIONS = "desk/revisions/"
_WHOLE = """\
This folder is a production as Topsheet's desk keeps it.

The documents stand beside this folder and are read without it. ledger/ holds every money fact. desk/ holds the
history: each save and sealed revision, with the texts they name under desk/papers by their SHA-256; what was asked and
decided; closings, filed reports, and the log. A desk that takes the folder in checks every digest and seal first.
"""
_PARTIAL = """\
PARTIAL: whoever took this out may not see all of the production. Left out:

{left}
A desk takes in the documents of this folder, and not its history: a history with rows missing proves nothing.
"""


@dataclass(slots=True)
class Books:
    """The files being gathered, how many rows each book has, what is left out, and which texts are named."""

    production: int
    eyes: Eyes
    files: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)

    def write(self, name: str, told: Sequence[Any], book: str) -> None:
        """A book's rows as one file."""
        self.rows[book] = len(told)
        self.files[name] = rows.as_json(list(told))

    def shut(self, page: Page, what: str) -> bool:
        """Whether the books of a page are left out whole, with the word about it."""
        if self.eyes.opens(page):
            return False
        self.left.append(f"{what}, which your role does not open")
        return True

    def missing(self, count: int, what: str) -> None:
        """Note that some rows of a book are left out."""
        if count:
            self.left.append(f"{what}: {count}, about what your role does not read")


def books_of(production: int, eyes: Eyes) -> Books:
    """Documents, ledger and history as the taker may have them."""
    books = Books(production, eyes)
    _documents(books)
    _saves(books)
    _revisions(books)
    _decisions(books)
    _ledger(books)
    _reports(books)
    _log(books)
    _papers(books)
    books.files[BOOK] = rows.as_json({"format": FORMAT, "rows": books.rows, "left_out": books.left})
    books.files[README] = _readme(books.left).encode()
    return books


def _documents(books: Books) -> None:
    """The working drafts byte for byte."""
    hidden = []
    for document in Document.objects.filter(production_id=books.production).select_related("paper"):
        if books.eyes.reads(document.kind):
            books.files[document.name] = document.paper.text.encode()
        else:
            hidden.append(document)
    names, kinds = ({getattr(each, part) for each in hidden} for part in ("name", "kind"))
    books.eyes = Eyes(books.eyes.actor, frozenset(names), frozenset(kinds))
    books.left += [f"{document.name} with its saves, revisions and requests" for document in hidden]


def _saves(books: Books) -> None:
    found = Save.objects.filter(document__production_id=books.production).order_by("document__name", "number")
    kept = [
        save for save in found.select_related("document", "paper", "person") if _seen(books, save.document)
    ]
    books.papers |= {save.paper.digest for save in kept}
    books.write(SAVES, [rows.save(save) for save in kept], "saves")


def _seen(books: Books, document: Document) -> bool:
    return books.eyes.reads(document.kind)


def _revisions(books: Books) -> None:
    found = Revision.objects.filter(production_id=books.production).order_by("number")
    kept = [row for row in found.select_related("document", "paper", "parent") if _seen(books, row.document)]
    for row in kept:
        told = {**rows.revision(row), "basis": books.eyes.without(row.basis)}
        books.files[f"{REVISIONS}{row.document.name}/{row.ordinal}.json"] = rows.as_json(told)
        books.papers |= {row.paper.digest, *_digests(told["basis"])}
    books.rows["revisions"] = len(kept)


def _digests(basis: Any) -> Iterable[str]:
    """Every digest that a basis names."""
    if isinstance(basis, str):
        yield basis
    for part in basis.values() if isinstance(basis, dict) else basis if isinstance(basis, list) else ():
        yield from _digests(part)


def _decisions(books: Books) -> None:
    if books.shut(Page.DECISIONS, "requests and decisions"):
        return
    eyes, mine = books.eyes, {"production_id": books.production}
    asked = list(Request.objects.filter(**mine).order_by("number"))
    hidden = {row.pk for row in asked if eyes.touches(row.revisions) or eyes.names(row.question + row.reason)}
    said = list(Decision.objects.filter(**mine).select_related("request", "held_by").order_by("number"))
    kept = [row for row in said if row.request_id not in hidden
            and not eyes.touches(row.revisions) and not eyes.names(row.question + row.reason)]  # fmt: skip
    books.missing(len(hidden), "requests")
    books.missing(len(said) - len(kept), "decisions")
    books.write(REQUESTS, [rows.kept(row) for row in asked if row.pk not in hidden], "requests")
    books.write(DECISIONS, [rows.decision(row) for row in kept], "decisions")


def _ledger(books: Books) -> None:
    if books.shut(Page.LEDGER, "the ledger"):
        return
    mine = Entry.objects.filter(production_id=books.production).select_related("reverses").order_by("number")
    entries = list(mine)
    books.rows["entries"] = len(entries)
    for kind, name in LEDGER.items():
        books.files[name] = as_csv(row for row in entries if row.kind == kind)
    closings = PeriodClosing.objects.filter(production_id=books.production).order_by("number")
    books.write(CLOSINGS, [rows.kept(row) for row in closings], "closings")


def _reports(books: Books) -> None:
    if books.shut(Page.REPORTS, "reports"):
        return
    duties = list(ReportDuty.objects.filter(production_id=books.production).order_by("pk"))
    filed = (
        ReportFiled.objects.filter(production_id=books.production).select_related("duty").order_by("number")
    )
    told = rows.reports(duties, filed)
    books.rows["reports"] = len(told["filed"])
    books.files[REPORTS] = rows.as_json(told)


def _log(books: Books) -> None:
    lines = list(LogLine.objects.filter(production_id=books.production).order_by("number"))
    kept = [line for line in lines if books.eyes.opens(line.page) and not books.eyes.names(line.words)]
    books.missing(len(lines) - len(kept), "lines of the log")
    books.write(LOG, [rows.kept(line) for line in kept], "log")


def _papers(books: Books) -> None:
    """The texts that saves and revisions name."""
    for digest, text in Paper.objects.filter(digest__in=books.papers).values_list("digest", "text"):
        books.files[f"{PAPERS}{digest}"] = text.encode()


def _readme(left: Sequence[str]) -> str:
    if not left:
        return _WHOLE
    return _WHOLE + "\n" + _PARTIAL.format(left="".join(f"- {each}\n" for each in left))
