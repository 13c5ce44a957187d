"""What the checks say, with a place in the document."""

from __future__ import annotations

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path

Where = tuple[Tree, Path]


def wrong(where: Where, what: str, why: str, fix: str) -> Problem:
    """An error: nothing is computed from the receipts while it stands."""
    tree, path = where
    return Problem(tree.where(path), what, why, fix)


def doubtful(where: Where, what: str, why: str, fix: str) -> Problem:
    """A warning."""
    tree, path = where
    return Problem(tree.where(path), what, why, fix, Severity.WARNING)
