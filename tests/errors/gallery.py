"""The error gallery: each case is the smallest change to a new production, and every word it is answered with."""

from __future__ import annotations

import os
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from topsheet.cli.commands import app
from topsheet.cli.new import new
from topsheet.documents import read_yaml

CASES = Path(__file__).parent / "cases"
TITLE = "Your Film"
SAYS = "says: |\n"


@dataclass(frozen=True, slots=True)
class Case:
    """One mistake: the changes that make it, the command that meets it, and what is said about it."""

    name: str
    part: str
    title: str
    note: str
    run: tuple[str, ...]
    change: tuple[dict[str, Any], ...]
    exit: int
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How the command ended, what it said, and what it printed."""

    exit: int
    says: str
    printed: str


def cases() -> list[Case]:
    """Every case of the folder, by name."""
    return [_case(path) for path in sorted(CASES.glob("*.yaml"))]


def _case(path: Path) -> Case:
    tree, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert tree is not None, problems
    told = tree.value
    return Case(
        path.stem,
        told["part"],
        told["title"],
        told.get("note", ""),
        tuple(told.get("run", ("film", "FOLDER"))),
        tuple(told.get("change", ())),
        told["exit"],
        told["says"] or "",
    )


def answer(case: Case, folder: Path) -> Answer:
    """Make a new production in the folder, make the mistake in it, and run the command on it."""
    with redirect_stdout(StringIO()):
        new(folder, TITLE)
    for change in case.change:
        _make(change, folder / change["file"])
    arguments = [word.replace("FOLDER", str(folder)) for word in case.run]
    result = CliRunner().invoke(app(), arguments, catch_exceptions=False)
    return Answer(result.exit_code, result.stderr.replace(str(folder), "FOLDER"), result.stdout)


def _make(change: dict[str, Any], path: Path) -> None:
    match change:
        case {"old": old, "new": new_text}:
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{path.name} has {text.count(old)} times: {old}"
            path.write_text(text.replace(old, new_text), encoding="utf-8")
        case {"remove": True}:
            path.unlink()
        case {"folder": True}:
            path.unlink()
            path.mkdir()
        case {"text": text, "times": [more, count]}:
            path.write_text(text + more * count, encoding="utf-8")
        case {"text": text}:
            path.write_text(text, encoding="utf-8")
        case {"hex": digits}:
            path.write_bytes(bytes.fromhex(digits))
        case {"size": size}:
            path.write_bytes(b"# " + b"a" * (size - 2))
        case {"encode": encoding}:
            path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
        case {"crlf": True}:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        case _:
            raise AssertionError(f"no such change: {change}")


def updating() -> bool:
    """Whether the golden words are to be written anew, which only `TOPSHEET_UPDATE_GOLDEN=1` asks for."""
    return os.environ.get("TOPSHEET_UPDATE_GOLDEN") == "1"


def rewrite(case: Case, given: Answer) -> None:
    """Write the answer's words into the case."""
    path = CASES / f"{case.name}.yaml"
    kept = path.read_text(encoding="utf-8").partition(SAYS)[0]
    indented = "".join(f"  {line}".rstrip() + "\n" for line in given.says.rstrip("\n").splitlines())
    path.write_text(kept + SAYS + indented, encoding="utf-8")
