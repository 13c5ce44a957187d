"""`topsheet why`: a figure and the tree of what made it."""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from topsheet.cli.reading import REFUSED, the_film
from topsheet.papers.explanation import explain_json, explain_text


class Format(Enum):
    """What the explanation is written as."""

    TEXT = "text"
    JSON = "json"


def why(
    folder: Annotated[Path, typer.Argument(help="The production's folder.")],
    figure: Annotated[str, typer.Argument(help="The figure's name, as finance.gap; `list` names them all.")],
    option: Annotated[str | None, typer.Option(help="Explain it with this option adopted.")] = None,
    as_of: Annotated[str | None, typer.Option(help="The day the figures speak of, as 2026-11-24.")] = None,
    depth: Annotated[int, typer.Option(min=0, help="How many levels of causes to open.")] = 99,
    format: Annotated[Format, typer.Option(help="text or json.")] = Format.TEXT,  # noqa: A002  # the flag's name
) -> None:
    """Explain a figure: how it was made, from which figures, down to the line of a document or a rule."""
    from topsheet.film.by_name import figure_by_name

    found = the_film(folder, option, as_of)
    if figure == "list":
        typer.echo("\n".join(f"{name}  {made.label}" for name, made in sorted(found.figures.items())))
        return
    wanted = found.figures.get(figure) or figure_by_name(found, figure)
    if wanted is None:
        near = get_close_matches(figure, found.figures, 3)
        hint = f"Did you mean {', '.join(near)}?" if near else "`topsheet why FOLDER list` names them all."
        typer.echo(f"There is no figure {figure!r} in this film. {hint}", err=True)
        raise typer.Exit(REFUSED)
    write = explain_text if format is Format.TEXT else explain_json
    typer.echo(write(wanted, deepest=depth), nl=False)
