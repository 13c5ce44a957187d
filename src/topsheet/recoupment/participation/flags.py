"""What an auditor looks for between two statements of one deal: told by the desk before anybody has to look."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from topsheet.documents import Problem, Severity, Tree
from topsheet.money import Money, Percent
from topsheet.recoupment.participation.counting import NOTHING, amount_of
from topsheet.recoupment.participation.document import Books, Deal, ParticipationsDocument
from topsheet.recoupment.participation.model import Line, StatementReport

# A net within this part of gross receipts of nothing is near recoupment.
NEAR = Fraction(1, 10)
# A rate that moved by less than this many percent is rounding of print.
STEADY = Decimal("0.05")
# What may fall with time: money comes in, and reserves are released.
_HELD = ("receivables", "reserves")
# Lines that come from the books as they are; where they fall, the books are told of it.
_BOOKED = ("gross.", "cost.", "negative.")
_FALLS = "Amounts are to date, so none of them can fall unless something was reversed."
_WHY = "Auditors ask for the vouchers of such a line first."


def book_flags(document: ParticipationsDocument, tree: Tree) -> list[Problem]:
    """What moved the wrong way between two books, whoever's statement it stands in."""
    found: list[Problem] = []
    for at, (before, now) in enumerate(pairwise(document.books), start=1):
        kept = _amounts(now)
        for (kind, name), (was, _) in _amounts(before).items():
            amount, place = kept.get((kind, name), (Decimal(0), None))
            if amount < was:
                path = ("books", at, kind) if place is None else ("books", at, kind, place, "amount")
                found.append(_told(
                    tree.where(path),
                    f"`{name}` falls from {Money(was, document.currency)} in {_named(before)} to "
                    f"{Money(amount, document.currency)} in {_named(now)}",
                    _FALLS,
                    "Ask what was reversed and why, or correct what was copied.",
                ))  # fmt: skip
        held_before, held = _held(before), _held(now)
        if held > held_before > 0:
            found.append(_told(
                tree.where(("books", at)),
                f"reserves grow from {Money(held_before, document.currency)} to {Money(held, document.currency)} "
                f"in {_named(now)}",
                "What is held back against returns should come back with time; a growing reserve delays payment.",
                "Ask for the returns it is held against, and for the day on which it is released.",
            ))  # fmt: skip
    return found


def _amounts(books: Books) -> dict[tuple[str, str], tuple[Decimal, int | None]]:
    """Every amount of the books by list and name, with its place in the list."""
    found: dict[tuple[str, str], tuple[Decimal, int | None]] = {
        ("receipts", ", ".join(filter(None, (each.medium, each.territory)))): (amount_of(each, books), place)
        for place, each in enumerate(books.receipts)
    }
    for kind, costs in (("distribution", books.distribution), ("negative", books.negative)):
        found |= {(kind, cost.id): (cost.amount, place) for place, cost in enumerate(costs)}
    return found


def _held(books: Books) -> Decimal:
    return books.reserves + sum((each.reserve for each in books.receipts), Decimal(0))


def flags(
    deal: Deal, at: int, statements: Sequence[StatementReport], tree: Tree, currency: str
) -> list[Problem]:
    """What changed between two statements of a deal that an auditor would ask about."""
    found: list[Problem] = []
    for before, now in pairwise(statements):
        where = tree.where(_place(deal, at, now.id))
        found += _new_charges(deal, before, now, where, currency)
        found += _rates(deal, before, now, where)
        found += _falls(deal, before, now, where, currency)
    return found


def _place(deal: Deal, at: int, statement: str) -> tuple[str | int, ...]:
    told = [each.statement for each in deal.statements]
    return ("deals", at, "statements", told.index(statement)) if statement in told else ("deals", at)


def _new_charges(deal: Deal, before: StatementReport, now: StatementReport, where: str,
                 currency: str) -> list[Problem]:  # fmt: skip
    if "net" not in {line.id for line in now.lines} or not _near(before, now):
        return []
    return [
        _told(
            where,
            f"{deal.label}: {line.to_date.label}, {Money(amount, currency)}, is first deducted in {now.label}, "
            f"when the net goes from {_net(before, currency)} to {_net(now, currency)}",
            f"A deduction that begins just before or after recoupment keeps the net down. {_WHY}",
            "Ask what it is, which clause allows it, and why it was not charged before.",
        )
        for line in now.lines
        if line.role == "charge" and line.id not in _HELD
        if (amount := line.to_date.value.amount) > 0
        and not before.amount(line.id)
        and not _comes_with_receipts(before, now, line.id)
    ]


def _comes_with_receipts(before: StatementReport, now: StatementReport, line: str) -> bool:
    """Whether a fee begins because its medium does: it is no new deduction."""
    kind, _, medium = line.partition(".")
    gross = f"gross.{medium}"
    return kind == "fee" and bool(now.amount(gross)) and not before.amount(gross)


def _near(before: StatementReport, now: StatementReport) -> bool:
    """Whether the net crosses nothing between the two, or lies near it in one of them."""
    nets = [Fraction(each.amount("net")) for each in (before, now)]
    crossed = (nets[0] < 0) != (nets[1] < 0)
    close = any(abs(net) <= NEAR * Fraction(each.amount("gross_receipts"))
                for net, each in zip(nets, (before, now), strict=True))  # fmt: skip
    return crossed or close


def _rates(deal: Deal, before: StatementReport, now: StatementReport, where: str) -> list[Problem]:
    """Rates that the statements themselves say, by an amount printed otherwise than we compute it, or given."""
    found = []
    for line in now.lines:
        (then, said_then), (later, said) = _rate(deal, before, line.id), _rate(deal, now, line.id)
        if then is None or later is None or abs(later - then) < STEADY or not (said or said_then):
            continue
        found.append(_told(
            where,
            f"{deal.label}: the rate of `{line.id}` goes from {Percent(then)} in {before.label} to {Percent(later)} "
            f"in {now.label}",
            "A rate agreed once should not move between statements; another mix of media may move an average.",
            "Compare the rate with the contract, medium by medium.",
        ))  # fmt: skip
    return found


def _rate(deal: Deal, statement: StatementReport, id_: str) -> tuple[Decimal | None, bool]:
    """A charge in percent of the lines it is charged on, and whether the statement says so rather than the deal."""
    line = next((each for each in statement.lines if each.id == id_ and each.role == "charge"), None)
    if line is None:
        return None, False
    bases = line.follows or (["gross_receipts"] if id_ == "fees" else [])
    base = sum((statement.amount(each) for each in bases), Decimal(0))
    amount, said = _stated(deal, statement, line)
    return (amount * 100 / base if base > 0 else None), said


def _stated(deal: Deal, statement: StatementReport, line: Line) -> tuple[Decimal, bool]:
    """What a line says: as printed where that is not what we compute; and whether the statement itself says it."""
    for each in statement.compared:
        if each.line == line.id and each.delta:
            return each.printed, True
    told = next((each for each in deal.statements if each.statement == statement.id), NOTHING)
    given = {"fees": told.fees, "interest": told.interest, "participations": told.participations}
    return line.to_date.value.amount, given.get(line.id) is not None


def _falls(deal: Deal, before: StatementReport, now: StatementReport, where: str,
           currency: str) -> list[Problem]:  # fmt: skip
    """Lines that the statements themselves say, and that fall although they are to date."""
    found = []
    later = {line.id: line for line in now.lines}
    for line in before.lines:
        if line.role == "total" or line.id in _HELD:
            continue
        (was, said_then), (amount, said) = _stated(deal, before, line), (Decimal(0), True)
        if line.id in later:
            amount, said = _stated(deal, now, later[line.id])
        if amount < was and (said or said_then) and not line.id.startswith(_BOOKED):
            found.append(_told(
                where,
                f"{deal.label}: `{line.id}` falls from {Money(was, currency)} in {before.label} to "
                f"{Money(amount, currency)} in {now.label}",
                _FALLS,
                "Ask what was reversed and why, or correct what was copied.",
            ))  # fmt: skip
    return found


def _named(books: Books) -> str:
    return books.label or f"the books to {books.to}"


def _net(statement: StatementReport, currency: str) -> str:
    return str(Money(statement.amount("net"), currency))


def _told(where: str, what: str, why: str, fix: str) -> Problem:
    return Problem(where, what, why, fix, Severity.WARNING)
