"""`topsheet recoupment`: who is paid from receipts."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from topsheet.cli.reading import REFUSED, day, refuse, the_film, told
from topsheet.cli.recoupment_asked import (
    check_variant,
    coins_of,
    no_terms,
    not_there,
    number_of,
    print_page,
    progress_bar,
)
from topsheet.documents import Problem
from topsheet.film import Film
from topsheet.money import Money

if TYPE_CHECKING:
    from topsheet.recoupment.statements import Statement

app = typer.Typer(help="Who is paid from receipts, and by which terms.", no_args_is_help=True)


@app.callback()
def recoupment() -> None:
    """Who is paid from receipts, and by which terms."""


Folder = Annotated[Path, typer.Argument(help="The production's folder.")]
Chosen = Annotated[str | None, typer.Option("--option", help="Compute the plan with this option adopted.")]
Day = Annotated[str | None, typer.Option("--as-of", help="The day the figures speak of, as 2026-11-24.")]
Variant = Annotated[str, typer.Option("--variant", help="Other terms for the same money, by their id.")]


@app.command()
def show(folder: Folder, variant: Variant = "", option: Chosen = None, as_of: Day = None) -> None:
    """Print the terms in plain English, every case and every break-even."""
    from topsheet.papers.recoupment_page import terms_page

    film = the_film(folder, option, as_of)
    check_variant(film, variant)
    print_page(film, terms_page(film, variant))


@app.command()
def breakeven(folder: Folder, variant: Variant = "", option: Chosen = None, as_of: Day = None) -> None:
    """Print at what gross each position asked for has its money back, solved exactly."""
    from dataclasses import replace

    from topsheet.papers.recoupment_page import terms_page

    film = the_film(folder, option, as_of)
    check_variant(film, variant)
    page = terms_page(film, variant)
    print_page(film, replace(page, parts=page.parts[-1:]))


@app.command()
def run(
    folder: Folder,
    gross: Annotated[str, typer.Argument(help="The receipts, as 3400000 or 3,400,000.00.")],
    variant: Variant = "",
    option: Chosen = None,
    as_of: Day = None,
) -> None:
    """Pay any receipts out by the terms, to the coin: every step, everybody's part."""
    from topsheet.film import terms_for
    from topsheet.film.any_gross import at_gross
    from topsheet.papers.recoupment_page import run_page

    film = the_film(folder, option, as_of)
    check_variant(film, variant)
    terms = terms_for(film.production, film.finance, variant)
    if terms is None:
        no_terms(film)
    try:
        case = at_gross(film, terms, Money(Decimal(gross.replace(",", "")), film.currency))
    except (ValueError, InvalidOperation):
        refuse(
            [
                Problem(
                    "GROSS",
                    f"{gross!r} cannot be received",
                    f"Receipts are whole coins of {film.currency}, and not less than nothing.",
                    "Write them as 3400000 or 3,400,000.00.",
                )
            ]
        )
    print_page(film, run_page(film, case))


@app.command()
def statement(
    folder: Folder,
    number: Annotated[
        int, typer.Option("--number", help="Which one, from 1; the last where none is named.")
    ] = 0,
    who: Annotated[str, typer.Option("--for", help="A party, a position or a source: its own part.")] = "",
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Statements made up to this day, from what was known then.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="With --for: its own part as a .pdf file.")
    ] = None,
) -> None:
    """Print a statement as it was made: receipts, every position due and paid, what is held, what to ask."""
    if output and (not who or output.suffix.lower() != ".pdf"):
        fix = "statement --for equity_a --output statement.pdf"
        refuse([not_there("--output", "a statement on paper is a .pdf for one participant", fix)])
    from topsheet.film.statements import stated
    from topsheet.papers.recoupment_page import statement_page

    film = the_film(folder, None, None)
    until = day("--as-of", as_of) or datetime.now(UTC).date()
    found = stated(film, until)
    if found is None or not found.statements:
        planned = film.production.recoupment.statements
        nearest = f" The first is due on {planned[0].made}." if planned else ""
        refuse(
            [
                Problem(
                    str(folder),
                    f"no statement is made by {until}",
                    f"A statement rests on receipts.yaml and on a day under `statements:` in recoupment.yaml.{nearest}",
                    "Ask for a later day with --as-of, or write what is missing.",
                )
            ]
        )
    try:
        page = statement_page(film, found, number, who)
    except IndexError:
        refuse([not_there("--number", f"there is no statement {number}", f"1 to {len(found.statements)}")])
    except KeyError:
        refuse([not_there("--for", f"nobody is called {who!r}", ", ".join(found.participants()))])
    if output:
        _write_statement(film, found.statements[number - 1], who, output)
    else:
        print_page(film, page)


def _write_statement(film: Film, one: Statement, who: str, output: Path) -> None:
    """One participant's part as a paper, as it was known when the statement was made."""
    from topsheet.film.statements import stated
    from topsheet.papers.paper_pdf import paper_pdf
    from topsheet.papers.participant_statement import participant_paper

    then = stated(film, one.made)
    if then is None:
        no_terms(film)
    try:
        output.write_bytes(paper_pdf(participant_paper(film, then, one.number, who)))
    except OSError as error:
        refuse([not_there("--output", f"{output} cannot be written: {error.strerror}", "another place")])
    typer.echo(f"{output}: statement {one.number} of {then.participants()[who]}, made {one.made}")


@app.command()
def simulate(
    folder: Folder,
    runs: Annotated[int, typer.Option(help="How many futures.", min=100, max=10_000_000)] = 20_000,
    seed: Annotated[
        int | None, typer.Option(help="The seed; the same gives the same futures.", min=0)
    ] = None,
    tornado: Annotated[str, typer.Option(help="A position: what moves its chance most.")] = "",
    opened: Annotated[
        str,
        typer.Option(
            "--open", help="One future, payment by payment: its number, or bad:equity_a, middle, good."
        ),
    ] = "",
    compiled: Annotated[
        bool,
        typer.Option("--compiled", help="Run the terms as machine code, by Numba; for millions of futures."),
    ] = False,
    variant: Variant = "",
    option: Chosen = None,
    as_of: Day = None,
) -> None:
    """Draw futures of the unsold territories and pay each out by the terms: chances, ranges, rates, shortfalls."""
    from topsheet.film.futures import setup_for
    from topsheet.papers.future_page import future_page
    from topsheet.papers.futures_page import futures_page
    from topsheet.recoupment.futures import simulate as draw
    from topsheet.recoupment.futures import tornado as swings_of
    from topsheet.recoupment.futures.one import future

    film = the_film(folder, option, as_of)
    check_variant(film, variant)
    setup = setup_for(film, variant)
    if setup is None:
        no_terms(film)
    if tornado and tornado not in setup.owed:
        refuse(
            [not_there("--tornado", f"nobody who put money in is called {tornado!r}", ", ".join(setup.owed))]
        )
    try:
        with progress_bar(runs) as done:
            ran = draw(setup, runs=runs, seed=seed, engine="numba" if compiled else "numpy", progress=done)
        swings = swings_of(setup, tornado, runs=min(runs, 10_000), seed=seed) if tornado else ()
    except ValueError as error:
        refuse([Problem(str(folder), str(error), "No future can be drawn.", "Correct market.yaml.")])
    except ModuleNotFoundError:
        fix = "Leave out --compiled, which pays the same coins, or install `topsheet[fast]`."
        refuse([Problem("--compiled", "Numba is not installed", "Terms become machine code by it.", fix)])
    if opened:
        found = future(setup, number_of(ran, opened), ran.seed)
        print_page(film, future_page(film, setup, ran, found))
    else:
        print_page(film, futures_page(film, setup, ran, swings))


@app.command()
def offers(
    folder: Folder,
    gross: Annotated[
        list[str] | None, typer.Option(help="What the distributor takes in; may be given more than once.")
    ] = None,
    against: Annotated[str, typer.Option(help="The offer the others are held against, by its id.")] = "",
    elsewhere: Annotated[str, typer.Option(help="What the production receives from elsewhere.")] = "",
    option: Chosen = None,
    as_of: Day = None,
) -> None:
    """Compare distributors' offers under the same receipts: where each is best, clause by clause, who is recouped."""
    from topsheet.film.offers import compared
    from topsheet.papers.offers_page import offers_page

    film = the_film(folder, option, as_of)
    held = film.production.recoupment.offers
    known = {each.id: each for each in held}
    if not held:
        refuse([not_there("recoupment.yaml", "there are no offers", "one under `offers:`")])
    if against and against not in known:
        refuse([not_there("--against", f"there is no offer {against!r}", ", ".join(known))])
    grosses = [coins_of("--gross", each, film.currency).amount for each in gross or ()]
    other = coins_of("--elsewhere", elsewhere, film.currency) if elsewhere else None
    ordered = sorted(held, key=lambda each: each.id != against) if against else held
    print_page(film, offers_page(film, compared(film, ordered, grosses, other)))


@app.command()
def check(folder: Folder, option: Chosen = None, as_of: Day = None) -> None:
    """Say what is wrong with the terms: never paid, paid twice, contradicting, not in the plan."""
    film = the_film(folder, option, as_of)
    mine = [each for each in film.problems if each.where.startswith("recoupment.yaml")]
    if not mine:
        typer.echo("Nothing was found wrong.")
    if told(mine):
        raise typer.Exit(REFUSED)


@app.command()
def participation(
    folder: Annotated[Path, typer.Argument(help="The production's folder.")],
    deal: Annotated[str, typer.Option(help="One deal, by its id; all of them where none is named.")] = "",
    statement: Annotated[
        str,
        typer.Option(help="A statement by its number, from 1, or its id; the last one where none is named."),
    ] = "",
    as_of: Annotated[str | None, typer.Option(help="The day the figures speak of, as 2026-11-24.")] = None,
) -> None:
    """Print participation statements: every line to date and its movement, break-evens, what is due, the terms."""
    from topsheet.papers.paper import NotMade
    from topsheet.papers.participation_page import participation_page
    from topsheet.papers.text import page_text

    film = the_film(folder, None, as_of)
    try:
        page = page_text(participation_page(film, deal, statement))
    except NotMade as refusal:
        told(film.problems)
        typer.echo(str(refusal), err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(page, nl=False)
    if told(film.problems):
        raise typer.Exit(REFUSED)
