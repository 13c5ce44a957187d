"""The door: help lists the commands, the version answers without loading anything, mistakes end with 2."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from topsheet import __version__
from topsheet.cli.commands import app

VERSION = """
import sys
sys.argv = ["topsheet", "--version"]
from topsheet.cli.main import main
main()
heavy = ("click", "django", "pydantic", "rich", "typer", "typst", "yaml")
print([name for name in heavy if name in sys.modules])
"""


def test_version_loads_nothing_else() -> None:
    result = subprocess.run([sys.executable, "-c", VERSION], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines() == [f"topsheet {__version__}", "[]"]


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_version_is_told(word: str) -> None:
    line = [sys.executable, "-m", "topsheet.cli", word]
    assert (
        subprocess.run(line, capture_output=True, text=True, check=True).stdout == f"topsheet {__version__}\n"
    )


def test_help_lists_every_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "topsheet.cli", "--help"], capture_output=True, text=True, check=True
    )
    listed = [
        line.split()[1] for line in result.stdout.splitlines() if line.startswith("│ ") and line[2] != " "
    ]
    assert [name for name in listed if name != "--help"] == [
        "film",
        "why",
        "paper",
        "new",
        "schema",
        "finance",
        "receipts",
        "recoupment",
        "desk",
    ]


@pytest.mark.parametrize(
    "command", ["film", "why", "finance", "receipts", "recoupment", "paper", "new", "schema"]
)
def test_help_of_a_command_explains_it(command: str) -> None:
    result = CliRunner().invoke(app(), [command, "--help"])
    assert (result.exit_code, "Usage:" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "words", [["flim"], ["film"], ["film", "x", "--format", "docx"], ["why", "x", "y", "--depth", "-1"]]
)
def test_unknown_words_end_with_two(words: list[str]) -> None:
    assert CliRunner().invoke(app(), words).exit_code == 2
