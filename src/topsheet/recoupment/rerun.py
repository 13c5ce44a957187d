"""A collection agent's statement made again independently, and every difference named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, difference, given, sum_of
from topsheet.money import Money
from topsheet.recoupment.rerun_causes import Seen, cause
from topsheet.recoupment.statements.model import Line, Statement
from topsheet.recoupment.steps import Share
from topsheet.recoupment.terms import Terms, coins
from topsheet.release import AllocationDoc, StatementDoc

UNTOLD = "Receipts, rates or the order of payment differ: compare the lines above it."
FOLLOWS = "It follows from the other differences: what those have otherwise is missing here, or over."
_OVER = "More than the clause allows to date"
_NOBODY = "The terms pay nobody of that name at that step."
_LEFT_OUT = "The agent's statement leaves it out."


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


def rerun(
    terms: Terms, made: Sequence[Statement], theirs: StatementDoc, place: int, tree: Tree
) -> Rerun | None:
    """Every amount that the agent gives, beside ours of the statement to the same day; None without one.

    `place` is where the agent's statement stands in `receipts.yaml`.
    """
    at = next((n for n, each in enumerate(made) if each.end == theirs.period.to), None)
    if at is None or not theirs.allocations:
        return None
    seen = Seen(terms, made[: at + 1])
    compared = _Compared(seen, theirs, ("statements", place, "allocations"), tree)
    found = list(compared.all())
    told = [each for each in found if each.delta.value.amount]
    return Rerun(theirs.id, seen.ours.number, len(found) - len(told), tuple(_together(told)))


class _Compared:
    """The agent's amounts, each beside the lines of ours that it means."""

    def __init__(self, seen: Seen, theirs: StatementDoc, path: Path, tree: Tree) -> None:
        self.seen, self.theirs, self.path, self.tree = seen, theirs, path, tree
        self.ours = seen.ours
        self.zero = Money.zero(self.ours.currency)
        self.named: set[tuple[str, str]] = set()

    def all(self) -> Iterator[Difference]:
        """Every amount of the agent's, then what it leaves out."""
        groups: dict[tuple[str, str], list[int]] = {}
        for n, each in enumerate(self.theirs.allocations):
            groups.setdefault((_plain(each.to), _plain(each.step)), []).append(n)
        for places in groups.values():
            yield from self._one(places)
        yield from self._left_out()

    def _one(self, places: Sequence[int]) -> Iterator[Difference]:
        """Amounts for one payee at one step: to date, and in the period where that is another difference."""
        told = [self.theirs.allocations[n] for n in places]
        first = told[0]
        lines = self._lines(first)
        self.named |= {(line.step, line.payee) for line in lines}
        name = f"rerun.{self.ours.number}.{self.theirs.id}.{places[0] + 1}"
        away = [] if first.step else self._passed_on(lines)
        step = lines[0].label if first.step and lines else first.step or "in all"
        each = _Beside(name, first.to, self.theirs.id, self.zero)
        said = [self._said(n, "to_date") for n in places]
        ours = [line.to_date for line in lines]
        made = each.made(step, said, ours, [line.to_date for line in away])
        yield replace(made, why=self._why(made, lines) if made.delta.value.amount else "")
        if all(one.now is not None for one in told):
            now = each.named(f"{name}.now", f"{first.to}, in the period")
            said = [self._said(n, "now") for n in places]
            moved = now.made(
                f"{step}, in the period", said, [line.now for line in lines], [line.now for line in away]
            )
            if moved.delta.value.amount and moved.delta.value != made.delta.value:
                why = "What the agent gives for the period is not what moved since our statement before."
                yield replace(moved, why=why)

    def _said(self, n: int, key: str) -> Figure[Money]:
        each = self.theirs.allocations[n]
        amount = Money(each.to_date if key == "to_date" else each.now or Decimal(0), self.ours.currency)
        name = f"rerun.{self.ours.number}.{self.theirs.id}.{n + 1}"
        name = f"{name}.theirs" if key == "to_date" else f"{name}.now.theirs"
        return given(name, f"{each.to}, by {self.theirs.id}", amount, self.tree.where((*self.path, n, key)))

    def _lines(self, each: AllocationDoc) -> list[Line]:
        """Our lines that the agent means: of the payee and of the claims that belong to it."""
        terms = self.seen.terms
        owned = {claim for claim, owner in terms.owners.items() if _is(each.to, owner, terms.named(owner))}
        lines = [
            line
            for line in self.ours.lines
            if line.payee in owned or _is(each.to, line.payee, line.payee_name)
        ]
        return [line for line in lines if not each.step or _is(each.step, line.step, line.label)]

    def _passed_on(self, lines: Sequence[Line]) -> list[Line]:
        """What the payee of these lines passes on to others, which it does not keep."""
        whose = {line.payee for line in lines}
        steps = {f"{within.id}.inside" for within in self.seen.terms.inside if within.of in whose}
        return [line for line in self.ours.lines if line.step in steps]

    def _left_out(self) -> Iterator[Difference]:
        for line in self.ours.lines:
            if (line.step, line.payee) not in self.named and line.to_date.value:
                name = f"rerun.{self.ours.number}.{self.theirs.id}.{line.step}.{line.payee}"
                label = f"{line.payee_name}, by {self.theirs.id}"
                said = Figure(f"{name}.theirs", label, self.zero, "not in the agent's statement", ())
                delta = difference(f"{name}.difference", f"{line.payee_name}, difference", said, line.to_date)
                yield Difference(line.payee_name, line.label, said, line.to_date, delta, _LEFT_OUT)

    def _sharing(self, lines: Sequence[Line]) -> bool:
        """Whether a line has no limit of its own: a share of what is left, or what another passes on."""
        shares = {each.id for each in self.seen.terms.all_steps if isinstance(each, Share)}
        return any(line.step in shares or line.step.endswith(".inside") for line in lines)

    def _why(self, found: Difference, lines: Sequence[Line]) -> str:
        """What a difference looks like by itself."""
        delta, theirs = found.delta.value, found.theirs.value
        if not lines:
            return _NOBODY
        if abs(coins(delta.amount, delta.currency)) <= len(lines):
            return "A coin of rounding: the two round in another order."
        before = sum((line.before.value.amount for line in lines), Decimal(0))
        if len(self.seen.made) > 1 and theirs.amount == before:
            return "It is what the statement before had: nothing of this period is in it."
        if theirs.amount == sum((line.now.value.amount for line in lines), Decimal(0)):
            return "It is what this period alone pays: the agent's column may not be to date."
        if why := cause(self.seen, self.seen.coins(theirs), lines):
            return why
        due = sum((line.due.value.amount for line in lines), Decimal(0))
        if self._sharing(lines):
            return UNTOLD
        return f"{_OVER}, {Money(due, delta.currency)}." if theirs.amount > due else UNTOLD


@dataclass(frozen=True, slots=True)
class _Beside:
    """Names for the figures of one amount of the agent's beside ours."""

    name: str
    label: str
    agent: str
    zero: Money

    def named(self, name: str, label: str) -> _Beside:
        return replace(self, name=name, label=label)

    def made(
        self,
        step: str,
        said: Sequence[Figure[Money]],
        ours: Sequence[Figure[Money]],
        away: Sequence[Figure[Money]],
    ) -> Difference:
        """The two and their difference, without a cause."""
        name, label = self.name, self.label
        several = f"{name}.together", f"{label}, by {self.agent}, together"
        theirs = said[0] if len(said) == 1 else sum_of(*several, said, self.zero)
        mine = sum_of(
            f"{name}.ours" if not away else f"{name}.lines", f"{label}, by the terms", ours, self.zero
        )
        if away:
            mine = difference(
                f"{name}.ours", f"{label}, by the terms", mine, *away, how="less what it passes on"
            )
        delta = difference(f"{name}.difference", f"{label}, difference", theirs, mine)
        return Difference(label, step, theirs, mine, delta, "")


def _together(found: Sequence[Difference]) -> Iterator[Difference]:
    """Differences that explain each other: the same amount at another's line, or what others have had too much."""
    deltas = [int(coins(each.delta.value.amount, each.delta.value.currency)) for each in found]
    pairs = {
        n: other
        for n in range(len(found))
        for other in range(len(found))
        if deltas[n] == -deltas[other] and _is_open(found[n]) and _is_open(found[other])
    }
    alone = {n for n, each in enumerate(found) if n not in pairs and each.why == UNTOLD}
    rest = sum(each for n, each in enumerate(deltas) if n not in alone)
    follows = rest and abs(sum(deltas)) <= len(found)
    for n, each in enumerate(found):
        if n in pairs:
            other = found[pairs[n]]
            wrong = (
                f"{other.payee}, {other.step}, has as much the other way: it may have gone to the wrong one."
            )
            yield replace(each, why=wrong if each.why == UNTOLD else f"{each.why} {wrong}")
        elif follows and n in alone:
            yield replace(each, why=FOLLOWS)
        else:
            yield each


def _is_open(each: Difference) -> bool:
    return each.why in (UNTOLD, _NOBODY, _LEFT_OUT) or each.why.startswith(_OVER)


def _is(written: str, id_: str, name: str) -> bool:
    return _plain(written) in (_plain(id_), _plain(name))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
