"""Night Ferry without a closing list, so that its dates come into no inbox by themselves; `dated` writes one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.topsheet_desk.conftest import SLUG

EMPTY = "kind: closing\nversion: 1\n"


@pytest.fixture
def dated(desk: Path) -> Callable[[str], None]:  # noqa: ARG001  # the desk must stand
    """Save another closing list as the executive producer."""
    from topsheet_desk.vault.actions.papers import save_draft
    from topsheet_desk.vault.records import Document, Person

    def write(text: str) -> None:
        document = Document.objects.get(production__slug=SLUG, kind="closing")
        keeper = Person.objects.get(email="ep@nightferry.example").pk
        save_draft(keeper, SLUG, "closing", text, edits=document.edits, now=datetime.now(UTC))

    return write


@pytest.fixture(autouse=True)
def undated(dated: Callable[[str], None]) -> None:
    """No dates."""
    dated(EMPTY)
