"""The tables of statements: receipts by source, receipts of a period, what each line gets, the account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from topsheet.recoupment import Terms
from topsheet.recoupment.rerun import Rerun
from topsheet.recoupment.statements import Line, ParticipantStatement, Source, Statement
from topsheet.recoupment.steps import Take
from topsheet.release import Receipt
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, amount, dated, table, text
from topsheet_desk.vault.lookups import Sitting

Links = Mapping[str, str]


def period(statement: Statement) -> str:
    """The days of a statement, from the day after the one before."""
    if statement.start is None:
        return f"to {_day(statement.end)}"
    return f"{_day(statement.start + timedelta(days=1))} – {_day(statement.end)}"


def sources_table(sitting: Sitting, sources: Sequence[Source], heads: tuple[str, str], owed: bool) -> Table:
    """Receipts by source; `heads` name what is before and what is now, `owed` adds what is billed and unpaid."""
    columns = (Column("Payer"), Column("Territory"), Column("Medium"), Column(heads[0], Kind.MONEY),
               Column(heads[1], Kind.MONEY), Column("To date", Kind.MONEY),
               *((Column("Billed, not received", Kind.MONEY),) if owed else ()))  # fmt: skip
    rows = [
        Row((text(each.payer), text(each.territory), text(each.medium), sitting.cell(each.before),
             sitting.cell(each.now), sitting.cell(each.to_date), *([_owed(sitting, each)] if owed else [])))
        for each in sources
    ]  # fmt: skip
    note = "What is billed and not received stands in the currency of the bill." if owed else ""
    return table("sources", "Receipts by source", columns, rows, unit=sitting.film.currency, note=note, tools=True,
                 empty="Nothing was received by this day.")  # fmt: skip


def _owed(sitting: Sitting, source: Source) -> Cell:
    if not source.outstanding:
        return text("–", tone=Tone.QUIET, value="0")
    if len(source.outstanding) == 1:
        return sitting.in_currency(source.outstanding[0])
    told = tuple(str(each.value) for each in source.outstanding)
    return Cell("; ".join(told), lines=told)


def receipts_table(sitting: Sitting, receipts: Sequence[Receipt]) -> Table:
    """Every receipt of a period: gross, what was kept of it on the way, rate, net; and what corrects another."""
    corrects = any(each.corrects for each in receipts)
    columns = (Column("Payer"), Column("Value date", Kind.DATE), *((Column("Corrects"),) if corrects else ()),
               Column("Territory"), Column("Medium"), Column("Contract"), Column("Currency"),
               Column("Gross", Kind.MONEY), Column("Tax withheld", Kind.MONEY), Column("Bank charges", Kind.MONEY),
               Column("Rate", Kind.NUMBER), Column(f"Net, {sitting.film.currency}", Kind.MONEY),
               Column("Known", Kind.DATE))  # fmt: skip
    rows = [
        Row((text(each.payer), dated(each.value_date), *([text(corrected(each))] if corrects else []),
             text(each.territory), text(each.medium), text(each.contract), text(each.currency), amount(each.gross),
             amount(each.withheld), amount(each.charges), text(f"{each.rate:f}"), sitting.cell(each.net),
             dated(each.known)))
        for each in receipts
    ]  # fmt: skip
    return table("receipts", "Receipts of the period", columns, rows, tools=True,
                 note="Gross, tax and charges stand in the currency of the receipt.",
                 empty="Nothing came in that belongs to this statement.")  # fmt: skip


def corrected(receipt: Receipt) -> str:
    """Which earlier receipt one takes back or stands in place of; nothing for most."""
    if not receipt.corrects:
        return ""
    return f"{'takes back' if receipt.takes_back else 'in place of'} {receipt.corrects}"


def lines_table(sitting: Sitting, terms: Terms, lines: Sequence[Line], links: Links) -> Table:
    """Every line in the order of the terms: due, paid before, now and to date, unpaid, and its clause with numbers."""
    heads, rows, last = _heads(terms), [], ""
    for line in lines:
        head = heads.get(line.step, "Passed on")
        if head != last:
            rows.append(Row((text(head),), Weight.HEAD))
            last = head
        rows.append(Row((text(line.label), text(line.payee_name, anchor=links.get(line.payee, "")),
                         *_moved(sitting, line), text(line.rule))))  # fmt: skip
    columns = (Column("Line"), Column("To"), *_MOVED, Column("Rule"))
    return table("lines", "What each line gets", columns, rows, unit=sitting.film.currency, tools=True)


def own_lines_table(sitting: Sitting, lines: Sequence[Line]) -> Table:
    """One participant's lines, without the clauses."""
    rows = [Row((text(line.label), *_moved(sitting, line))) for line in lines]
    return table("lines", "Its lines", (Column("Line"), *_MOVED), rows, unit=sitting.film.currency,
                 empty="No line of the terms in force pays this participant.")  # fmt: skip


_MOVED = tuple(
    Column(label, Kind.MONEY)
    for label in ("Due to date", "Paid before", "Paid now", "Paid to date", "Unpaid")
)


def _moved(sitting: Sitting, line: Line) -> Iterator[Cell]:
    for each in (line.due, line.before, line.now, line.to_date, line.unpaid):
        yield sitting.cell(each, blank_zero=True)


def _heads(terms: Terms) -> dict[str, str]:
    """Under which heading each step stands; pots by name where there are several."""
    main, found = terms.main, dict[str, str]()
    pots = [*((pot, step) for pot in terms.pots for step in pot.steps),
            *((main, step) for each in terms.amended for step in each.steps)]  # fmt: skip
    for pot, step in pots:
        section = "Off the top" if isinstance(step, Take) and not step.below else "Tiers"
        found[step.id] = f"{pot.label}: {section.lower()}" if len(terms.pots) > 1 else section
    return found


def account_table(sitting: Sitting, statement: Statement) -> Table:
    """The account: what it opened with and what came is what was paid and what it closes with."""
    rows = [
        Row((text("Opening balance"), sitting.cell(statement.opening))),
        Row((text("Received in the period"), sitting.cell(statement.received))),
        Row((text("Joined from the finance plan"), sitting.cell(statement.joined))),
        Row((text("Opening, received and joined"), sitting.cell(statement.into)), Weight.SUM),
        Row((text("Paid in the period"), sitting.cell(statement.paid))),
        *(Row((text(f"Held: {each.label}"), sitting.cell(each.held))) for each in statement.accounts),
        Row((text("Left, given to nobody yet"), sitting.cell(statement.left))),
        Row((text("Closing balance", note="held and left"), sitting.cell(statement.closing))),
        Row((text("Paid and closing"), sitting.cell(statement.out)), Weight.SUM),
    ]
    return table("account", "The account", (Column("What"), Column("Amount", Kind.MONEY)), rows,
                 unit=sitting.film.currency, note="The two sums are the same, to the coin.")  # fmt: skip


def rerun_table(sitting: Sitting, made: Rerun) -> Table:
    """The collection agent's own statement beside this one: where the two part, and what it may be."""
    rows = [
        Row((text(each.payee), text(each.step), sitting.cell(each.theirs), sitting.cell(each.ours),
             sitting.cell(each.delta), text(each.why)))
        for each in made.differences
    ]  # fmt: skip
    amounts = (Column(head, Kind.MONEY) for head in ("The agent says", "By the terms", "Difference"))
    columns = (Column("Payee"), Column("Step"), *amounts, Column("What it may be"))
    agreed = "1 line agrees" if made.agreed == 1 else f"{made.agreed} lines agree"
    return table(f"rerun-{made.agent}".replace("_", "-"), f"Beside the agent’s statement {made.agent}", columns, rows,
                 unit=sitting.film.currency, note=f"{agreed} to the coin.",
                 empty="Every line agrees to the coin.")  # fmt: skip


def payments_table(sitting: Sitting, each_one: Sequence[ParticipantStatement], links: Links) -> Table:
    """What each participant earned in a statement, what is sent and what is carried on."""
    columns = (Column("Participant"), *_PAID)
    rows = [
        Row((text(each.name, anchor=links.get(each.participant, "")), *_paid(sitting, each)))
        for each in each_one
    ]
    return table("participants", "What each participant is sent", columns, rows, unit=sitting.film.currency)


def history_table(
    sitting: Sitting, history: Sequence[ParticipantStatement], links: Mapping[int, str]
) -> Table:
    """All statements of one participant up to a day, each the one before and its movement."""
    columns = (Column("Statement"), Column("Earned before", Kind.MONEY), Column("Earned now", Kind.MONEY),
               Column("Earned to date", Kind.MONEY), *_PAID[1:], Column("Made", Kind.DATE),
               Column("Period"))  # fmt: skip
    rows = []
    for each in history:
        number, cell = each.statement.number, sitting.cell
        name = text(f"Statement\N{NO-BREAK SPACE}{number}", anchor=links.get(number, ""), value=str(number))
        moved = (cell(figure, blank_zero=True) for figure in (each.before, each.now, each.to_date))
        made = (dated(each.statement.made), text(period(each.statement)))
        rows.append(Row((name, *moved, *tuple(_paid(sitting, each))[1:], *made)))
    return table("history", "Every statement", columns, rows, unit=sitting.film.currency)


_PAID = tuple(
    Column(label, Kind.MONEY)
    for label in ("Earned now", "Carried from before", "Tax withheld", "Sent", "Carried on")
)


def _paid(sitting: Sitting, each: ParticipantStatement) -> Iterator[Cell]:
    for figure in (each.now, each.carried, each.tax, each.sent, each.carried_on):
        yield sitting.cell(figure, blank_zero=True)


def payment_table(sitting: Sitting, each: ParticipantStatement) -> Table:
    """How one payment comes about."""
    held_back = Row((text("Carried on", note=each.note), sitting.cell(each.carried_on)))
    rows = [
        Row((text("Carried from before"), sitting.cell(each.carried))),
        Row((text("Earned in the period"), sitting.cell(each.now))),
        Row((text("Less tax withheld"), sitting.cell(each.tax))),
        *([held_back] if each.carried_on.value or each.note else []),
        Row((text("Sent", note=f"made {_day(each.statement.made)}"), sitting.cell(each.sent)), Weight.SUM),
    ]
    return table("payment", "The payment", (Column("What"), Column("Amount", Kind.MONEY)), rows,
                 unit=sitting.film.currency)  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
