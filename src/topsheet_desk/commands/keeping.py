"""Keeping a desk: migrate, check, backup, restore."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from topsheet_desk.commands.opening import must_exist, open_workspace, refuse

if TYPE_CHECKING:
    from topsheet_desk.vault.lookups.check import Head

_WRONG = 1


def migrate_desk(workspace: Path) -> None:
    """Bring the database to this version."""
    home = open_workspace(workspace)
    from django.core.management import call_command

    from topsheet_desk.site.environment import keep_secret_key

    if home.is_dir():
        keep_secret_key(home)
    call_command("migrate", verbosity=0, interactive=False)
    typer.echo("The database has every migration of this version, and its triggers stand.")


def check_desk(workspace: Path, against: Path | None) -> int:
    """Print a line a part, then each fault; 1 when anything is wrong."""
    open_workspace(workspace)
    must_exist()
    from topsheet_desk.vault.backup_archive import BadArchive
    from topsheet_desk.vault.backup_restore import read_backup
    from topsheet_desk.vault.lookups.check import Head

    try:
        kept = [Head(*head) for head in read_backup(against).heads] if against else []
    except BadArchive as error:
        refuse(f"Nothing was checked: {error}.")
    return report(kept)


def report(kept: list[Head]) -> int:
    """The check of the desk as text; 0 when everything adds up, 1 when anything is wrong."""
    from topsheet_desk.vault.lookups.check import check

    faults = []
    for part in check(kept):
        typer.echo(str(part))
        faults += part.faults
    for fault in faults:
        typer.echo(f"\n{fault}")
    if faults:
        typer.echo(f"\n{len(faults)} {'fault' if len(faults) == 1 else 'faults'}. The desk does not add up.")
        return _WRONG
    typer.echo("Everything adds up.")
    return 0


def back_up(workspace: Path, path: Path) -> None:
    """Write the archive, and say what is in it."""
    open_workspace(workspace)
    must_exist()
    from topsheet_desk.vault.backup import write_backup

    try:
        manifest = write_backup(path, now=datetime.now(UTC))
    except FileExistsError:
        refuse(f"{path} is there already. A backup overwrites nothing: choose another name.")
    except OSError as error:
        refuse(f"{path} was not written ({error.strerror}). Nothing is left of it; the desk is as it was.")
    rows = sum(table.rows for table in manifest.tables)
    size = path.stat().st_size
    typer.echo(
        f"{path}: {rows:,} rows of {len(manifest.tables)} tables, {size:,} bytes. It holds every secret of the desk."
    )


def restore_desk(workspace: Path, path: Path) -> int:
    """Fill an empty desk, then check it; 1 when what was restored does not add up."""
    open_workspace(workspace)
    from django.core.management import call_command
    from django.db import DatabaseError

    from topsheet_desk.vault.backup_archive import BadArchive
    from topsheet_desk.vault.backup_restore import AnotherVersion, NotEmpty, read_backup, restore_backup
    from topsheet_desk.vault.schema import applied

    try:
        read_backup(path)
        if not applied():
            call_command("migrate", verbosity=0, interactive=False)
        manifest = restore_backup(path)
    except BadArchive as error:
        refuse(f"Nothing was restored: {error}. Use another backup.")
    except AnotherVersion as error:
        refuse(f"Nothing was restored. {error}")
    except NotEmpty as error:
        refuse(
            f"Nothing was restored: this desk has rows already, in {error}. Restore into an empty database: "
            "name another workspace, or another TOPSHEET_DATABASE_URL."
        )
    except DatabaseError as error:
        kind = type(error.__cause__ or error).__name__
        refuse(
            f"Nothing was restored: the database refused a row of the backup ({kind}). Use another backup."
        )
    rows = sum(table.rows for table in manifest.tables)
    typer.echo(f"Restored {rows:,} rows of the desk as it was at {manifest.made_at}.")
    return report([])
