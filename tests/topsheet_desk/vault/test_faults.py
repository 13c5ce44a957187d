"""Killed in the middle of a hundred concurrent writes: nothing that was acknowledged is lost, and all adds up.

And a backup taken in the middle of them is the desk as it stood at one moment.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.topsheet_desk.real_desk import PATIENCE, ROOT, RealDesk, real_desk
from tests.topsheet_desk.writers import HANDS, noted

PROCESSES = 2


@pytest.fixture
def seeded(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RealDesk]:
    """A desk with some productions, on the database that the tests run on."""
    postgresql = bool(request.config.getoption("--postgresql"))
    with real_desk(tmp_path / "desk", postgresql=postgresql) as desk:
        assert desk.command("migrate").returncode == 0
        desk.writers("seed")
        yield desk


@contextmanager
def hands(desk: RealDesk, notes: Path, first: int = 0) -> Iterator[None]:
    """A hundred hands in two processes, killed at the end without a word."""
    notes.mkdir()
    started = [
        subprocess.Popen(desk.writing("write", notes, first + at * HANDS), cwd=ROOT, env=desk.variables)
        for at in range(PROCESSES)
    ]
    try:
        yield
    finally:
        for process in started:
            process.send_signal(signal.SIGKILL)
        for process in started:
            assert process.wait(timeout=PATIENCE) == -signal.SIGKILL


def wait_for(notes: Path, many: int) -> None:
    """Until so many writes are acknowledged."""
    deadline = time.monotonic() + PATIENCE
    while len(noted(notes)) < many:
        assert time.monotonic() < deadline, f"only {len(noted(notes))} writes were acknowledged"
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_while_a_hundred_write_every_acknowledged_write_is_there(
    seeded: RealDesk, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    with hands(seeded, notes):
        wait_for(notes, PROCESSES * HANDS)
    checked = seeded.command("check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "Everything adds up."), checked.stdout
    seeded.writers("verify", notes)
    # What was left half done stands in nobody's way.
    with hands(seeded, tmp_path / "again", 1000):
        wait_for(tmp_path / "again", 10)
    assert seeded.command("check").returncode == 0


@pytest.mark.slow
def test_a_backup_in_the_middle_of_writes_is_the_desk_at_one_moment(
    seeded: RealDesk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    notes, archive, before = tmp_path / "notes", tmp_path / "desk.zip", tmp_path / "before"
    with hands(seeded, notes):
        wait_for(notes, 40)
        shutil.copytree(notes, before)
        written = seeded.command("backup", archive)
        after = len(noted(notes))
    assert written.returncode == 0, written.stderr
    assert len(noted(before)) < after  # they went on writing meanwhile
    postgresql = bool(request.config.getoption("--postgresql"))
    with real_desk(tmp_path / "other", postgresql=postgresql) as other:
        restored = other.command("restore", archive)
        assert (restored.returncode, restored.stdout.splitlines()[-1]) == (0, "Everything adds up.")
        other.writers("verify", before)
    # The first desk holds all of it still, and nothing that the backup held was taken away.
    against = seeded.command("check", "--against", archive)
    assert against.returncode == 0, against.stdout
