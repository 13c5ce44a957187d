"""What a guest sees of statements: their own lines and sums, by a list of names; nothing else of anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topsheet.film.statements import Stated, returned
from topsheet.recoupment.statements import ParticipantStatement
from topsheet_desk.recoupment.statement_tables import history_table, own_lines_table, payment_table
from topsheet_desk.site.sight import Sight
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Weight, table, text
from topsheet_desk.vault.lookups import Sitting

Facts = tuple[tuple[str, Cell], ...]


def of_owner(sitting: Sitting, history: Sequence[ParticipantStatement]) -> Sitting:
    """The sitting of whoever owns these statements: it sees their figures, and is told `withheld` of any other."""
    prefixes = tuple(f"statement.{each.statement.number}.participant.{each.participant}." for each in history)
    names = {
        figure.name
        for each in history
        for line in each.lines
        for figure in (line.due, line.before, line.now, line.to_date, line.unpaid)
    }
    mine = {f"statement.returns.{each.participant}." for each in history}
    return replace(sitting, sight=Sight(prefixes=(*prefixes, *mine), names=frozenset(names)))


def position(sitting: Sitting, found: Stated, history: Sequence[ParticipantStatement], who: str) -> Facts:
    """Where the owner stands after the last of the statements."""
    made = returned(sitting.film, found, who)
    last = history[-1]
    back = [("Paid in, by the plan", made.invested), ("Recouped", made.recouped), ("Multiple", made.multiple),
            ("IRR to date", made.irr)] if made else []  # fmt: skip
    got = [
        ("Earned to date", last.to_date),
        ("Tax withheld", last.tax_to_date),
        ("Sent to you", last.sent_to_date),
    ]
    own = of_owner(sitting, history)
    return tuple((label, bare(own.cell(figure))) for label, figure in (*back[:1], *got, *back[1:]))


def history(sitting: Sitting, each_one: Sequence[ParticipantStatement], links: Sequence[str]) -> Table:
    """Every statement of the owner's with its movement; `links` lead to each."""
    at = {each.statement.number: link for each, link in zip(each_one, links, strict=True)}
    made = history_table(of_owner(sitting, each_one), each_one, at)
    return without_causes(
        replace(made, id=f"statements-{each_one[0].participant}", caption="Your statements")
    )


def statement_tables(sitting: Sitting, each_one: Sequence[ParticipantStatement]) -> tuple[Table, ...]:
    """The last of the statements as its owner reads it."""
    own, last = of_owner(sitting, each_one), each_one[-1]
    lines = replace(own_lines_table(own, last.lines), caption="Your lines")
    made = (payment_table(own, last), lines, _whole(own, last))
    return tuple(without_causes(each) for each in made)


def _whole(own: Sitting, last: ParticipantStatement) -> Table:
    """All that came in, everybody else's part as one sum, and the owner's."""
    kept = Row((text("Held or left, to nobody yet"), own.cell(last.kept)))
    rows = [
        Row((text("Came in and joined, to date"), own.cell(last.all_in))),
        Row((text("To everybody else, as one sum"), own.cell(last.others))),
        *([kept] if last.kept.value else []),
        Row((text("Yours, to date"), own.cell(last.to_date)), Weight.SUM),
    ]
    return table("whole", "Your part of the whole", (Column("What"), Column("Amount", Kind.MONEY)), rows,
                 unit=own.film.currency)  # fmt: skip


def without_causes(made: Table) -> Table:
    """The table without links to causes, which would lead to other people's lines."""
    rows = tuple(replace(row, cells=tuple(bare(cell) for cell in row.cells)) for row in made.rows)
    return replace(made, rows=rows)


def bare(cell: Cell) -> Cell:
    """The cell without its link to a cause."""
    return replace(cell, figure="")
