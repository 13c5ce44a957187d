"""The files of a production's folder: which are papers, ledger and history, which are not, which cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from topsheet.documents import Problem
from topsheet.documents.strict_yaml import MOST_BYTES
from topsheet.film import kind_of
from topsheet.script import decode

# The files of the ledger, each of one kind of row.
LEDGER = {
    "COST": "ledger/costs.csv",
    "COMMITMENT": "ledger/commitments.csv",
    "RECEIPT": "ledger/receipts.csv",
    "DRAWDOWN": "ledger/drawdowns.csv",
    "PAYMENT": "ledger/payments.csv",
}
PAPERS = "desk/papers/"
README = "desk/README.txt"
_READ = (".yaml", ".fountain", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class Papers:
    """The texts of the documents by file name, the names of other files, and what stands against taking them."""

    texts: Mapping[str, str]
    left: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A folder sorted: documents, the ledger with the history, and the names of everything else."""

    documents: Mapping[str, bytes]
    history: Mapping[str, bytes]
    left: tuple[str, ...]


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
        found = [_large(name)] if len(raw) > MOST_BYTES else decode(raw, name)[1]
        problems += found
        if not found:
            texts[name] = raw.decode()
    return Papers(texts, tuple(left), tuple(problems))


def parts_of(files: Mapping[str, bytes]) -> Parts:
    """The folder's files by what they are."""
    history = {
        name: raw for name, raw in files.items() if name.startswith("desk/") or name in LEDGER.values()
    }
    documents = {name: raw for name, raw in files.items() if kind_of(name)}
    left = sorted(set(files) - set(history) - set(documents))
    return Parts(documents, history, tuple(left))


def is_read(name: str) -> bool:
    """Whether a file of this name is opened at all: documents, CSV, JSON, and the texts of the history."""
    return PurePosixPath(name).suffix in _READ or name.startswith(PAPERS) or name == README


def is_known(name: str) -> bool:
    """Whether a file of this name is part of an export: a document, the ledger, the history."""
    return bool(kind_of(name)) or name in LEDGER.values() or name.startswith("desk/")


def files_of(folder: Path) -> dict[str, bytes]:
    """The files under a folder that are read, by their names within it; links and hidden files are not followed."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and is_read(name := path.relative_to(folder).as_posix())
    }


def _twice(name: str, first: str) -> Problem:
    return Problem(
        name,
        f"there is {first} already",
        "A production has one document of each kind.",
        "Keep one of the two.",
    )


def _large(name: str) -> Problem:
    return Problem(
        name,
        f"is larger than {MOST_BYTES:,} bytes",
        "A production's papers are small; this is something else.",
        "Check that this is the right file.",
    )
