"""A tree of plain values made into a document, or into problems a person can act on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from topsheet.documents.model import Document
from topsheet.documents.problem import Problem
from topsheet.documents.strict_yaml import Path, Tree, spell
from topsheet.documents.upgrade import current_version, upgraded
from topsheet.documents.wording import expected

D = TypeVar("D", bound=Document)


def validate(model: type[D], tree: Tree) -> tuple[D | None, list[Problem]]:
    """The document the tree says, or a Problem for each place where it does not fit the model.

    A document of an older version of its kind is read as the newest.
    """
    if not isinstance(tree.value, dict):
        return None, [
            Problem(
                tree.where(),
                "is empty" if tree.value is None else "is not a document of keys and values",
                "Every production document starts with `kind:` and `version:`.",
                f"Start the file with `kind: {_kind(model)}` and `version: 1`.",
            )
        ]
    try:
        return model.model_validate(upgraded(_kind(model), tree.value, current_version(model))), []
    except ValidationError as error:
        return None, _all_told(model, tree, error.errors(include_url=False))


def _kind(model: type[Document]) -> str:
    field = model.model_fields.get("kind")
    words = get_args(field.annotation) if field else ()
    return str(words[0]) if words else model.__name__.lower()


def _all_told(model: type[Document], tree: Tree, details: list[ErrorDetails]) -> list[Problem]:
    """One Problem a place: where a value may be of two kinds, pydantic complains of both."""
    places: dict[Path, list[ErrorDetails]] = {}
    for detail in details:
        places.setdefault(_written(tree, detail), []).append(detail)
    return [_told(model, tree, path, found) for path, found in places.items()]


def _told(model: type[Document], tree: Tree, path: Path, found: list[ErrorDetails]) -> Problem:
    where, key = tree.where(path), spell(path[-1:])
    detail = found[0]
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(key, _known_keys(model), 1)
        hint = (
            f"Did you mean `{near[0]}`? Otherwise remove it." if near else "Remove it, or check its spelling."
        )
        return Problem(
            where, f"unknown key `{key}`", "A key nobody reads would be dropped without a word.", hint
        )
    if detail["type"] == "missing":
        return Problem(
            where,
            f"`{key}` is missing",
            "What is built on it cannot be computed without it.",
            f"Add `{key}:` here.",
        )
    what, why, fix = expected(found, key)
    return Problem(where, what, why, fix)


def _written(tree: Tree, detail: ErrorDetails) -> Path:
    """Pydantic's place without the names it adds for unions and keys, so that it matches what was written."""
    path: Path = ()
    for step in detail["loc"]:
        if (*path, step) in tree.lines:
            path = (*path, step)
    if detail["type"] == "missing":
        return (*path, detail["loc"][-1])
    key = detail.get("ctx", {}).get("key")
    return (*path, key) if detail["type"] in ("not_a_day", "not_whole", "far_day") and key else path


def _known_keys(model: type[BaseModel]) -> set[str]:
    """Every key of the model and of the models inside it: what a misspelt key may have meant."""
    known: set[str] = set()
    waiting: list[type[BaseModel]] = [model]
    seen: set[type[BaseModel]] = set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            known.add(field.alias or name)
            waiting.extend(_models_in(field.annotation))
    return known


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]
