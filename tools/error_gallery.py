"""Writes docs/errors.md from the cases of tests/errors: `python -m tools.error_gallery`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.errors.gallery import Case, cases

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errors.md"
HEAD = """# What Topsheet says when something is wrong

Every mistake below is made in the folder that `topsheet new` lays out, and every answer is what the command
prints, word for word. A problem says where (file, line, path), what is wrong, why it matters, and what to do.
An ERROR ends with exit code 2; a WARNING alone with 0. Nothing is dropped in silence.

Written by `python -m tools.error_gallery` from `tests/errors/cases`; do not edit this page.
"""
PARTS = (
    "Files",
    "YAML",
    "Keys and values",
    "Script and breakdown",
    "Schedule",
    "Production",
    "Budget",
    "Market",
    "Finance",
    "Receipts",
    "Recoupment",
    "The command line",
)


def page(gallery: Sequence[Case]) -> str:
    """The whole page: an index by part, then each mistake with its answer."""
    unknown = sorted({case.part for case in gallery} - set(PARTS))
    if unknown:
        raise ValueError(f"no such part of the gallery: {', '.join(unknown)}")
    lines = [HEAD]
    for part in PARTS:
        mistakes = [case for case in gallery if case.part == part]
        lines.append(f"- [{part}](#{part.lower().replace(' ', '-')}): {len(mistakes)}")
    for part in PARTS:
        lines += ["", f"## {part}"]
        for case in gallery:
            if case.part == part:
                lines += ["", *_case(case)]
    return "\n".join(lines) + "\n"


def _case(case: Case) -> list[str]:
    lines = [f"### {case.title}", ""]
    for change in case.change:
        lines += _change(change)
    if case.run != ("film", "FOLDER"):
        lines += [f"`topsheet {' '.join(word.replace('FOLDER', 'my-film') for word in case.run)}`", ""]
    if case.note:
        lines += [case.note, ""]
    said = case.says.replace("FOLDER", "my-film").rstrip("\n") or "(nothing)"
    return [*lines, "```text", said, "```", "", f"Exit code {case.exit}."]


def _change(change: dict[str, Any]) -> list[str]:
    name = f"`{change['file']}`"
    match change:
        case {"old": old, "new": new}:
            gone = [f"- {line}" for line in old.rstrip("\n").split("\n")]
            come = [f"+ {line}" for line in new.rstrip("\n").split("\n")] if new else []
            return [f"In {name}:", "", "```diff", *gone, *come, "```", ""]
        case {"text": ""}:
            return [f"{name} is empty.", ""]
        case {"text": text} if "times" not in change:
            return [f"{name} says:", "", "```text", *text.rstrip("\n").split("\n"), "```", ""]
    return [_plain_change(name, change), ""]


def _plain_change(name: str, change: dict[str, Any]) -> str:
    match change:
        case {"remove": True}:
            return f"{name} is removed."
        case {"folder": True}:
            return f"{name} is a folder."
        case {"times": [more, count]}:
            return f"{name} holds `{more}` {count:,} times."
        case {"hex": digits}:
            return f"{name} holds the bytes `{digits}`."
        case {"size": size}:
            return f"{name} is {size:,} bytes long."
        case {"encode": encoding}:
            return f"{name} is saved as {encoding}."
        case {"crlf": True}:
            return f"{name} has the line ends CR LF."
    raise ValueError(f"no such change: {change}")


def main() -> None:
    """Write the page and say so."""
    gallery = cases()
    PAGE.write_text(page(gallery), encoding="utf-8")
    print(f"{PAGE}: {len(gallery)} mistakes and their answers")


if __name__ == "__main__":
    main()
