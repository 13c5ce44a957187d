"""Opening the desk on this machine, from an empty folder to a served page."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from topsheet_desk.commands import workspace as space
from topsheet_desk.vault.folder import files_of, papers_in

if TYPE_CHECKING:
    from topsheet_desk.commands.cast import Demo
    from topsheet_desk.vault.actions import Seated

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared with, never bound to unasked


def run_desk(host: str, port: int, workspace: Path) -> int:
    """Prepare the workspace, print the first page and the sign-ins, serve; the exit code."""
    out = Console(highlight=False, soft_wrap=True)
    busy = why_not(host, port)
    if busy:
        out.print(busy)
        return 2
    home = space.prepare(workspace)
    os.environ["TOPSHEET_HOME"] = str(home)
    os.environ.setdefault("TOPSHEET_ALLOWED_HOSTS", ",".join(_hosts(host)))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet_desk.site.settings")
    _migrate()
    _demos(home, out)
    _warn_of_bundle(out)
    _serve(host, port)
    out.print("\nThe desk is closed. What you changed is kept in", str(home))
    return 0


def why_not(host: str, port: int) -> str:
    """Why the desk cannot listen there, as a sentence with its remedy; empty when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            if isinstance(error, socket.gaierror):
                return f"{host} is not an address of this machine. Use HOST=127.0.0.1, or leave HOST out."
            if isinstance(error, PermissionError):
                return f"Port {port} may not be opened by this user. Choose one above 1023, as PORT={port + 8000}."
            return f"Port {port} on {host} is taken by another program. Stop it, or choose another: PORT={port + 1}."
    return ""


def _hosts(host: str) -> list[str]:
    """The names under which the desk may be called: all of them where it was told to listen everywhere."""
    return ["*"] if host in EVERYWHERE else list(dict.fromkeys([host, "127.0.0.1", "localhost", "[::1]"]))


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _demos(home: Path, out: Console) -> None:
    """Each example on the desk with its cast: the page of the first one, and the sign-ins of each."""
    from topsheet_desk.commands.cast import LANTERN_STREET, NIGHT_FERRY

    password, tables = space.demo_password(home), list[Table]()
    for demo in (NIGHT_FERRY, LANTERN_STREET):
        folder = space.demo_folder(home, demo.folder)
        if folder is None:
            out.print(
                f"The example {demo.title} was not found. Take in a folder with `topsheet desk import`."
            )
            continue
        table = Table(
            f"{demo.title}, as", "E-mail", "Password", box=None, pad_edge=False, padding=(0, 3, 0, 0)
        )
        for seat in _seated(demo, folder, password):
            shown = password if seat.password_kept else "(changed since)"
            table.add_row(seat.member.role.label, seat.member.email, shown)
        if not tables:
            out.print(one_page(demo.slug, demo.title), markup=False)
        tables.append(table)
    for table in tables:
        out.print(table, "")


def _seated(demo: Demo, folder: Path, password: str) -> list[Seated]:
    """The film on the desk with its cast in their seats; the first of them keeps the desk."""
    from topsheet_desk.commands.cast import cast_of
    from topsheet_desk.vault.actions import known, open_production, seat_cast

    cast = cast_of(demo, folder)
    keeper = known(cast[0].email, cast[0].name, password, keeper=True)
    texts = papers_in(files_of(folder)).texts
    open_production(keeper, demo.slug, demo.folder, texts, role=cast[0].role, now=datetime.now(UTC))
    return seat_cast(demo.slug, cast, password, now=datetime.now(UTC))


def one_page(slug: str, title: str) -> str:
    """The one page of a production on the desk as text, or what must be mended first."""
    from topsheet.papers import one_page_text
    from topsheet_desk.vault.lookups import reading

    today, stamped = datetime.now(UTC).date(), reading.stamp_by_slug(slug)
    film = reading.film(stamped, today)
    if film is None:
        problems = reading.problems(stamped, today)
        return f"{title} cannot be computed until this is mended:\n\n" + "\n".join(map(str, problems))
    return one_page_text(film)


def _warn_of_bundle(out: Console) -> None:
    import topsheet_desk

    if not (Path(topsheet_desk.__file__).parent / "site" / "static" / "desk" / "main.css").is_file():
        out.print("\nThe pages have no look yet: the front-end bundle is missing. Run `make setup`.")


def _serve(host: str, port: int) -> None:
    from topsheet_desk.commands.serve import THREADS, listen

    shown = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    print(  # noqa: T201  # the command's own answer
        f"\nThe desk is open at http://{shown}:{port}/\n"
        "Look first at the cockpit: sign in as the executive producer, open Night Ferry, follow the gap to its cause.\n"
        "Then choose an option of the plan at the top. Ctrl-C closes the desk.\n",
        flush=True,
    )
    listen(host, port, workers=1, threads=THREADS)
