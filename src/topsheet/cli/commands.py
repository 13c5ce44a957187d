"""All commands gathered: the library's own, and those of packages that mount theirs."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points

import typer

from topsheet.cli import film, finance, new, paper, receipts, recoupment, schema, why

GROUP = "topsheet.commands"


def app() -> typer.Typer:
    """The command line. A mounted group is loaded only when it is called, or when help lists everything."""
    root = typer.Typer(
        name="topsheet",
        help="The executive producer's desk: one set of numbers from the script to the last cheque.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    root.command("film")(film.film)
    root.command("why")(why.why)
    root.add_typer(finance.app, name="finance")
    root.add_typer(receipts.app, name="receipts")
    root.add_typer(recoupment.app, name="recoupment")
    root.command("paper")(paper.paper)
    root.command("new")(new.new)
    root.command("schema")(schema.schema)
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    own = ("film", "why", "finance", "receipts", "recoupment", "paper", "new", "schema")
    for entry in entry_points(group=GROUP):
        if asked not in own and asked in ("", entry.name):
            try:
                root.add_typer(entry.load(), name=entry.name)
            except ModuleNotFoundError as missing:
                if asked == entry.name:
                    sys.stderr.write(
                        f"`topsheet {entry.name}` needs {missing.name}: install topsheet[desk].\n"
                    )
                    raise SystemExit(2) from None
    return root
