"""Random damage to a production's files: what a slip of the hand, a bad merge or another program leaves behind."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from topsheet.documents import Problem
from topsheet.film import Film, compute, problems_of, read_folder

AS_OF = date(2028, 2, 1)
# Values that have broken programs before, in the place of what was written.
VALUES = (
    "", "~", "[]", "{}", "true", "0", "-1", "1e400", "-0.0", "9999999999999", ".nan", "1,5", "0x10", "010",
    "2027-02-30", "0001-01-01", "9999-12-31", "[[]]", "'", '"', "#", "&a", "*a", "!!int x", "rule:", "a: b",
    "home", "equity", "finance.gap", "wrap", "delivery", "crew_size", "crew_size / 0", "(", "é", "\u2028", "USD", "EUR",
)  # fmt: skip
ACTS = ("delete", "double", "value", "item", "word", "swap", "indent", "bytes", *["other"] * 12)
# What stands as a value: a number, a day, a name, a quoted text.
TOKEN = re.compile(rb"(?<=[:\[,] )[\w.-]+|(?<=\[)[\w.-]+|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Damage:
    """One change to one file: which file, which line, what happens to it, and with what."""

    file: int
    line: int
    act: str
    text: str
    raw: bytes


def damages() -> st.SearchStrategy[list[Damage]]:
    """One to three changes."""
    one = st.builds(
        Damage,
        st.integers(0, 99),
        st.integers(0, 9999),
        st.sampled_from(ACTS),
        st.one_of(st.sampled_from(VALUES), st.text(max_size=12)),
        st.binary(min_size=1, max_size=6),
    )
    return st.lists(one, min_size=1, max_size=3)


def damage(folder: Path, done: list[Damage]) -> None:
    """Do the changes to the files of a folder."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".fountain"))
    for change in done:
        path = files[change.file % len(files)]
        lines = path.read_bytes().split(b"\n")
        at = change.line % len(lines)
        if change.act == "other":
            others = [token for other in files for token in TOKEN.findall(other.read_bytes())]
            lines[at] = _another(lines[at], change, others)
        else:
            lines[at : at + 1] = _changed(lines[at], lines[at - 1], change)
        path.write_bytes(b"\n".join(lines))


def _another(line: bytes, change: Damage, others: list[bytes]) -> bytes:
    """A value of the line replaced by one from anywhere in the papers, or by a strange one."""
    tokens = list(TOKEN.finditer(line))
    if not tokens:
        return line
    token = tokens[change.line % len(tokens)]
    new = change.text.encode() if change.raw[0] % 3 == 0 else others[sum(change.raw) * 7919 % len(others)]
    return line[: token.start()] + new + line[token.end() :]


def _changed(line: bytes, before: bytes, change: Damage) -> list[bytes]:
    text = change.text.encode("utf-8", "surrogatepass")
    match change.act:
        case "delete":
            return []
        case "double":
            return [line, line]
        case "swap":
            return [line, before]
        case "indent":
            return [b"  " + line]
        case "bytes":
            return [line[: len(line) // 2] + change.raw + line[len(line) // 2 :]]
        case "item":  # the last value inside braces
            key, colon, _ = line.rpartition(b": ")
            return [key + colon + text + b"}"]
        case "word":
            words = line.split(b" ")
            words[change.line % len(words)] = text
            return [b" ".join(words)]
    key, colon, _ = line.partition(b": ")
    return [key + colon + text]


def outcome(folder: Path, as_of: date = AS_OF) -> tuple[Film | None, tuple[Problem, ...]]:
    """What the chain makes of a folder: a film, or the problems why not."""
    production, problems = read_folder(folder)
    if production is None:
        return None, tuple(problems)
    film = compute(production, as_of=as_of)
    return film, film.problems if film else problems_of(production, as_of=as_of)


def copy_of(folder: Path, to: Path) -> Path:
    """A fresh copy of a production's folder."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to
