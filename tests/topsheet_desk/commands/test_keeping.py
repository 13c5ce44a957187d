"""Keeping a desk from the command line: tables, first person, check, backup and restore, each with its exit code."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.topsheet_desk.real_desk import real_desk

pytestmark = pytest.mark.slow


def test_a_desk_is_made_kept_checked_and_brought_back(tmp_path: Path) -> None:
    with real_desk(tmp_path / "desk", postgresql=False) as desk:
        made = desk.command("migrate")
        assert made.stdout == "The database has every migration of this version, and its triggers stand.\n"
        added = desk.command("person", "ann@desk.example", "--name", "Ann Keeper", "--keeper")
        assert "They keep the desk" in added.stdout
        checked = desk.command("check")
        assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "Everything adds up.")
        written = desk.command("backup", tmp_path / "desk.zip")
        assert written.stdout.endswith(" bytes. It holds every secret of the desk.\n")
        again = desk.command("backup", tmp_path / "desk.zip")
        assert (again.returncode, again.stderr) == (
            2,
            f"{tmp_path / 'desk.zip'} is there already. A backup overwrites nothing: choose another name.\n",
        )
    with real_desk(tmp_path / "other", postgresql=False) as other:
        restored = other.command("restore", tmp_path / "desk.zip")
        assert restored.returncode == 0
        assert restored.stdout.startswith("Restored ")
        again = other.command("person", "ann@desk.example", "--name", "Ann Keeper")
        assert "was on the desk already; nothing of theirs was changed" in again.stdout


def test_a_tampered_desk_is_told_on_paper_and_by_the_exit_code(tmp_path: Path) -> None:
    with real_desk(tmp_path, postgresql=False) as desk:
        assert desk.command("migrate").returncode == 0
        desk.writers("seed")
        with sqlite3.connect(tmp_path / "desk.sqlite3") as file:
            (trigger,) = file.execute(
                "SELECT sql FROM sqlite_master WHERE name = 'desk_logline_no_update'"
            ).fetchone()
            file.execute("DROP TRIGGER desk_logline_no_update")
            file.execute("UPDATE desk_logline SET words = 'nothing happened' WHERE book LIKE '%:1'")
            file.execute(trigger)
        file.close()
        checked = desk.command("check")
    assert checked.returncode == 1
    assert "books        WRONG  5 books, 5 rows: 1 fault" in checked.stdout
    assert checked.stdout.split("\n\n", 1)[1] == (
        "film-0, log line 1: the seal does not fit the row and the one before it\n"
        "  why: A kept row was changed after it was written, or the row before it was.\n"
        "  fix: Write nothing more on this desk. Find who had access to its database, and restore the last backup that "
        "passes the check.\n"
        "\n1 fault. The desk does not add up.\n"
    )


@pytest.mark.parametrize("command", ["check", "backup"])
def test_without_a_desk_there_is_nothing_to_keep(tmp_path: Path, command: str) -> None:
    with real_desk(tmp_path, postgresql=False) as desk:
        refused = desk.command(command, *([tmp_path / "x.zip"] if command == "backup" else []))
    none = f"There is no desk in {tmp_path / 'desk.sqlite3'} yet. Name another workspace, or begin with"
    assert (refused.returncode, refused.stderr) == (2, f"{none} `topsheet desk migrate`.\n")


def test_a_check_against_what_is_no_backup_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.zip").write_text("a shopping list", encoding="utf-8")
    with real_desk(tmp_path / "desk", postgresql=False) as desk:
        assert desk.command("migrate").returncode == 0
        refused = desk.command("check", "--against", tmp_path / "notes.zip")
    assert (refused.returncode, refused.stderr) == (
        2,
        f"Nothing was checked: {tmp_path / 'notes.zip'} cannot be opened as a backup (BadZipFile).\n",
    )
