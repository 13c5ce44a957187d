"""One participant's statement of a period as a paper: their own lines and payment, and nobody else's.

What everybody else had stands as one sum, without names, clauses or causes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from topsheet.figures import Figure, worst_status
from topsheet.film import Film
from topsheet.film.statements import Stated, returned
from topsheet.papers.one_page import Cell, Part, Table, cell
from topsheet.papers.paper import Basis, Paper, stamp_of
from topsheet.papers.spell import spell
from topsheet.recoupment.statements import ParticipantStatement

NAME = "Statement of receipts"
_OTHERS = "What everybody else had stands as one sum."
_TAX = "What is earned, and what follows from it, is before tax withheld."


def participant_paper(film: Film, then: Stated, number: int, who: str) -> Paper:
    """A participant's part of a statement, as it was known when it was made: `then` is what was stated on that day.

    Raises IndexError for a statement that is not made, KeyError for one who is not a participant.
    """
    if not 0 < number <= len(then.statements):
        raise IndexError(number)
    history = then.of(who)[:number]
    mine = history[-1]
    parts = [_payment(mine), _lines(mine), _whole(mine), _history(history)]
    if made := returned(film, then, who):
        rows = (
            ("Paid in, by the plan", made.invested),
            ("Paid to date, before tax", made.received),
            ("Recouped", made.recouped),
            ("Multiple", made.multiple),
            ("IRR to date", made.irr),
        )
        parts.append(Part("Where it stands", "", (_amounts("What", "Figure", rows),)))
    status = worst_status(figure for each in history for figure in each.roots())
    stamp = replace(stamp_of(Basis(film), NAME, receipts=True), as_of=mine.statement.made, status=status)
    return Paper(stamp, _lead(film, mine), tuple(parts), tuple(_notes(then, mine)))


def _lead(film: Film, mine: ParticipantStatement) -> str:
    one = mine.statement
    source = next((each for each in film.finance.sources if each.id == mine.participant), None)
    party = film.production.document.people.get(source.party) if source else None
    named = f"{mine.name}, {party.name}" if party and party.name != mine.name else mine.name
    since = f"after {spell(one.start)} " if one.start else ""
    return (
        f"Statement {one.number} for {named}: receipts {since}up to {spell(one.end)}, made {spell(one.made)}."
    )


def _notes(then: Stated, mine: ParticipantStatement) -> list[str]:
    following = next((each for each in then.planned if each.made > mine.statement.made), None)
    if following is None:
        return [_OTHERS, _TAX]
    told = f"The next statement is made on {spell(following.made)}, of receipts to {spell(following.to)}."
    return [_OTHERS, _TAX, told]


def _payment(mine: ParticipantStatement) -> Part:
    rows = [
        ("Carried from before", mine.carried),
        ("Earned in the period", mine.now),
        ("Less tax withheld", mine.tax),
    ]
    if mine.carried_on.value or mine.note:
        rows.append(("Carried on", mine.carried_on))
    rows.append(("Sent", mine.sent))
    rows += [(f"Held in its name: {each.label}", each.held) for each in mine.accounts]
    return Part("The payment", mine.note, (_amounts("What", mine.statement.currency, rows),))


def _lines(mine: ParticipantStatement) -> Part:
    rows = tuple(
        (Cell(line.label), *map(cell, (line.due, line.before, line.now, line.to_date, line.unpaid)))
        for line in mine.lines
    )
    if not rows:
        return Part("Its lines", "No line of the terms in force pays this participant.", ())
    heads = ("Line", "Due to date", "Paid before", "Paid now", "Paid to date", "Unpaid")
    return Part("Its lines", "", (Table(heads, rows),))


def _whole(mine: ParticipantStatement) -> Part:
    rows = [("Came in and joined, to date", mine.all_in), ("To everybody else, as one sum", mine.others)]
    if mine.kept.value:
        rows.append(("Held or left, to nobody yet", mine.kept))
    rows.append(("To this participant, to date", mine.to_date))
    return Part("Its part of the whole", "", (_amounts("What", mine.statement.currency, rows),))


def _history(history: tuple[ParticipantStatement, ...]) -> Part:
    rows = tuple(
        (Cell(str(each.statement.number)), Cell(spell(each.statement.end)), Cell(spell(each.statement.made)),
         *map(cell, (each.now, each.tax, each.sent, each.carried_on, each.to_date)))
        for each in history
    )  # fmt: skip
    heads = ("No.", "Receipts to", "Made", "Earned", "Tax withheld", "Sent", "Carried on", "Earned to date")
    return Part("Every statement so far", "", (Table(heads, rows),))


def _amounts(what: str, unit: str, rows: Iterable[tuple[str, Figure[Any]]]) -> Table:
    return Table((what, unit), tuple((Cell(label), cell(figure)) for label, figure in rows))
