"""What the documents point at exists: every link to a file, and every `make` command they tell a reader to type."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
COMMAND = re.compile(r"(?:^ {4}|`)make ([a-z]+)\b", re.MULTILINE)


def test_every_link_leads_to_a_file() -> None:
    assert PAGES
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_make_command_has_its_target() -> None:
    targets = set(
        re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    unknown = [
        f"{page.relative_to(ROOT)}: make {name}"
        for page in PAGES
        for name in COMMAND.findall(page.read_text(encoding="utf-8"))
        if name not in targets
    ]
    assert unknown == []
