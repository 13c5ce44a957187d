"""Sealed revisions: their digests, their row, their form, and the sums inside their figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from topsheet.film import Production, read_files
from topsheet_desk.vault.digests import canonical, content_digest
from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.lookups.check.sums import add_up
from topsheet_desk.vault.lookups.reading import Stamp, texts
from topsheet_desk.vault.records import Paper, Revision
from topsheet_desk.vault.sealing import value_of

_BATCH = 20


@dataclass(slots=True)
class _Row:
    """Where the row of a document's revisions has come to."""

    document: int = 0
    ordinal: int = 0
    key: int | None = None


class _Folder:
    """The production that some papers make; neighbours in the row of revisions often rest on the same."""

    def __init__(self) -> None:
        self.papers: tuple[tuple[str, str], ...] = ()
        self.production: Production | None = None

    def read(self, papers: Mapping[str, str]) -> Production | None:
        """The production, or None where its papers cannot be read."""
        wanted = tuple(sorted(papers.items()))
        if wanted != self.papers:
            self.papers = wanted
            self.production, _problems = read_files("sealed", texts(Stamp("sealed", wanted)))
        return self.production


def revisions() -> tuple[Part, Part]:
    """The revisions, and the sums within them: each is read once."""
    part, sums, row, folder = Part("revisions"), Part("sums"), _Row(), _Folder()
    kept = set(Paper.objects.values_list("digest", flat=True))
    sealed = Revision.objects.select_related("document__production", "paper").defer("paper__text")
    for revision in sealed.order_by("document_id", "ordinal").iterator(_BATCH):
        part.count("revisions")
        where = f"{revision.document.production.slug}, {revision.document.name}, revision {revision.ordinal}"
        _place(part, revision, row, where)
        with part.reading(where):
            _content(part, revision, where, kept)
            _follows(part, revision, where, folder)
        with sums.reading(where):
            _sums(sums, revision, where)
    return part, sums


def _place(part: Part, revision: Revision, row: _Row, where: str) -> None:
    if revision.document_id != row.document:
        row.document, row.ordinal, row.key = revision.document_id, 0, None
    if revision.ordinal != row.ordinal + 1:
        part.fault(
            where,
            f"revision {row.ordinal + 1} is missing before it",
            "Revisions are numbered without a gap, and none is ever taken away.",
        )
    elif revision.parent_id != row.key:
        part.fault(where, "its parent is not the revision before it", "Revisions stand in one row.")
    row.ordinal, row.key = revision.ordinal, revision.pk
    if revision.production_id != revision.document.production_id:
        part.fault(where, "stands in the book of another production", "A row was moved.")


def _content(part: Part, revision: Revision, where: str, kept: set[str]) -> None:
    digest = content_digest(
        revision.document.kind,
        revision.kind_version,
        revision.value,
        revision.paper.digest,
        revision.totals,
        revision.figures,
        revision.basis,
    )
    if digest != revision.digest:
        part.fault(
            where,
            "what is sealed in it does not come to its digest",
            "Decisions rest on the digest: what they approved was changed.",
        )
    for name, text in (("value", revision.value), ("figures", revision.figures)):
        if canonical(json.loads(text)) != text:
            part.fault(where, f"its {name} is not in the one form", "Two texts could stand for one seal.")
    papers = revision.basis["papers"].values()
    if revision.paper.digest not in papers:
        part.fault(
            where, "its own paper is not among those it rests on", "Its figures were made from other papers."
        )
    if not kept.issuperset(papers):
        part.fault(where, "a paper it rests on is gone", "Its figures could not be made again.")


def _follows(part: Part, revision: Revision, where: str, folder: _Folder) -> None:
    """The papers are read again: what is sealed as the document's value must be what they say."""
    production = folder.read(revision.basis["papers"])
    if production is None:
        part.count("of papers that this version no longer reads")
        return
    version, value = value_of(revision.document.kind, production)
    if version == revision.kind_version and value != canonical(json.loads(revision.value)):
        part.fault(
            where,
            "its value is not what its paper says",
            "The paper and what was sealed from it no longer agree: one of them was changed.",
        )


def _sums(part: Part, revision: Revision, where: str) -> None:
    figures: Mapping[str, Mapping[str, Any]] = json.loads(revision.figures)
    part.count("figures", len(figures))
    for fault in add_up(figures, part):
        part.fault(where, fault, "A total that is not the sum of its parts was never computed by Topsheet.")
    for name, told in revision.totals.items():
        if any(figures[name].get(key) != value for key, value in told.items()):
            part.fault(where, f"its total {name} is not its figure", "One figure has one value.")
