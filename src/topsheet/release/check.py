"""What is wrong with the receipts: statements and their restatements, numbers reported, the bank; then every line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from topsheet.documents import Problem, Tree, id_problem, named_twice
from topsheet.documents.strict_yaml import Path
from topsheet.money import is_currency
from topsheet.release.check_lines import check_line
from topsheet.release.check_twice import check_rates, check_twice
from topsheet.release.document import ReceiptsDocument, StatementDoc
from topsheet.release.findings import doubtful, wrong
from topsheet.release.received import chains


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What other documents say: the film's currency, territories by code, deals with their days, rates of the plan.

    `since` is the day of the plan's first paper.
    """

    currency: str
    territories: Collection[str] = ()
    deals: Mapping[str, date | None] = field(default_factory=dict)
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    since: date | None = None


def check(document: ReceiptsDocument, tree: Tree, known: KnownFacts) -> list[Problem]:
    """Every problem, in the order of the document."""
    return [
        *_currency(document, tree, known),
        *_ids(document, tree),
        *_statements(document, tree),
        *_restatements(document, tree),
        *(
            problem
            for at, statement in enumerate(document.statements)
            for place, line in enumerate(statement.lines)
            for problem in check_line(
                document, statement, line, (tree, ("statements", at, "lines", place)), known
            )
        ),
        *check_twice(document, tree),
        *check_rates(document, tree, known.rates),
        *_reports(document, tree),
        *_bank(document, tree),
    ]


def _currency(document: ReceiptsDocument, tree: Tree, known: KnownFacts) -> Iterator[Problem]:
    if document.currency != known.currency:
        yield wrong(
            (tree, ("currency",)),
            f"the receipts are in {document.currency}, the production in {known.currency}",
            "Every receipt is turned into the film's currency, in which the terms pay.",
            f"Write `currency: {known.currency}`; a statement names its own.",
        )


def _ids(document: ReceiptsDocument, tree: Tree) -> Iterator[Problem]:
    named: list[tuple[Path, str]] = [
        (("statements", at, "id"), each.id) for at, each in enumerate(document.statements)
    ]
    yield from named_twice(tree, named, "the statement", "Nobody could say which of the two is restated.")
    mappings: list[tuple[Path, str]] = [
        (("mappings", at, "id"), each.id) for at, each in enumerate(document.mappings)
    ]
    yield from named_twice(tree, mappings, "the mapping", "Nobody could say which of the two reads a file.")
    yield from _id_words(tree, [*named, *mappings])
    for at, statement in enumerate(document.statements):
        lines: list[tuple[Path, str]] = [
            (("statements", at, "lines", n, "id"), each.id) for n, each in enumerate(statement.lines)
        ]
        yield from named_twice(tree, lines, "the line", "A restatement could not say which of them it means.")
        yield from _id_words(tree, lines)


def _id_words(tree: Tree, named: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    for path, name in named:
        if found := id_problem(name, tree.where(path)):
            yield found


def _statements(document: ReceiptsDocument, tree: Tree) -> Iterator[Problem]:
    digests: dict[str, str] = {}
    for at, statement in enumerate(document.statements):
        path = ("statements", at)
        if statement.period.start > statement.period.to:
            yield wrong(
                (tree, (*path, "period")),
                "the period ends before it begins",
                "Receipts are compared by the periods they were earned in.",
                "Exchange the two days, or correct one.",
            )
        elif statement.received < statement.period.to:
            yield doubtful(
                (tree, (*path, "received")),
                f"was received on {statement.received}, before its period ends on {statement.period.to}",
                "A statement usually follows its period; what came after it would be missing.",
                "Check both days.",
            )
        if not is_currency(statement.currency):
            yield wrong(
                (tree, (*path, "currency")),
                f"{statement.currency} is no currency",
                "Its amounts could not be turned into the film's currency.",
                "Write a code of ISO 4217 such as USD, EUR or GBP.",
            )
        if statement.sha256 and statement.sha256 in digests:
            yield wrong(
                (tree, (*path, "sha256")),
                f"is the same file as statement `{digests[statement.sha256]}`",
                "All of its receipts would count twice.",
                "Remove one of the two statements.",
            )
        digests.setdefault(statement.sha256, statement.id)


def _restatements(document: ReceiptsDocument, tree: Tree) -> Iterator[Problem]:
    every = {each.id: each for each in document.statements}
    taken: dict[str, str] = {}
    circles = chains(document.statements)
    for at, statement in enumerate(document.statements):
        if statement.supersedes is None:
            continue
        where = (tree, ("statements", at, "supersedes"))
        old = every.get(statement.supersedes)
        if old is None:
            yield wrong(
                where,
                f"supersedes `{statement.supersedes}`, which is no statement",
                "What it restates would count beside it.",
                "Write the id of the statement that it replaces.",
            )
        elif statement.id == old.id or statement.id in circles[old.id]:
            yield wrong(
                where,
                f"`{statement.id}` and `{old.id}` supersede each other",
                "None of them would be the first, and nothing could be said to be known.",
                "Let only the later one name the earlier.",
            )
        elif old.received > statement.received:
            yield wrong(
                where,
                f"supersedes `{old.id}`, which was received later, on {old.received}",
                "A restatement can only correct what was there before it.",
                "Correct the days, or let the later statement name this one.",
            )
        elif old.id in taken:
            yield wrong(
                where,
                f"`{old.id}` is superseded by `{taken[old.id]}` already",
                "Both would count in its place.",
                f"Let it supersede `{taken[old.id]}`.",
            )
        else:
            taken[old.id] = statement.id
            yield from _left_out(statement, old, where[0], where[1])


def _left_out(
    statement: StatementDoc, old: StatementDoc, tree: Tree, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    lost = {line.id for line in old.lines} - {line.id for line in statement.lines}
    if lost:
        yield doubtful(
            (tree, path),
            f"leaves out what `{old.id}` had: {', '.join(sorted(lost))}",
            "A restatement replaces the whole statement, so these lines are taken back.",
            "Write them again if they still stand.",
        )


def _reports(document: ReceiptsDocument, tree: Tree) -> Iterator[Problem]:
    placed = sorted(
        (each.register_id, each.day, each.received or each.day, at)
        for at, each in enumerate(document.reports)
    )
    for at, each in enumerate(document.reports):
        if each.received and each.received < each.day:
            yield wrong(
                (tree, ("reports", at, "received")),
                f"is known on {each.received}, before the day it speaks of",
                "Nobody can report a number that does not exist yet.",
                "Correct one of the two days.",
            )
    for register, rows in groupby(placed, key=lambda row: row[0]):
        highest = Decimal(0)
        for _, day, _, at in rows:
            number = document.reports[at].number
            if number < highest:
                yield doubtful(
                    (tree, ("reports", at, "number")),
                    f"`{register}` falls to {number:,f} on {day}",
                    "Numbers are written to date, so they do not fall; a bonus may hang on them.",
                    "Write the sum since the beginning; a correction is left as it is.",
                )
            highest = max(highest, number)
    twice = [(("reports", at), f"{name} {day} known {known}") for name, day, known, at in placed]
    yield from named_twice(
        tree, twice, "the number", "Only one can be what was known then.", "Remove one of the two."
    )


def _bank(document: ReceiptsDocument, tree: Tree) -> Iterator[Problem]:
    days = [(("bank", at), each.day.isoformat()) for at, each in enumerate(document.bank)]
    yield from named_twice(
        tree, days, "the balance of", "A day ends with one balance.", "Remove one of the two."
    )
