"""The files of a production's folder: which are papers, which are not, which cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from topsheet.documents import Problem
from topsheet.film import kind_of
from topsheet.script import decode


@dataclass(frozen=True, slots=True)
class Papers:
    """The texts of the documents by file name, the names of other files, and what stands against taking them."""

    texts: Mapping[str, str]
    left: tuple[str, ...]
    problems: tuple[Problem, ...]


def papers_in(files: Mapping[str, bytes]) -> Papers:
    """Sort the files; a text is kept to the byte, its byte order mark and line ends with it."""
    texts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    left, problems = [], list[Problem]()
    for name, raw in sorted(files.items()):
        kind = kind_of(name)
        if kind is None:
            left.append(name)
            continue
        if kind in kinds:
            problems.append(_twice(name, kinds[kind]))
            continue
        kinds[kind] = name
        found = decode(raw, name)[1]
        problems += found
        if not found:
            texts[name] = raw.decode()
    return Papers(texts, tuple(left), tuple(problems))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes, by its name within it; links and hidden files are not followed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _twice(name: str, first: str) -> Problem:
    return Problem(
        name,
        f"there is {first} already",
        "A production has one document of each kind.",
        "Keep one of the two.",
    )
