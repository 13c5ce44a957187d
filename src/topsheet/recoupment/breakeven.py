"""Break-even solved exactly: the least gross at which someone has had a target, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.money import Percent
from topsheet.recoupment.document import Breakeven
from topsheet.recoupment.model import Position
from topsheet.recoupment.terms import Add, Recoup, Share, Take, Terms
from topsheet.recoupment.waterfall import Poured, pour

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Never:
    """No receipts reach the target, and why."""

    why: str


def solve(terms: Terms, ids: Collection[str], target: Fraction) -> Fraction | Never:
    """The least gross, in exact coins, at which these positions together have had `target` coins.

    The waterfall runs in exact fractions, where what the positions have had is piecewise linear and never
    falls. Bisection narrows the bracket until its lower end lies on the line that reaches the target; the
    line is then followed exactly. Source of the method: docs/algorithms/waterfall.md.
    """

    def had(run: Poured) -> Fraction:
        got = run.received()
        return Fraction(sum((got.get(each, 0) for each in ids), Fraction(0)))

    at_nothing = pour(terms, Fraction(0), whole=False)
    if had(at_nothing) >= target:
        return Fraction(0)
    most = _where_all_is_paid(terms)
    top = had(pour(terms, most, whole=False))
    if top >= target:
        return _narrow(lambda gross: pour(terms, gross, whole=False), had, most, target)
    slope = had(pour(terms, most + 1, whole=False)) - top
    if slope == 0:
        limit, asked = terms.money(top), terms.money(target)
        return Never(f"the terms pay at most {limit} to it, however much is received, and {asked} is asked")
    return most + (target - top) / slope


def _where_all_is_paid(terms: Terms) -> Fraction:
    """A gross at which every claim is full, so that only shares of the rest still grow."""
    kept, fixed = Fraction(1), Fraction(0)  # `check` refuses costs that keep nothing
    takes = [step for step in terms.steps if isinstance(step, Take)]
    kept -= sum((step.rate for step in takes if step.rate is not None and not step.of_rest), Fraction(0))
    for step in takes:
        kept *= 1 - step.rate if step.rate is not None and step.of_rest else 1
    for each in terms.steps:
        if isinstance(each, Take):
            fixed += each.cap
        elif isinstance(each, Recoup):
            fixed += sum((claim.target for claim in each.claims), Fraction(0))
    return fixed / kept + 1


def _narrow(
    run: Callable[[Fraction], Poured], had: Callable[[Poured], Fraction], most: Fraction, target: Fraction
) -> Fraction:
    """The root in (0, most], where it is known that nothing is not enough and `most` is."""
    low, high = Fraction(0), most
    at_low = run(low)
    while True:
        middle = (low + high) / 2
        at_middle = run(middle)
        if _one_line(at_low, at_middle) and (slope := (had(at_middle) - had(at_low)) / (middle - low)) > 0:
            root = low + (target - had(at_low)) / slope
            if root <= high and _one_line(at_low, run(root)):
                return root
        if had(at_middle) >= target:
            high = middle
        else:
            low, at_low = middle, at_middle


def _one_line(first: Poured, second: Poured) -> bool:
    """Whether no payee goes from short to full between two runs, so that all is linear between them."""
    return all(a * b >= 0 for a, b in zip(first.signs(), second.signs(), strict=True))


def breakeven(terms: Terms, asked: Breakeven) -> Figure[Value]:
    """The answer as a figure: an amount printed half up to the coin, or `never` with the reason in `how`."""
    chosen = tuple(each for each in terms.positions if asked.position == each.id or asked.kind == each.kind)
    part = Percent(asked.target)
    asking = asked.position or asked.kind or ""
    who = chosen[0].name if asked.position else asking.replace("_", " ")
    place = f"position.{asking}" if asked.position else asking
    name = f"{terms.name}.breakeven.{place}_{_digits(asked.target)}"
    label = f"Break-even of {who} at {_digits(asked.target, '.')}%"
    invested = sum((terms.coins(each.invested.value.amount) for each in chosen), Fraction(0))
    target = invested * Fraction(part.fraction)
    answer = solve(terms, {each.id for each in chosen}, target)
    inputs = (*(each.invested for each in chosen), *causes(terms, chosen))
    if isinstance(answer, Never):
        return Figure(name, label, NEVER, answer.why, inputs)
    exactly = "" if answer.denominator == 1 else ", rounded half up to the coin"
    how = f"least gross at which {who} has had {terms.money(target)}, solved before any rounding{exactly}"
    return Figure(name, label, terms.money(answer), how, inputs)


def _digits(number: Decimal, point: str = "_") -> str:
    return f"{number.normalize():f}".replace(".", point)


def causes(terms: Terms, leave_out: Collection[Position] = ()) -> tuple[Figure[Value], ...]:
    """Every term and claim the waterfall rests on, each once."""
    found: dict[str, Figure[Value]] = {}
    for step in terms.steps:
        each: list[Figure[Value]] = []
        match step:
            case Take():
                each.append(step.rule)
            case Add():
                each.append(step.inflow)
            case Recoup():
                each += [step.percent] if step.percent else []
                each += [claim.position.invested for claim in step.claims]
            case Share():
                each += [part.rule for part in step.parts]
        found.update({figure.name: figure for figure in each})
    for position in leave_out:
        found.pop(position.invested.name, None)
    return tuple(found.values())
