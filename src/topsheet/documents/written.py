"""Plain values as YAML text: strings quoted only where they must be, numbers as written, days plain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from topsheet.documents.strict_yaml import read_yaml

WIDEST = 118
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Unwritable(ValueError):
    """A value that no document can hold."""


def flow(value: Any) -> str:
    """The value on one line: `[a, b]`, `{share: 25, on: 2027-01-15}`, or a scalar.

    Raises Unwritable for half a letter, a binary float, or what is no plain value.
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def block(value: Mapping[Any, Any] | list[Any] | tuple[Any, ...], indent: int) -> str:
    """A mapping or list as lines, the first without its indentation: what stands after `- `, or on its own lines.

    What is small goes on one line, as `deposit: {percent: 20, on: 2027-02-10}`. Raises Unwritable.
    """
    if isinstance(value, Mapping):
        parts = [entry(key, each, indent) for key, each in value.items()]
    else:
        parts = [item(each, indent) for each in value]
    return f"\n{' ' * indent}".join(parts)


def entry(key: Any, value: Any, indent: int) -> str:
    """A key with its value as it stands in a block mapping of that indentation."""
    if _small(value, indent + len(str(key)) + 2):
        return f"{scalar(key)}: {flow(value)}"
    return f"{scalar(key)}:\n{' ' * (indent + 2)}{block(value, indent + 2)}"


def item(value: Any, indent: int, *, lines: bool = False) -> str:
    """A value as an entry of a block list of that indentation; with `lines` a mapping goes key by key on lines."""
    if isinstance(value, Mapping) and value and (lines or not _small(value, indent + 2, most=8)):
        return f"- {block(value, indent + 2)}"
    if isinstance(value, list | tuple) and not _small(value, indent + 2):
        return f"- {block(value, indent + 2)}"
    return f"- {flow(value)}"


def _small(value: Any, indent: int, *, most: int = 4) -> bool:
    """Whether a value stands on one line: a scalar, or a collection that fits there and holds no mappings."""
    if not isinstance(value, Mapping | list | tuple) or not value:
        return True
    inside = list(value.values()) if isinstance(value, Mapping) else list(value)
    if any(isinstance(each, Mapping) for each in inside):
        return False
    return (isinstance(value, list | tuple) or len(value) <= most) and indent + len(flow(value)) <= WIDEST


def scalar(value: Any) -> str:
    """One value as it is read back. Raises Unwritable."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal() if value.is_finite():
            return str(int(value)) if value.as_tuple().exponent > 0 else format(value, "f")  # type: ignore[operator]  # finite
        case date():
            return value.isoformat()
        case str():
            return value if _plain(value) else _quoted(value)
    raise Unwritable(f"{value!r} is no plain value")


@lru_cache(maxsize=4096)
def _plain(words: str) -> bool:
    """Whether a text reads back as itself without quotes, as key and as value, on lines and inside braces."""
    if not words.isprintable() or words != words.strip() or not words:
        return False
    for text, value in ((f"{words}: 1", {words: 1}), (f"a: {words}", {"a": words}), (
        f"[{{a: {words}, b: 1}}, {words}]", [{"a": words, "b": 1}, words]
    )):  # fmt: skip
        tree, _ = read_yaml(text, "")
        if tree is None or tree.value != value:
            return False
    return True


def _quoted(words: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in words):
        raise Unwritable("the text holds half a letter, which no document has")
    return '"' + "".join(_ESCAPES.get(letter) or _letter(letter) for letter in words) + '"'


def _letter(letter: str) -> str:
    if letter.isprintable() or letter == " ":
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
