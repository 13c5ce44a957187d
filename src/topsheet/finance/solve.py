"""The circle solved: loans whose size depends on what they cost, and costs that depend on their size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value
from topsheet.finance.counting import reasons
from topsheet.finance.gap import largest_allowed
from topsheet.finance.home import in_home
from topsheet.finance.kinds import GapLoan, ReleaseMoney, Source, StreamerDeal
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import Solved
from topsheet.finance.sources import Plan
from topsheet.finance.worth import name_of
from topsheet.money import Face, Money, minor_digits

MOST_ROUNDS = 60
_BEYOND = Decimal(10) ** 13
# Below so many coins the rounding of fees, not the loan, decides how the shortfall moves.
_NOISE = 100


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan is solved beside: uses before the plan's own costs, credits, unsold takes, days and rates.

    The takes are those that neither a sale nor an offer holds, for the plan is solved as if every offer signed.
    """

    uses: Money
    credits: Mapping[str, Figure[Money]]
    unsold_if_signed: Money
    milestones: Mapping[str, Figure[date]]
    as_of: date
    missing: Mapping[str, str]
    exchange: Mapping[str, Figure[Value]]


def solve(document: FinanceDocument, tree: Tree, known: Known) -> tuple[Solved, list[Problem]]:
    """The faces of the sources that are not numbers: `needed` closes the plan, `largest` is what the lender allows.

    Both are measured beside every source that is not withdrawn and not conditional, as if signed. Each round
    values the whole plan at the sizes of the round before; the step for `needed` is a secant on the shortfall.
    Stops when no size moves by a coin, or when the shortfall cannot be brought nearer to nothing.
    """
    signed = as_if_signed(document, known.as_of)
    sized = {at: source for at, source in enumerate(document.sources) if _is_sized(source)}
    lost = reasons(signed.sources, known.as_of, known.missing) if sized else {}
    sized = {
        at: in_home(source, document.currency, known.exchange)
        for at, source in sized.items()
        if not lost[source.id]
    }
    if not sized:
        return Solved({}, 0, None), []
    needed = [at for at, source in sized.items() if getattr(source, "face", None) == "needed"]
    problems = _several(document, tree, needed)
    if problems:
        return Solved({}, 0, None), problems
    loop = _Loop(signed, tree, known, sized, needed[0] if needed else None)
    found = loop.run()
    if loop.failed:
        at = loop.needed if loop.needed is not None else next(iter(sized))
        return Solved({}, loop.rounds, None), [
            Problem(
                tree.where(("sources", at, "face")),
                f"{document.sources[at].name} cannot be solved: {loop.failed}",
                "No size of it closes the plan.",
                "Lower its fees, its interest or its reserve, or write its face as a number.",
            )
        ]
    return found, []


def _is_sized(source: Source) -> bool:
    return isinstance(getattr(source, "face", None), str)


def _several(document: FinanceDocument, tree: Tree, needed: list[int]) -> list[Problem]:
    first = document.sources[needed[0]].name if needed else ""
    problems = [
        Problem(
            tree.where(("sources", at, "face")),
            f"{document.sources[at].name} is `needed`, and {first} already is",
            "One plan can be closed by one unknown; two have no answer.",
            "Write one of the two as a number.",
        )
        for at in needed[1:]
    ]
    largest = [
        at
        for at, source in enumerate(document.sources)
        if getattr(source, "face", None) == "largest" and source.status != "withdrawn"
    ]
    return problems + [
        Problem(
            tree.where(("sources", at, "face")),
            f"{document.sources[at].name} is `largest`, and {document.sources[largest[0]].name} already is",
            "Both would be lent on the same unsold territories.",
            "Write one of the two as a number.",
        )
        for at in largest[1:]
    ]


def as_if_signed(document: FinanceDocument, as_of: date) -> FinanceDocument:
    """The plan as it would be if every source that is not withdrawn signed on the day; campaigns keep their result."""
    signed = tuple(
        source
        if source.status == "withdrawn" or source.kind == "crowdfunding"
        else source.model_copy(update={"status": "signed", "status_date": as_of})
        for source in document.sources
    )
    return document.model_copy(update={"sources": signed})


@dataclass(frozen=True, slots=True)
class _Round:
    sizes: Mapping[str, Decimal]
    short: Decimal


class _Loop:
    def __init__(
        self,
        document: FinanceDocument,
        tree: Tree,
        known: Known,
        sized: Mapping[int, Source],
        needed: int | None,
    ) -> None:
        self.document, self.tree, self.known = document, tree, known
        self.sized, self.needed = sized, needed
        self.needed_id = document.sources[needed].id if needed is not None else ""
        self.sizes = {source.id: Decimal(0) for source in sized.values()}
        self.rounds, self.failed = 0, ""

    def run(self) -> Solved:
        """Rounds until nothing moves; the nearest round is kept when coins keep moving to and fro."""
        before: _Round | None = None
        best: tuple[Decimal, Mapping[str, Decimal], Decimal] = (_BEYOND, self.sizes, _BEYOND)
        seen = set[tuple[Decimal, ...]]()
        while self.rounds < MOST_ROUNDS:
            self.rounds += 1
            short, uses = self._shortfall()
            now = _Round(dict(self.sizes), short)
            step = self._next(now, uses, before)
            if self.failed:
                return Solved({}, self.rounds, None)
            miss = self._miss(now, step)
            if miss < best[0]:
                best = (miss, now.sizes, short)
            if step == now.sizes or tuple(step.values()) in seen:
                break
            seen.add(tuple(step.values()))
            before, self.sizes = now, step
        if best[0] > len(self.document.sources) * self._coin:
            self.failed = "its size still moves after many rounds"
            return Solved({}, self.rounds, None)
        return self._found(best[1], best[2])

    @property
    def _coin(self) -> Decimal:
        return Decimal(1).scaleb(-minor_digits(self.document.currency))

    def _miss(self, now: _Round, step: Mapping[str, Decimal]) -> Decimal:
        """How far the round is from standing still: what the plan is short of, and how the other sizes move."""
        others = sum(
            (abs(step[key] - size) for key, size in now.sizes.items() if key != self.needed_id),
            start=Decimal(0),
        )
        return others + (abs(now.short) if self.needed_id and not self._closed(now) else Decimal(0))

    def _closed(self, now: _Round) -> bool:
        """A plan that needs nothing of its unknown is closed."""
        return now.short < 0 and not now.sizes[self.needed_id]

    def _shortfall(self) -> tuple[Decimal, Money]:
        """Uses less what all sources bring at the present sizes, and the uses."""
        made = self._valued()
        brought = uses = Decimal(0)
        for source in self.document.sources:
            worth = made.worths[source.id]
            if made.hopes_for(source) and not isinstance(source, ReleaseMoney):
                brought += worth.brought.value.amount if worth.brought else Decimal(0)
            if worth.on_budget and source.status != "withdrawn" and source.stage != "release":
                uses += sum((cost.value.amount for cost in worth.costs), start=Decimal(0))
        total = Money(self.known.uses.amount + uses, self.known.uses.currency)
        return total.amount - brought, total

    def _valued(self) -> Plan:
        currency = self.document.currency
        sizes = {
            key: Figure(f"{name_of(key)}.face", key, Face(size, currency)) for key, size in self.sizes.items()
        }
        known = self.known
        return Plan(
            self.document,
            self.tree,
            known.credits,
            known.milestones,
            known.as_of,
            missing=known.missing,
            exchange=known.exchange,
            sizes=sizes,
        )

    def _next(self, now: _Round, uses: Money, before: _Round | None) -> dict[str, Decimal]:
        step = {}
        for at, source in self.sized.items():
            if at == self.needed:
                step[source.id] = self._step(now, before)
            elif isinstance(source, GapLoan):
                step[source.id] = largest_allowed(source, self.known.unsold_if_signed, uses)
            elif isinstance(source, StreamerDeal) and source.cost_plus is not None:
                step[source.id] = (uses + uses * source.cost_plus).rounded().amount
        return step

    def _step(self, now: _Round, before: _Round | None) -> Decimal:
        """The next size: a secant through two rounds that differ in it alone, or else the shortfall added."""
        size = now.sizes[self.needed_id]
        ahead = size + now.short
        if before is not None and self._alone(now, before):
            slope = (now.short - before.short) / (size - before.sizes[self.needed_id])
            if slope >= 0:
                self.failed = "each amount of it costs at least as much as it brings"
                return size
            ahead = size - now.short / slope
        if ahead > _BEYOND:
            self.failed = "each amount of it costs at least as much as it brings"
            return size
        return max(Money(ahead, self.known.uses.currency).rounded().amount, Decimal(0))

    def _alone(self, now: _Round, before: _Round) -> bool:
        """Whether the unknown moved, by more than rounding would, and no other size did."""
        moved = {key: abs(size - before.sizes[key]) for key, size in now.sizes.items()}
        return moved.pop(self.needed_id) > _NOISE * self._coin and not any(moved.values())

    def _found(self, sizes: Mapping[str, Decimal], short: Decimal) -> Solved:
        currency = self.document.currency
        left = Money(Decimal(0), currency)
        if self.needed_id and not self._closed(_Round(sizes, short)):
            left = Money(short, currency)
        figures = {}
        for at, source in self.sized.items():
            how = (
                f"solved in {self.rounds} rounds so that the plan closes"
                if at == self.needed
                else "the largest that the lender allows beside every sale and offer"
                if isinstance(source, GapLoan)
                else f"the budget and {getattr(source, 'cost_plus', '')}"
            )
            figures[source.id] = Figure(
                f"{name_of(source.id)}.face",
                f"{source.name}, face",
                Face(sizes[source.id], currency),
                f"{how}; {left} is left over",
                (),
                self.tree.where(("sources", at, "face")),
            )
        residual = Figure(
            "finance.solve.residual",
            "Left over by the solution",
            left,
            f"uses − sources at the sizes found, after {self.rounds} rounds",
            tuple(figures.values()),
        )
        return Solved(figures, self.rounds, residual)
