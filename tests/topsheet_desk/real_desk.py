"""A desk of its own on a real database: a file, or a database of the PostgreSQL that the tests were given."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
TOPSHEET = str(Path(sys.executable).with_name("topsheet"))
PATIENCE = 120


@dataclass(frozen=True)
class RealDesk:
    """Where a desk lives, and the variables that lead a command to it."""

    home: Path
    variables: dict[str, str]

    def command(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run `topsheet desk ...` on it."""
        return self._run([TOPSHEET, "desk", *map(str, arguments)])

    def writers(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run the writers' script on it to its end, which must be a good one."""
        done = self._run(self.writing(*arguments))
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def writing(self, *arguments: object) -> list[str]:
        """The command of the writers' script."""
        return [sys.executable, "-m", "tests.topsheet_desk.writers", *map(str, arguments)]

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


@contextmanager
def real_desk(home: Path, *, postgresql: bool) -> Iterator[RealDesk]:
    """An empty desk, without a table; its database on PostgreSQL is dropped at the end."""
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith(("TOPSHEET_", "COV"))
    }
    variables |= {"TOPSHEET_HOME": str(home), "TOPSHEET_SECRET_KEY": secrets.token_urlsafe(50)}
    variables |= {"TOPSHEET_ALLOWED_HOSTS": "127.0.0.1,desk.example"}
    home.mkdir(parents=True, exist_ok=True)
    if not postgresql:
        yield RealDesk(home, variables)
        return
    import psycopg

    server, name = os.environ["TOPSHEET_DATABASE_URL"], f"desk_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
        yield RealDesk(
            home,
            {**variables, "TOPSHEET_DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))},
        )
        session.execute(f"DROP DATABASE {name} WITH (FORCE)")
