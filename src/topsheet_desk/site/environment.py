"""The desk's configuration as read from the environment: every variable, its default and its meaning, in one place."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class BadEnvironment(ValueError):
    """A TOPSHEET_ variable has a value that the desk cannot use."""


def home() -> Path:
    """The workspace: TOPSHEET_HOME, or `var` in the folder the command was called from."""
    return Path(os.environ.get("TOPSHEET_HOME") or "var").expanduser().resolve()


def secret_key() -> str:
    """TOPSHEET_SECRET_KEY, or the one kept in the workspace; empty when neither exists, which Django refuses."""
    kept = home() / "secret_key"
    return os.environ.get("TOPSHEET_SECRET_KEY") or (kept.read_text().strip() if kept.is_file() else "")


def keep_secret_key(workspace: Path) -> None:
    """Make the workspace's secret once, readable by its owner only."""
    kept = workspace / "secret_key"
    if not kept.exists():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))


def is_on(name: str) -> bool:
    """A switch: 1, true, yes or on."""
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


def allowed_hosts() -> list[str]:
    """TOPSHEET_ALLOWED_HOSTS, comma-separated; this machine alone when it is not set."""
    told = [host.strip() for host in os.environ.get("TOPSHEET_ALLOWED_HOSTS", "").split(",") if host.strip()]
    return told or ["127.0.0.1", "localhost", "[::1]"]


def database() -> dict[str, Any]:
    """Django's database entry: TOPSHEET_DATABASE_URL (postgresql://...), or SQLite in the workspace.

    SQLite runs in WAL mode, so that readers never wait for a writer; every commit reaches the disk before it is
    acknowledged; foreign keys are kept; a row that another replaces counts as deleted; writers wait up to ten seconds
    for each other.
    """
    url = os.environ.get("TOPSHEET_DATABASE_URL", "")
    if not url:
        start = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        start += "PRAGMA recursive_triggers=ON;"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home() / "desk.sqlite3",
            "OPTIONS": {"timeout": 10, "transaction_mode": "IMMEDIATE", "init_command": start},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadEnvironment(
            "TOPSHEET_DATABASE_URL must start with postgresql:// ; leave it unset for SQLite"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }
