"""The walls hold: the code keeps them, a planted import breaks them, a new room must be given a place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the walls and of both packages, to build badly in."""
    for package in ("topsheet", "topsheet_desk"):
        ignored = shutil.ignore_patterns("__pycache__", "static", "data", "front")
        shutil.copytree(ROOT / "src" / package, tmp_path / "src" / package, ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def inspect(house: Path) -> tuple[int, str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    env = {**os.environ, "PYTHONPATH": str(house / "src"), "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def plant(house: Path, module: str, line: str) -> None:
    path = house / "src" / Path(*module.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    for parent in path.relative_to(house / "src").parents[:-1]:
        (house / "src" / parent / "__init__.py").touch()
    path.write_text(f"from __future__ import annotations\n\n{line}\n", encoding="utf-8")


def test_the_code_keeps_its_walls(house: Path) -> None:
    code, output = inspect(house)
    assert (code, "0 broken" in output) == (0, True), output


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("topsheet.money.planted", "import topsheet.budget", "in the order of the film's life BROKEN"),
        ("topsheet.film.planted", "import topsheet.papers", "in the order of the film's life BROKEN"),
        ("topsheet.budget.planted", "import django.db", "neither Django nor the desk BROKEN"),
        ("topsheet.cli.planted", "import topsheet_desk.apps", "neither Django nor the desk BROKEN"),
        ("topsheet_desk.slate.planted", "import topsheet_desk.commands", "and the commands BROKEN"),
        ("topsheet_desk.budget.planted", "import topsheet_desk.script", "and the commands BROKEN"),
        ("topsheet_desk.vault.planted", "import topsheet_desk.slate", "and the commands BROKEN"),
        ("topsheet_desk.slate.pages", "import topsheet_desk.vault.records", "touch records BROKEN"),
        ("topsheet_desk.commands.planted", "import topsheet_desk.vault.records", "touch records BROKEN"),
        ("topsheet_desk.slate.lookups", "import topsheet_desk.slate.pages", "pages, urls BROKEN"),
    ],
)
def test_a_planted_import_breaks_them(house: Path, module: str, line: str, broken: str) -> None:
    plant(house, module, line)
    code, output = inspect(house)
    assert (code, broken in output) == (1, True), output


@pytest.mark.parametrize("room", ["topsheet.stunts", "topsheet_desk.stunts"])
def test_a_room_without_a_place_breaks_them(house: Path, room: str) -> None:
    plant(house, f"{room}.model", "")
    code, output = inspect(house)
    assert (code, f"\n- {room}\n" in output) == (1, True), output
