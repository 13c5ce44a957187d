"""The Python environment in .venv: made with uv where uv is present, with venv and pip otherwise."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import ROOT, VENV, Stop, digest, run_step, say

ROOM = "environment"
FOR_RUNNING = ("build", "desk")
FOR_TESTING = ("build", "desk", "dev")
CONSTRAINTS = ROOT / "constraints.txt"
STAMP = VENV / "set-up.json"
PYTHON = VENV / "bin" / "python"

NO_COMPILER = (
    "A package has to be compiled here: install a C compiler and the Python headers (Debian, Ubuntu: "
    "apt-get install build-essential python3-dev; macOS: xcode-select --install) and run make again."
)
NO_TRUST = (
    "The package index shows a certificate this machine does not trust: name your organisation's "
    "certificates in SSL_CERT_FILE and run make again."
)
NO_INDEX = "The package index could not be reached: check the network or the proxy and run make again."
NO_VERSION = (
    "The package index does not have a version that constraints.txt names: "
    "check which index is configured, or choose new versions with make lock."
)

# What the installers print when something of the machine is missing, and the sentence that answers it.
REMEDIES = {
    r"command '[^']*(gcc|cc|clang)[^']*' failed": NO_COMPILER,
    r"No such file or directory: '(gcc|cc|clang)'|linker `cc` not found": NO_COMPILER,
    r"Python\.h: No such file|xcrun: error": NO_COMPILER,
    r"No space left on device": "The disk is full: make room and run make again.",
    r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer": NO_TRUST,
    r"NewConnectionError|Temporary failure in name resolution|dns error|error sending request": NO_INDEX,
    r"Connection (refused|reset)|timed out|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN": NO_INDEX,
    r"No matching distribution found|no version of|No solution found": NO_VERSION,
}
NO_REMEDY = "Run make clean and try again; if it fails the same way, report it with the log."


def prepare(extras: tuple[str, ...]) -> bool:
    """Bring .venv to the state the project's files ask for, with these extras; say whether there was work."""
    wanted = digest(
        [ROOT / "pyproject.toml", CONSTRAINTS, Path(__file__), ROOT / "tools" / "setup.py"], str(ROOT)
    )
    stamp = _stamp()
    same = stamp.get("digest") == wanted and PYTHON.exists()
    if same and set(extras) <= set(stamp.get("extras", ())):
        return False
    if stamp.get("root", str(ROOT)) != str(ROOT) or not _runs():
        shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if not PYTHON.exists():
        _create(uv)
    # An environment that can test stays one: asking for less later takes nothing away.
    extras = tuple(sorted({*extras, *stamp.get("extras", ())}))
    STAMP.unlink(missing_ok=True)
    _install(uv, extras)
    STAMP.write_text(json.dumps({"digest": wanted, "extras": extras, "root": str(ROOT)}), encoding="utf-8")
    return True


def remedy(output: str) -> str:
    """Return the sentence that answers what an installer printed."""
    for pattern, sentence in REMEDIES.items():
        if re.search(pattern, output):
            return sentence
    return NO_REMEDY


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _runs() -> bool:
    """Say whether .venv's Python starts and is new enough; a removed Python leaves a dead link."""
    if not PYTHON.exists():
        return False
    check = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def _create(uv: str | None) -> None:
    version = sys.version.split()[0]
    if uv:
        # --seed puts pip in as well, so that the environment stays usable on a day without uv.
        command = [uv, "venv", "--quiet", "--seed", "--python", sys.executable, str(VENV)]
        run_step(ROOM, f"making .venv with uv (Python {version})", command, remedy=remedy)
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        debian = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise Stop(
            f"Python {version} here cannot make environments: install its venv module "
            f"(Debian, Ubuntu: apt-get install python3-venv {debian}) or uv, and run make again."
        )
    command = [sys.executable, "-m", "venv", str(VENV)]
    run_step(ROOM, f"making .venv (Python {version})", command, remedy=remedy)


def _install(uv: str | None, extras: tuple[str, ...]) -> None:
    what = f"installing topsheet[{','.join(extras)}]"
    target = f".[{','.join(extras)}]"
    if uv:
        command = [uv, "pip", "install", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--constraint", str(CONSTRAINTS), "--editable", target]
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    run_step(ROOM, what, command, remedy=remedy, env=env)
    say(ROOM, f"installed with {'uv' if uv else 'pip'}")
