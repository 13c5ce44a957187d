"""What an auditor would ask about a statement, asked by the system itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from topsheet.recoupment.statements.model import Statement
from topsheet.recoupment.steps import Take, recoups
from topsheet.recoupment.terms import Terms
from topsheet.release import BankLine, Bill

# Days after which an unpaid bill is asked about.
LATE_DAYS = 180


@dataclass(frozen=True, slots=True)
class Flag:
    """A question: what was seen, and what to ask for; `number` is the statement, 0 for none."""

    number: int
    what: str
    ask: str


def flags(terms: Terms, made: Sequence[Statement], bank: Sequence[BankLine], bills: Sequence[Bill],
          as_of: date) -> tuple[Flag, ...]:  # fmt: skip
    """Every question, by statement."""
    found = [*_deductions(terms, made), *_reserves(made), *_corrections(made)]
    for each in bank:
        if each.difference.value:
            more = "more" if each.difference.value.amount > 0 else "less"
            what = f"On {each.day} the bank holds {more} than is explained: {each.difference.value}"
            found.append(
                Flag(0, what, "Ask the collection agent for the movements of the account up to that day.")
            )
    for bill in bills:
        days = (as_of - bill.on).days
        if bill.outstanding.value and days > LATE_DAYS:
            what = f"{bill.payer} has owed {bill.outstanding.value} for {days} days ({bill.number or 'no number'})"
            ask = "Ask the sales agent whether it has been chased, and what the contract says of delay."
            found.append(Flag(0, what, ask))
    return tuple(sorted(found, key=lambda flag: flag.number))


def _deductions(terms: Terms, made: Sequence[Statement]) -> list[Flag]:
    """A clause that takes money for the first time, and that was not there in the first statement."""
    found = []
    claims = {step.id for step in terms.all_steps if any(True for _ in recoups(step))}
    takes = {step.id for step in terms.all_steps if isinstance(step, Take)}
    agreed = {(line.step, line.payee) for one in made[:1] for line in one.lines}
    for last, this in pairwise(made):
        open_ = any(line.unpaid.value for line in this.lines if line.step in claims)
        before = any(line.unpaid.value for line in last.lines if line.step in claims)
        near = "just as the last claims were paid" if before else "after recoupment"
        near = "while claims are still open" if open_ else near
        for line in this.lines:
            new = line.step in takes and (line.step, line.payee) not in agreed
            if new and line.now.value and not line.before.value:
                what = f"{line.label} ({line.payee_name}) takes {line.now.value} for the first time, {near}"
                found.append(Flag(this.number, what, "Ask which clause of which amendment allows it."))
    return found


def _reserves(made: Sequence[Statement]) -> list[Flag]:
    """An account that has grown in three statements running."""
    found = []
    for at in range(2, len(made)):
        run = made[at - 2 : at + 1]
        for account in run[-1].accounts:
            held = [
                next(each.held.value.amount for each in one.accounts if each.id == account.id) for one in run
            ]
            if held[0] < held[1] < held[2]:
                what = f"{account.label} has grown three times running, to {account.held.value}"
                found.append(
                    Flag(run[-1].number, what, "Ask against what it is held, and when it is released.")
                )
    return found


def _corrections(made: Sequence[Statement]) -> list[Flag]:
    found = []
    for statement in made:
        back = [each for each in statement.receipts if each.takes_back]
        if back:
            names = ", ".join(sorted({each.corrects for each in back}))
            what = f"Receipts of earlier statements were restated: {names}"
            ask = "Compare the restatement with the one it replaces; both are kept."
            found.append(Flag(statement.number, what, ask))
        if statement.left.value.amount < 0:
            what = (
                f"Since the restatement, more was paid or put aside than has come in: {-statement.left.value}"
            )
            found.append(Flag(statement.number, what, "Later receipts make it up before anybody is paid."))
    return found
