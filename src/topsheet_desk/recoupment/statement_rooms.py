"""The statement centre, one statement, and one participant's part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from topsheet.film.statements import Stated, returned
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.participant_statement import participant_paper
from topsheet.recoupment.document import Made
from topsheet.recoupment.returns import Returns
from topsheet.recoupment.statements import ParticipantStatement, Statement
from topsheet_desk.recoupment import statement_tables as tables
from topsheet_desk.recoupment.statement_day import StatementsRoom, as_made, statements_sitting
from topsheet_desk.site.asked_day import day_of
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, at_most, dated, table, text
from topsheet_desk.vault.lookups import Ask, Sitting
from topsheet_desk.vault.lookups.stating import stated
from topsheet_desk.vault.refusals import NoSuchStatement

ON_A_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre(StatementsRoom):
    """All statements made up to a day; `why_none` says what is missing where none can be made."""

    why_none: str = ""

    @property
    def shown(self) -> tuple[Table, ...]:
        """The tables as the page shows them: of a long list the first rows."""
        return tuple(at_most(each, ON_A_PAGE) for each in self.tables.values())

    @property
    def last(self) -> Statement | None:
        """The latest statement."""
        return self.found.statements[-1] if self.found and self.found.statements else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStatement(StatementsRoom):
    """One statement as it was known when it was made; `next` is the one planned after it."""

    statement: Statement
    notes: tuple[str, ...]
    next: Made | None
    before: str
    after: str

    @property
    def begins(self) -> date | None:
        """The first day of its period; none for the first statement."""
        return self.statement.start and self.statement.start + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneParticipant(OneStatement):
    """One participant's part of a statement, and every one of theirs up to it."""

    mine: ParticipantStatement
    returns: Returns | None
    party: str


def centre_room(ask: Ask) -> Centre:
    """The statement centre. Raises NotShared."""
    sitting, day = statements_sitting(ask), day_of(ask)
    found = stated(sitting.film, day.day)
    planned = tuple(sorted(sitting.film.production.recoupment.statements, key=lambda each: each.made))
    shown = _centre_tables(sitting, found, day.query) if found else ()
    return Centre(page=Page.STATEMENTS, sitting=sitting, tables={each.id: each for each in shown}, day=day, found=found,
                  planned=planned, address="statements", why_none=_why_none(sitting, found, planned))  # fmt: skip


def _centre_tables(sitting: Sitting, found: Stated, query: str) -> Iterator[Table]:
    if found.statements:
        yield _statements(sitting, found, query)
        links = _participants(sitting, found, len(found.statements), query)
        yield tables.payments_table(sitting, [found.of(who)[-1] for who in found.participants()], links)
    yield _questions(sitting, found, query)
    yield tables.sources_table(sitting, found.sources(), ("In statements", "Since then"), owed=True)
    yield _bills(sitting, found)
    yield _bank(sitting, found)


def statement_room(ask: Ask, number: int) -> OneStatement:
    """One statement. Raises NotShared, NoSuchStatement."""
    sitting, day = statements_sitting(ask), day_of(ask)
    now, then = as_made(sitting, day.day, number)
    statement = then.statements[number - 1]
    links = _participants(sitting, then, number, day.query)
    owned = {claim: links[owner] for claim, owner in then.terms.owners.items() if owner in links}
    shown = (
        tables.sources_table(sitting, then.sources(number), ("Before", "This period"), owed=True),
        tables.receipts_table(sitting, statement.receipts),
        tables.lines_table(sitting, then.terms, statement.lines, {**links, **owned}),
        tables.account_table(sitting, statement),
        tables.payments_table(sitting, [then.of(who)[number - 1] for who in then.participants()], links),
        *(tables.rerun_table(sitting, each) for each in now.reruns if each.number == number),
    )
    return OneStatement(
        page=Page.STATEMENTS, sitting=sitting, tables={each.id: each for each in shown}, day=day, found=then,
        planned=then.planned, address="statement", parts=(number,), statement=statement,
        notes=tuple(_notes(now, then, number)), next=_next(then, statement),
        before=_beside(sitting, "statement", number - 1, now, day.query),
        after=_beside(sitting, "statement", number + 1, now, day.query),
    )  # fmt: skip


def participant_room(ask: Ask, number: int, who: str) -> OneParticipant:
    """One participant's part of a statement. Raises NotShared, NoSuchStatement."""
    sitting, day = statements_sitting(ask), day_of(ask)
    now, then = as_made(sitting, day.day, number)
    if who not in then.participants():
        raise NoSuchStatement
    history = then.of(who)[:number]
    mine, slug = history[-1], sitting.seat.slug
    links = {
        at: reverse("statement_participant", args=[slug, at, who]) + day.query for at in range(1, number + 1)
    }
    shown = (
        tables.payment_table(sitting, mine),
        tables.own_lines_table(sitting, mine.lines),
        tables.history_table(sitting, history, links),
    )
    source = next((each for each in sitting.film.finance.sources if each.id == who), None)
    return OneParticipant(
        page=Page.STATEMENTS, sitting=sitting, tables={each.id: each for each in shown}, day=day, found=then,
        planned=then.planned, address="statement_participant", parts=(number, who), statement=mine.statement,
        notes=(), next=_next(then, mine.statement),
        before=_beside(sitting, "statement_participant", number - 1, now, day.query, who),
        after=_beside(sitting, "statement_participant", number + 1, now, day.query, who),
        mine=mine, returns=returned(sitting.film, then, who), party=source.party if source else "",
    )  # fmt: skip


def participant_pdf(ask: Ask, number: int, who: str) -> bytes:
    """One participant's part of a statement on paper, for them. Raises NotShared, NoSuchStatement."""
    sitting, day = statements_sitting(ask), day_of(ask)
    _now, then = as_made(sitting, day.day, number)
    if who not in then.participants():
        raise NoSuchStatement
    return paper_pdf(participant_paper(sitting.film, then, number, who))


def _why_none(sitting: Sitting, found: Stated | None, planned: tuple[Made, ...]) -> str:
    if sitting.film.production.receipts is None:
        return "There are no receipts yet. Write what came in into receipts.yaml, or take a statement in."
    if found is None:
        return "The terms or the receipts hold a mistake, so no statement can be made. The problems page says where."
    if not planned:
        return "No statements are planned. Write into recoupment.yaml to which day each counts, and when it is made."
    return ""


def _statements(sitting: Sitting, found: Stated, query: str) -> Table:
    columns = (Column("No."), Column("Period"), Column("Made", Kind.DATE), Column("Opening", Kind.MONEY),
               Column("Received", Kind.MONEY), Column("Paid", Kind.MONEY), Column("Closing", Kind.MONEY),
               Column("Questions", Kind.NUMBER))  # fmt: skip
    cell, rows = sitting.cell, []
    for each in found.statements:
        asked = sum(flag.number == each.number for flag in found.flags)
        at = reverse("statement", args=[sitting.seat.slug, each.number]) + query
        rows.append(Row((text(f"Statement {each.number}", anchor=at, value=str(each.number)), text(tables.period(each)),
                         dated(each.made), cell(each.opening), cell(each.received), cell(each.paid), cell(each.closing),
                         text(asked or "–", value=str(asked), tone=Tone.WATCH if asked else Tone.QUIET))))  # fmt: skip
    return table("statements", "Statements made", columns, rows, unit=sitting.film.currency)


def _questions(sitting: Sitting, found: Stated, query: str) -> Table:
    slug = sitting.seat.slug
    rows = [
        Row((text(f"Statement {flag.number}" if flag.number else "–",
                  anchor=reverse("statement", args=[slug, flag.number]) + query if flag.number else ""),
             text(flag.what), text(flag.ask)))
        for flag in found.flags
    ]  # fmt: skip
    columns = (Column("About"), Column("What is seen"), Column("What to do"))
    return table("questions", "What an auditor would ask", columns, rows,
                 empty="Nothing that asks a question was seen.")  # fmt: skip


def _bills(sitting: Sitting, found: Stated) -> Table:
    columns = (Column("Payer"), Column("Bill"), Column("Territory"), Column("Medium"), Column("Billed on", Kind.DATE),
               Column("Billed", Kind.MONEY), Column("Received of it", Kind.MONEY),
               Column("Not received", Kind.MONEY))  # fmt: skip
    rows = [
        Row((text(each.payer), text(each.number or "–"), text(each.territory), text(each.medium), dated(each.on),
             *map(sitting.in_currency, (each.billed, each.paid, each.outstanding))))
        for each in found.bills if each.outstanding.value
    ]  # fmt: skip
    return table("bills", "Bills not paid", columns, rows, empty="Every bill known by this day is paid.")


def _bank(sitting: Sitting, found: Stated) -> Table:
    columns = (Column("Day", Kind.DATE), Column("Balance of the bank", Kind.MONEY),
               Column("Received less paid", Kind.MONEY), Column("Not explained", Kind.MONEY))  # fmt: skip
    rows = [
        Row((dated(each.day), sitting.cell(each.balance), sitting.cell(each.expected), sitting.cell(each.difference)))
        for each in found.receipts.bank
    ]  # fmt: skip
    return table("bank", "The account beside the bank", columns, rows, unit=sitting.film.currency,
                 empty="No balance of the bank is known. Write one into receipts.yaml under bank.")  # fmt: skip


def _participants(sitting: Sitting, found: Stated, number: int, query: str) -> Mapping[str, str]:
    slug = sitting.seat.slug
    return {
        who: reverse("statement_participant", args=[slug, number, who]) + query
        for who in found.participants()
    }


def _beside(sitting: Sitting, address: str, number: int, now: Stated, query: str, *more: str) -> str:
    if not 0 < number <= len(now.statements):
        return ""
    return reverse(address, args=[sitting.seat.slug, number, *more]) + query


def _next(found: Stated, statement: Statement) -> Made | None:
    return next((each for each in found.planned if each.made > statement.made), None)


def _notes(now: Stated, then: Stated, number: int) -> Iterator[str]:
    """What is asked about the statement, what it restates, and what later ones restated of it."""
    yield from (f"{flag.what}. {flag.ask}" for flag in then.flags if flag.number == number)
    own = {each.id for each in then.statements[number - 1].receipts}
    for later in now.statements[number:]:
        back = sorted({each.corrects for each in later.receipts if each.takes_back} & own)
        if back:
            yield f"Statement {later.number} restates {', '.join(back)}. This statement stands as it was made."
