"""Names that must be single: two things of one name cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterable

from topsheet.documents.problem import Problem
from topsheet.documents.strict_yaml import Path, Tree


def named_twice(
    tree: Tree,
    named: Iterable[tuple[Path, str]],
    what: str,
    why: str,
    fix: str = "Give one of them another id.",
) -> list[Problem]:
    """A Problem for each (path, name) whose name stood before; `what` says of which kind the names are."""
    seen, problems = set[str](), []
    for path, name in named:
        if name in seen:
            problems.append(Problem(tree.where(path), f"{what} `{name}` appears twice", why, fix))
        seen.add(name)
    return problems
