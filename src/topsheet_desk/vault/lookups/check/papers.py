"""Papers, every save of a draft, and the drafts as they stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from topsheet_desk.vault.digests import sha256
from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.records import Document, MadePaper, Paper, Save

_BATCH = 200
_FEW = 10  # whole files at once


@dataclass(slots=True)
class _Draft:
    """A document as it stands, and the last of its saves that has passed by."""

    where: str
    edits: int
    stands: tuple[object, ...]
    number: int = 0
    last: tuple[object, ...] = ()


def papers() -> Part:
    """The SHA-256 of every text is the digest it is kept under."""
    part = Part("papers")
    for key, digest, text in (
        Paper.objects.order_by("pk").values_list("pk", "digest", "text").iterator(_BATCH)
    ):
        part.count("texts")
        if sha256(text) != digest:
            part.fault(
                _where(key, digest),
                "the text is not the one that was kept under this digest",
                "Drafts and sealed revisions rest on texts that never change.",
            )
    return part


def made() -> Part:
    """The bytes of every paper made for others have the digest under its seal."""
    part = Part("made papers")
    for number, file, digest, content in (
        MadePaper.objects.order_by("pk").values_list("number", "file", "digest", "content").iterator(_FEW)
    ):
        part.count("files")
        if hashlib.sha256(bytes(content)).hexdigest() != digest:
            part.fault(
                f"{file}, made paper {number}",
                "the file is not the one that was made",
                "What went out to others is kept byte for byte, and its digest is under a seal.",
            )
    return part


def drafts() -> Part:
    """The saves of each document are numbered without a gap, and the draft is what the last one says."""
    part = Part("drafts")
    held = _drafts()
    part.count("drafts", len(held))
    saves = Save.objects.order_by("document_id", "number")
    for document, number, *says in saves.values_list(
        "document_id", "number", "paper_id", "person_id", "role", "at"
    ).iterator():
        part.count("saves")
        draft = held.get(document)
        if draft is None:
            continue  # told with the references that lead nowhere
        if number != draft.number + 1:
            _gap(part, draft, number)
        draft.number, draft.last = number, tuple(says)
    for draft in held.values():
        if draft.number < draft.edits:
            _gap(part, draft, draft.edits + 1)
        elif draft.number > draft.edits or draft.last != draft.stands:
            part.fault(
                draft.where,
                f"the draft is not what its save {draft.number} says",
                "Every change of a draft is a save, with who made it and when.",
            )
    return part


def _drafts() -> dict[int, _Draft]:
    rows = Document.objects.order_by("production__slug", "name").values_list(
        "pk", "production__slug", "name", "edits", "paper_id", "changed_by_id", "changed_role", "changed_at"
    )
    return {key: _Draft(f"{slug}, {name}", edits, tuple(stands)) for key, slug, name, edits, *stands in rows}


def _gap(part: Part, draft: _Draft, number: int) -> None:
    first, last = draft.number + 1, number - 1
    which = f"save {first} is" if first == last else f"saves {first} to {last} are"
    part.fault(draft.where, f"{which} missing", "Nothing that was saved is ever lost.")


def _where(paper: int, digest: str) -> str:
    used = Save.objects.filter(paper_id=paper).order_by("pk").first()
    return (
        f"{used.document.production.slug}, {used.document.name}, save {used.number}"
        if used
        else f"paper {digest[:12]}"
    )
