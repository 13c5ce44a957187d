"""The terms worked by hand, day by day: what the real engine is held against.

Written from the words of the documentation alone: for each day each step is told what can be paid out there and
what has reached it that day, and pays its entitlement to date less what it has paid. No speed, no generated
program, nothing of the engine's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from tests.topsheet.recoupment.reference_money import Place, capitalised_on, nested
from tests.topsheet.recoupment.reference_steps import Working
from topsheet.recoupment.ledger import Received
from topsheet.recoupment.steps import Add, Step, Take, Test
from topsheet.recoupment.terms import Pot, Terms


class Reference(Working):
    """The state of one set of terms, moved on a day at a time by `day`."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.levels: dict[str, int] = {}
        self.counted: dict[str, Fraction] = defaultdict(Fraction)
        self.entered: dict[str, int] = defaultdict(int)  # into each pot to date, inflows included
        self.came: dict[str, int] = defaultdict(int)  # the gross of each pot to date
        self.out: dict[str, int] = defaultdict(int)  # paid by each pot to date
        self.handed: dict[str, int] = defaultdict(int)  # from each pot to the next to date
        self.kept: dict[str, int] = defaultdict(int)  # in each pot at the end of the day before
        self.joined: dict[str, int] = {}
        self.released: dict[str, int] = defaultdict(int)
        self.begun = False

    def days(self, received: Sequence[Received]) -> list[date]:
        """The days of receipts, and those between on which the terms change by themselves."""
        first, last = min(each.day for each in received), max(each.day for each in received)
        steps = self.terms.all_steps
        tests = [getattr(step, "when", None) for step in steps] + [
            each.release for each in self.terms.accounts
        ]
        told = [day for test in tests if test for day in (test.since, test.until) if day]
        told += [each.since for each in self.terms.amended]
        found = {day for day in told if first < day <= last} | {each.day for each in received}
        return sorted(found | {day for each in self.terms.accruals for day in capitalised_on(each, last)})

    def run(self, received: Sequence[Received]) -> dict[date, dict[tuple[str, ...], int]]:
        """What everyone has had, and what each step has paid, at the end of each day."""
        return {day: self.day(day, [each for each in received if each.day == day])
                for day in self.days(received)}  # fmt: skip

    def day(self, day: date, received: Sequence[Received]) -> dict[tuple[str, ...], int]:
        """One day: receipts are counted, conditions are tried, interest runs, and each pot pays in its turn."""
        self.begun = self.begun or bool(received)
        self.moved = {base.id: Fraction(0) for base in self.terms.registers}
        arrives: dict[str, int] = defaultdict(int)
        for each in received:
            self.levels |= each.levels
            for origin, amount in each.amounts.items():
                arrives[self._pot_of(*origin)] += amount
                for base in self.terms.registers:
                    self.moved[base.id] += 0 if base.reported else amount * base.rate(*origin)
        for id_, more in self.moved.items():
            was = floor(self.counted[id_])
            self.counted[id_] += more
            self.moved[id_] = Fraction(floor(self.counted[id_]) - was)
        for loan in self.loans.values():
            loan.run(day)
        steps = self._in_force(day)
        self.holding = {step.id: self._holds(getattr(step, "when", None), day)
                        for pot in self.terms.pots for step in steps[pot.id]}  # fmt: skip
        self.free = {each.id: self._holds(each.release, day) for each in self.terms.accounts if each.release}
        self.held = {each: self.had(each) - self.released[each] for each in self.free}
        before = {each: self.claimed[each] for each in self.loans}
        for pot in self.terms.pots:
            self._pot(pot, steps[pot.id], arrives)
        for id_, loan in self.loans.items():
            loan.pay(self.claimed[id_] - before[id_])
            if day in set(capitalised_on(loan.terms, day)):
                loan.capitalise()
        return self._results()

    def _pot(self, pot: Pot, steps: Sequence[Step], arrives: dict[str, int]) -> None:
        self.entered[pot.id] += arrives[pot.id]
        place = Place(arrives[pot.id], self.kept[pot.id] + arrives[pot.id], arrives[pot.id],
                      arrives[pot.id])  # fmt: skip
        self.came[pot.id] += place.gross
        self._gross_split(pot, steps)
        for step in steps:
            if isinstance(step, Add):
                more = self._joins(step)
                place.join(more)
                self.entered[pot.id] += more
                continue
            paid = self.work(step, place)
            place.take(paid)
            self.out[pot.id] += paid
        self.kept[pot.id] = place.cash
        if pot.then:
            on = max(0, self.entered[pot.id] - self.out[pot.id])
            more, self.handed[pot.id] = on - self.handed[pot.id], on
            arrives[pot.then] += more
            self.kept[pot.id] -= more

    def _joins(self, step: Add) -> int:
        if step.account:
            more = self.held.pop(step.account, 0) if self.free[step.account] else 0
            self.released[step.account] += more
            return more
        name = step.inflow.name if step.inflow else step.id
        if not self.begun or name in self.joined:
            return 0
        self.joined[name] = step.coins
        return step.coins

    def _gross_split(self, pot: Pot, steps: Sequence[Step]) -> None:
        """The plain percentages of gross are one split of it all, whose last part is what flows on.

        Where an amendment changes one of them, each is rounded down for itself.
        """
        orders = [pot.steps, *(each.steps for each in self.terms.amended if pot.id == self.terms.main.id)]
        plain = [step for step in steps if isinstance(step, Take) and step.plain]
        rates = [step.rate or Fraction(0) for step in plain]
        self.gross_parts = {}
        if all(_unchanged(step, order) for step in plain for order in orders):
            parts = nested(max(0, self.came[pot.id]), [*rates, 1 - sum(rates, Fraction(0))])
            self.gross_parts = {step.id: part for step, part in zip(plain, parts, strict=False)}

    def _pot_of(self, *origin: str) -> str:
        for pot in self.terms.pots[:-1]:
            named = pot.filter.territory or pot.filter.medium or pot.filter.source
            if named and pot.filter.holds(*origin):
                return pot.id
        return self.terms.main.id

    def _in_force(self, day: date) -> dict[str, Sequence[Step]]:
        steps: dict[str, Sequence[Step]] = {pot.id: pot.steps for pot in self.terms.pots}
        for each in self.terms.amended:
            if each.since <= day:
                steps[self.terms.main.id] = each.steps
        return steps

    def _holds(self, test: Test | None, day: date) -> bool:
        """At the start of the day: registers as of today, payments as of the day before."""
        if test is None:
            return True
        if (test.since and day < test.since) or (test.until and day >= test.until):
            return False
        if test.had and sum(self.received(each) for each in test.had) < test.target:
            return False
        if test.register:
            reported = any(base.id == test.register and base.reported for base in self.terms.registers)
            level: Any = self.levels.get(test.register, 0) if reported else floor(self.counted[test.register])
            return bool(level >= test.level)
        return True

    def _results(self) -> dict[tuple[str, ...], int]:
        everyone = [*self.terms.parties, *(each.id for each in self.terms.positions),
                    *(each.id for each in self.terms.accounts)]  # fmt: skip
        found: dict[tuple[str, ...], int] = {("had", each): self.had(each) for each in everyone}
        found |= {("paid", step, payee): amount for (step, payee), amount in self.paid.items()}
        return found | {("interest", each): loan.interest for each, loan in self.loans.items()}


def _unchanged(step: Take, order: Sequence[Step]) -> bool:
    return any(
        isinstance(each, Take) and replace(each, rule=step.rule, label=step.label) == step for each in order
    )
