"""The rule files that ship with the library, read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from topsheet.rules.book import RuleBook


@cache
def load() -> RuleBook:
    """The rule book of this release. Texts are read now; each file is parsed when it is first asked for.

    This is the one function of the room that opens files: only those inside the package.
    """
    root = files("topsheet.rules") / "data"
    return RuleBook(MappingProxyType(dict(_texts(root, "rules/data"))))


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        here = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _texts(entry, here)
        elif entry.name.endswith(".yaml"):
            yield here, entry.read_text(encoding="utf-8")
