"""`topsheet recoupment`: who is paid from receipts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topsheet.cli.reading import REFUSED, the_film, told

app = typer.Typer(help="Who is paid from receipts, and by which terms.", no_args_is_help=True)


@app.callback()
def recoupment() -> None:
    """Who is paid from receipts, and by which terms."""


@app.command()
def participation(
    folder: Annotated[Path, typer.Argument(help="The production's folder.")],
    deal: Annotated[str, typer.Option(help="One deal, by its id; all of them where none is named.")] = "",
    statement: Annotated[
        str,
        typer.Option(help="A statement by its number, from 1, or its id; the last one where none is named."),
    ] = "",
    as_of: Annotated[str | None, typer.Option(help="The day the figures speak of, as 2026-11-24.")] = None,
) -> None:
    """Print participation statements: every line to date and its movement, break-evens, what is due, the terms."""
    from topsheet.papers.paper import NotMade
    from topsheet.papers.participation_page import participation_page
    from topsheet.papers.text import page_text

    film = the_film(folder, None, as_of)
    try:
        page = page_text(participation_page(film, deal, statement))
    except NotMade as refusal:
        told(film.problems)
        typer.echo(str(refusal), err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(page, nl=False)
    if told(film.problems):
        raise typer.Exit(REFUSED)
