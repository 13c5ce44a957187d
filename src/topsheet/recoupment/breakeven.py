"""Break-even solved exactly: the least gross at which someone has had a target, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.money import Percent, split
from topsheet.recoupment.document import Breakeven
from topsheet.recoupment.model import Position
from topsheet.recoupment.program import ANYWHERE, Origin
from topsheet.recoupment.steps import Add, Beside, Corridor, Share, Take, recoups
from topsheet.recoupment.terms import Terms
from topsheet.recoupment.waterfall import Poured, machine, pour

NEVER = "never"
# How much of each sum comes from where.
Mixture = Mapping[Origin, Fraction]


@dataclass(frozen=True, slots=True)
class Never:
    """No receipts reach the target, and why."""

    why: str


def solve(
    terms: Terms, ids: Collection[str], target: Fraction, mixture: Mixture | None = None
) -> Fraction | Never:
    """The least gross, in coins, at which these payees together have had `target` coins.

    Receipts come in one mixture of territories, media and sources, by weight. The waterfall runs in exact
    fractions, where what the payees have had is piecewise linear and never falls. Bisection narrows the bracket
    until its lower end lies on the line that reaches the target; the line is then followed exactly. Where
    receipts turn a condition there is no such line, and the least whole coin is given. Source of the method:
    docs/algorithms/waterfall.md.
    """
    weights = mixture or {ANYWHERE: Fraction(1)}
    whole = sum(weights.values())
    exact = not machine(terms, tuple(weights)).turns

    def run(gross: Fraction) -> Poured:
        if exact:
            return pour(terms, {each: gross * part / whole for each, part in weights.items()}, whole=False)
        return pour(terms, dict(zip(weights, split(int(gross), list(weights.values())), strict=True)))

    def had(run: Poured) -> Fraction:
        got = run.received()
        return Fraction(sum((got.get(each, 0) for each in ids), Fraction(0)))

    if had(run(Fraction(0))) >= target:
        return Fraction(0)
    most = _where_all_is_paid(terms, weights)
    while exact and not _one_line(run(most), run(2 * most)):
        most *= 2
    top = had(run(most))
    if top >= target:
        return _narrow(run, had, most, target) if exact else _to_the_coin(run, had, most, target)
    slope = (had(run(2 * most)) - top) / most
    if slope == 0:
        limit, asked = terms.money(top), terms.money(target)
        return Never(f"the terms pay at most {limit} to it, however much is received, and {asked} is asked")
    if exact:
        return most + (target - top) / slope
    far = most
    while had(run(far)) < target:
        far *= 2
    return _to_the_coin(run, had, far, target)


def _to_the_coin(
    run: Callable[[Fraction], Poured], had: Callable[[Poured], Fraction], most: Fraction, target: Fraction
) -> Fraction:
    """The least whole coin at which the target is met; nothing is not enough, `most` is."""
    low, high = 0, int(most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if had(run(Fraction(middle))) >= target else (middle, high)
    return Fraction(high)


def _where_all_is_paid(terms: Terms, mixture: Mixture) -> Fraction:
    """A gross at which every claim is full and every limit passed, so that only shares of the rest still grow."""
    fixed, kept = Fraction(1), Fraction(1)
    for pot in terms.pots:
        plain = [step.rate or 0 for step in pot.steps if isinstance(step, Take) and not step.of_rest]
        kept *= 1 - sum(plain, Fraction(0)) if sum(plain) < 1 else 1
    for step in terms.all_steps:
        match step:
            case Take():
                fixed += (step.cap or 0) + step.floor + step.offset + sum(above for above, _ in step.bands)
                rate = max([step.rate or Fraction(0), *(each for _, each in step.bands)])
                kept *= (1 - rate if 0 < rate < 1 else 1) * (
                    rate if rate and (step.cap or step.offset) else 1
                )
            case Corridor():
                kept *= min(step.rate, 1 - step.rate) or 1
            case Beside():
                kept *= min(branch.rate for branch in step.branches) or 1
            case Share():
                kept *= min((part.rate for part in step.parts if part.rate), default=Fraction(1))
                fixed += sum((part.cap or 0 for part in step.parts), Fraction(0))
                fixed += sum((claim.target for claim in step.until), Fraction(0))
        fixed += sum((claim.target for group in recoups(step) for claim in group.claims), Fraction(0))
        test = getattr(step, "when", None)
        fixed += test.target + test.level if test else 0
    for within in terms.inside:
        fixed += within.minimum + sum((each.cap or 0 for each in within.shares), Fraction(0))
        kept *= min(each.rate for each in within.shares) or 1
    flowing = [part for part in mixture.values() if part]
    return fixed / kept / (min(flowing) / sum(flowing)) + 1


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
    for step in terms.all_steps:
        each: list[Figure[Value]] = [rule.rule for rule in terms.accruals] if not found else []
        match step:
            case Take():
                each.append(step.rule)
            case Add():
                each += [step.inflow] if step.inflow else []
            case Share():
                each += [part.rule for part in step.parts]
            case Corridor():
                each.append(step.rule)
            case Beside():
                each += [branch.rule for branch in step.branches]
        for group in recoups(step):
            each += [group.percent] if group.percent else []
            each += [claim.position.invested for claim in group.claims]
        found.update({figure.name: figure for figure in each})
    for position in leave_out:
        found.pop(position.invested.name, None)
    return tuple(found.values())
