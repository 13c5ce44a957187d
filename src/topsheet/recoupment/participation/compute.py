"""The room's door: books and deals in, every deal's statements and what is wrong with them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from topsheet.documents import Problem, Severity, Tree
from topsheet.figures import Figure, Value
from topsheet.money import Money
from topsheet.recoupment.participation import breakeven
from topsheet.recoupment.participation.check import check
from topsheet.recoupment.participation.circles import in_order
from topsheet.recoupment.participation.compare import compare, slips
from topsheet.recoupment.participation.costs import overhead_rate, owed, own_costs, write_costs, write_net
from topsheet.recoupment.participation.document import Books, Deal, ParticipationsDocument
from topsheet.recoupment.participation.flags import flags
from topsheet.recoupment.participation.ladder import Ladder, ladder
from topsheet.recoupment.participation.model import (
    BreakevenReport,
    DealReport,
    ParticipationReport,
    StatementReport,
)
from topsheet.recoupment.participation.receipts import write_charges, write_gross
from topsheet.recoupment.participation.share import (
    due,
    earned_of_gross,
    payable_of,
    step_rate,
    write_points,
    write_share,
)
from topsheet.recoupment.participation.sheet import Sheet, Terms
from topsheet.recoupment.participation.wording import terms_text


def compute(
    document: ParticipationsDocument, people: Mapping[str, str], currency: str, tree: Tree
) -> tuple[ParticipationReport, list[Problem]]:
    """Every deal's statements, cumulative and by movement, with what their printer got wrong.

    `people` are the names of all who may be meant by id, `currency` the film's. With an error among the problems
    the report has no deals: figures from terms that contradict themselves would be worse than none.
    """
    problems = check(document, people, currency, tree)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return ParticipationReport(document.currency), problems
    books = _Books(Terms(document, tree))
    by_id = {deal.id: deal for deal in document.deals}
    for id_ in in_order(document):
        books.work_out(by_id[id_])
    names = {books_.id: books_ for books_ in document.books}
    deals = []
    for at, deal in enumerate(document.deals):
        statements = tuple(books.statements[deal.id])
        name = people[deal.participant]
        terms = terms_text(deal, name, document)
        deals.append(DealReport(deal.id, deal.label, deal.participant, name, statements, terms))
        problems += _unreached(deal, at, statements, tree)
        problems += slips(deal, at, statements, names, tree, document.currency)
        problems += flags(deal, at, statements, tree, document.currency)
    return ParticipationReport(document.currency, tuple(deals)), problems


@dataclass
class _Books:
    """The deals worked out so far: their statements, and the steps of gross deals that others are charged with."""

    terms: Terms
    statements: dict[str, list[StatementReport]] = field(default_factory=dict)
    steps: dict[tuple[str, str], Ladder] = field(default_factory=dict)
    payable: dict[tuple[str, str], Figure[Money]] = field(default_factory=dict)

    def work_out(self, deal: Deal) -> None:
        """Every statement of a deal, the earliest first."""
        stopped: dict[str, breakeven.Solved] = {}
        done = self.statements.setdefault(deal.id, [])
        for books in self.terms.document.books:
            done.append(self._statement(Sheet(self.terms, deal, books, done[-1] if done else None), stopped))

    def _statement(self, sheet: Sheet, stopped: dict[str, breakeven.Solved]) -> StatementReport:
        deal, books = sheet.deal, sheet.books
        write_gross(sheet)
        found: tuple[BreakevenReport, ...] = ()
        steps, earned, payable = ladder(deal, {}), None, None
        if deal.points or deal.breakevens:
            write_charges(sheet)
            interest = write_costs(sheet)
            found, steps = self._breakevens(sheet, interest, stopped)
            charged = {each: self.payable[each, books.id] for each in deal.participations if each != deal.id}
            if deal.steps:
                earned = earned_of_gross(sheet, steps, found)
                payable = payable_of(sheet, earned)
                if deal.id in deal.participations:
                    charged[deal.id] = payable
            write_net(sheet, interest, charged)
        if deal.points:
            earned = write_points(sheet)
        earned = earned or earned_of_gross(sheet, steps, found)
        payable = payable or payable_of(sheet, earned)
        write_share(sheet, earned, payable)
        self.steps[deal.id, books.id], self.payable[deal.id, books.id] = steps, payable
        lines = tuple(sheet.lines.values())
        place = deal.printed_to or sheet.place
        return StatementReport(
            books.id,
            label_of(books),
            books.to,
            lines,
            tuple(sheet.rates),
            found,
            compare(lines, sheet.told.printed, place),
            due(sheet, payable, self._most(deal)),
        )

    def _most(self, deal: Deal) -> Figure[Money] | None:
        """The most that was payable in a statement before."""
        before = [each.line("payable").to_date for each in self.statements[deal.id]]
        return max(before, key=lambda figure: figure.value.amount, default=None)

    def _breakevens(
        self, sheet: Sheet, interest: Figure[Money] | None, stopped: dict[str, breakeven.Solved]
    ) -> tuple[tuple[BreakevenReport, ...], Ladder]:
        """Each break-even in the order written; the deal's own steps after one count in those that follow it."""
        deal, books = sheet.deal, sheet.books
        thresholds: dict[str, Fraction] = {}
        reports: list[BreakevenReport] = []
        own = ladder(deal, thresholds)
        owing, inputs, office = owed(sheet, interest), self._causes(sheet, interest), self._box_office(books)
        costs = {line.partition(".")[2]: sheet.lines[line].to_date.value.amount for line in own_costs(sheet)}
        charged = [each for each in self.terms.document.deals if each.id in deal.participations]
        if sheet.told.participations is not None:
            charged = []
        for asked in deal.breakevens:
            steps = tuple((each, own if each is deal else self.steps[each.id, books.id]) for each in charged)
            setting = breakeven.Setting(deal, books, sheet.told, owing, steps, costs, sheet.currency)
            solved = stopped.get(asked.id) or breakeven.find(asked, setting)
            name = f"{sheet.name}.breakeven.{asked.id}"
            report = breakeven.told(asked, solved, setting, name, inputs, office)
            if report.threshold is not None:
                thresholds[asked.id] = report.threshold
                own = ladder(deal, thresholds)
            if asked.moves == "first" and report.reached and isinstance(solved, breakeven.Solved):
                stopped.setdefault(asked.id, replace(solved, since=label_of(books)))
            reports.append(report)
        return tuple(reports), own

    def _causes(self, sheet: Sheet, interest: Figure[Money] | None) -> tuple[Figure[Value], ...]:
        """What every break-even of a statement rests on: receipts, fees, costs, rates, and others' participations."""
        lines = ["gross_receipts", "fees", "distribution_costs", *own_costs(sheet)]
        found: list[Figure[Value]] = [sheet.lines[each].to_date for each in lines if each in sheet.lines]
        found += [interest] if interest else []
        if sheet.deal.overhead:
            found.append(overhead_rate(sheet, sheet.deal.overhead))
        if sheet.deal.id in sheet.deal.participations:
            found += [step_rate(sheet, at) for at in range(len(sheet.deal.steps))]
        others = (each for each in sheet.deal.participations if each != sheet.deal.id)
        return (*found, *(self.payable[each, sheet.books.id] for each in others))

    def _box_office(self, books: Books) -> Figure[Money] | None:
        if books.box_office is None:
            return None
        at = self.terms.document.books.index(books)
        name = f"participation.books.{books.id}.box_office"
        return self.terms.money(name, "Box office", books.box_office, ("books", at, "box_office"))


def _unreached(deal: Deal, at: int, statements: tuple[StatementReport, ...], tree: Tree) -> list[Problem]:
    """A warning for each break-even that has no answer in the last statement."""
    found = []
    for place, each in enumerate(statements[-1].breakevens if statements else ()):
        if isinstance(each.gross.value, str):
            never = each.gross.value == breakeven.NEVER
            found.append(Problem(
                tree.where(("deals", at, "breakevens", place)),
                f"{deal.label}: {each.label} {'never comes' if never else 'is not known'}",
                f"{each.gross.how[:1].upper()}{each.gross.how[1:]}.",
                "Check fees, participations and overhead on them; together they must leave something of a dollar."
                if never else "Add `mix:` to it, with the share of each medium.",
                Severity.WARNING,
            ))  # fmt: skip
    return found


def label_of(books: Books) -> str:
    """What a statement is called: its label, or the day it goes to."""
    return books.label or f"statement to {books.to}"
