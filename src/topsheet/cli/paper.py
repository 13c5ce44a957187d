"""`topsheet paper`: a paper for others, as a file."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from topsheet.cli.reading import REFUSED, the_film, told


class Kind(Enum):
    """The papers there are."""

    WORKBOOK = "workbook"
    MEMO = "memo"
    TERM_SHEET = "term-sheet"
    INVESTOR_PAGE = "investor-page"
    DECK = "deck"
    ONE_PAGER = "one-pager"
    PARTICIPATION = "participation"
    PARTICIPATION_WORKBOOK = "participation-workbook"
    TERMS = "terms"
    OFFERS = "offers"
    PACK = "pack"


def paper(
    kind: Annotated[
        Kind,
        typer.Argument(
            help="workbook, memo, term-sheet, investor-page, deck, one-pager, participation, terms, offers or pack."
        ),
    ],
    folder: Annotated[Path, typer.Argument(help="The production's folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    option: Annotated[str | None, typer.Option(help="Make it of the plan with this option adopted.")] = None,
    source: Annotated[
        str | None,
        typer.Option(help="The investment, a participation's deal or a variant of the terms, by its id."),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="The day the figures speak of, as 2026-11-24.")] = None,
) -> None:
    """Make a paper for others as a file: .pdf, .xlsx for the two workbooks, .pptx for the deck, .zip for the pack."""
    from topsheet.papers.kinds import PAPERS
    from topsheet.papers.paper import SHORT, Basis, NotMade

    made_as = PAPERS[kind.value]
    if output.suffix.lower() != f".{made_as.ending}":
        _refuse(
            f"A {made_as.name.lower()} is a .{made_as.ending} file. Write `--output {output.stem}.{made_as.ending}`."
        )
    plan = the_film(folder, None, as_of)
    try:
        made = made_as.make(Basis(plan, option or "", source or ""))
        output.write_bytes(made.content)
    except NotMade as refusal:
        _refuse(str(refusal))
    except OSError as error:
        _refuse(f"{output} cannot be written: {error.strerror}. Choose another place for it.")
    typer.echo(f"{output}: {made_as.name}, documents {made.documents[:SHORT]}, facts {made.facts[:SHORT]}")
    if told(plan.problems):
        raise typer.Exit(REFUSED)


def _refuse(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(REFUSED)
