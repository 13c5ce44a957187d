"""The desk's configuration as read from the environment: every variable, its default and its meaning, in one place."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Seconds that a writer waits for another, and a connection for its server, before the reader is told.
PATIENCE = 10
SHORTEST_KEY = 50
FEWEST_LETTERS = 10
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadEnvironment(ValueError):
    """A TOPSHEET_ variable has a value that the desk cannot use."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its name, what holds where it is not set, and what it is for."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable(
        "HOST", "127.0.0.1", "The address to listen on; behind a proxy on the same machine leave it so."
    ),
    Variable("PORT", "8000", "The port to listen on."),
    Variable("WORKERS", "2", "How many processes `topsheet desk serve` starts, each with four threads."),
    Variable("TOPSHEET_HOME", "var", "The workspace: database, secret and mail of a desk on one machine."),
    Variable(
        "TOPSHEET_SECRET_KEY",
        "",
        "The key that signs sessions: 50 letters or more, different on every desk. Without it `topsheet desk run` "
        "makes one and keeps it in the workspace; `topsheet desk serve` refuses.",
    ),
    Variable(
        "TOPSHEET_ALLOWED_HOSTS",
        "",
        "The names under which the desk may be called, with commas: desk.example.com. Without it this machine "
        "alone; `topsheet desk serve` refuses.",
    ),
    Variable(
        "TOPSHEET_URL",
        "http://127.0.0.1:8000",
        "Where people reach the desk: links in e-mails begin with it.",
    ),
    Variable(
        "TOPSHEET_DATABASE_URL",
        "",
        "A PostgreSQL, as postgresql://user:password@host:5432/name. Without it SQLite in the workspace.",
    ),
    Variable(
        "TOPSHEET_HTTPS",
        "off",
        "on when the desk stands behind HTTPS: cookies, redirects and HSTS follow.",
    ),
    Variable(
        "TOPSHEET_TRUSTED_PROXIES",
        "",
        "The addresses of your proxies, with commas, as the desk sees them: 127.0.0.1. What they say of the "
        "caller's address is believed, and of nobody else.",
    ),
    Variable(
        "TOPSHEET_MAIL_URL",
        "",
        "The mail server: smtp+tls://user:password@host:587, smtp+ssl://... or smtp://... Without it letters are files "
        "in `mail` of the workspace.",
    ),
    Variable(
        "TOPSHEET_MAIL_FROM",
        "",
        "Who letters are from: Night Ferry <desk@example.com>. Without it desk@localhost.",
    ),
    Variable(
        "TOPSHEET_LOG_LEVEL",
        "",
        "What is logged: DEBUG, INFO, WARNING or ERROR. Without it `topsheet desk serve` takes INFO, a line per "
        "request; other commands WARNING.",
    ),
    Variable("TOPSHEET_DEBUG", "off", "on for people who develop the desk; `topsheet desk serve` refuses."),
)


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


def listed(name: str) -> list[str]:
    """The parts of a list with commas."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def allowed_hosts() -> list[str]:
    """TOPSHEET_ALLOWED_HOSTS, comma-separated; this machine alone when it is not set."""
    return listed("TOPSHEET_ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]


def log_level() -> str:
    """TOPSHEET_LOG_LEVEL. Raises BadEnvironment for a level that there is not."""
    level = (os.environ.get("TOPSHEET_LOG_LEVEL") or "WARNING").upper()
    if level not in LEVELS:
        raise BadEnvironment(f"TOPSHEET_LOG_LEVEL is one of {', '.join(LEVELS)}")
    return level


def site_url() -> str:
    """TOPSHEET_URL, where people reach the desk, without a slash at its end; links in e-mails begin with it."""
    url = os.environ.get("TOPSHEET_URL") or "http://127.0.0.1:8000"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise BadEnvironment("TOPSHEET_URL must be where the desk is reached, like https://desk.example")
    return url.rstrip("/")


def database() -> dict[str, Any]:
    """Django's database entry: TOPSHEET_DATABASE_URL (postgresql://...), or SQLite in the workspace.

    SQLite runs in WAL mode, so that readers never wait for a writer; every commit reaches the disk before it is
    acknowledged; foreign keys are kept; a row that another replaces counts as deleted. On both, writers wait up to
    ten seconds for each other, and each thread of the server keeps its connection.
    """
    url = os.environ.get("TOPSHEET_DATABASE_URL", "")
    if not url:
        start = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        start += "PRAGMA recursive_triggers=ON;"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home() / "desk.sqlite3",
            # When the last connection closes, SQLite folds its log into the database: not after each request.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"timeout": PATIENCE, "transaction_mode": "IMMEDIATE", "init_command": start},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadEnvironment(
            "TOPSHEET_DATABASE_URL must start with postgresql:// ; leave it unset for SQLite"
        )
    options = dict(parse_qsl(parts.query))
    host = unquote(parts.hostname or "") or options.pop("host", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # A server that was restarted is noticed before a page needs it.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": PATIENCE, "options": f"-c lock_timeout={PATIENCE}s", **options},
    }


def against_production() -> list[str]:
    """What stands against serving the desk to others: a sentence each, with its remedy."""
    key = os.environ.get("TOPSHEET_SECRET_KEY", "")
    return [*_against_key(key), *_against_hosts(), *_against_url(), *_against_debug()]


def _against_key(key: str) -> list[str]:
    make = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    if not key:
        return [f"TOPSHEET_SECRET_KEY is not set, so anybody's session could be forged. {make}"]
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        return [f"TOPSHEET_SECRET_KEY can be guessed: it takes {SHORTEST_KEY} mixed letters or more. {make}"]
    return []


def _against_hosts() -> list[str]:
    told = listed("TOPSHEET_ALLOWED_HOSTS")
    name = "Name what people type: TOPSHEET_ALLOWED_HOSTS=desk.example.com"
    if not told:
        return [f"TOPSHEET_ALLOWED_HOSTS is not set, so nobody could call the desk by its name. {name}"]
    if any("*" in host for host in told):
        return [f"TOPSHEET_ALLOWED_HOSTS holds *, so a letter could lead to somebody else's site. {name}"]
    return []


def _against_url() -> list[str]:
    if not is_on("TOPSHEET_HTTPS") or os.environ.get("TOPSHEET_URL", "").startswith("https://"):
        return []
    name = "Name what people type: TOPSHEET_URL=https://desk.example.com"
    return [
        f"TOPSHEET_URL does not begin with https://, so the links in letters would lead elsewhere. {name}"
    ]


def _against_debug() -> list[str]:
    if not is_on("TOPSHEET_DEBUG"):
        return []
    return ["TOPSHEET_DEBUG is on, so a mistake would show the desk's insides. Unset it: TOPSHEET_DEBUG=off"]


@dataclass(frozen=True, slots=True)
class Mail:
    """Where letters go: a mail server, or files in the workspace."""

    sender: str
    folder: Path
    scheme: str = "file"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""

    @property
    def backend(self) -> str:
        """Django's class for it."""
        kind = "filebased" if self.scheme == "file" else "smtp"
        return f"django.core.mail.backends.{kind}.EmailBackend"


def mail() -> Mail:
    """TOPSHEET_MAIL_URL and TOPSHEET_MAIL_FROM; letters are files in the workspace's `mail` when there is no URL.

    `smtp+tls://user:password@host:587` turns to TLS after the greeting, `smtp+ssl://` speaks it from the start, and
    `smtp://` not at all, for a server on the same machine.
    """
    sender = os.environ.get("TOPSHEET_MAIL_FROM") or "Topsheet <desk@localhost>"
    url, folder = os.environ.get("TOPSHEET_MAIL_URL", ""), home() / "mail"
    if not url:
        return Mail(sender, folder)
    parts = urlsplit(url)
    port = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}.get(parts.scheme, 0)
    if not port or not parts.hostname:
        raise BadEnvironment(
            "TOPSHEET_MAIL_URL must be like smtp+tls://user:password@host:587 (or smtp+ssl:// or smtp://); "
            "leave it unset to keep letters as files in the workspace"
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(sender, folder, parts.scheme, parts.hostname, parts.port or port, user, password)
