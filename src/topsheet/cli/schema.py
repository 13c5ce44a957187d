"""`topsheet schema`: the JSON Schema of a kind of document."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from topsheet.cli.reading import REFUSED
from topsheet.film.folder import KINDS


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            help="production, breakdown, schedule, budget, market, finance, recoupment, participations."
        ),
    ],
) -> None:
    """Print the JSON Schema of a document, for editors that check and complete it."""
    model = KINDS.get(kind)
    if model is None:
        typer.echo(f"There is no kind {kind!r}. Choose one of: {', '.join(KINDS)}.", err=True)
        raise typer.Exit(REFUSED)
    typer.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))
