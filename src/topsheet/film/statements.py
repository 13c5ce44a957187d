"""The statements of a film: its receipts through its terms, as they were known on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from topsheet.figures import Figure, Value, index
from topsheet.film.chain import Film
from topsheet.film.folder import Production
from topsheet.film.receipts import facts_for_receipts
from topsheet.film.returns import terms_for
from topsheet.money import Money
from topsheet.recoupment import Terms
from topsheet.recoupment.document import Made, Paying
from topsheet.recoupment.rerun import Rerun, rerun
from topsheet.recoupment.returns import Flow, Returns, returns
from topsheet.recoupment.statements import (
    Flag,
    ParticipantStatement,
    Source,
    Statement,
    by_source,
    flags,
    participant,
    participants,
    statements,
)
from topsheet.release import Bill, Receipt, ReceiptsReport, StatementDoc, bills, receipts_report


@dataclass(frozen=True)
class Stated:
    """Every statement made up to a day, the questions about them, and what they rest on; `planned` by their days."""

    as_of: date
    terms: Terms
    receipts: ReceiptsReport
    statements: tuple[Statement, ...]
    flags: tuple[Flag, ...]
    bills: tuple[Bill, ...]
    planned: tuple[Made, ...]
    paying: tuple[Paying, ...]
    reruns: tuple[Rerun, ...] = ()  # the collection agent's own statements beside ours

    @property
    def next(self) -> Made | None:
        """The next statement that is due after the day."""
        return next((each for each in self.planned if each.made > self.as_of), None)

    @property
    def waiting(self) -> tuple[Receipt, ...]:
        """What is known and stands in no statement yet."""
        told = {each.id for one in self.statements for each in one.receipts}
        return tuple(each for each in self.receipts.receipts if each.id not in told)

    def participants(self) -> Mapping[str, str]:
        """Who has statements, by id."""
        return participants(self.terms)

    @cached_property
    def _parts(self) -> Mapping[str, tuple[ParticipantStatement, ...]]:
        return {
            who: participant(self.terms, self.statements, who, self.paying) for who in self.participants()
        }

    def of(self, who: str) -> tuple[ParticipantStatement, ...]:
        """Somebody's own statements. Raises KeyError for one who is not a participant."""
        return self._parts[who]

    def sources(self, number: int = 0) -> tuple[Source, ...]:
        """Receipts by source: of a statement, or of all beside what waits for the next (0).

        What is unpaid is known on the day asked alone: a statement has it on the day it was made.
        """
        done = self.statements[: number - 1] if number else self.statements
        before = [each for one in done for each in one.receipts]
        now = self.statements[number - 1].receipts if number else self.waiting
        today = not number or self.statements[number - 1].made == self.as_of
        name = f"statement.{number}" if number else "statement.next"
        return by_source(name, before, now, self.bills if today else (), Money.zero(self.terms.currency))

    def figures(self) -> dict[str, Figure[Value]]:
        """Every figure of the statements, of each participant's, of sources, bills and the bank by its name."""
        return index(self._roots())

    def _roots(self) -> Iterator[Figure[Value]]:
        for each in self.statements:
            yield from each.roots()
        for who in self.participants():
            for mine in self.of(who):
                yield from mine.roots()
        for number in range(len(self.statements) + 1):
            for row in self.sources(number):
                yield from (row.to_date, *row.outstanding)
        for bill in self.bills:
            yield bill.outstanding
        for line in self.receipts.bank:
            yield line.difference
        for rerun_ in self.reruns:
            yield from (part.delta for part in rerun_.differences)


def stated(film: Film, as_of: date) -> Stated | None:
    """The statements of a film made up to a day, from what was known then; None without receipts or terms that run."""
    made, document = film.production, film.production.receipts
    terms = terms_for(made, film.finance)
    if document is None or terms is None:
        return None
    tree = made.trees["receipts"]
    report, _ = receipts_report(document, tree, facts_for_receipts(made), as_of=as_of)
    if report is None:
        return None
    planned = tuple(sorted(made.recoupment.statements, key=lambda each: each.made))
    done = statements(terms, report.receipts, report.reported, planned, as_of)
    owed = bills(document, tree, end=as_of, as_of=as_of)
    asked = flags(terms, done, report.bank, owed, as_of)
    told = [(at, each) for at, each in enumerate(document.statements) if each.received <= as_of]
    gone = {each.supersedes for _, each in told}
    again = [
        made_again
        for at, each in told
        if each.id not in gone and (made_again := rerun(terms, done, each, at, tree))
    ]
    apart = _apart([each for _, each in told if each.id not in gone], planned)
    return Stated(
        as_of, terms, report, done, (*apart, *asked), owed, planned, made.recoupment.paying, tuple(again)
    )


def otherwise(film: Film, made: Production, as_of: date) -> tuple[int, ...]:
    """The statements made up to a day that would have paid somebody otherwise under the terms of `made`.

    None where no statement was made, or where one of the two cannot be run.
    """
    if not any(each.made <= as_of for each in film.production.recoupment.statements):
        return ()
    before, after = stated(film, as_of), stated(replace(film, production=made), as_of)
    if before is None or after is None:
        return ()
    same = [_payments(each) for each in after.statements]
    return tuple(each.number for each in before.statements if _payments(each) not in same)


def _payments(statement: Statement) -> tuple[date, date, dict[str, Money]]:
    paid: dict[str, Money] = {}
    for line in statement.lines:
        if line.now.value:
            paid[line.payee] = paid.get(line.payee, Money.zero(statement.currency)) + line.now.value
    return statement.end, statement.made, paid


def _apart(theirs: Sequence[StatementDoc], planned: Sequence[Made]) -> list[Flag]:
    """An agent's statement that says what everybody has had on a day to which no statement of ours is made."""
    return [
        Flag(0, f"{each.id} says what everybody has had to {each.period.to}, and no statement of ours ends that day",
             "Plan a statement to that day, so that theirs can be laid beside it; or ask for theirs to our day.")
        for each in theirs
        if each.allocations and each.period.to not in [one.to for one in planned]
    ]  # fmt: skip


def returned(film: Film, found: Stated, who: str) -> Returns | None:
    """What a position had back by the day of the statements, before tax withheld: multiple, recouped, payback, rate.

    Paid in on the days of the finance plan; None for one that is no source of it, or pays in on no day by then.
    """
    source = next((each for each in film.finance.sources if each.id == who), None)
    if source is None:
        return None
    place = f"statement.returns.{who}"
    into = [
        Flow(part.day, Figure(f"{place}.in.{number}", f"{part.amount.label}, paid in", -part.amount.value.plain(),
                              "paid in by the finance plan", (part.amount,)))
        for number, part in enumerate(source.receipts, start=1)
        if part.day <= found.as_of
    ]  # fmt: skip
    back = [Flow(each.statement.made, each.paid) for each in found.of(who) if each.paid.value]
    return returns(place, source.name, [*into, *back]) if into else None


def figures_of(film: Film, found: Stated) -> dict[str, Figure[Value]]:
    """Every figure of the statements, and of what each position had back."""
    back = [made for who in found.participants() if (made := returned(film, found, who))]
    extra = index(
        each for made in back
        for each in (made.invested, made.received, made.multiple, made.recouped, made.payback, made.irr)
    )  # fmt: skip
    return {**extra, **found.figures()}
