"""Prepares the Python environment and the front-end bundle; does nothing where nothing changed."""

from __future__ import annotations

import time

from tools import environment, frontend
from tools.steps import report, say


def for_running() -> int:
    """Prepare what the desk needs to run and return the exit code."""
    return report(lambda: _prepare(environment.FOR_RUNNING))


def for_testing() -> int:
    """Prepare what running, checking and testing need and return the exit code."""
    return report(lambda: _prepare(environment.FOR_TESTING))


def _prepare(extras: tuple[str, ...]) -> int:
    started = time.monotonic()
    worked = [environment.prepare(extras), frontend.prepare()]
    if any(worked):
        say("set-up", f"ready in {time.monotonic() - started:.1f} s")
    return 0
