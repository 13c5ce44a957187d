"""`topsheet film`: the executive producer's one page."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from topsheet.cli.reading import REFUSED, the_film, told
from topsheet.film import Film


class Format(Enum):
    """What the page is written as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


def film(
    folder: Annotated[Path, typer.Argument(help="The production's folder.")],
    format: Annotated[Format, typer.Option(help="text, json, html or pdf.")] = Format.TEXT,  # noqa: A002  # the flag's name
    option: Annotated[str | None, typer.Option(help="Compute the plan with this option adopted.")] = None,
    as_of: Annotated[str | None, typer.Option(help="The day the figures speak of, as 2026-11-24.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
) -> None:
    """Print the film's one page: is the money there, are we on time and on budget, do they get it back?"""
    found = the_film(folder, option, as_of)
    made = _written(found, format)
    if output is not None:
        try:
            output.write_bytes(made)
        except OSError as error:
            typer.echo(
                f"{output} cannot be written: {error.strerror}. Choose another place for it.", err=True
            )
            raise typer.Exit(REFUSED) from None
    elif format is Format.PDF:
        typer.echo("A PDF is written to a file: add `--output page.pdf`.", err=True)
        raise typer.Exit(REFUSED)
    else:
        typer.echo(made.decode(), nl=False)
    if told(found.problems):
        raise typer.Exit(REFUSED)


def _written(found: Film, wanted: Format) -> bytes:
    match wanted:
        case Format.TEXT:
            from topsheet.papers.text import one_page_text

            return one_page_text(found).encode()
        case Format.JSON:
            from topsheet.papers.json import one_page_json

            return one_page_json(found).encode()
        case Format.HTML:
            from topsheet.papers.html import one_page_html

            return one_page_html(found).encode()
        case Format.PDF:
            from topsheet.papers.pdf import one_page_pdf

            return one_page_pdf(found)
