"""Cash month by month: what arrives, what is spent, what is left, and the same with receipts late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from topsheet.calendar import add_months, first_of_month
from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value, sum_of
from topsheet.finance.model import FinanceDocument
from topsheet.finance.remedies import remedies
from topsheet.finance.report import CashReport, FinanceReport, MonthReport, Receipt, StressReport
from topsheet.finance.spending import Spending
from topsheet.money import Cash, Money


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last shooting day: between them the account must never be empty."""

    start: Figure[date]
    wrap: Figure[date]

    def shoots_in(self, month: date) -> bool:
        """Whether any shooting day can fall in the month."""
        return first_of_month(self.start.value) <= month <= first_of_month(self.wrap.value)


def cash_flow(
    document: FinanceDocument, tree: Tree, report: FinanceReport, spending: Spending, window: Window
) -> tuple[CashReport, list[Problem]]:
    """The monthly cash flow of a plan, its lowest points, and each stress of the document.

    A month closes at opening + receipts − spending. The lowest shoot balance is the lowest closing of a month in
    which the film shoots. A stress moves the receipts of named sources so many months later and runs again.
    """
    receipts = [receipt for source in report.sources for receipt in source.receipts]
    months = run("cash", receipts, spending, window)
    problems, stresses = [], []
    known = {source.id for source in report.sources}
    for place, stress in enumerate(document.stresses):
        for wanted in stress.delays:
            if wanted not in known:
                problems.append(
                    Problem(
                        tree.where(("stresses", place, "delays", wanted)),
                        f"the stress delays `{wanted}`, which is not a source",
                        "Nothing would be late, and the stress would look harmless.",
                        "Name one of the plan's sources.",
                    )
                )
        stresses.append(_stress(stress.id, stress.title, stress.delays, receipts, spending, window))
    lowest, lowest_shoot = lows("cash", months, spending.zero)
    return CashReport(months, lowest, lowest_shoot, tuple(stresses)), problems


def _stress(
    stress_id: str,
    title: str,
    delays: Mapping[str, int],
    receipts: Sequence[Receipt],
    spending: Spending,
    window: Window,
) -> StressReport:
    late = [moved(receipt, delays.get(receipt.source, 0)) for receipt in receipts]
    prefix = f"stress.{stress_id}"
    months = run(prefix, late, spending, window)
    lowest, lowest_shoot = lows(prefix, months, spending.zero)
    negative = tuple(month for month in months if month.closing.value.amount < 0)

    def lowest_with(others: Sequence[Receipt], number: int) -> Figure[Money]:
        named = f"{prefix}.remedy.{number}"
        return lows(named, run(named, others, spending, window), spending.zero)[0]

    found = remedies(late, negative[0].month, lowest_with) if negative else ()
    return StressReport(stress_id, title, months, lowest, lowest_shoot, negative, found)


def moved(receipt: Receipt, months: int) -> Receipt:
    """The receipt so many months later (or earlier, when negative)."""
    return Receipt(
        receipt.source,
        receipt.kind,
        receipt.part,
        add_months(receipt.day, months),
        receipt.label,
        receipt.amount,
    )


def run(
    prefix: str, receipts: Sequence[Receipt], spending: Spending, window: Window
) -> tuple[MonthReport, ...]:
    """Every month from the first receipt or spending to the last; figures are named `<prefix>.<yyyy-mm>...`."""
    zero = spending.zero
    arriving = [first_of_month(receipt.day) for receipt in receipts]
    days = sorted({*arriving, *spending.months()})
    if not days:
        return ()
    months: list[MonthReport] = []
    opening: Figure[Money] = Figure(f"{prefix}.opening", "Opening balance", zero, "the account starts empty")
    month, last = days[0], days[-1]
    while month <= last:
        name = f"{prefix}.{month:%Y-%m}"
        inside = [receipt for receipt, first in zip(receipts, arriving, strict=True) if first == month]
        came = tuple(_came(name, receipt) for receipt in inside)
        went = spending.in_month(month, prefix)
        into = sum_of(f"{name}.in", f"In, {month:%B %Y}", came, zero)
        out = sum_of(f"{name}.out", f"Out, {month:%B %Y}", went, zero)
        closing = Figure(
            f"{name}.closing",
            f"Closing, {month:%B %Y}",
            opening.value + into.value - out.value,
            "opening + in − out",
            (opening, into, out),
        )
        months.append(MonthReport(month, window.shoots_in(month), opening, came, into, went, out, closing))
        opening, month = closing, add_months(month, 1)
    return tuple(months)


def _came(name: str, receipt: Receipt) -> Figure[Money]:
    amount: Figure[Cash] = receipt.amount
    return Figure(
        f"{name}.in.{receipt.source}.{receipt.part}",
        receipt.label,
        amount.value.plain(),
        f"expected {receipt.day}",
        (amount,),
    )


def lows(prefix: str, months: Sequence[MonthReport], zero: Money) -> tuple[Figure[Money], Figure[Money]]:
    """The lowest closing of all months, and of the months in which the film shoots; `zero` when there are none."""
    shooting = [month for month in months if month.shooting] or list(months)
    return (
        _low(f"{prefix}.lowest", "Lowest balance", months, zero),
        _low(f"{prefix}.lowest_shoot", "Lowest shoot balance", shooting, zero),
    )


def _low(name: str, label: str, months: Sequence[MonthReport], zero: Money) -> Figure[Money]:
    if not months:
        return Figure(name, label, zero, "nothing comes in and nothing is spent")
    low = min(months, key=lambda month: month.closing.value.amount)
    inputs: tuple[Figure[Value], ...] = (low.closing,)
    return Figure(name, label, low.closing.value, f"closing of {low.month:%B %Y}", inputs)
