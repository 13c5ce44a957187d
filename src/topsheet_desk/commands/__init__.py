"""The `topsheet desk ...` commands. Django is imported only when one of them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The desk: the site on which people read a production.")


@app.callback()
def desk() -> None:
    """The desk: the site on which people read a production."""


@app.command()
def run(
    host: Annotated[str, typer.Option(envvar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="The port to listen on.")] = 8000,
    workspace: Annotated[
        Path,
        typer.Option(envvar="TOPSHEET_HOME", help="Where the desk keeps its productions and its database."),
    ] = Path("var"),
) -> None:
    """Open the desk with Night Ferry on it, print what to look at first, and serve until Ctrl-C."""
    from topsheet_desk.commands.run import run_desk

    raise typer.Exit(run_desk(host, port, workspace))
