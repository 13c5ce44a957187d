"""A text of YAML changed in one place, by hand as it were: every comment, quote and blank line elsewhere stays.

Each function takes a text and a path (`("sources", 2, "face")`) and returns the whole new text. What was asked is
then read back: a text that does not say exactly the tree with the change is never returned.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any

import yaml

from topsheet.documents import written
from topsheet.documents.marks import Marks, Splice, spliced
from topsheet.documents.problem import Problem
from topsheet.documents.strict_yaml import Path, read_yaml, spell


class CannotEdit(ValueError):
    """A text that cannot be changed in this place: the Problem says why, and what to do instead."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.where}: {problem.what}. {problem.fix}")
        self.problem = problem


def set_value(text: str, path: Path, value: Any, *, name: str = "the text") -> str:
    """The text with the value at the path; what stands there already is not touched, key by key and item by item.

    Keys that are missing on the way are added at the end of their mapping. Raises CannotEdit.
    """
    tree, new = _read(text, name), _plain(value)
    return _checked(text, _with(tree, path, new, name), name, lambda: _set_at(text, tree, path, new))


def remove_value(text: str, path: Path, *, name: str = "the text") -> str:
    """The text without a key or an item; a list or mapping that loses its last stays, empty. Raises CannotEdit."""
    changed = _without(_read(text, name), path, name)
    return _checked(text, changed, name, lambda: spliced(text, Marks(text).removal(path)))


def insert_item(text: str, path: Path, place: int, value: Any, *, name: str = "the text") -> str:
    """The text with an item before the one at that place of the list; a missing list is begun. Raises CannotEdit."""
    tree, new = _read(text, name), _plain(value)
    there, found = _deepest(tree, path)
    held = found if there == path else None
    if held is not None and not isinstance(held, list):
        raise _cannot(name, path, "is no list", "Add items to a list only.")
    items = [*(held or [])[:place], new, *(held or [])[place:]]
    at = min(place, len(items) - 1)
    return _checked(
        text,
        _with(tree, path, items, name),
        name,
        lambda: _insert(text, path, at, new) if held else _set_at(text, tree, path, items),
    )


def append_item(text: str, path: Path, value: Any, *, name: str = "the text") -> str:
    """The text with an item at the end of the list; a missing list is begun. Raises CannotEdit."""
    return insert_item(text, path, sys.maxsize, value, name=name)


def _checked(text: str, changed: Any, name: str, make: Callable[[], str]) -> str:
    """What `make` made, when it reads as the tree that was asked for."""
    try:
        tree, _ = read_yaml(made := make(), name)
    except written.Unwritable as error:
        raise _cannot(name, (), str(error), "Write it in plain letters.") from None
    except (yaml.YAMLError, LookupError):
        tree, made = None, text
    if tree is None or not same(tree.value, changed):
        what = "is written in a way that cannot be changed here"
        raise _cannot(name, (), what, "Change it in the text itself.")
    return made


def _set_at(text: str, tree: Any, path: Path, value: Any) -> str:
    there, held = _deepest(tree, path)
    if there == path:
        return _set(text, path, held, value, Marks(text))
    if held is None or (there and not held):
        return spliced(text, Marks(text).replacement(there, _wrapped(path[len(there) :], value)))
    inside = _wrapped(path[len(there) + 1 :], value)
    return spliced(text, Marks(text).new_key(there, path[len(there)], inside))


def _replaced(marks: Marks, path: Path, held: Any, value: Any) -> list[Splice] | None:
    """The change when it only puts single values in the place of others, all in one look; None for any other."""
    if same(held, value):
        return []
    inside: list[tuple[Any, Any, Any]]
    if isinstance(held, dict) and isinstance(value, dict) and held.keys() == value.keys():
        inside = [(key, held[key], value[key]) for key in held]
    elif isinstance(held, list) and isinstance(value, list) and _names(held) == _names(value):
        inside = [(at, *pair) for at, pair in enumerate(zip(held, value, strict=True))]
    elif isinstance(held, dict | list) or isinstance(value, dict | list):
        return None
    else:
        return marks.replacement(path, value)
    found = [_replaced(marks, (*path, step), was, now) for step, was, now in inside]
    return None if None in found else [splice for each in found for splice in each or ()]


def _set(text: str, path: Path, held: Any, value: Any, marks: Marks | None = None) -> str:
    """The change from what is held in the smallest steps: only the values that differ are written anew.

    `marks` are those of a text that is the same up to the end of what stands at the path; looking again takes long.
    """
    if same(held, value):
        return text
    marks = marks or Marks(text)
    if (found := _replaced(marks, path, held, value)) is not None:
        return spliced(text, found)
    if isinstance(held, dict) and isinstance(value, dict) and held and value:
        return _set_mapping(text, path, held, value, marks)
    if isinstance(held, list) and isinstance(value, list) and held and value:
        return _set_list(text, path, held, value, marks)
    return spliced(text, marks.replacement(path, value))


def _set_mapping(text: str, path: Path, held: dict[Any, Any], value: dict[Any, Any], marks: Marks) -> str:
    changed = [key for key, each in value.items() if key in held and not same(held[key], each)]
    for key in changed:
        text = _set(text, (*path, key), held[key], value[key], marks if key == changed[0] else None)
    for key, each in value.items():
        if key not in held:
            text = spliced(text, Marks(text).new_key(path, key, each))
    for key in held:
        if key not in value:
            text = spliced(text, Marks(text).removal((*path, key)))
    return text


def _set_list(text: str, path: Path, held: list[Any], value: list[Any], marks: Marks) -> str:
    """Items are found again by their names, or as they are; from the last to the first, so that places stay true."""
    found = SequenceMatcher(None, _names(held), _names(value), autojunk=False).get_opcodes()
    kept = sum(min(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in found)
    if not kept:  # nothing of the list stays: it is written anew
        return spliced(text, marks.replacement(path, value))
    # On lines, what stood before is where it was, so that one look at the text serves all.
    on_lines = marks.on_lines(path)
    for _, i1, i2, j1, j2 in reversed(found):
        pairs = min(i2 - i1, j2 - j1)
        for place in reversed(range(i1 + pairs, i2)):
            looked = marks if on_lines else Marks(text)
            text = spliced(text, looked.removal((*path, place)))
        for place in reversed(range(j1 + pairs, j2)):
            text = _insert(text, path, i1 + pairs, value[place])
        for step in reversed(range(pairs)):
            looked_at = marks if on_lines else None
            text = _set(text, (*path, i1 + step), held[i1 + step], value[j1 + step], looked_at)
    return text


def _names(items: list[Any]) -> list[str]:
    """What tells the items of a list apart: their ids where all have one of their own, else all they say."""
    for key in ("id", "number", "code"):
        names = [str(each[key]) for each in items if isinstance(each, dict) and key in each]
        if len(set(names)) == len(items):
            return names
    return [repr(each) for each in items]


def _insert(text: str, path: Path, place: int, value: Any) -> str:
    return spliced(text, Marks(text).insertion(path, place, value))


def _read(text: str, name: str) -> Any:
    tree, problems = read_yaml(text, name)
    if tree is None:
        raise CannotEdit(problems[0])
    return tree.value


def _deepest(value: Any, path: Path) -> tuple[Path, Any]:
    """The part of the path that is there, and what stands at its end."""
    for depth, step in enumerate(path):
        inside = (
            value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
        )
        if step not in inside:
            return path[:depth], value
        value = inside[step]
    return path, value


def _wrapped(path: Path, value: Any) -> Any:
    for step in reversed(path):
        value = {step: value}
    return value


def _with(value: Any, path: Path, new: Any, name: str, done: Path = ()) -> Any:
    """The tree with the value; what is no mapping cannot be given a key, and a list grows by its own acts."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, list):
        if not isinstance(step, int) or not 0 <= step < len(value):
            raise _cannot(name, (*done, step), "is not there", "Name an item of the list.")
        return [
            _with(each, rest, new, name, (*done, step)) if at == step else each
            for at, each in enumerate(value)
        ]
    if value is None or isinstance(value, dict):
        inside = (value or {}).get(step)
        return {**(value or {}), step: _with(inside, rest, new, name, (*done, step))}
    raise _cannot(name, done, "is a single value and holds no keys", "Remove it first.")


def _without(value: Any, path: Path, name: str) -> Any:
    parent = _deepest(value, path[:-1])[1]
    inside = (
        parent if isinstance(parent, dict) else dict(enumerate(parent)) if isinstance(parent, list) else {}
    )
    if not path or path[-1] not in inside:
        raise _cannot(name, path, "is not there", "Remove what is written only.")
    kept = {step: each for step, each in inside.items() if step != path[-1]}
    return _with(value, path[:-1], kept if isinstance(parent, dict) else list(kept.values()), name)


def _plain(value: Any) -> Any:
    """The value as reading gives it: lists for tuples, and mappings of their own."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def same(one: Any, other: Any) -> bool:
    """Whether two plain values say the same: 20 and 20.0 do, 1 and true do not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(each, other[key]) for key, each in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def _cannot(name: str, path: Path, what: str, fix: str) -> CannotEdit:
    return CannotEdit(Problem(f"{name} {spell(path)}".rstrip(), what, "The text was left as it is.", fix))
