"""`topsheet recoupment`: who is paid from receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from topsheet.cli.reading import REFUSED, day, refuse, the_film, told
from topsheet.documents import Problem
from topsheet.film import Film
from topsheet.money import Money

if TYPE_CHECKING:
    from topsheet.papers.one_page import OnePage
    from topsheet.recoupment.futures import Simulation
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
    _known(film, variant)
    _print(film, terms_page(film, variant))


@app.command()
def breakeven(folder: Folder, variant: Variant = "", option: Chosen = None, as_of: Day = None) -> None:
    """Print at what gross each position asked for has its money back, solved exactly."""
    from dataclasses import replace

    from topsheet.papers.recoupment_page import terms_page

    film = the_film(folder, option, as_of)
    _known(film, variant)
    page = terms_page(film, variant)
    _print(film, replace(page, parts=page.parts[-1:]))


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
    from topsheet.papers.recoupment_page import run_page
    from topsheet.recoupment import run as pay

    film = the_film(folder, option, as_of)
    _known(film, variant)
    terms = terms_for(film.production, film.finance, variant)
    if terms is None:
        _no_terms(film)
    try:
        case = pay(terms, Money(Decimal(gross.replace(",", "")), film.currency))
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
    _print(film, run_page(film, case))


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
        refuse([_not_there("--output", "a statement on paper is a .pdf for one participant", fix)])
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
        refuse([_not_there("--number", f"there is no statement {number}", f"1 to {len(found.statements)}")])
    except KeyError:
        refuse([_not_there("--for", f"nobody is called {who!r}", ", ".join(found.participants()))])
    if output:
        _write_statement(film, found.statements[number - 1], who, output)
    else:
        _print(film, page)


def _write_statement(film: Film, one: Statement, who: str, output: Path) -> None:
    """One participant's part as a paper, as it was known when the statement was made."""
    from topsheet.film.statements import stated
    from topsheet.papers.paper_pdf import paper_pdf
    from topsheet.papers.participant_statement import participant_paper

    then = stated(film, one.made)
    if then is None:
        _no_terms(film)
    try:
        output.write_bytes(paper_pdf(participant_paper(film, then, one.number, who)))
    except OSError as error:
        refuse([_not_there("--output", f"{output} cannot be written: {error.strerror}", "another place")])
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
    _known(film, variant)
    setup = setup_for(film, variant)
    if setup is None:
        _no_terms(film)
    if tornado and tornado not in setup.owed:
        refuse(
            [_not_there("--tornado", f"nobody who put money in is called {tornado!r}", ", ".join(setup.owed))]
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
        found = future(setup, _number(ran, opened), ran.seed)
        _print(film, future_page(film, setup, ran, found))
    else:
        _print(film, futures_page(film, setup, ran, swings))


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
        refuse([_not_there("recoupment.yaml", "there are no offers", "one under `offers:`")])
    if against and against not in known:
        refuse([_not_there("--against", f"there is no offer {against!r}", ", ".join(known))])
    grosses = [_coins("--gross", each, film.currency).amount for each in gross or ()]
    other = _coins("--elsewhere", elsewhere, film.currency) if elsewhere else None
    ordered = sorted(held, key=lambda each: each.id != against) if against else held
    _print(film, offers_page(film, compared(film, ordered, grosses, other)))


def _coins(option: str, written: str, currency: str) -> Money:
    """Receipts as they are written on the command line; anything else is refused."""
    try:
        amount = Money(Decimal(written.replace(",", "")), currency)
        if amount.amount < 0 or amount != amount.rounded():
            raise ValueError
    except (ValueError, InvalidOperation):
        refuse(
            [
                _not_there(
                    option, "receipts are whole coins, and not less than nothing", "an amount such as 1000000"
                )
            ]
        )
    return amount


@app.command()
def check(folder: Folder, option: Chosen = None, as_of: Day = None) -> None:
    """Say what is wrong with the terms: never paid, paid twice, contradicting, not in the plan."""
    film = the_film(folder, option, as_of)
    mine = [each for each in film.problems if each.where.startswith("recoupment.yaml")]
    if not mine:
        typer.echo("Nothing was found wrong.")
    if told(mine):
        raise typer.Exit(REFUSED)


def _number(ran: Simulation, asked: str) -> int:
    """The future asked for: by its number from 1, or by where somebody, or all receipts, stand in it."""
    from topsheet.recoupment.futures.one import LEVELS, standing_at

    word, _, who = asked.partition(":")
    if word in LEVELS and (not who or who in ran.totals):
        return standing_at(ran, LEVELS[word], who)
    if not (asked.isdecimal() and 1 <= int(asked) <= ran.runs):
        known = f"the numbers 1 to {ran.runs}; or {', '.join(LEVELS)}, and of whom: {', '.join(ran.totals)}"
        refuse([_not_there("--open", f"there is no future {asked!r}", known)])
    return int(asked) - 1


def _known(film: Film, variant: str) -> None:
    """Refuse a variant that does not exist or misses a position."""
    variants = {each.id: each for each in film.recoupment.variants}
    if variant and variant not in variants:
        refuse([_not_there("--variant", f"there is no variant {variant!r}", ", ".join(variants) or "none")])
    if variant and variants[variant].missing:
        missing = ", ".join(variants[variant].missing)
        refuse(
            [
                _not_there(
                    "--variant",
                    f"{variant!r} needs {missing}, which the plan does not have",
                    "an --option that brings them",
                )
            ]
        )


def _not_there(where: str, what: str, known: str) -> Problem:
    return Problem(where, what, "It must be one of those that are there.", f"Name one of: {known}.")


def _no_terms(film: Film) -> NoReturn:
    """The terms cannot be run: say why."""
    wrong = [each for each in film.problems if each.where.startswith(("recoupment.yaml", "market.yaml"))]
    refuse(
        wrong
        or [
            Problem(
                "recoupment.yaml",
                "the terms cannot be run",
                "They need sources that count, and futures a day of delivery and territories that are unsold.",
                "Look at the problems of `topsheet film`.",
            )
        ]
    )


@contextmanager
def progress_bar(runs: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while futures are drawn; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal or runs < 100_000) as bar:
        task = bar.add_task("Futures", total=runs)
        yield lambda done, _: bar.update(task, completed=done)


def _print(film: Film, page: OnePage) -> None:
    from topsheet.papers.text import page_text

    typer.echo(page_text(page), nl=False)
    if told([each for each in film.problems if each.where.startswith("recoupment.yaml")]):
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
