"""Cash by month with its stresses and remedies, beside a plain loop that finds only the closing balances.

The design sets no goal of its own for it: it is part of one edit reaching the page in 200 ms. Night Ferry with option
(a) adopted: fifteen sources, twelve months, two stresses. The closings of the plan must agree, or the benchmark ends.

Run `python benchmarks/cash_flow.py`. CPU time, the median of some rounds.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from topsheet.film import Film, compute, read_folder
from topsheet.finance import CashReport, cash_flow, spending
from topsheet.finance.cash_flow import Window

ROUNDS = 25
NIGHT_FERRY = Path(__file__).parents[1] / "examples" / "night_ferry"
DAY = date(2026, 11, 24)


def seconds(work: Callable[[], object]) -> float:
    """The median CPU time of some rounds, after one that does not count."""
    work()
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def the_film() -> Film:
    """Night Ferry with option (a)."""
    production, problems = read_folder(NIGHT_FERRY)
    film = compute(production, as_of=DAY, option="a") if production else None
    if film is None:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    return film


def ours(film: Film) -> CashReport:
    """Spending and cash flow, every figure with its cause."""
    made = film.production
    tree, window = made.trees["finance"], Window(film.schedule.start, film.schedule.wrap)
    spent, _ = spending(made.finance, tree, film.budget, film.finance, film.schedule.start)
    return cash_flow(made.finance, tree, film.finance, spent, window)[0]


Flow = tuple[int, Decimal]


def flows(film: Film) -> tuple[list[Flow], list[Flow]]:
    """What comes in and goes out by number of month, as bare decimals."""
    first = film.cash.months[0].month

    def month(day: date) -> int:
        return (day.year - first.year) * 12 + day.month - first.month

    receipts = [
        (month(receipt.day), receipt.amount.value.amount)
        for source in film.finance.sources
        for receipt in source.receipts
    ]
    spent = [
        (month(report.month), part.value.amount) for report in film.cash.months for part in report.spending
    ]
    return receipts, spent


def bare(receipts: list[Flow], spent: list[Flow], months: int, cases: int) -> list[Decimal]:
    """The closing balances of as many cases, and nothing else."""
    closings: list[Decimal] = []
    for _ in range(cases):
        account, closings = Decimal(0), []
        by_month = [Decimal(0)] * months
        for at, amount in receipts:
            by_month[at] += amount
        for at, amount in spent:
            by_month[at] -= amount
        for amount in by_month:
            account += amount
            closings.append(account)
    return closings


def main() -> None:
    """Measure and print the cash flow, the peer and their ratio."""
    film = the_film()
    report = ours(film)
    receipts, spent = flows(film)
    months = len(report.months)
    if bare(receipts, spent, months, 1) != [month.closing.value.amount for month in report.months]:
        raise SystemExit("the two disagree")
    runs = 1 + sum(1 + bool(stress.negative) for stress in report.stresses)
    mine, theirs = seconds(lambda: ours(film)), seconds(lambda: bare(receipts, spent, months, runs))
    sys.stdout.write(
        f"{months} months, {len(receipts)} receipts, {len(report.stresses)} stresses\n"
        f"cash flow, every figure with its cause  {mine * 1000:8.2f} ms  part of the 200 ms of an edit\n"
        f"plain decimals, the closings alone      {theirs * 1000:8.2f} ms  peer\n"
        f"ratio                                   {mine / theirs:8.1f} x\n"
    )


if __name__ == "__main__":
    main()
