"""The pages of the documentation, their fenced blocks, and the commands they tell a reader to type."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NIGHT_FERRY = ROOT / "examples" / "night_ferry"
TOPSHEET = Path(sys.executable).with_name("topsheet")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(language, text) for language, text in BLOCK.findall(read(name))]


def commands(text: str) -> Iterator[list[str]]:
    """The commands of a block that call `topsheet`, without its name."""
    for line in text.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["topsheet"]:
            yield words[1:]


def place(folder: Path) -> Path:
    """A folder in which the examples stand as they do in the repository."""
    shutil.copytree(NIGHT_FERRY, folder / "examples" / "night_ferry")
    return folder


def run(words: list[str], cwd: Path) -> str:
    """What the command prints; the exit code must be 0."""
    done = subprocess.run([str(TOPSHEET), *words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"topsheet {' '.join(words)}\n{done.stderr}"
    return done.stdout
