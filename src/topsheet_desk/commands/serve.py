"""Serving the desk to others: what must be right first, then the server."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from topsheet_desk.commands.run import why_not
from topsheet_desk.site import environment
from topsheet_desk.site.environment import BadEnvironment

THREADS = 4
# A request that is under way when the desk is told to stop may end; after that it is cut off and undone.
GRACE = 30
_REFUSED = 2


def serve_desk(host: str, port: int, workers: int, workspace: Path, *, migrate: bool) -> int:
    """Serve until told to stop; the exit code. 2 says that the desk was not opened, and why stands on stderr."""
    os.environ["TOPSHEET_HOME"] = str(workspace.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet_desk.site.settings")
    os.environ["TOPSHEET_LOG_LEVEL"] = os.environ.get("TOPSHEET_LOG_LEVEL") or "INFO"
    against = [*environment.against_production(), *_against_place(host, port)]
    against = against or _against_database(migrate=migrate)
    if against:
        for sentence in against:
            print(sentence, file=sys.stderr)  # noqa: T201  # the command's own answer
        return _REFUSED
    listen(host, port, workers=workers, threads=THREADS)
    return 0


def listen(host: str, port: int, *, workers: int, threads: int) -> None:
    """Start the server and its workers; a worker that dies is started again, a stop lets requests end."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from topsheet_desk.site import logs

    connections.close_all()  # a worker is a fork, and must not speak on its parent's connection
    Granian(
        "topsheet_desk.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        # A thread keeps its connection to the database as long as it lives.
        blocking_threads_idle_timeout=600,
        # Connections, not requests: a browser that reads a page holds one or more.
        backpressure=1024,
        respawn_failed_workers=workers > 1,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
        log_dictconfig=logs.settings(environment.log_level()),
    ).serve()


def _against_place(host: str, port: int) -> list[str]:
    home = environment.home()
    found = [why_not(host, port)]
    if not os.environ.get("TOPSHEET_DATABASE_URL"):
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            found.append(f"The workspace {home} cannot be made ({error.strerror}). Name another: --workspace")
    return [sentence for sentence in found if sentence]


def _against_database(*, migrate: bool) -> list[str]:
    """What stands against the settings and the database."""
    import django

    try:
        django.setup()
    except BadEnvironment as error:
        return [f"{error}."]
    from django.core.management import call_command
    from django.db import DatabaseError

    from topsheet_desk.vault.schema import unapplied

    try:
        if migrate:
            call_command("migrate", verbosity=0, interactive=False)
        waiting = unapplied()
    except DatabaseError as error:
        kind = type(error.__cause__ or error).__name__
        return [f"The database does not answer ({kind}). Check that it runs, and TOPSHEET_DATABASE_URL."]
    if not waiting:
        return []
    told = f"The database has not had {len(waiting)} migrations of this version, the first {waiting[0]}."
    return [f"{told} Make a backup, then start with --migrate, or run `topsheet desk migrate`."]
