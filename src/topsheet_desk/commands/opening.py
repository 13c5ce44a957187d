"""What every command that works on a desk does first: find the workspace and start Django in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import typer

from topsheet_desk.site.environment import BadEnvironment


def open_workspace(workspace: Path) -> Path:
    """Start Django on the workspace's desk; ends the command with a sentence where the variables are wrong."""
    home = workspace.expanduser().resolve()
    os.environ["TOPSHEET_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet_desk.site.settings")
    if not os.environ.get("TOPSHEET_DATABASE_URL"):
        home.mkdir(parents=True, exist_ok=True)
    import django

    try:
        django.setup()
    except BadEnvironment as error:
        refuse(f"{error}.")
    return home


def must_exist() -> None:
    """End the command where there is no desk yet, or the database does not answer."""
    from django.db import DatabaseError, connection

    from topsheet_desk.vault.schema import applied

    try:
        there = bool(applied())
    except DatabaseError as error:
        kind = type(error.__cause__ or error).__name__
        refuse(f"The database does not answer ({kind}). Check that it runs, and TOPSHEET_DATABASE_URL.")
    if not there:
        name = connection.settings_dict["NAME"]
        refuse(
            f"There is no desk in {name} yet. Name another workspace, or begin with `topsheet desk migrate`."
        )


def refuse(sentence: str) -> NoReturn:
    """End the command with a sentence on standard error and the code for refused."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
