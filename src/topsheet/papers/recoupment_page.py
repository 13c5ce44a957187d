"""The recoupment room as pages of text: the terms, any receipts paid out, statements, break-evens, futures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.film.statements import Stated
from topsheet.money import Money
from topsheet.papers.one_page import Cell, OnePage, Part, Table, cell
from topsheet.papers.spell import spell
from topsheet.recoupment import CaseReport
from topsheet.recoupment.statements import ParticipantStatement, Statement


def terms_page(film: Film, variant: str = "") -> OnePage:
    """The terms read back, the cases and break-evens. Raises StopIteration for a variant that does not exist."""
    report = film.recoupment
    if variant:
        told = next(each for each in report.variants if each.id == variant)
        sentences, cases, breakevens, name = told.terms_text, told.cases, told.breakevens, told.title
    else:
        sentences, cases, breakevens, name = report.terms_text, report.cases, report.breakevens, "the terms"
    text = Table(
        ("No.", "What the terms say"),
        tuple((Cell(f"{n}."), Cell(each)) for n, each in enumerate(sentences, 1)),
    )
    parts = [Part("Who is paid, and in which order?", f"{len(sentences)} sentences.", (text,))]
    if cases:
        parts.append(cases_part(cases))
    parts.append(breakevens_part(breakevens, film.currency))
    return page_of(film, f"Recoupment by {name}", parts)


def breakevens_part(breakevens: Sequence[Figure[Value]], currency: str) -> Part:
    """At what gross each position asked for has its money back."""
    rows = tuple((Cell(each.label), _worth(each)) for each in breakevens)
    return Part("When is the money back?", "", (Table(("Break-even", currency), rows),))


def run_page(film: Film, case: CaseReport) -> OnePage:
    """Everybody's part of some receipts, step by step."""
    return page_of(film, "Receipts paid out by the terms", [cases_part([case])])


def statement_page(film: Film, found: Stated, number: int = 0, who: str = "") -> OnePage:
    """A statement, the last where no number is given, or one participant's part of it, without questions to others.

    Raises IndexError for a number that is not made, KeyError for one who is not a participant.
    """
    if not 0 <= number <= len(found.statements):
        raise IndexError(number)
    statement = found.statements[number - 1]
    if who:
        mine = found.of(who)[number - 1]
        return page_of(film, f"Statement {statement.number} of {mine.name}", [_own(mine)])
    parts = [_account(statement), _lines(statement), *_again(found, statement), *_asked(found, statement)]
    return page_of(film, f"Statement {statement.number}", parts)


def _again(found: Stated, statement: Statement) -> list[Part]:
    parts = []
    for each in found.reruns:
        if each.number == statement.number:
            rows = tuple(
                (
                    Cell(f"{one.payee}, {one.step}"),
                    cell(one.theirs),
                    cell(one.ours),
                    cell(one.delta),
                    Cell(one.why),
                )
                for one in each.differences
            )
            table = Table(("Where they part", "The agent", "The terms", "Difference", "What it may be"), rows)
            answer = f"{each.agreed} lines agree to the coin, {len(rows)} do not."
            parts.append(Part(f"Does {each.agent} agree?", answer, (table,)))
    return parts


def page_of(film: Film, subtitle: str, parts: Sequence[Part]) -> OnePage:
    """A page of the room, with the plan and the day it speaks of."""
    plan = f"with “{film.option_name}” adopted" if film.option else "as it stands"
    return OnePage(
        film.title,
        f"{subtitle}; the plan {plan} on {spell(film.as_of)}; amounts in {film.currency}",
        tuple(parts),
        (),
    )


def _worth(figure: Figure[Value]) -> Cell:
    value = figure.value
    return Cell(spell(value), figure.name) if isinstance(value, Money) else Cell(f"never: {figure.how}")


def cases_part(cases: Sequence[CaseReport]) -> Part:
    """Cases side by side, step by step, and everybody's part."""
    heads = tuple(
        f"{case.label}: {spell(case.gross.value)}" if case.label else spell(case.gross.value)
        for case in cases
    )
    rows = [
        (Cell(next(each for each in line if each).label), *(cell(each) for each in line))
        for line in zip_longest(*(case.rows for case in cases))
    ]
    steps = Table(("Step", *heads), tuple(rows))
    got = []
    for places in zip(*(case.positions for case in cases), strict=True):
        got.append((Cell(places[0].name), *(cell(each.paid) for each in places)))
        got.append((Cell("  of what it put in"), *(cell(each.returned) for each in places)))
    for parties in zip(*(case.parties for case in cases), strict=True):
        got.append((Cell(parties[0].name), *(cell(each.paid) for each in parties)))
    return Part("Who gets what?", "", (steps, Table(("Everybody", *heads), tuple(got))))


def _account(statement: Statement) -> Part:
    since = f"after {spell(statement.start)} " if statement.start else ""
    answer = f"Receipts {since}up to {spell(statement.end)}, shared out on {spell(statement.made)}."
    rows = [
        (Cell(each.label), cell(each))
        for each in (
            statement.opening,
            statement.received,
            statement.joined,
            statement.paid,
            statement.closing,
        )
    ]
    receipts = tuple(
        (
            Cell(each.payer),
            Cell(each.territory or "–"),
            Cell(each.medium or "–"),
            Cell(each.value_date.isoformat()),
            cell(each.net),
        )
        for each in statement.receipts
    )
    return Part("What came in, and where is it?", answer, (
        Table(("Account", statement.currency), tuple(rows)),
        Table(("Payer", "Territory", "Medium", "Value date", "Net"), receipts),
    ))  # fmt: skip


def _lines(statement: Statement) -> Part:
    rows = tuple(
        (
            Cell(f"{line.label}: {line.payee_name}"),
            cell(line.due),
            cell(line.before),
            cell(line.now),
            cell(line.to_date),
            cell(line.unpaid),
        )
        for line in statement.lines
    )
    table = Table(("Position", "Due to date", "Before", "Now", "To date", "Unpaid"), rows)
    return Part("Who is paid?", f"{spell(statement.paid.value)} in this period.", (table,))


def _own(mine: ParticipantStatement) -> Part:
    rows = [
        (Cell(f"{mine.name}, {words}"), cell(each))
        for words, each in (
            ("before", mine.before),
            ("in the period", mine.now),
            ("to date", mine.to_date),
            ("carried from before", mine.carried),
            ("tax withheld", mine.tax),
            ("payment", mine.sent),
            ("carried on", mine.carried_on),
        )
    ]
    lines = tuple(
        (Cell(line.label), Cell(line.rule), cell(line.now), cell(line.to_date), cell(line.unpaid))
        for line in mine.lines
    )
    return Part("What is due?", mine.note or f"{spell(mine.sent.value)} is paid.", (
        Table(("Account", mine.statement.currency), tuple(rows)),
        Table(("Line", "Rule", "Now", "To date", "Unpaid"), lines),
    ))  # fmt: skip


def _asked(found: Stated, statement: Statement) -> list[Part]:
    mine = [flag for flag in found.flags if flag.number in (0, statement.number)]
    if not mine:
        return []
    rows = tuple((Cell(flag.what), Cell(flag.ask)) for flag in mine)
    return [Part("What should be asked?", "", (Table(("Seen", "Ask"), rows),))]
