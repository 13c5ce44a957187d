"""The first person of a new desk, and anyone else who must come in without a letter."""

from __future__ import annotations

from pathlib import Path

import typer

from topsheet_desk.commands import workspace as space
from topsheet_desk.commands.opening import open_workspace, refuse


def add_person(workspace: Path, email: str, name: str, *, keeper: bool) -> None:
    """Make the person, on a new desk where there is none, and print a link that sets their password once."""
    open_workspace(space.prepare(workspace))
    from django.core.management import call_command

    from topsheet_desk.vault.schema import applied

    if not applied():
        call_command("migrate", verbosity=0, interactive=False)
    tell(email, name, keeper=keeper)


def tell(email: str, name: str, *, keeper: bool) -> None:
    """The same on a desk that stands ready."""
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from topsheet_desk.site.door.links import password_link
    from topsheet_desk.vault.actions.people import add_by_hand
    from topsheet_desk.vault.refusals import SwitchedOff

    try:
        validate_email(email)
        person, new = add_by_hand(email, name, keeper=keeper)
    except ValidationError:
        refuse(f"{email} is no e-mail address. Write one like name@example.com.")
    except SwitchedOff as refused:
        refuse(str(refused))
    state = "is on the desk now" if new else "was on the desk already; nothing of theirs was changed"
    typer.echo(f"{person.name} <{person.email}> {state}.")
    if person.is_keeper:
        typer.echo("They keep the desk: they may put new productions on it.")
    typer.echo("This link sets their password. It works once, and for three days:\n")
    typer.echo(settings.TOPSHEET_URL + password_link(person))
