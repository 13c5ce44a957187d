"""`topsheet new`: a production folder to start from."""

from __future__ import annotations

import shlex
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from topsheet.cli.reading import REFUSED
from topsheet.money import is_currency


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    title: Annotated[str | None, typer.Option(help="The film's title; else the folder's name.")] = None,
    currency: Annotated[str, typer.Option(help="The currency of its papers, as USD, EUR or GBP.")] = "USD",
) -> None:
    """Make a small, complete production folder that computes at once, to be written over with your own film."""
    named = (
        plain_title(title or "")
        or plain_title(folder.resolve().name.replace("-", " ").replace("_", " ")).title()
    )
    named = named or "A film without a name"
    if not is_currency(currency):
        typer.echo(
            f"{currency} is no currency. Write a code such as USD, EUR or GBP after --currency.", err=True
        )
        raise typer.Exit(REFUSED)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            what = "is not empty" if folder.is_dir() else "is a file"
            typer.echo(
                f"{folder} is already there and {what}. Name a folder that does not exist yet.", err=True
            )
            raise typer.Exit(REFUSED)
        _lay_out(folder, named, currency)
    except OSError as error:
        typer.echo(f"{folder} cannot be made: {error.strerror}. Choose another place for it.", err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(
        f"{folder} holds a production called {named}.\n"
        f"See its one page with: topsheet film {shlex.quote(str(folder))}\n"
        "Start with production.yaml and script/; every figure names the line it comes from."
    )


def _lay_out(folder: Path, title: str, currency: str) -> None:
    for name, text in start_texts(title, currency).items():
        _write(folder / name, text)


def start_texts(title: str, currency: str = "USD") -> dict[str, str]:
    """The papers of a production to start from, by file name, under a title on one line (`plain_title`)."""
    start = resources.files("topsheet.cli").joinpath("start")
    kinds = ("production", "breakdown", "schedule", "budget", "market", "finance", "recoupment")
    texts = {
        f"{kind}.yaml": start.joinpath(f"{kind}.yaml")
        .read_text(encoding="utf-8")
        .replace("A FILM TO COME", _quoted(title))
        .replace("currency: USD", f"currency: {currency}")
        for kind in kinds
    }
    script = start.joinpath("draft.fountain").read_text(encoding="utf-8")
    return {**texts, "script/draft.fountain": script.replace("A FILM TO COME", title)}


def plain_title(title: str) -> str:
    """A title on one line, without signs that neither a terminal nor a document can hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())


def _quoted(title: str) -> str:
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
