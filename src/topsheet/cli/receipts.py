"""`topsheet receipts`: what came in, statements taken in from files, and their lines as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from topsheet.cli.reading import REFUSED, day, refuse, the_film, told
from topsheet.documents import CannotEdit, Problem, Severity, counted
from topsheet.film import Film

if TYPE_CHECKING:
    from topsheet.release.intake import Preview

app = typer.Typer(help="Receipts: statements as they came, and what they add up to.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="The production's folder.")]
_NAME = "receipts.yaml"


@app.command()
def show(
    folder: Folder,
    as_of: Annotated[str | None, typer.Option("--as-of", help="What was known on this day.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="The first day of the period.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="The last day of the period.")] = None,
    last: Annotated[
        str | None, typer.Option("--last", help="The day the statement before was made, for what is prior.")
    ] = None,
) -> None:
    """Print what was received by territory, medium and payer, what is unpaid, and each receipt, as known on a day."""
    from topsheet.papers.receipts_page import receipts_page
    from topsheet.papers.text import page_text
    from topsheet.release import sums

    film = the_film(folder, None, as_of)
    made = film.production.receipts
    if made is None:
        _none(folder)
    if film.receipts is not None:
        report = film.receipts
        if since or until or last:
            tree, end = film.production.trees["receipts"], day("--to", until) or film.as_of
            start, before = day("--from", since), day("--last", last)
            found = sums(made, tree, end=end, start=start, as_of=film.as_of, last=before)
            report = replace(report, sums=found)
        typer.echo(page_text(receipts_page(film.title, film.currency, report)), nl=False)
    if told(_own(film)):
        raise typer.Exit(REFUSED)


@app.command("import")
def take_in(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="A statement as .csv or .xlsx.")],
    mapping: Annotated[
        str | None, typer.Option("--mapping", help="A mapping of receipts.yaml; without it one is proposed.")
    ] = None,
    name: Annotated[str | None, typer.Option("--id", help="The statement's id.")] = None,
    sender: Annotated[str | None, typer.Option("--sender", help="Who sent it, if not the mapping's.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="distributor, sales_agent or collection_agent.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help="The first day of its period.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="The last day of its period.")] = None,
    received: Annotated[str | None, typer.Option("--received", help="The day it was received.")] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", help="The statement that it restates.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the statement; otherwise only show what would be taken in.")
    ] = False,
) -> None:
    """Read a statement through a mapping: every row taken in or left out, its totals, its problems; all or nothing."""
    from topsheet.release.intake import preview

    film = the_film(folder, None, None)
    data = _bytes(file)
    if mapping is None:
        _propose(film, data, file.name)
        return
    saved = {
        each.id: each for each in (film.production.receipts.mappings if film.production.receipts else ())
    }
    if mapping not in saved:
        known = ", ".join(saved) or "none; leave --mapping out, and one is proposed"
        what = f"{_NAME} has no mapping `{mapping}`"
        refuse([Problem("--mapping", what, "A file is read by a saved mapping.", f"Choose one of: {known}.")])
    found = preview(data, file.name, saved[mapping])
    _print(found)
    if told(found.problems):
        raise typer.Exit(REFUSED)
    period = {"from": day("--from", since), "to": day("--to", until)}
    facts = {
        "id": name,
        "from": sender,
        "kind": kind,
        "period": period if all(period.values()) else None,
        "received": day("--received", received),
        "supersedes": supersedes,
    }
    if write:
        _write(folder, film, found, facts)
    else:
        typer.echo("Nothing was written; add --write to take it in.")


@app.command()
def export(
    folder: Folder,
    statement: Annotated[str, typer.Argument(help="The statement's id.")],
) -> None:
    """Print the lines of a statement as CSV."""
    from topsheet.release import lines_csv

    film = the_film(folder, None, None)
    made = film.production.receipts
    if made is None:
        _none(folder)
    found = next((each for each in made.statements if each.id == statement), None)
    if found is None:
        known = ", ".join(each.id for each in made.statements) or "none"
        what = f"there is no statement `{statement}`"
        refuse([Problem(_NAME, what, "Nothing can be printed.", f"Choose one of: {known}.")])
    typer.echo(lines_csv(found).replace("\r\n", "\n"), nl=False)


def _propose(film: Film, data: bytes, name: str) -> None:
    """A mapping to be looked over and put into receipts.yaml."""
    from topsheet.documents import append_item
    from topsheet.release.intake import suggest

    territories = {each.code: each.name for each in film.production.market.territories}
    found, problems = suggest(data, name, territories=territories)
    if found is not None:
        plain = found.model_dump(by_alias=True, exclude_defaults=True)
        typer.echo(f"# Proposed for {name}: look it over, and put it into {_NAME}.")
        typer.echo(append_item("", ("mappings",), plain, name=_NAME), nl=False)
    if told(problems):
        raise typer.Exit(REFUSED)


def _print(found: Preview) -> None:
    read = counted(len(found.rows), "row")
    typer.echo(f"{found.name}: {read} read, {len(found.skipped)} left out")
    for row in found.skipped:
        typer.echo(f"  row {row.number} left out: {row.why}")
    for each in found.totals:
        parts = [f"{key} {getattr(each, key)}" for key in ("billed", "gross", "withheld", "charges")]
        typer.echo(f"  {each.currency}, {counted(each.rows, 'row')}: {', '.join(parts)}")
    for control in found.controls:
        same = "as read" if control.stated == control.read else f"read {control.read:,f}"
        typer.echo(f"  {control.where} states {control.stated:,f} for {control.field}: {same}")


def _write(folder: Path, film: Film, found: Preview, facts: Mapping[str, Any]) -> None:
    """The statement at the end of receipts.yaml, when the production is as sound with it as without."""
    from topsheet.film import problems_of, read_folder_with
    from topsheet.release.intake import begun, statement_text

    path = folder / _NAME
    before = path.read_bytes().decode() if path.exists() else begun(film.currency)
    try:
        text = statement_text(found, before, facts)
    except CannotEdit as error:
        refuse([error.problem])
    production, problems = read_folder_with(folder, {_NAME: text})
    if production is not None:
        problems = list(problems_of(production, as_of=film.as_of))
    here = {(each.where.partition(":")[0], each.what) for each in film.problems}
    new = [each for each in problems if (each.where.partition(":")[0], each.what) not in here]
    if any(each.severity is Severity.ERROR for each in new):
        refuse(new)
    told(new)
    path.write_bytes(text.encode())
    typer.echo(f"Statement `{facts['id']}` was written to {_NAME}.")


def _own(film: Film) -> list[Problem]:
    """What is wrong with the receipts; the film's other problems are told by `topsheet film`."""
    return [problem for problem in film.problems if problem.where.startswith(_NAME)]


def _bytes(file: Path) -> bytes:
    from topsheet.finance.workbook import MOST_PACKED

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_PACKED + 1)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        refuse([Problem(str(file), what, "There is nothing to take in.", "Check the name.")])


def _none(folder: Path) -> NoReturn:
    refuse(
        [
            Problem(
                str(folder),
                f"there is no {_NAME}",
                "Nothing has been received, or nobody has written it down.",
                "Take in a statement with `topsheet receipts import`, or write the file.",
            )
        ]
    )
