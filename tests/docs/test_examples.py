"""What the pages tell a reader to type runs, what they say it prints is printed, and their documents can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, commands, place, run
from topsheet.documents import read_yaml, validate
from topsheet.film.folder import KINDS

WITH_COMMANDS = sorted(
    page.relative_to(ROOT).as_posix()
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    if any(block.language == "sh" for block in blocks(page.relative_to(ROOT).as_posix()))
)
DOCUMENTS = [
    pytest.param(block.text, id=page.stem)
    for page in sorted((ROOT / "docs" / "rooms").glob("*.md"))
    for block in blocks(page.relative_to(ROOT).as_posix())
    if block.language == "yaml" and block.text.startswith("kind: ") and "[...]" not in block.text
]


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_of_a_page_runs_and_prints_what_the_page_shows(name: str, tmp_path: Path) -> None:
    """A `text` block shows lines of what the last `sh` block before it prints."""
    here, printed, missing = place(tmp_path), "", []
    for block in blocks(name):
        if block.language == "sh":
            printed = "".join(run(words, here) for words in commands(block.text))
        elif block.language == "text" and printed:
            lines = {_words(line) for line in printed.splitlines()}
            missing += [line for line in block.text.splitlines() if line and _words(line) not in lines]
    assert missing == []


def _words(line: str) -> str:
    """A line with the widths of its columns left out."""
    return " ".join(line.split())


@pytest.mark.parametrize("text", DOCUMENTS)
def test_every_document_of_a_room_page_can_be_read(text: str) -> None:
    tree, problems = read_yaml(text, "page.yaml")
    assert tree is not None, problems
    document, problems = validate(KINDS[tree.value["kind"]], tree)
    assert document is not None, problems
