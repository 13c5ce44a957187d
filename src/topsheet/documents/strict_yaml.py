"""YAML read strictly: no duplicate keys, no anchors, no binary floats, and every value knows its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import yaml

from topsheet.documents.problem import Problem

MOST_BYTES = 5_000_000
DEEPEST = 40
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
# The parser's words for what a person did.
_PLAINLY = {
    "found character that cannot start any token": "a tab, or a sign that must stand in quotes, starts a value",
    "but found another document": "a second document starts here with ---",
    "control characters are not allowed": "there is a control character in the text",
}
# Spaces that keep words together; they look like a space.
_STRANGE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"
_PLAIN = ("str", "int", "float", "bool", "null", "timestamp", "value", "merge")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """What a YAML text says, as plain values, and the line on which each path stands."""

    name: str
    value: Any
    lines: Mapping[Path, int]

    def where(self, path: Path = ()) -> str:
        """File, line and path of a value, or of its nearest parent that was written: `budget.yaml:12 lines[0]`."""
        at = path
        while at and at not in self.lines:
            at = at[:-1]
        return f"{self.name}:{self.lines.get(at, 1)} {spell(path)}".rstrip()


def spell(path: Path) -> str:
    """A path as a person writes it: `accounts[2].lines[0].rate`."""
    if not path:
        return ""
    before, step = _spelled(path[:-1]), path[-1]
    return f"{before}[{step}]" if isinstance(step, int) else f"{before}.{step}" if before else step


@lru_cache(maxsize=4096)
def _spelled(path: Path) -> str:
    """Paths have few parents and many children; the parents are spelled once."""
    return spell(path)


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def read_yaml(text: str, name: str) -> tuple[Tree | None, list[Problem]]:
    """The values of a YAML text with their lines, or the one Problem that stopped the reading.

    Aliases are refused before anything is built, so a file of nested anchors cannot grow in memory.
    Numbers come as int or Decimal, days as date, everything else as text, lists and mappings.
    """
    if len(text.encode()) > MOST_BYTES:
        return None, [
            _problem(
                name,
                1,
                f"is larger than {MOST_BYTES:,} bytes",
                "A production document is small.",
                "Check that this is the right file.",
            )
        ]
    try:
        _refuse_anchors_and_depth(text, name)
        node = yaml.compose(text, Loader=_Loader)
        lines: dict[Path, int] = {}
        value = _build(node, (), lines, name) if node is not None else None
    except _Refused as refusal:
        return None, [refusal.problem]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        if "nesting depth" in said:  # the scanner's own limit, met before our count begins
            return None, [_too_deep(name, line)]
        said = _PLAINLY.get(said, said)
        near = text.splitlines()[max(0, line - 2) : line]
        if strange := next(
            (at for at, each in enumerate(near, max(1, line - 1)) if set(each) & set(_STRANGE)), 0
        ):
            return None, [_strange(name, strange)]
        return None, [
            _problem(
                name,
                line,
                f"is not readable YAML: {said}",
                "Nothing after this place can be read.",
                "Check the indentation, quotes and colons on this line and the one before.",
            )
        ]
    return Tree(name, value, lines), []


def _refuse_anchors_and_depth(text: str, name: str) -> None:
    """Before anything is built: the parser's own composer recurses, and a deep file would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                _problem(
                    name,
                    line,
                    "uses an anchor or alias (& or *)",
                    "Anchors hide where a value comes from and can make a small file explode in memory.",
                    "Write the value out in each place.",
                )
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _Refused(_too_deep(name, line))


def _too_deep(name: str, line: int) -> Problem:
    return _problem(
        name,
        line,
        f"is nested more than {DEEPEST} levels deep",
        "No production document needs that.",
        "Flatten the structure here.",
    )


def _tagged(node: yaml.Node, name: str) -> Problem:
    return _problem(
        name,
        node.start_mark.line + 1,
        f"has the tag {node.tag.replace(_TAG, '!!')[:60]}",
        "A tag asks for a kind of object; only plain numbers, days, words, lists and keys are read.",
        "Remove the tag and write the value plainly.",
    )


def _problem(name: str, line: int, what: str, why: str, fix: str) -> Problem:
    return Problem(f"{name}:{line}", what, why, fix)


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], name: str) -> Any:
    line = node.start_mark.line + 1
    lines[path] = line
    if not isinstance(node, yaml.ScalarNode) and node.tag not in (f"{_TAG}map", f"{_TAG}seq"):
        raise _Refused(_tagged(node, name))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, name)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, place), lines, name) for place, item in enumerate(node.value)]
    return _scalar(node, name)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], name: str) -> dict[str | int, Any]:
    built: dict[str | int, Any] = {}
    before: yaml.Node | None = None
    for key_node, value_node in node.value:
        if before is not None and _cut(before, key_node, value_node):
            raise _Refused(_comma(name, before, key_node))
        before = value_node
        key = _key(key_node, name)
        line = key_node.start_mark.line + 1
        if isinstance(key, str) and not key_node.style and key.strip(_STRANGE) != key:
            raise _Refused(_strange(name, line))
        if not isinstance(key, (str, int)) or isinstance(key, bool):
            raise _Refused(
                _problem(
                    name,
                    line,
                    "has a key that is not a word or a number",
                    "A value can only be found under a plain key.",
                    "Quote the key.",
                )
            )
        if key in built:
            raise _Refused(
                _problem(
                    name,
                    line,
                    f"has the key {key!r} twice, first on line {lines[(*path, key)]}",
                    "Only one of the two values would count, and nobody could tell which.",
                    "Keep one of them, or rename the other.",
                )
            )
        built[key] = _build(value_node, (*path, key), lines, name)
        lines[(*path, key)] = line
    return built


def _cut(before: yaml.Node, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a number was cut by its own comma: `{up_to: 40,000}` reads as 40 and a key 000 without a value."""
    parts = (before, key)
    figures = all(
        isinstance(each, yaml.ScalarNode) and each.value.isdecimal() and not each.style for each in parts
    )
    beside = figures and before.end_mark.line == key.start_mark.line
    return beside and isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style


def _comma(name: str, before: yaml.Node, key: yaml.Node) -> Problem:
    return _problem(
        name,
        key.start_mark.line + 1,
        f"the comma in {before.value},{key.value} ends the value between braces",
        f"It would be read as {before.value}, and {key.value} as the next key.",
        f"Write thousands without a mark: {before.value}{key.value}."
        if len(key.value) == 3
        else f"Write parts of one after a point: {before.value}.{key.value}.",
    )


def _strange(name: str, line: int) -> Problem:
    return _problem(
        name,
        line,
        "has a space that is none, as Word and web pages write it to keep words together",
        "It looks like a space and is read as a letter.",
        "Write plain spaces on this line.",
    )


def loader() -> Any:
    """The parser that texts are read with."""
    return _Loader


def key_of(node: yaml.Node) -> Any:
    """The key that a node of a text once read is."""
    return _key(node, "")


def _key(node: yaml.Node, name: str) -> Any:
    """A key as it is written: `on`, `no` and the like are words here, not yes and no."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    return str(node.value) if node.tag == f"{_TAG}bool" else _scalar(node, name)


def _scalar(node: yaml.Node, name: str) -> Any:
    tag, text = node.tag.removeprefix(_TAG), str(node.value)
    if tag not in _PLAIN:
        raise _Refused(_tagged(node, name))
    line = node.start_mark.line + 1
    try:
        match tag:
            case "str":
                return text
            case "int":
                return int(text.replace("_", "").replace(",", ""), 10)
            case "float":
                return Decimal(text.replace("_", ""))
            case "bool":  # only true and false: `NO` is a country and `on` a word
                return text.lower() == "true" if text.lower() in ("true", "false") else text
            case "null":
                return None
            case "timestamp":
                return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        pass
    if tag == "timestamp":
        raise _Refused(
            _problem(
                name,
                line,
                f"has {text!r}, which is no day of the calendar",
                "Only days are read, written `2027-03-29`; a time of day goes in quotes.",
                "Correct the day.",
            )
        )
    raise _Refused(
        _problem(
            name,
            line,
            f"has {text[:40]!r}{'…' if len(text) > 40 else ''}, which is not a plain number, day or word",
            "Only decimal numbers, days written `2027-03-29`, words, true and false are read.",
            "Write it that way, or put it in quotes if it is a word.",
        )
    )
