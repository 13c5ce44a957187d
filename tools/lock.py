"""Chooses new exact versions: constraints.txt for Python, by uv, and package-lock.json, by npm."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import environment, frontend
from tools.steps import ROOT, report, run_step

ROOM = "lock"
HEADER = """\
# The exact versions that every set-up installs, for every system and Python from 3.11 on.
# Written by `make lock` from pyproject.toml; edit that instead.
"""


def main() -> int:
    """Write both lock files; the next set-up installs what they say."""
    return report(_lock)


def _lock() -> int:
    with tempfile.TemporaryDirectory() as folder:
        resolved = Path(folder) / "constraints.txt"
        command = [_uv(Path(folder)), "pip", "compile", "pyproject.toml", "--all-extras", "--upgrade"]
        command += ["--universal", "--python-version", "3.11", "--no-header", "--no-annotate"]
        command += ["--output-file", str(resolved)]
        run_step(ROOM, "choosing Python packages", command, remedy=environment.remedy)
        environment.CONSTRAINTS.write_text(HEADER + resolved.read_text(encoding="utf-8"), encoding="utf-8")
    environment.prepare(environment.FOR_TESTING)
    (ROOT / "package-lock.json").unlink(missing_ok=True)
    # Without the folder npm chooses again from package.json, and not what happens to be installed.
    shutil.rmtree(frontend.MODULES, ignore_errors=True)
    command = frontend.npm("install", "--package-lock-only")
    run_step(ROOM, "choosing npm packages", command, remedy=environment.remedy, env=frontend.environ())
    frontend.prepare()
    return 0


def _uv(folder: Path) -> str:
    """Return uv, borrowed from the package index for the moment where the machine has none."""
    found = shutil.which("uv")
    if found:
        return found
    borrowed = folder / "uv"
    subprocess.run([sys.executable, "-m", "venv", str(borrowed)], check=True)
    command = [str(borrowed / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"]
    run_step(ROOM, "borrowing uv", command, remedy=environment.remedy)
    return str(borrowed / "bin" / "uv")
