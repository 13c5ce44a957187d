"""The private document: what one side of a negotiation knows and must not show, kept apart from every other paper."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Literal

from topsheet.documents import Amount, Document, Problem, Severity, Tree


class WalkAway(Document):
    """Below or above which terms we leave the table: about a source, a territory or a party, by its id."""

    about: str
    at: Amount | None = None
    note: str = ""


class PrivateDocument(Document):
    """The executive producer's own paper. No figure is made from it, and no other reader is told that it exists."""

    kind: Literal["private"]
    version: Literal[1]
    walk_away: tuple[WalkAway, ...] = ()


def check_private(document: PrivateDocument, tree: Tree, known: Collection[str]) -> list[Problem]:
    """A Problem for each entry about something that the other documents do not name."""
    problems = []
    for place, entry in enumerate(document.walk_away):
        if entry.about not in known:
            near = get_close_matches(entry.about, known, 1)
            problems.append(
                Problem(
                    tree.where(("walk_away", place, "about")),
                    f"is about `{entry.about}`, which no source, territory or party is called",
                    "It would be shown beside nothing.",
                    f"Did you mean `{near[0]}`?"
                    if near
                    else "Write the id of a source, a territory or a party.",
                    Severity.WARNING,
                )
            )
    return problems
