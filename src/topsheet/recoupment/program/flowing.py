"""Where the pen stands while a program is written: what reached this place, and what of it can be paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from topsheet.recoupment.program.conditions import Conditions
from topsheet.recoupment.program.ops import Operand, Sheet
from topsheet.recoupment.steps import (
    Beside,
    Claim,
    Recoup,
    Share,
    Step,
    Take,
)
from topsheet.recoupment.terms import Kept, Pot

Results = dict[tuple[str, ...], Operand]


@dataclass(frozen=True, slots=True)
class Names:
    """What the versions of the terms have in common.

    `keys` names the definition of each step of each version: an amendment that changes a percentage starts a
    new one, while claims go on. `always` are those of every version. `paying` lists, for each payee, the pot and
    the key of every step that pays it to a target, `dividing` the key of every division that it has a part in.
    """

    keys: Mapping[tuple[int, str], str]
    always: frozenset[str]
    paying: Mapping[str, tuple[tuple[str, str], ...]]
    dividing: Mapping[str, tuple[str, ...]]
    takes: tuple[tuple[str, str], ...]  # every key with each of its payees
    bases: Mapping[str, str]  # what each percentage is taken of, by its key

    def older(self, step: str, key: str) -> list[str]:
        """The other definitions of a step."""
        return sorted({each for (_, name), each in self.keys.items() if name == step and each != key})

    def others(self, step: Take, key: str) -> list[str]:
        """The other definitions of a percentage or an amount for the same payee."""
        return [each for each in self.older(step.id, key) if (each, step.payee) in self.takes]


@dataclass
class Flowing:
    """The place where the pen stands: `ever` reached it to date, `cash` of it can be paid today."""

    sheet: Sheet
    conditions: Conditions
    bases: Mapping[str, Operand]
    interest: Mapping[str, Operand]
    accounts: Mapping[str, Kept]
    names: Names
    version: int
    once: bool
    rising: bool  # receipts are never negative
    single: bool  # one version of the terms, so that the same money always has the same shares
    early: bool  # interest is capitalised, perhaps before money can come
    found: Results
    pot: Pot
    ever: Operand = 0
    cash: Operand = 0
    owing: Operand = 0  # what a correction left short in the pot, below nothing
    new: Operand = 0  # came into the pot today
    more: Operand = 0  # the same with what joined it today
    standing: Operand = 0  # lay in the pot the day before, or was short there
    shares: Mapping[str, Operand] = field(default_factory=dict)  # of the one split of gross
    today: dict[str, Operand] = field(default_factory=dict)  # paid today on each claim that bears interest
    totals: dict[tuple[str, str], Operand] = field(default_factory=dict)
    shared: Operand | None = None  # what all of a step have had to date, where it is known as one sum

    def key(self, step: Step) -> str:
        """The name of this step's definition."""
        return self.names.keys[self.version, step.id]

    def paid(self, key: str, payee: str) -> Operand:
        """Paid to date at a step, as of now."""
        if (key, payee) in self.totals:
            return self.totals[key, payee]
        return self.sheet.recall(f"paid:{key}:{payee}")

    def settle(self, step: Step, payee: str, entitled: Operand, *, rises: bool = False) -> None:
        """Pay up to an entitlement to date, out of the cash; one that `rises` never falls below what was paid."""
        sheet, before = self.sheet, self.paid(self.key(step), payee)
        again = (self.key(step), payee) in self.totals  # named twice here, to two targets
        most = sheet.add(before, self.cash)
        total = sheet.least(entitled, most)
        if not (self.once or (rises and self.rising)):
            total = sheet.most(before, total)
        self.book(step, payee, total)
        self.cash = sheet.sub(most, total)
        self.ever = (
            self.cash if self.once else sheet.sub(self.ever, sheet.sub(total, before) if again else total)
        )

    def book(self, step: Step, payee: str, total: Operand) -> None:
        """Write down what a payee has had at a step to date."""
        sheet, key = self.sheet, self.key(step)
        if payee in self.interest and not isinstance(step, Share):  # a share of profits pays nothing off
            new = sheet.sub(total, self.paid(key, payee))
            self.today[payee] = sheet.add(self.today.get(payee, 0), new)
        self.totals[key, payee] = total
        sheet.keep(f"paid:{key}:{payee}", total)
        older = [self.paid(each, payee) for each in self.names.older(step.id, key)]
        self.found["paid", step.id, payee] = sheet.total([total, *older])

    def reached(self, key: str) -> Operand:
        """All that has reached this place to date. Where nothing ever stands in the pot, it is the sum of the days."""
        if self.once or not (self.single and self.rising and self.drained):
            return self.ever
        total = self.sheet.add(self.sheet.recall(f"reached:{key}"), self.cash)
        self.sheet.keep(f"reached:{key}", total)
        return total

    @property
    def drained(self) -> bool:
        """Whether all that comes into the pot is paid out or handed on the same day."""
        last = self.pot.steps[-1] if self.pot.steps else None
        return bool(self.pot.then) or (isinstance(last, Share) and not last.until and last.when is None)

    def arrived(self) -> Operand:
        """What reaches this place today. What is paid above comes out of it first; a correction goes below nothing."""
        sheet = self.sheet
        today = sheet.sub(sheet.add(self.cash, self.owing), self.standing)
        return sheet.most(today, 0 if self.rising else sheet.least(self.more, 0))

    def to_date(self, step: Step, payees: Sequence[str]) -> Operand:
        """What these have had together at this step."""
        if self.single and not self.once and len(set(payees)) > 1:
            return self.sheet.recall(f"all:{self.key(step)}")
        return self.sheet.total([self.paid(self.key(step), each) for each in payees])

    def paid_all(self, totals: Sequence[Operand], left: Operand) -> None:
        """Go on below a step that has paid these to date and left so much of the cash."""
        self.cash = left
        self.ever = left if self.once else self.sheet.sub(self.ever, self.sheet.total(list(totals)))

    def had(self, step: Step, payee: str) -> Operand:
        """What a claim has had on its target at other steps: lower down, in other pots, in older terms as well."""
        return self.sheet.total([self.paid(key, payee) for _, key in self._elsewhere(step, payee)])

    def _elsewhere(self, step: Step, payee: str) -> list[tuple[str, str]]:
        """The pot and the key of every other step that pays it to a target."""
        return [each for each in self.names.paying.get(payee, ()) if each[1] != self.key(step)]

    def steady(self, step: Step, claims: Sequence[Claim]) -> bool:
        """Whether it is known beforehand what each claim can still take once money reaches it."""
        return all(self._steady(step, claim.position.id) for claim in claims)

    def _steady(self, step: Step, payee: str) -> bool:
        here = {self.names.keys[self.version, each.id]: each for each in self.pot.steps}
        places = self._elsewhere(step, payee)
        tiers = [here.get(key) if pot == self.pot.id else None for pot, key in places]
        plain = all(
            isinstance(tier, Recoup | Beside) and tier.when is None
            for tier in (*tiers, *([step] if places else []))
        )
        return plain and payee not in self.interest

    def alone(self, step: Step, claims: Sequence[Claim]) -> bool:
        """Whether one claim is paid here and nowhere else, by receipts that never fall."""
        return self.rising and len(claims) == 1 and not self._elsewhere(step, claims[0].position.id)
