"""A tree of plain values made into a document, or into problems a person can act on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from topsheet.documents.model import Document
from topsheet.documents.problem import Problem
from topsheet.documents.strict_yaml import Path, Tree, spell

D = TypeVar("D", bound=Document)


def validate(model: type[D], tree: Tree) -> tuple[D | None, list[Problem]]:
    """The document the tree says, or a Problem for each place where it does not fit the model."""
    if not isinstance(tree.value, dict):
        return None, [
            Problem(
                tree.where(),
                "is not a document of keys and values",
                "Every production document starts with `kind:` and `version:`.",
                f"Start the file with `kind: {_kind(model)}` and `version: 1`.",
            )
        ]
    try:
        return model.model_validate(tree.value), []
    except ValidationError as error:
        told = [_told(model, tree, detail) for detail in error.errors(include_url=False)]
        # A field of several types fails once for each; the first says what is wrong with it.
        return None, list({problem.where: problem for problem in reversed(told)}.values())[::-1]


def _kind(model: type[Document]) -> str:
    field = model.model_fields.get("kind")
    words = get_args(field.annotation) if field else ()
    return str(words[0]) if words else model.__name__.lower()


def _told(model: type[Document], tree: Tree, detail: ErrorDetails) -> Problem:
    path = _written(tree, detail["loc"], missing=detail["type"] == "missing")
    where, key = tree.where(path), spell(path[-1:])
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        near = get_close_matches(key, _known_keys(model), 1)
        hint = (
            f"Did you mean `{near[0]}`? Otherwise remove it." if near else "Remove it, or check its spelling."
        )
        return Problem(
            where, f"unknown key `{key}`", "A key nobody reads would be dropped without a word.", hint
        )
    if kind == "missing":
        return Problem(
            where,
            f"`{key}` is missing",
            "The figures below it cannot be computed without it.",
            f"Add `{key}:` here.",
        )
    if kind in ("literal_error", "enum"):
        allowed = detail.get("ctx", {}).get("expected", "")
        return Problem(
            where,
            f"{given!r} is not one of {allowed}",
            "Only these have a meaning here.",
            f"Choose one of {allowed}.",
        )
    if kind in ("greater_than_equal", "greater_than") and _negative(given):
        return Problem(
            where,
            f"{given} is negative",
            "Amounts are written as positive; their place says the sign.",
            "Write the amount without the minus, or move it to where it is taken off.",
        )
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    shown = f"{given!r}: " if isinstance(given, (str, int)) or hasattr(given, "is_finite") else ""
    return Problem(
        where,
        f"{shown}{said[:1].lower()}{said[1:]}",
        "The value does not fit its field.",
        f"Correct `{key}`." if key else "Correct this entry.",
    )


def _negative(value: Any) -> bool:
    try:
        return bool(value < 0)
    except TypeError:
        return False


def _written(tree: Tree, loc: tuple[str | int, ...], *, missing: bool) -> Path:
    """Pydantic's place without the names it adds for unions, so that it matches what the person wrote."""
    path: Path = ()
    last = len(loc) - 1
    for place, step in enumerate(loc):
        if (*path, step) in tree.lines or (missing and place == last):
            path = (*path, step)
    return path


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
            known.add(name)
            waiting.extend(_models_in(field.annotation))
    return known


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]
