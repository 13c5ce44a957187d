"""The workspace: made once, and what is in it is kept."""

from __future__ import annotations

import socket
from pathlib import Path

from topsheet_desk.commands import workspace
from topsheet_desk.commands.run import why_not


def test_the_demo_is_taken_from_a_folder_an_earlier_release_kept_else_from_the_example(
    tmp_path: Path,
) -> None:
    home = workspace.prepare(tmp_path / "var")
    example = workspace.demo_folder(home, "night_ferry")
    kept = home / "productions" / "night_ferry"
    kept.mkdir(parents=True)
    (kept / "production.yaml").write_text("kind: production")
    assert (example and example.parent.name, workspace.demo_folder(home, "night_ferry")) == ("examples", kept)


def test_an_example_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    assert workspace.demo_folder(workspace.prepare(tmp_path), "no_such_film") is None


def test_the_demo_password_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = workspace.demo_password(tmp_path)
    assert (workspace.demo_password(tmp_path), first.count("-")) == (first, 3)
    assert (tmp_path / "demo_password").stat().st_mode & 0o077 == 0


def test_a_busy_port_is_a_sentence_with_a_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert why_not("127.0.0.1", port) == (
            f"Port {port} on 127.0.0.1 is taken by another program. Stop it, or choose another: PORT={port + 1}."
        )
    assert why_not("127.0.0.1", port) == ""


def test_an_address_of_nobody_is_a_sentence_with_a_remedy() -> None:
    assert "is not an address of this machine" in why_not("no.such.host.invalid", 8000)


def test_the_folder_for_letters_is_its_owners_only(tmp_path: Path) -> None:
    home = workspace.prepare(tmp_path / "var")
    assert (home / "mail").stat().st_mode & 0o077 == 0
