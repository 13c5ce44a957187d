"""What is asked of the recoupment room at the command line: refusals, amounts, the bar of a long run, the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NoReturn

import typer

from topsheet.cli.reading import REFUSED, refuse, told
from topsheet.documents import Problem
from topsheet.film import Film
from topsheet.money import Money

if TYPE_CHECKING:
    from topsheet.papers.one_page import OnePage
    from topsheet.recoupment.futures import Simulation


def coins_of(option: str, written: str, currency: str) -> Money:
    """Receipts as they are written on the command line; anything else is refused."""
    try:
        amount = Money(Decimal(written.replace(",", "")), currency)
        if amount.amount < 0 or amount != amount.rounded():
            raise ValueError
    except (ValueError, InvalidOperation):
        refuse(
            [
                not_there(
                    option, "receipts are whole coins, and not less than nothing", "an amount such as 1000000"
                )
            ]
        )
    return amount


def number_of(ran: Simulation, asked: str) -> int:
    """The future asked for: by its number from 1, or by where somebody, or all receipts, stand in it."""
    from topsheet.recoupment.futures.one import LEVELS, standing_at

    word, _, who = asked.partition(":")
    if word in LEVELS and (not who or who in ran.totals):
        return standing_at(ran, LEVELS[word], who)
    if not (asked.isdecimal() and 1 <= int(asked) <= ran.runs):
        known = f"the numbers 1 to {ran.runs}; or {', '.join(LEVELS)}, and of whom: {', '.join(ran.totals)}"
        refuse([not_there("--open", f"there is no future {asked!r}", known)])
    return int(asked) - 1


def check_variant(film: Film, variant: str) -> None:
    """Refuse a variant that does not exist or misses a position."""
    variants = {each.id: each for each in film.recoupment.variants}
    if variant and variant not in variants:
        refuse([not_there("--variant", f"there is no variant {variant!r}", ", ".join(variants) or "none")])
    if variant and variants[variant].missing:
        missing = ", ".join(variants[variant].missing)
        refuse(
            [
                not_there(
                    "--variant",
                    f"{variant!r} needs {missing}, which the plan does not have",
                    "an --option that brings them",
                )
            ]
        )


def not_there(where: str, what: str, known: str) -> Problem:
    """A name that is not one of those known."""
    return Problem(where, what, "It must be one of those that are there.", f"Name one of: {known}.")


def no_terms(film: Film) -> NoReturn:
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


def print_page(film: Film, page: OnePage) -> None:
    """Print the page, then the problems of the terms; ends with their exit code."""
    from topsheet.papers.text import page_text

    typer.echo(page_text(page), nl=False)
    if told([each for each in film.problems if each.where.startswith("recoupment.yaml")]):
        raise typer.Exit(REFUSED)
