"""What every command does first: read the folder, settle the day, and say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import typer

from topsheet.documents import Problem, Severity
from topsheet.film import Film, Production, compute, problems_of, read_folder

REFUSED = 2
_WHY_DAY = {"--as-of": "A source counts by its status on a day."}


def the_film(folder: Path, option: str | None, as_of: str | None) -> Film:
    """The film in a folder; problems go to standard error, and a folder that cannot be read ends the command.

    The day is `--as-of`, else the production's own `as_of`, else today: only here does the library meet a clock.
    """
    chosen_day = day("--as-of", as_of)
    production, problems = read_folder(folder)
    if production is None:
        refuse(problems)
    chosen = chosen_day or production.document.as_of or datetime.now(UTC).date()
    try:
        film = compute(production, as_of=chosen, option=option)
    except KeyError:
        refuse([unknown_option(production, option or "")])
    if film is None:
        refuse(problems_of(production, as_of=chosen, option=option))
    told(production.private_problems)
    return film


def told(problems: Sequence[Problem]) -> bool:
    """Print each problem on standard error; whether one of them is an error."""
    for problem in problems:
        typer.echo(f"{problem.severity.value} {problem}\n", err=True)
    return any(problem.severity is Severity.ERROR for problem in problems)


def refuse(problems: Sequence[Problem]) -> NoReturn:
    """Print the problems and end with exit code 2."""
    told(problems)
    raise typer.Exit(REFUSED)


def day(option: str, written: str | None) -> date | None:
    """The day that an option names; what is no day ends the command."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        refuse(
            [
                Problem(
                    option,
                    f"{written!r} is not a day",
                    _WHY_DAY.get(option, "Statements and receipts have their days."),
                    "Write it as 2026-11-24.",
                )
            ]
        )


def unknown_option(production: Production, option: str) -> Problem:
    """An option that finance.yaml does not name, or that is part of the plan already."""
    known = ", ".join(option.id for option in production.finance.options if option.adopted is None) or "none"
    return Problem(
        "--option",
        f"the plan has no option {option!r}",
        "Only an option that finance.yaml names and that is not adopted can be computed.",
        f"Choose one of: {known}.",
    )
