"""`topsheet finance`: the plan, the plan solved, its checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from topsheet.cli.reading import REFUSED, the_film, told
from topsheet.film import Film

if TYPE_CHECKING:
    from topsheet.papers.one_page import OnePage

app = typer.Typer(
    help="The finance plan: sources, stages, what closes it, and its checks.", no_args_is_help=True
)
Folder = Annotated[Path, typer.Argument(help="The production's folder.")]
Chosen = Annotated[str | None, typer.Option("--option", help="Compute the plan with this option adopted.")]
Day = Annotated[str | None, typer.Option("--as-of", help="The day the figures speak of, as 2026-11-24.")]


@app.command()
def show(folder: Folder, option: Chosen = None, as_of: Day = None) -> None:
    """Print the plan: sources, what counts and why not, the bridge, the stages, campaigns, mandates, options."""
    from topsheet.papers.finance_page import finance_page

    _print(folder, option, as_of, finance_page)


@app.command()
def solve(folder: Folder, option: Chosen = None, as_of: Day = None) -> None:
    """Solve the plan for one unknown, the equity, the gap loan, the budget, and tell how the circle was closed."""
    from topsheet.papers.finance_page import solution_page

    _print(folder, option, as_of, solution_page)


@app.command()
def check(
    plan: Annotated[Path, typer.Argument(help="A production's folder, or a finance plan as an .xlsx file.")],
    as_of: Day = None,
) -> None:
    """Check a finance plan: ours in a folder, or somebody's spreadsheet, line by line."""
    if plan.is_dir():
        film = the_film(plan, None, as_of)
        if not film.problems:
            typer.echo("Nothing was found wrong.")
        if told(film.problems):
            raise typer.Exit(REFUSED)
        return
    from topsheet.cli.workbook import check_file

    if check_file(plan):
        raise typer.Exit(REFUSED)


def _print(folder: Path, option: str | None, as_of: str | None, page: Callable[[Film], OnePage]) -> None:
    from topsheet.papers.text import page_text

    film = the_film(folder, option, as_of)
    typer.echo(page_text(page(film)), nl=False)
    if told(film.problems):
        raise typer.Exit(REFUSED)
