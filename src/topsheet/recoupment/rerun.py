"""A collection agent's statement made again independently, and every difference named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, difference, given, sum_of
from topsheet.money import Money
from topsheet.recoupment.statements.model import Line, Statement
from topsheet.recoupment.terms import coins
from topsheet.release import StatementDoc


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the agent's statement and ours part: who, at which step, what each says, and what it may be.

    `delta` is theirs less ours. `ours` is nothing where the terms pay nobody of that name, and `theirs` where the
    agent leaves somebody out.
    """

    payee: str
    step: str
    theirs: Figure[Money]
    ours: Figure[Money]
    delta: Figure[Money]
    why: str


@dataclass(frozen=True, slots=True)
class Rerun:
    """The agent's statement beside ours of the same period; `agreed` counts the lines that are the same to the coin."""

    agent: str
    number: int
    agreed: int
    differences: tuple[Difference, ...]


def rerun(made: Sequence[Statement], theirs: StatementDoc, place: int, tree: Tree) -> Rerun | None:
    """Every amount to date that the agent gives, beside ours of the statement to the same day; None without one.

    `place` is where the agent's statement stands in `receipts.yaml`.
    """
    at = next((n for n, each in enumerate(made) if each.end == theirs.period.to), None)
    if at is None or not theirs.allocations:
        return None
    ours, last = made[at], made[at - 1] if at else None
    found = list(_compared(ours, last, theirs, ("statements", place, "allocations"), tree))
    told = [each for each in found if each.delta.value.amount]
    return Rerun(theirs.id, ours.number, len(found) - len(told), tuple(told))


def _compared(
    ours: Statement, last: Statement | None, theirs: StatementDoc, path: Path, tree: Tree
) -> Iterator[Difference]:
    named: set[tuple[str, str]] = set()
    zero = Money.zero(ours.currency)
    for n, each in enumerate(theirs.allocations):
        lines = [line for line in ours.lines if _is(each.to, line.payee, line.payee_name)]
        if each.step:
            lines = [line for line in lines if _is(each.step, line.step, line.label)]
        named |= {(line.step, line.payee) for line in lines}
        name = f"rerun.{ours.number}.{theirs.id}.{n + 1}"
        said = given(f"{name}.theirs", f"{each.to}, by {theirs.id}", Money(each.to_date, ours.currency),
                     tree.where((*path, n, "to_date")))  # fmt: skip
        mine = sum_of(f"{name}.ours", f"{each.to}, by the terms", [line.to_date for line in lines], zero)
        delta = difference(f"{name}.difference", f"{each.to}, difference", said, mine)
        step = lines[0].label if each.step and lines else each.step or "in all"
        yield Difference(each.to, step, said, mine, delta, _why(delta.value, said.value, lines, last))
    for line in ours.lines:
        if (line.step, line.payee) not in named and line.to_date.value:
            name = f"rerun.{ours.number}.{theirs.id}.{line.step}.{line.payee}"
            said = Figure(
                f"{name}.theirs",
                f"{line.payee_name}, by {theirs.id}",
                zero,
                "not in the agent's statement",
                (),
            )
            delta = difference(f"{name}.difference", f"{line.payee_name}, difference", said, line.to_date)
            yield Difference(line.payee_name, line.label, said, line.to_date, delta,
                             "The agent's statement leaves it out.")  # fmt: skip


def _is(written: str, id_: str, name: str) -> bool:
    return written.casefold().strip() in (id_.casefold(), name.casefold())


def _why(delta: Money, theirs: Money, lines: Sequence[Line], last: Statement | None) -> str:
    """What a difference looks like; a guess is said as one."""
    if not delta.amount:
        return ""
    if not lines:
        return "The terms pay nobody of that name at that step."
    if abs(coins(delta.amount, delta.currency)) <= len(lines):
        return "A coin of rounding: the two round in another order."
    due = sum((line.due.value.amount for line in lines), Decimal(0))
    before = sum((line.before.value.amount for line in lines), Decimal(0))
    if theirs.amount > due:
        return f"More than the clause allows to date, {Money(due, delta.currency)}."
    if last is not None and theirs.amount == before:
        return "It is what the statement before had: nothing of this period is in it."
    if theirs.amount == sum((line.now.value.amount for line in lines), Decimal(0)):
        return "It is what this period alone pays: the agent's column may not be to date."
    return "Receipts, rates or the order of payment differ: compare the lines above it."
