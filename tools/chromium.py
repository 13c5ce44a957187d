"""Finds a Chromium for the browser tests, or installs one, and writes its path to .venv/chromium-path."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import VENV, Stop, report, run_step, say

ROOM = "chromium"
PATH_FILE = VENV / "chromium-path"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
NONE_TO_BE_HAD = (
    "no Chromium here and none could be installed: install one "
    "(Debian: apt-get install chromium) or name one in TOPSHEET_CHROMIUM."
)


def main() -> int:
    """Leave the path of a working Chromium in .venv/chromium-path; without one, say so and remove that file.

    Returns 0 either way: what to make of a missing browser is for the suite to decide.
    """
    return report(_main)


def _main() -> int:
    found = find()
    if found is None:
        found = install()
    if found is None:
        PATH_FILE.unlink(missing_ok=True)
        say(ROOM, NONE_TO_BE_HAD)
        return 0
    PATH_FILE.write_text(f"{found}\n", encoding="utf-8")
    return 0


def find() -> str | None:
    """Return the first Chromium that starts: the one named, last time's, PATH's, Playwright's own."""
    named = os.environ.get("TOPSHEET_CHROMIUM")
    if named:
        if not _starts(named):
            raise Stop(f"TOPSHEET_CHROMIUM={named} does not start: name a Chromium, or leave it out.")
        return named
    last = PATH_FILE.read_text(encoding="utf-8").strip() if PATH_FILE.is_file() else ""
    candidates = [last, *(shutil.which(name) or "" for name in NAMES), *MAC_APPLICATIONS]
    for candidate in candidates:
        if candidate and _starts(candidate):
            if candidate != last:
                say(ROOM, f"using {candidate}")
            return candidate
    return _playwrights()


def install() -> str | None:
    """Install Chromium from the system's packages where this user may, by Playwright's download otherwise."""
    administrator = _administrator()
    if administrator is not None and shutil.which("apt-get"):
        apt = [*administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
        packages = ["chromium", "fonts-liberation"]
        try:
            run_step(ROOM, "reading the system's package lists", [*apt, "update"], remedy=lambda _: "")
            command = [*apt, "install", "--yes", "--no-install-recommends", *packages]
            run_step(ROOM, "installing the system's chromium package", command, remedy=lambda _: "")
        except Stop as stop:
            say(ROOM, str(stop).strip())
        # Ubuntu's package may be a stub that starts nothing: only one that starts counts.
        found = shutil.which("chromium")
        if found and _starts(found):
            return found
    command = [str(VENV / "bin" / "playwright"), "install", "chromium"]
    if administrator == [] and platform.system() == "Linux":
        command.append("--with-deps")
    try:
        run_step(ROOM, "downloading Playwright's Chromium", command, remedy=lambda _: "")
    except Stop as stop:
        say(ROOM, str(stop).strip())
    return _playwrights()


def _administrator() -> list[str] | None:
    """Return what makes a command run as root ([] for root itself), or None where this user may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _succeeds(["sudo", "--non-interactive", "true"]):
        return ["sudo", "--non-interactive"]
    return None


def _playwrights() -> str | None:
    asked = subprocess.run(
        [str(VENV / "bin" / "python"), "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    path = asked.stdout.strip()
    if asked.returncode == 0 and Path(path).is_file() and _starts(path):
        say(ROOM, f"using {path}")
        return path
    return None


def _starts(path: str) -> bool:
    return _succeeds([path, "--version"])


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
