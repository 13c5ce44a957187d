"""The door of the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `topsheet`; asking for the version loads nothing else, so it answers at once."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from topsheet import __version__

        sys.stdout.write(f"topsheet {__version__}\n")
        return
    from topsheet.cli.commands import app

    app()()
