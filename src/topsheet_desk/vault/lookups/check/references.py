"""What requests and decisions rest on: the exact sealed revisions they name, and the production they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.records import Decision, Request, Revision

Sealed = Mapping[tuple[int, str, int], str]


def references() -> Part:
    """Every request and every decision."""
    part, sealed = Part("references"), _sealed()
    requests = Request.objects.order_by("book", "number")
    for production, slug, number, named in requests.values_list(
        "production_id", "production__slug", "number", "revisions"
    ).iterator():
        part.count("requests")
        _named(part, f"{slug}, request {number}", production, named, sealed)
    decisions = Decision.objects.order_by("book", "number")
    for production, slug, number, named, asked, request, put in decisions.values_list(
        "production_id",
        "production__slug",
        "number",
        "revisions",
        "request__production_id",
        "request__number",
        "request__revisions",
    ).iterator():
        part.count("decisions")
        where = f"{slug}, decision {number}"
        _named(part, where, production, named, sealed)
        if asked not in (None, production):
            part.fault(
                where,
                f"answers request {request} of another production",
                "A decision counts only where its question was put.",
            )
        if request and named != put:
            part.fault(
                where,
                f"rests on other revisions than request {request}, which it answers",
                "What was decided on must be what was asked about.",
            )
    return part


def _sealed() -> Sealed:
    """The digest of every sealed revision, by production, document and ordinal.

    A document is called by its kind, or by the name its file had when it was sealed.
    """
    rows = Revision.objects.values_list(
        "document__production_id", "document__kind", "ordinal", "digest", "paper__digest", "basis__papers"
    )
    found: dict[tuple[int, str, int], str] = {}
    for production, kind, ordinal, digest, paper, papers in rows.iterator():
        found[production, kind, ordinal] = digest
        for name, under in papers.items():
            if under == paper:
                found[production, name, ordinal] = digest
    return found


def _named(part: Part, where: str, production: int, named: list[dict[str, Any]], sealed: Sealed) -> None:
    for at, one in enumerate(named, start=1):
        part.count("revisions named")
        with part.reading(f"{where}, revision {at}"):
            _one(part, where, production, one, sealed)


def _one(part: Part, where: str, production: int, one: dict[str, Any], sealed: Sealed) -> None:
    document, ordinal = one["document"], one["ordinal"]
    digest = sealed.get((production, document, ordinal))
    if digest == one["digest"]:
        return
    what = "is sealed under another digest" if digest else "does not exist"
    part.fault(
        where,
        f"rests on revision {ordinal} of {document}, which {what}",
        "What was decided on must be what is there.",
    )
