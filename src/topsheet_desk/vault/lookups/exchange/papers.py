"""Documents from a folder beside the drafts of a production: what each would change, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.documents import Problem
from topsheet.film import Film, kind_of
from topsheet_desk.site.permissions import Act
from topsheet_desk.vault.folder import papers_in, parts_of
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.exchange.look import film_of, headline
from topsheet_desk.vault.lookups.seats import Seat, any_seat
from topsheet_desk.vault.records import Document
from topsheet_desk.vault.refusals import NotAllowed

MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One document of the folder beside the draft: its edit number, and the lines that change; new without a draft."""

    kind: str
    name: str
    file: str
    edits: int
    lines: tuple[tuple[str, str], ...]
    more: int

    @property
    def new(self) -> bool:
        """Whether the production has no such document yet."""
        return self.edits == 0


@dataclass(frozen=True, slots=True)
class Beside:
    """The folder beside the production: changes, what is the same, what is left aside, the film before and after."""

    seat: Seat
    title: str
    changes: tuple[Change, ...]
    same: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    film: Film | None
    before: Film | None

    @property
    def figures(self) -> tuple[tuple[str, str, str], ...]:
        """The first figures: label, before, after; a dash where the film cannot be computed."""
        old, new = dict(headline(self.before)), dict(headline(self.film))
        return tuple((label, old.get(label, "–"), new.get(label, "–")) for label in {**old, **new})

    @property
    def edits(self) -> dict[str, int]:
        """The edit number of each changed document, by kind: what the confirmation is bound to."""
        return {change.kind: change.edits for change in self.changes}


def papers_seat(person: int, slug: str) -> Seat:
    """The seat of a person who may take papers in. Raises NotShared, NotAllowed."""
    seat = any_seat(person, slug)
    if not seat.can(Act.TAKE_IN):
        raise NotAllowed(Act.TAKE_IN, "", seat.roles)
    return seat


def papers_beside(person: int, slug: str, files: Mapping[str, bytes], today: date) -> Beside:
    """The folder's documents beside the drafts. Raises NotShared, NotAllowed."""
    seat = papers_seat(person, slug)
    parts = parts_of(files)
    papers = papers_in(parts.documents)
    held = drafts(seat.production)
    mine = {name: text for name, text in papers.texts.items() if seat.can(Act.EDIT, _kind(name))}
    changes = [
        change for name, text in mine.items() if (change := change_beside(name, text, held.get(_kind(name))))
    ]
    stamped = reading.stamp(seat.production)
    after = {document.name: document.paper.text for document in held.values()}
    after |= {change.name: mine[change.file] for change in changes}
    film, problems = film_of(after, today)
    kept = [(name, "this takes in documents only; the ledger and the history stay as they are")
            for name in parts.history]  # fmt: skip
    shut = [(name, "your role does not change it") for name in papers.texts if name not in mine]
    odd = [(name, "a folder of a production has no such file") for name in parts.left]
    bad = [(name, "its text cannot be kept") for name in parts.documents if name not in papers.texts]
    return Beside(
        seat=seat,
        title=reading.title(seat.production),
        changes=tuple(changes),
        same=tuple(name for name in mine if name not in {change.file for change in changes}),
        left=tuple(sorted([*_together(kept), *shut, *odd, *bad])),
        problems=(*papers.problems, *problems),
        film=film,
        before=reading.film_alone(stamped, today),
    )


def drafts(production: int) -> dict[str, Document]:
    """The documents of a production by kind, each with its text."""
    found = Document.objects.filter(production_id=production).select_related("paper", "changed_by")
    return {document.kind: document for document in found}


def _kind(name: str) -> str:
    return kind_of(name) or ""


def change_beside(name: str, text: str, draft: Document | None) -> Change | None:
    """What the file changes in the draft. The draft keeps its own name, which its sealed revisions bear."""
    if draft is not None and draft.paper.text == text:
        return None
    before = draft.paper.text if draft else ""
    lines = [
        _line(line) for line in difflib.unified_diff(before.splitlines(), text.splitlines(), n=2, lineterm="")
    ]
    told = lines[2:] or [("note", "Only line ends or the byte order mark differ.")]
    return Change(
        _kind(name),
        draft.name if draft else name,
        name,
        draft.edits if draft else 0,
        tuple(told[:MOST_LINES]),
        max(0, len(told) - MOST_LINES),
    )


def _line(line: str) -> tuple[str, str]:
    """A line of the comparison with what it is: removed, added, a gap, or the same in both."""
    if line.startswith("@@"):
        return "gap", "…"
    return {"-": "removed", "+": "added"}.get(line[:1], "same"), line[1:]


def _together(kept: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The files of the history as one line."""
    return [("ledger/ and desk/", kept[0][1])] if kept else []
