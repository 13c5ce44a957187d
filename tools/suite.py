"""The whole suite, as `make test` and CI run it: static checks, every test, the desk on PostgreSQL.

With `coverage`, every test once under the eye of coverage.py, which takes more than twice as long (decision 0019).
Every step runs even when one before it failed; the end says what passed, what failed and what could not run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

from tools.chromium import NONE_TO_BE_HAD, PATH_FILE
from tools.steps import ROOT, VENV, report

PYTHON = str(VENV / "bin" / "python")
# Files in their order: those with the fewest tests would come last, and the longest journeys are such files.
WORKERS = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
PYTEST = (PYTHON, "-m", "pytest", *WORKERS)
SLOWEST = ("--durations", "25")
COVERED = ("--cov", "--cov-report", "term")
# Rooms of the desk that ask no database themselves: the vault asks for them, and every page is opened on both.
WITHOUT_QUERIES = ("closing", "exchange", "finance", "inbox", "papers", "portal", "recoupment", "why")
ON_POSTGRESQL = (
    "--postgresql",
    "tests/topsheet_desk",
    "tests/foundation/test_postgresql.py",
    *(f"--ignore=tests/topsheet_desk/{room}" for room in WITHOUT_QUERIES),
)
STEPS = {
    "static checks, and the docs": (
        os.environ.get("MAKE", "make"),
        "--no-print-directory",
        "--keep-going",
        "check",
    ),
    "every other test, on SQLite": (*PYTEST, *SLOWEST, "--ignore=tests/docs"),
    "the desk again, on PostgreSQL": (*PYTEST, *ON_POSTGRESQL),
}
CLOSING = re.compile(r"=+ .*(\d+ (passed|failed|error|skipped)|no tests ran).* in [\d.]+s.* =+$")
WIDTH = 78


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended: its exit code, its seconds, and pytest's closing line where it printed one."""

    name: str
    code: int
    seconds: float
    closing: str


def main() -> int:
    """Run every step and return 0 only when all passed and, in CI, nothing was left out."""
    return report(_main)


def _main() -> int:
    if sys.argv[1:] == ["coverage"]:
        return run("every test, line by line", (*PYTEST, *COVERED)).code
    outcomes = [run(name, command) for name, command in STEPS.items()]
    not_run = [] if PATH_FILE.is_file() else [f"The browser tests: {NONE_TO_BE_HAD}"]
    in_ci = os.environ.get("CI") == "true"
    print(summary(outcomes, not_run, in_ci=in_ci))
    return 1 if any(outcome.code for outcome in outcomes) or (in_ci and not_run) else 0


def run(name: str, command: tuple[str, ...]) -> Outcome:
    """Run a step with its output on the terminal as it comes, and keep pytest's last closing line."""
    print(f"\n{f' {name} ':=^{WIDTH}}", flush=True)
    started = time.monotonic()
    closing = ""
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            if CLOSING.match(line.rstrip()):
                closing = line.rstrip()
    return Outcome(name, process.returncode, time.monotonic() - started, closing)


def summary(outcomes: list[Outcome], not_run: list[str], *, in_ci: bool) -> str:
    """Return the end of the run: a line for each step, what could not run, pytest's closing lines last."""
    lines = ["", f"{' summary ':=^{WIDTH}}"]
    lines += [
        f"{'passed' if outcome.code == 0 else 'FAILED':<8}{outcome.name:<40}{outcome.seconds:6.0f} s"
        for outcome in outcomes
    ]
    if not_run:
        lines += ["", "#" * WIDTH, "#  COULD NOT RUN"]
        lines += [f"#  {what}" for what in not_run]
        lines += ["#  In CI this is a failure." if in_ci else "#  Everything else ran.", "#" * WIDTH]
    lines += ["", *(outcome.closing for outcome in outcomes if outcome.closing)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
