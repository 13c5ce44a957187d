"""Where everything of a YAML text stands, and the cuts that add, change or remove one thing of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from topsheet.documents import written
from topsheet.documents.strict_yaml import Path, key_of, loader

_BETWEEN = re.compile(r"(?:[ \t\r\n\ufeff]|#[^\n]*)*")
_BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `new` in the place of the letters from `start` to `end`."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with splices that do not overlap, its own line ends kept."""
    ends = "\r\n" if "\r\n" in text else "\n"
    for splice in sorted(splices, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: splice.start] + splice.new.replace("\n", ends) + text[splice.end :]
    return text


class Marks:
    """The nodes of a text that `read_yaml` reads. Raises LookupError for a path that is not there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shift = 1 if text.startswith("\ufeff") else 0  # the parser does not count a byte-order mark
        self.root = yaml.compose(text[self.shift :], Loader=loader())

    def on_lines(self, path: Path) -> bool:
        """Whether the list or mapping at the path has lines of its own, and no braces or brackets."""
        return _block(self._node(path))

    def replacement(self, path: Path, value: Any) -> list[Splice]:
        """Another value in the place of one that is there, on its line or on lines of its own."""
        if self.root is None:
            told = (
                written.block(value, 0) if isinstance(value, dict | list) and value else written.flow(value)
            )
            return [Splice(len(self.text), len(self.text), f"{self._after_last(told)}\n")]
        node, parent = self._node(path), self._node(path[:-1]) if path else None
        start, end = self._start(node), self._end(node)
        whole = isinstance(value, dict | list) and bool(value)
        if _block(node) and whole:
            column, further = node.start_mark.column, 0
            if isinstance(value, dict) and isinstance(parent, yaml.MappingNode):
                # Dashes may stand right under the key they belong to, as other keys may not.
                further = max(0, parent.value[0][0].start_mark.column + 2 - column)
            return [Splice(start, end, " " * further + written.block(value, column + further))]
        if _block(node) and isinstance(parent, yaml.MappingNode) and self._first(start):
            return [self._lines(start, end), self._on_line_of_key(path, written.flow(value))]
        if parent is not None and _block(parent) and whole:
            return self._on_lines(path, parent, (start, end), value)
        return [Splice(start, end, (" " if start == end else "") + written.flow(value))]

    def new_key(self, path: Path, key: Any, value: Any) -> list[Splice]:
        """A key at the end of a mapping that has keys."""
        node = self._node(path)
        if not isinstance(node, yaml.MappingNode):
            raise LookupError(path)
        words, start = f"{written.scalar(key)}: {written.flow(value)}", self._start(node)
        if not node.value:
            return [Splice(start + 1, start + 1, words)]
        if not _block(node) and self.text[start] != "{":  # a pair in a list without braces: `[x: 1]`
            return [Splice(start, start, "{"), Splice(self._end(node), self._end(node), f", {words}}}")]
        if not _block(node):
            return [self._in_flow(node, words)]
        column = node.value[0][0].start_mark.column
        return [self._below(self._end(node), column, written.entry(key, value, column))]

    def insertion(self, path: Path, place: int, value: Any) -> list[Splice]:
        """An item before the one at a place of a list that has items."""
        node = self._node(path)
        items = node.value
        if not _block(node):
            if place == len(items):
                return [self._in_flow(node, written.flow(value))]
            at = self._start(items[place])
            return [Splice(at, at, written.flow(value) + ", ")]
        column = node.start_mark.column
        lines = _block(items[min(place, len(items) - 1)])
        new = written.item(value, column, lines=lines)
        if place:
            return [self._below(self._end(items[place - 1]), column, new)]
        at = self._start(node)
        return [Splice(at, at, f"{new}\n{' ' * column}")]

    def removal(self, path: Path) -> list[Splice]:
        """A key with its value, or an item, gone; an empty list or mapping in the place of one that had no other."""
        parent = self._node(path[:-1])
        parts = self._parts(parent)
        place = self._place(parent, path[-1])
        start, end = parts[place]
        if len(parts) == 1:
            return self._emptied(path[:-1], parent, start, end)
        following = parts[place + 1][0] if place + 1 < len(parts) else None
        if not _block(parent):
            return [
                Splice(start, following, "")
                if following is not None
                else Splice(parts[place - 1][1], end, "")
            ]
        if not self._first(start) and following is not None:
            return [Splice(start, following, "")]
        return [self._lines(start, end)]

    def _emptied(self, path: Path, parent: yaml.Node, start: int, end: int) -> list[Splice]:
        none = "[]" if isinstance(parent, yaml.SequenceNode) else "{}"
        if not _block(parent):
            return [Splice(start, end, "" if self.text[self._start(parent)] in "[{" else none)]
        if path and self._first(start) and isinstance(self._node(path[:-1]), yaml.MappingNode):
            return [self._lines(start, end), self._on_line_of_key(path, none)]
        return [Splice(start, end, none)]

    def _on_line_of_key(self, path: Path, words: str) -> Splice:
        """A short value after the colon of a key."""
        parent = self._node(path[:-1])
        key = next(key for key, _ in parent.value if key_of(key) == path[-1])
        colon = self.text.index(":", self._end(key)) + 1
        return Splice(colon, colon, f" {words}")

    def _on_lines(self, path: Path, parent: yaml.Node, at: tuple[int, int], value: Any) -> list[Splice]:
        """A list or mapping in the place of a value that stood on the line of its key or dash."""
        start, end = at
        if isinstance(parent, yaml.SequenceNode):
            column = parent.start_mark.column
            told = written.item(value, column).removeprefix("- ")
            return [Splice(start, end, told if start != end else f" {told}")]
        key = next(key for key, _ in parent.value if key_of(key) == path[-1])
        column = key.start_mark.column
        told = written.entry(path[-1], value, column).removeprefix(f"{written.scalar(path[-1])}:")
        if not told.startswith("\n"):
            return [Splice(start, end, told if start == end else told.removeprefix(" "))]
        colon = self.text.index(":", self._end(key)) + 1
        gone = Splice(colon if start == end or not self.text[colon:start].strip(" ") else start, end, "")
        return [gone, self._below(end, column + 2, told.lstrip("\n "))]

    def _in_flow(self, node: yaml.Node, words: str) -> Splice:
        """One more part at the end of what stands in braces or brackets, on a new line where this one is full."""
        end = self._parts(node)[-1][1]
        line = self.text.rfind("\n", 0, end) + 1
        full = end - line + len(words) + 3 > written.WIDEST
        return Splice(end, end, f",\n{' ' * (node.start_mark.column + 1)}{words}" if full else f", {words}")

    def _below(self, end: int, column: int, words: str) -> Splice:
        """Lines under the line on which something ends."""
        at = self.text.find("\n", end)
        told = f"{' ' * column}{words}"
        return (
            Splice(len(self.text), len(self.text), f"\n{told}")
            if at < 0
            else Splice(at + 1, at + 1, f"{told}\n")
        )

    def _lines(self, start: int, end: int) -> Splice:
        """The whole lines from one place to another gone; the last of a text takes the line end before it along."""
        first, after = self._line(start), self.text.find("\n", end) + 1
        if after:
            return Splice(first, after, "")
        before = first - (2 if self.text[:first].endswith("\r\n") else 1)
        return Splice(max(before, 0), len(self.text), "")

    def _first(self, at: int) -> bool:
        """Whether nothing but blanks stands before it on its line."""
        return not self.text[self._line(at) : at].strip(" \t")

    def _line(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at) + 1, self.shift)

    def _after_last(self, words: str) -> str:
        return words if not self.text or self.text.endswith("\n") or self.text == "\ufeff" else f"\n{words}"

    def _parts(self, node: yaml.Node) -> list[tuple[int, int]]:
        """Start and end of each item with its dash, or of each key with its value."""
        if isinstance(node, yaml.MappingNode):
            return [(self._start(key), max(self._end(key), self._end(value))) for key, value in node.value]
        if not _block(node):
            return [(self._start(each), self._end(each)) for each in node.value]
        parts: list[tuple[int, int]] = []
        for each in node.value:
            dash = self._past(parts[-1][1] if parts else self._start(node))
            parts.append((dash, max(self._end(each), dash + 1)))
        return parts

    def _past(self, at: int) -> int:
        """The next place that is neither blank nor comment."""
        found = _BETWEEN.match(self.text, at)
        return found.end() if found else at

    def _place(self, node: yaml.Node, step: Any) -> int:
        if isinstance(node, yaml.MappingNode):
            return [key_of(key) for key, _ in node.value].index(step)
        return int(step)

    def _node(self, path: Path) -> yaml.Node:
        node = self.root
        for step in path:
            if node is None or isinstance(node, yaml.ScalarNode):
                raise LookupError(path)
            part = node.value[self._place(node, step)]
            node = part[1] if isinstance(node, yaml.MappingNode) else part
        if node is None:
            raise LookupError(path)
        return node

    def _start(self, node: yaml.Node) -> int:
        return int(node.start_mark.index) + self.shift

    def _end(self, node: yaml.Node) -> int:
        """Where the last letter of a node stands; the parser puts a block's end behind the blank lines below."""
        if _block(node) and node.value:
            last = node.value[-1]
            if isinstance(last, tuple):
                return max(self._end(last[0]), self._end(last[1]))
            return max(self._end(last), self._start(last))
        end = int(node.end_mark.index) + self.shift
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return self._start(node) + len(self.text[self._start(node) : end].rstrip(_BLANKS))
        return end


def _block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style
