"""What may name an entry of a document: a word that other documents, figures and addresses can hold."""

from __future__ import annotations

import re
from collections.abc import Collection

from topsheet.documents.problem import Problem, Severity
from topsheet.documents.strict_yaml import Path, Tree

# Words of addresses: below the list of an entry, the desk has its form for a new one and its page for pasting.
RESERVED_IDS = ("new", "paste")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}", re.ASCII)
_WHY = "Other documents, figures and addresses name the entry by it."


def id_problem(name: str, where: str, taken: Collection[str] = ()) -> Problem | None:
    """Why a word chosen for a new entry cannot be its id, or None when it can."""
    if not _ID.fullmatch(name):
        return Problem(
            where,
            f"“{name}” is no id",
            _WHY,
            "Use letters, digits, `_` and `-`, a letter first, at most 60 in all: equity_ray.",
        )
    if name in RESERVED_IDS:
        return Problem(where, f"the id `{name}` is reserved", _reserved(name), "Choose another id.")
    if name in taken:
        return Problem(
            where,
            f"the id `{name}` is taken",
            "Nobody could say which of the two is meant.",
            "Choose another id.",
        )
    return None


def check_reserved(tree: Tree, lists: Collection[str]) -> list[Problem]:
    """A warning for each entry of these lists whose id the desk needs for a page of its own."""
    ids = [path for path in tree.lines if len(path) > 2 and path[-1] == "id" and path[-3] in lists]
    return [
        Problem(
            tree.where(path),
            f"the id `{name}` is reserved",
            _reserved(name),
            "Give the entry another id, here and wherever it is named.",
            Severity.WARNING,
        )
        for path in ids
        if (name := _at(tree, path)) in RESERVED_IDS
    ]


def _reserved(name: str) -> str:
    return f"Its page on the desk would be that of `{name}`: the entry could be changed in the text alone."


def _at(tree: Tree, path: Path) -> object:
    value = tree.value
    for step in path:
        value = value[step]
    return value
