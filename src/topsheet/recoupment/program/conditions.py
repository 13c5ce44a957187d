"""Conditions as they stand at the start of a day, and interest as it has run until then."""

from __future__ import annotations

from collections.abc import Mapping

from topsheet.recoupment.program.calendar import Calendar, year_of
from topsheet.recoupment.program.ops import Operand, Sheet
from topsheet.recoupment.steps import Test, up
from topsheet.recoupment.terms import Accrues


class Conditions:
    """Writes each condition once: days and registers as of this day, payments as of the day before."""

    def __init__(self, sheet: Sheet, calendar: Calendar, bases: Mapping[str, Operand]) -> None:
        self.sheet, self.calendar, self.bases = sheet, calendar, bases
        self.known: dict[Test, Operand] = {}
        self.steep: list[Operand] = []  # amounts at which a whole rate changes

    def holds(self, test: Test | None) -> Operand:
        """1, or a name that is true when the condition holds."""
        if test is None:
            return 1
        if test not in self.known:
            self.known[test] = self._written(test)
        return self.known[test]

    def noted(self) -> dict[tuple[str, ...], Operand]:
        """Every condition that receipts can change, as a result of the day."""
        moving = [holds for test, holds in self.known.items() if test.register or test.had]
        return {("test", str(at)): each for at, each in enumerate([*moving, *self.steep])}

    def _written(self, test: Test) -> Operand:
        sheet = self.sheet
        found: Operand = 1
        if test.since or test.until:
            found = sheet.reaches(self.calendar.flag(test.since, test.until), 1)
        if test.register:
            found = sheet.both(found, sheet.reaches(self.bases[test.register], up(test.level)))
        if test.had:
            had = sheet.total([sheet.recall(f"had:{each}") for each in test.had])
            found = sheet.both(found, sheet.reaches(had, up(test.target)))
        return found


def accrued(sheet: Sheet, calendar: Calendar, accrual: Accrues, principal: Operand) -> Operand:
    """Interest to date, rounded once on all the days so far, so that looking on a day between changes nothing."""
    on = accrual.on
    balance: Operand = principal
    if accrual.outstanding:
        balance = sheet.most(sheet.sub(principal, sheet.recall(f"repaid:{on}")), 0)  # a premium bears none
    if accrual.method != "simple":
        balance = sheet.add(balance, sheet.recall(f"capital:{on}"))
    run = sheet.times(balance, calendar.days(accrual))
    ever = sheet.add(sheet.recall(f"coin_days:{on}"), run)
    sheet.keep(f"coin_days:{on}", ever)
    rate = accrual.rate / year_of(accrual)
    due = sheet.half_even(sheet.times(ever, rate.numerator), rate.denominator)
    if accrual.method != "simple":
        unpaid = sheet.most(sheet.sub(due, sheet.recall(f"interest_paid:{on}")), 0)
        flag = sheet.reaches(calendar.capitalised(accrual), 1)
        sheet.keep(f"capital:{on}", sheet.where(flag, unpaid, sheet.recall(f"capital:{on}")))
    return due


def repay(sheet: Sheet, accrual: Accrues, principal: Operand, due: Operand, moved: Operand) -> None:
    """What was paid today falls on interest or on the principal first, and changes what bears interest."""
    on = accrual.on
    had_interest, had_principal = sheet.recall(f"interest_paid:{on}"), sheet.recall(f"repaid:{on}")
    if accrual.interest_first:
        interest = sheet.least(moved, sheet.sub(due, had_interest))
        sheet.keep(f"repaid:{on}", sheet.add(had_principal, sheet.sub(moved, interest)))
    else:
        capital = sheet.least(moved, sheet.sub(principal, had_principal))
        interest = sheet.sub(moved, capital)
        sheet.keep(f"repaid:{on}", sheet.add(had_principal, capital))
    paid = sheet.add(had_interest, interest)
    sheet.keep(f"interest_paid:{on}", paid)
    if accrual.method != "simple":
        sheet.keep(
            f"capital:{on}", sheet.least(sheet.recall(f"capital:{on}"), sheet.most(sheet.sub(due, paid), 0))
        )
