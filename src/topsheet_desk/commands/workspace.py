"""The workspace: the folder that holds the desk's secret and its database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import topsheet_desk
from topsheet_desk.site.environment import keep_secret_key

_WORDS = (
    "anchor",
    "beacon",
    "capstan",
    "drift",
    "eddy",
    "fathom",
    "gangway",
    "halyard",
    "inlet",
    "keel",
    "lantern",
    "mooring",
    "narrows",
    "offing",
    "pilot",
    "quay",
    "rigging",
    "sound",
    "tiller",
    "wake",
)


def prepare(workspace: Path) -> Path:
    """Make the workspace, its secret and its folder for letters where they are missing; says where it is.

    Letters hold links that sign people in, so that only their owner may open the folder.
    """
    home = workspace.expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    (home / "mail").mkdir(mode=0o700, exist_ok=True)
    keep_secret_key(home)
    return home


def demo_folder(home: Path, name: str) -> Path | None:
    """Where the demo is taken in from: a folder that an earlier release kept in the workspace, or the example."""
    kept = home / "productions" / name
    return kept if (kept / "production.yaml").is_file() else example(name)


def example(name: str) -> Path | None:
    """An example's folder: in the project the desk was installed from, or under the folder of the command."""
    for root in (Path(topsheet_desk.__file__).resolve().parents[2], Path.cwd()):
        if (root / "examples" / name / "production.yaml").is_file():
            return root / "examples" / name
    return None


def demo_password(home: Path) -> str:
    """The demo cast's password: made once for this workspace, readable by its owner only."""
    kept = home / "demo_password"
    if not kept.exists():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write("-".join(secrets.choice(_WORDS) for _ in range(3)) + f"-{secrets.randbelow(90) + 10}")
    return kept.read_text().strip()
