"""The `topsheet desk ...` commands. Django is imported only when one of them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The desk: the site on which people read a production.")


@app.callback()
def desk() -> None:
    """The desk: the site on which people read a production."""


Workspace = Annotated[
    Path,
    typer.Option(envvar="TOPSHEET_HOME", help="Where the desk keeps its productions and its database."),
]
Host = Annotated[str, typer.Option(envvar="HOST", help="The address to listen on.")]
Port = Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="The port to listen on.")]
HERE = Path("var")


@app.command()
def run(host: Host = "127.0.0.1", port: Port = 8000, workspace: Workspace = HERE) -> None:
    """Open the desk with Night Ferry and Lantern Street on it, print what to look at first, and serve until Ctrl-C."""
    from topsheet_desk.commands.run import run_desk

    raise typer.Exit(run_desk(host, port, workspace))


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[
        int, typer.Option(envvar="WORKERS", min=1, max=64, help="How many processes, of four threads each.")
    ] = 2,
    workspace: Workspace = HERE,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring the database to this version first.")
    ] = False,
) -> None:
    """Serve the desk to others; refuses where something is missing that others must rely on."""
    from topsheet_desk.commands.serve import serve_desk

    raise typer.Exit(serve_desk(host, port, workers, workspace, migrate=migrate))


@app.command()
def migrate(workspace: Workspace = HERE) -> None:
    """Make the tables of the desk, or bring them to this version."""
    from topsheet_desk.commands.keeping import migrate_desk

    migrate_desk(workspace)


@app.command()
def check(
    workspace: Workspace = HERE,
    against: Annotated[
        Path | None,
        typer.Option(help="A backup: also say whether anything it held was taken away since."),
    ] = None,
) -> None:
    """Make every digest, seal, sum and reference of the desk again and compare; 1 when anything is wrong."""
    from topsheet_desk.commands.keeping import check_desk

    raise typer.Exit(check_desk(workspace, against))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write; overwrites nothing.")],
    workspace: Workspace = HERE,
) -> None:
    """Write the whole desk into one file, as it stands at this moment, while people go on writing."""
    from topsheet_desk.commands.keeping import back_up

    back_up(workspace, file)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup of a desk, on SQLite or PostgreSQL.")],
    workspace: Workspace = HERE,
) -> None:
    """Fill an empty desk from a backup, all of it or nothing, and check it."""
    from topsheet_desk.commands.keeping import restore_desk

    raise typer.Exit(restore_desk(workspace, file))


@app.command()
def post(workspace: Workspace = HERE) -> None:
    """Send what people are to be told: notices that failed before, and digests that are due. For a timer."""
    from topsheet_desk.commands.post import send_post

    raise typer.Exit(send_post(workspace))


@app.command()
def person(
    email: Annotated[str, typer.Argument(help="How they sign in.")],
    name: Annotated[str, typer.Option(help="The name others know them by.")],
    keeper: Annotated[
        bool, typer.Option("--keeper", help="Lets them put new productions on the desk.")
    ] = False,
    workspace: Workspace = HERE,
) -> None:
    """Make a person of the desk without a letter, as the first one, and print a link to set their password."""
    from topsheet_desk.commands.person import add_person

    add_person(workspace, email, name, keeper=keeper)


@app.command("import")
def import_production(
    source: Annotated[Path, typer.Argument(help="A production's folder, or the folder as a .zip.")],
    keeper: Annotated[str, typer.Option("--as", help="The e-mail of the keeper who takes it in.")],
    slug: Annotated[str, typer.Option(help="Its name in addresses; the folder's own name otherwise.")] = "",
    papers_only: Annotated[
        bool, typer.Option("--papers-only", help="Take in the documents without their history.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before taking it in.")] = False,
    workspace: Workspace = HERE,
) -> None:
    """Look into a production's folder, verify its history, and put it on the desk."""
    from topsheet_desk.commands.exchange import take_in

    take_in(source, keeper, slug, workspace, papers_only=papers_only, yes=yes)


@app.command("export")
def export_production(
    slug: Annotated[str, typer.Argument(help="The production's name in addresses.")],
    target: Annotated[Path, typer.Argument(help="A new or empty folder, or a file that ends in .zip.")],
    taker: Annotated[
        str, typer.Option("--as", help="The e-mail of who takes it out; everything is taken out without it.")
    ] = "",
    workspace: Workspace = HERE,
) -> None:
    """Write a production to a folder that a person can read and any desk takes in again."""
    from topsheet_desk.commands.exchange import export

    export(slug, target, taker, workspace)
