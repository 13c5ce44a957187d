"""What each loan stands at, day by day: drawn, interest, repaid, left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from topsheet.calendar import add_months
from topsheet.figures import Figure, Value, given
from topsheet.finance.cash_report import BalanceRow, LoanReport
from topsheet.finance.flow import Flow, Movement
from topsheet.finance.interest import EVERY, interest
from topsheet.finance.kinds import CollateralLoan, FaceLoan, Incentive, Instalments, Sale
from topsheet.finance.plan import Valued
from topsheet.finance.report import FinanceReport, Receipt
from topsheet.finance.terms import When
from topsheet.finance.worth import Worth
from topsheet.finance.worth_loans import repaid_on
from topsheet.money import Money

Loan = CollateralLoan | FaceLoan
_RECEIPTS = "it is repaid from receipts, in the order of the waterfall"


def loan_balances(valued: Valued, report: FinanceReport, flow: Flow) -> tuple[LoanReport, ...]:
    """Every loan that counts: its draws in the plan, interest by its terms, repayment by its collateral or its day.

    A loan owes its whole facility once it is drawn: what it holds back is drawn with the first money. Interest runs on
    the principal, and is added to it where the loan compounds; at repayment the interest reserve pays first. A loan on
    collateral is repaid when the collateral pays, any other on the day its terms name.
    """
    counting = [loan for loan in _loans(valued) if report.source(loan.id).counts]
    return tuple(_Table(loan, valued, flow.receipts).report() for loan in counting)


def reserves_back(
    prefix: str, valued: Valued, receipts: Sequence[Receipt], late: Mapping[str, int] | None = None
) -> tuple[Movement, ...]:
    """What the reserve of a loan drawn as needed has left on the day it is repaid: it comes back to the account.

    The reserve was set aside for a loan drawn in full on its first day. What would be left of it even then joins the
    waterfall, and is not counted twice. `late` says by how many months a source pays later, so that its loan is repaid
    later too.
    """
    found = []
    for loan in _loans(valued):
        aside = tuple(cost for cost in valued.made.worths[loan.id].costs if cost.name.endswith(".reserve"))
        if not aside or getattr(loan, "draw", "") != "as_needed" or not valued.made.counting(loan.id):
            continue
        table = _Table(loan, valued, receipts, late)
        table.report()
        if table.settled is not None and table.back.amount > 0:
            label = f"{loan.name}, reserve back"
            figure = Figure(f"{prefix}.reserve.{loan.id}", label, table.back, table.back_how, aside)
            found.append(Movement(table.settled, f"reserve.{loan.id}.back", figure.label, figure, 1))
    return tuple(found)


def _loans(valued: Valued) -> tuple[Loan, ...]:
    return tuple(
        source for source in valued.document.sources if isinstance(source, Loan) and source.stage != "release"
    )


@dataclass(slots=True)
class _Day:
    """What happens to a loan on one day."""

    drawn: list[Figure[Value]] = field(default_factory=list)
    debt: Decimal = Decimal(0)
    pays: list[Figure[Money]] = field(default_factory=list)
    amount: Decimal = Decimal(0)
    due: bool = False
    compounds: bool = False


class _Table:
    def __init__(
        self,
        loan: Loan,
        valued: Valued,
        receipts: Sequence[Receipt],
        late: Mapping[str, int] | None = None,
    ) -> None:
        self.loan, self.valued, self.receipts, self.late = loan, valued, receipts, late or {}
        self.worth: Worth = valued.made.worths[loan.id]
        self.currency = valued.document.currency
        self.name = f"cash.loan.{loan.id}"
        self.zero = Money.zero(self.currency)
        self.whole = self.worth.cash.value.plain() if self.worth.cash else self.zero
        self.undrawn = self.whole
        self.principal = self.accrued = self.capitalised = self.reserve = Decimal(0)
        self.lost_day = self.back_how = ""
        self.settled: date | None = None
        self.back = self.zero

    def report(self) -> LoanReport:
        """The rows of the loan, what is left undrawn, and what remains to be said."""
        days, rows = self._days(), list[BalanceRow]()
        before: date | None = None
        opening: Figure[Money] = given(f"{self.name}.opening", f"{self.loan.name}, opening", self.zero)
        for day in sorted(days):
            row = self._row(day, days[day], before, opening)
            rows.append(row)
            opening, before = row.closing, day
        undrawn = Figure(
            f"cash.undrawn.{self.loan.id}",
            f"{self.loan.name}, undrawn",
            self.undrawn,
            "what it brings less what is drawn",
            (self.worth.cash,) if self.worth.cash else (),
        )
        return LoanReport(self.loan.id, self.loan.name, tuple(rows), undrawn, self._note(opening.value))

    def _days(self) -> dict[date, _Day]:
        days: dict[date, _Day] = {}
        draws = sorted((r for r in self.receipts if r.source == self.loan.id), key=lambda r: r.day)
        if not draws:
            return days
        held = self.worth.claim.value - self.whole if self.worth.claim else self.zero
        for draw in draws:
            day = days.setdefault(draw.day, _Day())
            day.drawn.append(draw.amount)
            day.debt += draw.amount.value.amount + (held.amount if draw is draws[0] else 0)
        self.reserve = sum(
            (cost.value.amount for cost in self.worth.costs if cost.name.endswith(".reserve")),
            start=Decimal(0),
        )
        ends = []
        for when, figure, amount in self._repayments(draws[0].day):
            if when < draws[0].day:
                continue
            day = days.setdefault(when, _Day())
            if figure is None:
                day.due = True
            else:
                day.pays.append(figure)
                day.amount += amount.amount
            ends.append(when)
        terms = self.loan.terms.interest
        if terms and ends and terms.compounding != "simple":
            step = EVERY[terms.compounding]
            while (when := add_months(draws[0].day, step)) <= max(ends):
                days.setdefault(when, _Day()).compounds = True
                step += EVERY[terms.compounding]
        return days

    def _repayments(self, drawn: date) -> Iterator[tuple[date, Figure[Money] | None, Money]]:
        """The days on which collateral pays and how much; or the day of the terms, when all is due."""
        if isinstance(self.loan, CollateralLoan):
            for wanted in self.loan.lends_on:
                collateral = self.valued.made.worths[wanted].collateral if self._lends_on(wanted) else None
                for when, amount in self._pays(wanted, collateral.value) if collateral else ():
                    day = self.valued.made.day_of(when)
                    if day is not None:
                        yield add_months(day, self.late.get(wanted, 0)), collateral, amount
                    else:
                        self.lost_day = f"no day is known on which {wanted} pays"
        elif terms := self.loan.terms.interest:
            day = repaid_on(terms, drawn, self.valued.made.day_of)
            if day is not None:
                yield day, None, self.zero

    def _lends_on(self, wanted: str) -> bool:
        return wanted in self.valued.made.worths and self.valued.made.counting(wanted)

    def _pays(self, wanted: str, collateral: Money) -> list[tuple[When, Money]]:
        source = next(each for each in self.valued.document.sources if each.id == wanted)
        if isinstance(source, Sale):
            return [(source.balance_on, collateral)]
        if isinstance(source, Incentive):
            return [(source.paid_on, collateral)]
        if isinstance(source, Instalments):
            shares = collateral.shared([part.share.value for part in source.instalments])
            return [(part.on, share) for part, share in zip(source.instalments, shares, strict=True)]
        return []

    def _row(self, day: date, what: _Day, before: date | None, opening: Figure[Money]) -> BalanceRow:
        name, owed = f"{self.name}.{day}", opening.value
        charged = self._interest(name, before, day, opening)
        drawn = reserve = repaid = None
        if what.compounds:
            self.principal, self.capitalised = self.principal + self.accrued, self.capitalised + self.accrued
            self.accrued = Decimal(0)
        if charged:
            owed = owed + charged.value
        if what.drawn:
            drawn = self._figure(f"{name}.drawn", "drawn", what.debt, f"drawn on {day}", *what.drawn)
            self.principal += what.debt
            owed = owed + drawn.value
            paid_in = sum(
                (f.value.amount for f in what.drawn if isinstance(f.value, Money)), start=Decimal(0)
            )
            self.undrawn = self.undrawn - Money(paid_in, self.currency)
        if what.due or what.pays:
            from_reserve = min(self.reserve, self.accrued + self.capitalised, owed.amount)
            if from_reserve:
                reserve = self._figure(
                    f"{name}.reserve", "interest paid by the reserve", from_reserve, "the reserve pays first"
                )
            left = owed.amount - from_reserve
            paid = left if what.due else min(left, what.amount)
            how = (
                "all of it on the day of its terms"
                if what.due
                else "from its collateral, which pays this day"
            )
            repaid = self._figure(f"{name}.repaid", "repaid", paid, how, *what.pays)
            self._settle(from_reserve, paid)
            owed = Money(left - paid, self.currency)
            if not owed and self.settled is None:
                self._comes_back(day)
        parts = tuple(figure for figure in (drawn, charged, reserve, repaid) if figure)
        inputs: tuple[Figure[Value], ...] = (opening, *parts)
        closing = Figure(
            f"{name}.closing", f"{self.loan.name} on {day}", owed, "opening + drawn + interest − paid", inputs
        )
        undrawn = self._figure(f"{name}.undrawn", "undrawn", self.undrawn.amount, f"not drawn by {day}")
        return BalanceRow(day, opening, drawn, charged, what.compounds, reserve, repaid, closing, undrawn)

    def _interest(
        self, name: str, before: date | None, day: date, opening: Figure[Money]
    ) -> Figure[Money] | None:
        terms = self.loan.terms.interest
        if terms is None or before is None or not self.principal:
            return None
        amount = interest(
            self.principal, terms.rate, before, day, currency=self.currency, day_count=terms.day_count
        )
        self.accrued += amount
        how = (
            f"{terms.rate} {terms.day_count} on {Money(self.principal, self.currency)} from {before} to {day}"
        )
        return self._figure(f"{name}.interest", "interest", amount, how, opening)

    def _settle(self, reserve: Decimal, paid: Decimal) -> None:
        """What the reserve and a repayment pay: interest first, then the principal."""
        self.reserve -= reserve
        paid += reserve
        accrued = min(paid, self.accrued)
        self.accrued -= accrued
        self.capitalised -= min(self.capitalised, paid - accrued)
        self.principal -= paid - accrued

    def _comes_back(self, day: date) -> None:
        """What the reserve has left on the day of repayment, less what joins the waterfall in any case."""
        self.settled = day
        joins = self.worth.reserve_left.value if self.worth.reserve_left else self.zero
        self.back = Money(self.reserve, self.currency) - joins
        self.back_how = "set aside − interest it paid" + (
            f" − {joins} that joins the waterfall" if joins else ""
        )

    def _figure(
        self, name: str, label: str, amount: Decimal, how: str, *inputs: Figure[Value]
    ) -> Figure[Money]:
        return Figure(name, f"{self.loan.name}, {label}", Money(amount, self.currency), how, inputs)

    def _note(self, left: Money) -> str:
        if self.lost_day:
            return self.lost_day
        if self.undrawn == self.whole:
            return "it is never drawn"
        if left:
            return _RECEIPTS if isinstance(self.loan, FaceLoan) else f"{left} is not repaid by its collateral"
        told = [f"{self.undrawn} stays undrawn"] if self.undrawn else []
        if self.settled and self.back.amount > 0 and getattr(self.loan, "draw", "") == "as_needed":
            day = f"{self.settled.day} {self.settled:%b %Y}"
            told.append(f"{self.back} of its interest reserve comes back to the account on {day}")
        return "; ".join(told)
