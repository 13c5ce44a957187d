"""A statement's print beside what we compute: each slip told once, where it was made, and followed to what it moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from topsheet.documents import Problem, Severity, Tree
from topsheet.money import Money
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.participation.counting import (
    fraction,
    held_of,
    one_fee,
    places,
    rounded,
    told_in,
)
from topsheet.recoupment.participation.document import Books, Deal, Told
from topsheet.recoupment.participation.model import Compared, Line, StatementReport


def compare(lines: Iterable[Line], printed: Mapping[str, Decimal], place: Decimal) -> tuple[Compared, ...]:
    """Every printed line beside what follows from the printed lines it is made of, to the last printed place.

    A line that agrees to that place is carried down as we compute it; one that does not is carried down as printed,
    so that the lines below it are not told as wrong for the same reason.
    """
    shift: dict[str, Fraction] = {}
    found: list[Compared] = []
    for line in lines:
        ours = line.to_date.value.amount
        moved = sum((by * shift.get(each, Fraction(0)) for each, by in line.follows.items()), Fraction(0))
        if line.id in printed:
            follows = rounded(Fraction(ours) + moved, place)
            delta = printed[line.id] - follows
            found.append(Compared(line.id, line.to_date.label, printed[line.id], follows, ours, delta))
            moved = Fraction(printed[line.id] - ours) if delta else moved
        shift[line.id] = moved
    return tuple(found)


def slips(deal: Deal, at: int, statements: Iterable[StatementReport], books: Mapping[str, Books], tree: Tree,
          currency: str) -> list[Problem]:  # fmt: skip
    """A warning for each line that is printed as something else than follows from the lines above it."""
    found: list[Problem] = []
    for statement in statements:
        told = told_in(deal, books[statement.id])
        found += _unknown(deal, at, statement, told, tree)
        for each in statement.compared:
            if each.delta:
                where = ("deals", at, "statements", deal.statements.index(told), "printed", each.line)
                found.append(_slip(deal, each, statement, books[statement.id], tree.where(where), currency))
    return found


def _unknown(deal: Deal, at: int, statement: StatementReport, told: Told, tree: Tree) -> list[Problem]:
    """A warning for each printed line that the statement does not have."""
    lines = [line.id for line in statement.lines]
    findings = Findings(tree)
    for name in told.printed:
        if name not in lines:
            where = ("deals", at, "statements", deal.statements.index(told), "printed", name)
            findings.unknown(where, f"{deal.label} prints `{name}`, which is no line of its statement", name, lines,
                             "It is compared with nothing.", "Name a line", Severity.WARNING)  # fmt: skip
    return findings.problems


def _slip(
    deal: Deal, each: Compared, statement: StatementReport, books: Books, where: str, currency: str
) -> Problem:
    printed, follows, delta = (Money(amount, currency) for amount in (each.printed, each.follows, each.delta))
    reason = _reason(deal, each, statement, books, currency)
    more = "more" if each.delta > 0 else "less"
    return Problem(
        where,
        f"{deal.label}, {statement.label}: `{each.line}` is printed as {printed}, and {follows} follows: "
        f"{Money(abs(delta.amount), currency)} {more}",
        reason
        or "The lines it is made of, as printed, do not make it; every line below carries the difference.",
        "Ask for a corrected statement, or correct what was copied from it.",
        Severity.WARNING,
    )


def _reason(deal: Deal, each: Compared, statement: StatementReport, books: Books, currency: str) -> str:
    """Why a line may be off: overhead charged on interest, or a fee on money that nobody has paid."""
    place = deal.printed_to or deal.rounded_to or places(currency)
    if each.line == "overhead" and deal.overhead and not deal.overhead.on_interest:
        extra = Fraction(statement.amount("interest")) * fraction(deal.overhead.percent)
        if extra and abs(Fraction(each.delta) - extra) <= place:
            return "The difference is overhead charged on interest, which the deal does not allow."
    one = one_fee(deal)
    if each.line == "fees" and one and deal.fees_on == "collected":
        extra = sum(held_of(deal, books), Fraction(0)) * fraction(one)
        if extra and abs(Fraction(each.delta) - extra) <= place:
            return (
                "The difference is a fee on what is billed and not collected, which the deal does not allow."
            )
    return ""
