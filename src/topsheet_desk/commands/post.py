"""The post run: what a timer calls every few minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from topsheet_desk.commands.opening import must_exist, open_workspace


def send_post(workspace: Path) -> int:
    """Send what is unsent and due, and say how much; 1 where the mail system refused a letter."""
    open_workspace(workspace)
    must_exist()
    from topsheet_desk.vault.actions.post import post

    done = post(now=datetime.now(UTC))
    typer.echo(
        f"Sent: {done.notices} at once, {done.digests} in digests. Refused by the mail: {done.failed}."
    )
    return 1 if done.failed else 0
