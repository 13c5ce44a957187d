"""Documents as the vault keeps them: drafts, saves, revisions, and who changed what between two of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from topsheet.documents import Problem, changes, current_version, read_yaml, upgraded
from topsheet.film import KINDS, Film, compute, problems_of, read_files
from topsheet.script import read_fountain
from topsheet_desk.site.permissions import Act
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.seats import Seat
from topsheet_desk.vault.records import Document, Revision, Save
from topsheet_desk.vault.refusals import NoSuchDocument
from topsheet_desk.vault.sealing import content_of, script_values


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document to read or compare: a sealed revision, or the draft as it stands."""

    label: str
    ordinal: int | None
    edit: int
    value: Any
    totals: Mapping[str, Mapping[str, str]]
    figures: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What a text would make of the film: its problems, and the totals of its kind where they can be computed."""

    problems: tuple[Problem, ...]
    totals: Mapping[str, Mapping[str, str]]


def document_of(seat: Seat, kind: str, act: Act = Act.READ) -> Document:
    """The document of a kind, for a seat that may read it. Raises NoSuchDocument."""
    if not seat.can(act, kind):
        raise NoSuchDocument
    found = Document.objects.filter(production_id=seat.production, kind=kind)
    document = found.select_related("paper", "changed_by", "production").first()
    if document is None:
        raise NoSuchDocument
    return document


def revision_of(document: Document, ordinal: int) -> Revision:
    """A sealed revision by its number. Raises NoSuchDocument."""
    found = document.revisions.filter(ordinal=ordinal).select_related("person", "paper", "parent").first()
    if found is None:
        raise NoSuchDocument
    return found


def problems_in(document: Document, today: date) -> tuple[Problem, ...]:
    """What is wrong in a document's draft. The private one's problems stand with it alone."""
    stamped = reading.stamp(document.production_id)
    if document.kind == "private":
        read = reading.read(stamped).production
        return read.private_problems if read else ()
    return tuple(each for each in reading.problems(stamped, today) if _in(each, document.name))


def try_text(document: Document, text: str, today: date) -> Tried:
    """What the production would be with this text in the document's place; nothing is kept."""
    stamped = reading.stamp(document.production_id)
    files = {**reading.texts(stamped), document.name: text}
    production, problems = read_files(stamped.name, files)
    film: Film | None = None
    mine: tuple[Problem, ...] = tuple(problems)
    if production is not None:
        as_of = production.document.as_of or today
        film = compute(production, as_of=as_of, weigh=False)
        told = film.problems if film else problems_of(production, as_of=as_of)
        mine = production.private_problems if document.kind == "private" else told
    found = tuple(each for each in mine if document.kind == "private" or _in(each, document.name) or not film)
    return Tried(found, content_of(document.kind, film).totals if film and document.kind != "private" else {})


def draft_version(document: Document, today: date) -> Version:
    """The draft as a version: without figures while the film cannot be computed."""
    film = reading.film_alone(reading.stamp(document.production_id), today)
    content = content_of(document.kind, film) if film and document.kind != "private" else None
    value = json.loads(content.value) if content else _read_value(document.kind, document.paper.text)
    figures = json.loads(content.figures) if content else {}
    totals = content.totals if content else {}
    return Version(f"Draft, edit {document.edits}", None, document.edits, value, totals, figures)


def sealed_version(revision: Revision) -> Version:
    """A sealed revision as a version: its own value and its own figures, whatever the rules say today.

    A value sealed under an older version of its kind is read as the newest, so that it compares with the draft; what
    is sealed stays as it was.
    """
    kind = revision.document.kind
    edit, value = _edit_of(revision), json.loads(revision.value)
    return Version(
        f"Revision {revision.ordinal}",
        revision.ordinal,
        edit,
        upgraded(kind, value, current_version(KINDS[kind])) if kind in KINDS else value,
        revision.totals,
        json.loads(revision.figures),
    )


def who_changed(document: Document, after_edit: int, to_edit: int) -> dict[str, Save]:
    """For each place of the document, the last save after one edit, up to another, that changed it."""
    saves = list(
        Save.objects.filter(document=document, number__gte=after_edit, number__lte=to_edit)
        .select_related("paper", "person")
        .order_by("number")
    )
    found: dict[str, Save] = {}
    before: Any = None
    for save in saves:
        value = _value_of(document.kind, save.paper.digest, save.paper.text)
        if value is None:
            continue
        if before is not None:
            for change in changes(before, value):
                found[change.path] = save
        before = value
    return found


def saves_between(document: Document, after_edit: int, to_edit: int) -> Sequence[Save]:
    """The saves that led from one edit to another, the last first."""
    found = Save.objects.filter(document=document, number__gt=after_edit, number__lte=to_edit)
    return list(found.select_related("person").order_by("-number"))


def _edit_of(revision: Revision) -> int:
    """The edit that was sealed: the last save of that very text before the sealing."""
    saves = Save.objects.filter(
        document_id=revision.document_id, paper_id=revision.paper_id, at__lte=revision.at
    )
    return saves.order_by("-number").values_list("number", flat=True).first() or 1


def _in(problem: Problem, name: str) -> bool:
    place = problem.where
    return place.startswith((f"{name}:", f"{name} ")) or place == name or (
        name.startswith("script/") and place.startswith("script/")
    )  # fmt: skip


@lru_cache(maxsize=128)
def _value_of(kind: str, digest: str, text: str) -> Any:  # noqa: ARG001  # the digest keeps the hash short
    return _read_value(kind, text)


def _read_value(kind: str, text: str) -> Any:
    """The plain value of a text; None where it cannot be read."""
    if kind == "screenplay":
        script = read_fountain(text, "script")[0]
        return script_values(script) if script else None
    tree = read_yaml(text, kind)[0]
    return json.loads(json.dumps(tree.value, default=str)) if tree else None
