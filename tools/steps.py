"""How set-up speaks: a line when a step starts, a line when it ends, the log and a sentence when it fails."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = ROOT / "build" / "set-up.log"
TAIL = 15
PATIENCE = 15.0
"""Seconds after which a running step says that it is still at work."""


class Stop(Exception):
    """Set-up cannot go on; the message is what the person reads, remedy included."""


def say(room: str, what: str) -> None:
    """Print one line of progress."""
    print(f"{room:<12} {what}", flush=True)


def digest(paths: Iterable[Path], *extra: str) -> str:
    """Return one SHA-256 over the names and bytes of files (missing ones count as missing) and extra text."""
    total = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(paths):
        content = path.read_bytes() if path.is_file() else b"missing"
        total.update(f"{path.relative_to(ROOT)}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def run_step(
    room: str,
    what: str,
    command: Sequence[str | Path],
    *,
    remedy: Callable[[str], str],
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command with its output in the log; on failure raise Stop with the log's tail and the remedy."""
    say(room, f"{what} ...")
    started = time.monotonic()
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("wb") as log:
        try:
            arguments = [str(part) for part in command]
            process = subprocess.Popen(
                arguments, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        except OSError as error:
            raise Stop(f"{what}: {command[0]} could not be started ({error}).") from error
        try:
            code = _wait(process, room, what, started)
        except KeyboardInterrupt:
            process.wait()
            raise
    if code:
        output = LOG.read_text(encoding="utf-8", errors="replace")
        tail = "\n".join(f"  | {line}" for line in output.splitlines()[-TAIL:])
        raise Stop(f"{tail}\n{what} failed (the whole log: {LOG}).\n{remedy(output)}")
    say(room, f"{what}: done in {time.monotonic() - started:.1f} s")


def _wait(process: subprocess.Popen[bytes], room: str, what: str, started: float) -> int:
    while True:
        try:
            return process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            say(room, f"{what}: still at work after {time.monotonic() - started:.0f} s")


def report(work: Callable[[], int]) -> int:
    """Do the work of a tool at the outermost door: Stop becomes its sentence and exit code 2."""
    try:
        return work()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; run the same command again to go on.", file=sys.stderr)
        return 130
