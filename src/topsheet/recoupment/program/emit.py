"""Terms written as a program: one day's receipts in, everyone's total to date out, in a fixed order of lines.

Everything is cumulative. At each place of the flow two amounts are known: `ever`, all that has reached it to
date, and `cash`, what of it can still be paid out. A payee is due its entitlement to date less what it was paid
before, never less than nothing and never more than the cash. Source: docs/algorithms/waterfall.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from topsheet.recoupment.program.calendar import Calendar
from topsheet.recoupment.program.claims import divided
from topsheet.recoupment.program.conditions import Conditions, accrued, repay
from topsheet.recoupment.program.flowing import Flowing, Names, Results
from topsheet.recoupment.program.model import ANYWHERE, Origin, Program, Version
from topsheet.recoupment.program.names import names_of
from topsheet.recoupment.program.ops import Operand, Sheet
from topsheet.recoupment.program.steps import write
from topsheet.recoupment.steps import Take, up
from topsheet.recoupment.terms import Pot, Terms


def classes_of(terms: Terms, origins: Collection[Origin]) -> dict[Origin, int]:
    """The class of each origin: the pot it flows into and the share that each register counts of it."""
    numbers: dict[tuple[object, ...], int] = {}
    found: dict[Origin, int] = {}
    for origin in dict.fromkeys((ANYWHERE, *origins)):
        rates = tuple(base.rate(*origin) for base in terms.registers if not base.reported)
        found[origin] = numbers.setdefault((pot_of(terms.pots, origin).id, rates), len(numbers))
    return found


def pot_of(pots: Sequence[Pot], origin: Origin) -> Pot:
    """The pot a receipt flows into: the first whose filter names it, or the main one."""
    narrow = [pot for pot in pots[:-1] if pot.filter.territory or pot.filter.medium or pot.filter.source]
    return next((pot for pot in narrow if pot.filter.holds(*origin)), pots[-1])


def program_of(
    terms: Terms,
    origins: Collection[Origin] = (),
    *,
    once: bool = False,
    whole: bool = True,
    rising: bool = True,
) -> Program:
    """The program of some terms: for receipts that come all at once, or day by day; on coins or on fractions.

    `rising` says that no receipt is negative, which leaves out lines that would change nothing.
    """
    classes = classes_of(terms, origins)
    calendar, states = Calendar(), dict[str, str]()
    listed = versions_of(terms)
    names = names_of(listed)
    versions = []
    count = 0
    for number, pots in enumerate(listed):
        sheet = Sheet(count=count, states=states, remembers=not once, whole=whole)
        writer = _Writer(terms, classes, sheet, calendar, names, number, pots, once, rising)
        results = writer.day()
        count = sheet.count
        versions.append(Version(tuple(sheet.ops), results, dict(sheet.now)))
    levels = tuple(base.id for base in terms.registers if base.reported)
    owed = sum(int(terms.coins(each.invested.value.amount)) for each in terms.positions)
    return Program(tuple(versions), states, classes, levels, calendar, once, 2 * owed)


def versions_of(terms: Terms) -> list[tuple[Pot, ...]]:
    """The pots of each version of the terms: as agreed, then after each amendment."""
    main = terms.pots[-1]
    later = [Pot(main.id, main.label, main.filter, each.steps, main.then) for each in terms.amended]
    return [terms.pots, *((*terms.pots[:-1], pot) for pot in later)]


@dataclass
class _Writer:
    terms: Terms
    origins: Mapping[Origin, int]
    sheet: Sheet
    calendar: Calendar
    names: Names
    number: int
    pots: Sequence[Pot]
    once: bool
    rising: bool
    found: Results = field(default_factory=dict)

    def day(self) -> Results:
        sheet, terms, found = self.sheet, self.terms, self.found
        before = {
            base.id: sheet.recall(f"register_before:{base.id}")
            for base in terms.registers
            if not base.reported
        }
        bases = self._registers()
        interest = {
            each.on: accrued(sheet, self.calendar, each, sheet.coin(each.principal))
            for each in terms.accruals
        }
        found |= {("interest", on): due for on, due in interest.items()}
        conditions = Conditions(sheet, self.calendar, bases)
        flow = Flowing(
            sheet, conditions, bases, interest,
            {each.id: each for each in terms.accounts}, self.names, self.number, self.once, self.rising,
            not terms.amended, any(each.method != "simple" for each in terms.accruals), found, self.pots[0],
        )  # fmt: skip
        handed: dict[str, Operand] = {}
        for pot in self.pots:
            handed[pot.id] = self._pot(pot, flow, handed)
        self._older(flow)
        self._inside()
        self._totals(flow)
        for each in terms.accruals:
            repay(sheet, each, sheet.coin(each.principal), interest[each.on], flow.today.get(each.on, 0))
        for name in before:
            sheet.keep(f"register_before:{name}", bases[name])
        found |= conditions.noted()
        return found

    def _registers(self) -> dict[str, Operand]:
        sheet, bases = self.sheet, dict[str, Operand]()
        for base in self.terms.registers:
            if base.reported:
                bases[base.id] = f"m_{base.id}"
            else:
                rates = {at: base.rate(*origin) for origin, at in self.origins.items()}
                below = lcm(*(rate.denominator for rate in rates.values()))
                parts = [
                    sheet.times(f"g{at}", int(rate * below)) for at, rate in sorted(rates.items()) if rate
                ]
                total = sheet.add(sheet.recall(f"register:{base.id}"), sheet.total(parts))
                sheet.keep(f"register:{base.id}", total)
                bases[base.id] = sheet.part(total, Fraction(1, below))
            self.found["register", base.id] = bases[base.id]
        return bases

    def _pot(self, pot: Pot, flow: Flowing, handed: Mapping[str, Operand]) -> Operand:
        """One pot from top to bottom; gives what flows on from it today."""
        sheet, found = self.sheet, self.found
        origins = {at: origin for origin, at in self.origins.items()}
        mine = [f"g{at}" for at, origin in sorted(origins.items()) if pot_of(self.pots, origin).id == pot.id]
        new = sheet.total([*mine, *(handed[each.id] for each in self.pots if each.then == pot.id)])
        standing = sheet.recall(f"left:{pot.id}")
        received = sheet.add(sheet.recall(f"in:{pot.id}"), new)
        sheet.keep(f"in:{pot.id}", received)
        have = received if self.once else sheet.add(standing, new)
        flow.owing = 0 if self.once or self.rising else sheet.least(have, 0)
        flow.pot, flow.new, flow.more, flow.standing = pot, new, new, standing
        flow.cash = have if self.once or self.rising else sheet.most(have, 0)
        flow.ever = sheet.sub(received, sheet.total(self._stale(pot, flow)))
        found["in", pot.id] = received
        flow.shares = self._of_gross(pot, received)
        for step in pot.steps:
            write(flow, step)
        rest, on = sheet.add(flow.cash, flow.owing), self._on(pot, flow)
        rest = sheet.sub(rest, on)
        sheet.keep(f"left:{pot.id}", rest)
        found["left", pot.id] = rest
        return on

    def _on(self, pot: Pot, flow: Flowing) -> Operand:
        """What flows on today. A correction is first of what a pot handed on, then of what it paid itself."""
        if not pot.then or self.once or self.rising:
            return flow.cash if pot.then else 0
        sheet, key = self.sheet, f"handed:{pot.id}"
        before, ever = sheet.recall(key), sheet.most(flow.ever, 0)
        sheet.keep(key, ever)
        return sheet.sub(ever, before)

    def _stale(self, pot: Pot, flow: Flowing) -> list[Operand]:
        """What was paid out of the main pot by clauses that this version no longer has."""
        if pot.id != self.pots[-1].id or len({number for number, _ in self.names.keys}) < 2:
            return []
        current = {flow.names.keys[self.number, step.id] for each in self.pots for step in each.steps}
        return [flow.paid(key, payee) for key, payee in self.names.takes if key not in current]

    def _of_gross(self, pot: Pot, received: Operand) -> dict[str, Operand]:
        """All plain percentages of gross as one split with the rest as its last payee, so that the rest never falls."""
        plain = [step for step in pot.steps if isinstance(step, Take) and step.plain]
        steady = [step for step in plain if self.names.keys[self.number, step.id] in self.names.always]
        if len(steady) < len(plain):
            return {}
        rates = [step.rate or Fraction(0) for step in steady]
        rest = 1 - sum(rates, Fraction(0))
        shares = divided(self.sheet, received, [*((rate, None) for rate in rates), (rest, None)])
        return dict(zip([step.id for step in steady], shares, strict=False))

    def _inside(self) -> None:
        """Corridors inside a party: nested floor shares of what it received at some tiers, each up to its cap."""
        sheet, found = self.sheet, self.found
        for within in self.terms.inside:
            got = sheet.total([found.get(("paid", tier, within.of), 0) for tier in within.tiers])
            found["inside", within.id] = got
            rates = [each.rate for each in within.shares]
            shares = divided(
                sheet, got, [*((rate, None) for rate in rates), (1 - sum(rates, Fraction(0)), None)]
            )
            for at, (each, share) in enumerate(zip(within.shares, shares, strict=False)):
                key = f"passed:{within.id}:{at}"
                due = share if each.cap is None else sheet.least(share, sheet.coin(each.cap))
                if within.minimum:
                    due = sheet.where(sheet.reaches(due, up(within.minimum)), due, 0)
                found["passed", within.id, str(at)] = passed = sheet.most(sheet.recall(key), due)
                sheet.keep(key, passed)

    def _older(self, flow: Flowing) -> None:
        """What the steps have paid that this version no longer has."""
        ids = {key: step for (_, step), key in self.names.keys.items()}
        for key, payee in self.names.takes:
            name = ("paid", ids[key], payee)
            if name not in self.found:
                same = [each for each, who in self.names.takes if who == payee and ids[each] == ids[key]]
                self.found[name] = self.sheet.total([flow.paid(each, payee) for each in same])

    def _totals(self, flow: Flowing) -> None:
        """Everyone's total to date, older versions' clauses included, less what was passed on inside a party."""
        sheet, found, had = self.sheet, self.found, dict[str, list[Operand]]()
        for key, payee in self.names.takes:
            had.setdefault(payee, []).append(flow.paid(key, payee))
        totals = {payee: sheet.total(amounts) for payee, amounts in had.items()}
        accounts = {each.id for each in self.terms.accounts}
        for payee, total in totals.items():
            sheet.keep(f"had:{payee}", total)
        for within in self.terms.inside:
            for at, each in enumerate(within.shares):
                passed = found["passed", within.id, str(at)]
                totals[within.of] = sheet.sub(totals.get(within.of, 0), passed)
                totals[each.to] = sheet.add(totals.get(each.to, 0), passed)
                if each.to in accounts:
                    sheet.keep(f"had:{each.to}", totals[each.to])
        found |= {("had", payee): total for payee, total in totals.items()}
        for account in self.terms.accounts:
            joined = sheet.recall(f"joined:{account.id}") if account.release else 0
            found["held", account.id] = sheet.sub(totals.get(account.id, 0), joined)
