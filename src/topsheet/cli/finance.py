"""`topsheet finance`: the plan, the plan solved, its checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from topsheet.cli.reading import REFUSED, refuse, the_film, told, unknown_option
from topsheet.documents import Problem
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
def adopt(
    folder: Folder,
    option: Annotated[str, typer.Argument(help="The option's id.")],
    as_of: Day = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the papers; otherwise only show what changes.")
    ] = False,
) -> None:
    """Make an option part of the plan: the lines that change in finance.yaml, budget.yaml and schedule.yaml."""
    from difflib import unified_diff

    from topsheet.film import CannotAdopt, adopted_texts, adoption_errors
    from topsheet.finance import option_names
    from topsheet.papers.spell import spell

    film = the_film(folder, None, as_of)
    before = {f"{kind}.yaml": (folder / f"{kind}.yaml").read_bytes() for kind in film.production.trees}
    before |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("script/*")}
    try:
        texts = adopted_texts(before, option, film.as_of)
    except KeyError:
        refuse([unknown_option(film.production, option)])
    except CannotAdopt as error:
        refuse([error.problem])
    if wrong := adoption_errors(before, texts, option, film.as_of):
        refuse(wrong)
    named = option_names(film.production.finance)[option]
    for name, text in texts.items():
        lines = unified_diff(
            before[name].decode().splitlines(),
            text.splitlines(),
            name,
            f"{name} with “{named}”",
            lineterm="",
        )
        typer.echo("\n".join(lines))
    if write:
        for name, text in texts.items():
            (folder / name).write_bytes(text.encode())
        written = "1 document was" if len(texts) == 1 else f"{len(texts)} documents were"
        typer.echo(f"“{named}” is part of the plan since {spell(film.as_of)}; {written} written.")
    else:
        typer.echo("Nothing was written; add --write to adopt it.")


@app.command("if-gone")
def if_gone(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="The id of an attachment or a source.")],
    option: Chosen = None,
    as_of: Day = None,
) -> None:
    """Say what the film loses when somebody leaves or a source is lost: money, gates, dates, commitments, ways out."""
    from topsheet.film import if_gone as loss_of
    from topsheet.papers.loss_page import loss_page
    from topsheet.papers.text import page_text

    film = the_film(folder, None, as_of)
    try:
        found = loss_of(film.production, name, film.as_of, option=option)
    except KeyError:
        refuse(
            [
                Problem(
                    str(folder),
                    f"{name!r} is no attachment, no party named as essential and no source",
                    "Nothing would be lost.",
                    "Name an id that production.yaml or finance.yaml gives.",
                )
            ]
        )
    typer.echo(page_text(loss_page(found)), nl=False)


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
