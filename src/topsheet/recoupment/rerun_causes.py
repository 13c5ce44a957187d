"""What a difference to an agent's statement comes from: known slips, made on our own figures and held beside theirs.

A cause is told only where the amount with the slip in it is the agent's, to the coin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from topsheet.money import Money
from topsheet.recoupment.explain import rate as percent
from topsheet.recoupment.statements.model import Line, Statement
from topsheet.recoupment.steps import Claim, Take, recoups
from topsheet.recoupment.terms import Terms
from topsheet.release import Receipt

COIN = 1  # two roundings may lie so far apart


Slips = Iterator[tuple[Fraction | int, str]]  # an amount to date in coins, and the slip that makes it


@dataclass(frozen=True, slots=True)
class _Base:
    """What a percentage is taken of, in coins; `base` is the one of the three that the clause names."""

    rate: Fraction
    gross: Fraction
    rest: Fraction
    base: Fraction
    called: str

    @property
    def amount(self) -> Fraction:
        """The percentage of it."""
        return self.rate * self.base


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known on the day of a statement: the terms, every statement up to it, and all receipts in them."""

    terms: Terms
    made: Sequence[Statement]

    @property
    def ours(self) -> Statement:
        """The statement that the agent's is held against."""
        return self.made[-1]

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Receipts to date without those taken back, nor what took them back."""
        told = [each for one in self.made for each in one.receipts]
        gone = {each.corrects for each in told if each.takes_back}
        return tuple(each for each in told if not each.takes_back and each.id not in gone)

    def coins(self, amount: Money) -> int:
        """An amount in coins."""
        return int(self.terms.coins(amount.amount))


def cause(seen: Seen, theirs: int, lines: Sequence[Line]) -> str:
    """The slip that gives the agent's amount to date, in coins, for these lines; empty where none does."""
    if len(lines) != 1:
        return ""
    slips = _slips(seen, lines[0], theirs)
    return next((why for amount, why in slips if abs(Fraction(amount) - theirs) <= COIN), "")


def _slips(seen: Seen, line: Line, theirs: int) -> Slips:
    """What a line would come to with each slip, the likeliest first.

    Of a percentage only where its base is all receipts to date: in one pot, under terms that do not change.
    """
    pot = seen.terms.main
    step = next((each for each in pot.steps if each.id == line.step), None)
    one = len(seen.terms.pots) == 1 and not any(each.since <= seen.ours.made for each in seen.terms.amended)
    match step:
        case None:
            return
        case Take(rate=Fraction(), bands=(), when=None) if one:
            on = _on(seen, step, line)
            yield from _of_limits(seen, step, on)
            yield from _of_base(seen, step, on, line)
            yield from _of_deductions(seen, on)
            yield from _of_receipts(seen, on)
            asked = Fraction(round(theirs / on.base * 10000), 10000) if on.base else on.rate
            if asked != on.rate:
                yield (
                    asked * on.base,
                    f"It is {percent(asked)} of {on.called}; the clause says {percent(on.rate)}.",
                )
        case Take():
            return
        case _:
            claims = [claim for group in recoups(step) for claim in group.claims]
            for claim in claims:
                if claim.position.id == line.payee:
                    yield from _of_claim(seen, line, claim)


def _on(seen: Seen, step: Take, line: Line) -> _Base:
    """The base of a percentage."""
    gross = Fraction(seen.coins(seen.ours.received_to_date.value))
    ids = [each.id for each in seen.terms.main.steps]
    before = ids[: ids.index(line.step)]
    above = sum(seen.coins(each.to_date.value) for each in seen.ours.lines if each.step in before)
    joined = sum(seen.coins(each.joined.value) for each in seen.made) if step.below else 0
    rest, rate = max(gross + joined - above, Fraction(0)), step.rate or Fraction(0)
    if step.of_rest:
        return _Base(rate, gross, rest, rest, "what the lines above leave")
    if step.base == "gross":
        return _Base(rate, gross, rest, gross, "all that came in")
    register = next(one for one in seen.terms.registers if one.id == step.base)
    counted = (
        seen.coins(each.amount) * register.rate(each.territory, each.medium, each.contract)
        for each in seen.receipts
    )
    return _Base(rate, gross, rest, sum(counted, Fraction(0)), f"what {register.label} counts")


def _of_limits(seen: Seen, step: Take, on: _Base) -> Slips:
    """A percentage without its cap, its floor or its advance."""
    money = seen.terms.money
    if step.cap is not None:
        yield on.amount, f"The limit of {money(step.cap)} is not kept."
    if step.floor:
        yield on.amount, f"The least amount of {money(step.floor)} is not counted."
    if step.offset:
        yield on.amount, f"The advance of {money(step.offset)} is not set against it."


def _of_base(seen: Seen, step: Take, on: _Base, line: Line) -> Slips:
    """A percentage of another base."""
    ours = f"the clause takes it of {on.called}."
    if on.base != on.gross:
        yield on.rate * on.gross, f"It is taken of all that came in; {ours}"
    if on.base != on.rest:
        yield on.rate * on.rest, f"It is taken of what the lines above leave; {ours}"
    joined = sum(seen.coins(each.joined.value) for each in seen.made)
    if joined and not step.below:
        joins = "What joins from the finance plan is counted as if it were a receipt."
        yield on.rate * (on.base + joined), joins
    takes = {each.id for each in seen.terms.main.steps if isinstance(each, Take)}
    for each in seen.ours.lines:
        if each.step in takes and each.step != line.step and each.to_date.value.amount:
            left = on.base - seen.coins(each.to_date.value)
            yield on.rate * left, f"It is taken after {each.label} is taken off; {ours}"


def _of_deductions(seen: Seen, on: _Base) -> Slips:
    """A percentage of receipts before what was taken off on their way."""
    tax = sum((seen.terms.coins(each.withheld.amount * each.rate) for each in seen.receipts), Fraction(0))
    charges = sum((seen.terms.coins(each.charges.amount * each.rate) for each in seen.receipts), Fraction(0))
    for amount, words in (
        (tax, "tax withheld, which never came in"),
        (charges, "bank charges, which never came in"),
        (tax + charges, "tax withheld and bank charges, which never came in"),
    ):
        if amount:
            yield on.rate * (on.base + amount), f"It is taken of {words}, as well."


def _of_receipts(seen: Seen, on: _Base) -> Slips:
    """One receipt left out, counted twice, or exchanged otherwise."""
    rates = {(each.currency, each.rate) for each in seen.receipts}
    for each in seen.receipts:
        net, called = seen.coins(each.amount), f"{each.payer}'s {each.gross} of {each.value_date}"
        yield on.rate * (on.base - net), f"{called} is left out."
        yield on.rate * (on.base + net), f"{called} is counted twice."
        for amount, words in ((each.withheld, "Tax withheld from"), (each.charges, "Bank charges on")):
            if amount.amount:
                more = seen.terms.coins(amount.amount * each.rate)
                yield on.rate * (on.base + more), f"{words} {called}: counted as if that had come in."
        if each.currency == seen.terms.currency or not each.rate:
            continue
        own = Fraction(each.rate)
        others = {
            Fraction(other): "the rate of another receipt" for code, other in rates if code == each.currency
        }
        for other, words in {**others, 1 / own: "its rate turned round", Fraction(1): "not at all"}.items():
            if other != own:
                how = f"exchanged at {float(other):.6g}, {words}; it came at {each.rate:f}"
                yield on.rate * (on.base + net * (other / own - 1)), f"{called} is {how}."


def _of_claim(seen: Seen, line: Line, claim: Claim) -> Slips:
    """Slips of a claim: without its interest, at another count of days, without its premium."""
    due = seen.coins(line.due.value)
    invested = seen.terms.coins(claim.position.invested.value.amount)
    rule = next((each for each in seen.terms.accruals if each.on == line.payee), None)
    interest = due - claim.target
    if rule and interest > 0:
        bears = f"interest of {seen.terms.money(interest)} to date"
        yield claim.target, f"It stops at the claim itself: its {bears} is missing."
        for days, times in (("act/360", Fraction(365, 360)), ("act/365", Fraction(360, 365))):
            if rule.days != days and rule.method == "simple":
                yield (
                    claim.target + interest * times,
                    f"Its interest is counted by {days}; the clause says {rule.days}.",
                )
    if claim.target > invested:
        yield (
            invested,
            f"It stops at what was put in: the premium up to {seen.terms.money(claim.target)} is missing.",
        )
