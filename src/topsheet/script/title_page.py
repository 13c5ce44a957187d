"""The title page: `Key: value` lines at the very start of a script."""

from __future__ import annotations

import re

from topsheet.script.headings import opens_scene
from topsheet.script.marks import plain

# A key starts with no forcing mark: `!Note: this is action` is action.
_KEY = re.compile(r"([^:\s.!@>~=#][^:]*):[ ]*(.*)")
_INDENTED = "   "
_USUAL = frozenset(
    (
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "draft date",
        "date",
        "contact",
        "copyright",
        "notes",
        "revision",
    )
)

TitlePage = tuple[tuple[str, str], ...]


def read_title_page(lines: list[str]) -> TitlePage:
    """The entries of a title page in order, keys in the form `Draft date`, or nothing when the lines are not one.

    A value may go on over the lines below it, indented or not. Where no key has a value, at least one must be a
    usual one.
    """
    if not _may_start(lines[0]):
        return ()
    entries: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        found = None if line.startswith(_INDENTED) else _KEY.match(line)
        if found:
            values = entries.setdefault(found.group(1).strip().capitalize(), [])
        value = found.group(2).strip() if found else line.strip()
        if value:
            values.append(value)
    if not any(entries.values()) and not any(key.lower() in _USUAL for key in entries):
        return ()
    return tuple((key, "\n".join(written)) for key, written in entries.items())


def _may_start(line: str) -> bool:
    """Whether a title page may start with this line: a key, and neither a heading nor `FADE IN:` or `CUT TO:`."""
    text = line.rstrip()
    directed = text.isupper() and text.endswith((" IN:", " TO:"))
    return _KEY.match(line) is not None and not directed and not opens_scene(line)


def title_of(page: TitlePage) -> str:
    """The title in one line without emphasis, or nothing."""
    return plain(" ".join(dict(page).get("Title", "").split()))
