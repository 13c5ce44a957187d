"""A plan of 40 sources solved, and its cash by week over five years, beside a plain daily loop over decimals.

Goal on two cores: under 30 ms. The plan has sales, contracts, grants, loans with fees and interest that the budget
pays, a loan drawn as needed, and an equity investment solved so that the plan closes; the budget is spent in sixty
months. The peer is given the receipts and the months' shares and finds the closing of every week, nothing else: no
plan, no figures, no causes. Both must close alike in every week, or the benchmark ends.

Run `python benchmarks/finance_plan.py`. CPU time, the median of some rounds.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from timing import seconds

from topsheet.budget import BudgetDocument, BudgetReport, cost, with_plan_costs
from topsheet.calendar import add_months
from topsheet.documents import Tree, read_yaml, validate
from topsheet.figures import Figure, given
from topsheet.finance import (
    CashReport,
    FinanceDocument,
    FinanceReport,
    Known,
    Window,
    cash_flow,
    plan,
    spending,
    value,
)
from topsheet.money import Money
from topsheet.rules import load

ROUNDS = 25
SOURCES = 40
MONTHS = 60
DAY = date(2026, 11, 24)
START, WRAP = date(2028, 6, 5), date(2028, 9, 29)
FIRST = -18
TREE = Tree("finance.yaml", None, {(): 1})
DAYS: dict[str, Figure[date]] = {
    "start_of_photography": given("schedule.start", "Start", START),
    "wrap": given("schedule.wrap", "Wrap", WRAP),
    "delivery": given("production.milestone.delivery", "Delivery", date(2030, 6, 28)),
}
SIGNED = {"status": "signed", "status_date": date(2026, 11, 1)}
SHOOT = frozenset(day for n in range((WRAP - START).days + 1) if (day := START + timedelta(n)).weekday() < 5)


def the_sources() -> list[dict[str, Any]]:
    """Forty sources, one of them solved for."""

    def on(month: int) -> date:
        return add_months(date(2027, 1, 15), month)

    made: list[dict[str, Any]] = []
    for n in range(SOURCES - 6):
        common = {"id": f"s{n}", "name": f"Source {n}", **SIGNED}
        if n % 3 == 0:
            parts = [{"share": 25, "on": on((n + 6 * each) % 48)} for each in range(4)]
            made.append({**common, "kind": "grant", "face": 150000 + n, "instalments": parts})
        elif n % 3 == 1:
            made.append(
                {**common, "kind": "presale", "territory": f"T{n}", "face": 300000 + n,
                 "deposit": {"percent": 20, "on": on(n % 24)}, "commission": {"percent": 10}}
            )  # fmt: skip
        else:
            parts = [{"share": 10, "on": on((n + each) % 50)} for each in range(10)]
            made.append({**common, "kind": "equity", "face": 250000 + n, "instalments": parts})
    interest = {"rate": 8, "compounding": "monthly", "repaid": "delivery", "reserve_months": 3}
    terms = {"fees": [{"label": "Arrangement", "percent": 2}], "interest": interest, "costs": "budget"}
    sold = [source["id"] for source in made if source["kind"] == "presale"]
    loan = {**SIGNED, "on": date(2028, 5, 1), "terms": terms}
    made += [
        {**loan, "id": "bank", "name": "Bank", "kind": "presale_loan", "lends_on": sold, "advance": 85},
        {**loan, "id": "senior", "name": "Senior", "kind": "senior_loan", "face": 2000000},
        {**loan, "id": "mezzanine", "name": "Mezzanine", "kind": "mezzanine", "face": 500000},
        {**loan, "id": "gap", "name": "Gap", "kind": "gap_loan", "face": 900000},
        {**loan, "id": "own", "name": "Own", "kind": "own_loan", "face": 400000, "draw": "as_needed"},
        {**SIGNED, "id": "last", "name": "Last", "kind": "equity", "face": "needed",
         "instalments": [{"share": 100, "on": on(2)}]},
    ]  # fmt: skip
    return made


def the_budget() -> BudgetReport:
    """Some lines in each section, spent in sixty months."""
    months = ", ".join(f"{FIRST + n}: {7 + n % 5}" for n in range(MONTHS))
    parts = ("above_the_line", "production", "post", "other", "contingency", "bond", "finance")
    lines = "".join(
        f'  - number: "{number}"\n    name: Account {number}\n    lines:\n'
        f"      - {{id: line_{number}, what: Line, unit: flat, rate: {rate}, basis: fee}}\n"
        for number, rate in (("1100", 4000000), ("2100", 5000000), ("5100", 2000000), ("6500", 900000))
    )
    text = (
        "kind: budget\nversion: 1\ncurrency: USD\nchart: us-feature\ncontractual:\n"
        "  - {id: contingency, label: Contingency, percent: 10, of: direct}\n"
        "  - {id: bond, label: Completion bond, percent: 3, of: direct}\n"
        f"phasing:\n{''.join(f'  {part}: {{{months}}}{chr(10)}' for part in parts)}"
        f"accounts:\n{lines}"
    )
    tree, problems = read_yaml(text, "budget.yaml")
    if tree is not None:
        document, found = validate(BudgetDocument, tree)
        problems += found
        if document is not None:
            report, found = cost(document, tree, offered={}, book=load(), on=START, exchange={})
            if report is not None:
                return report
            problems += found
    raise SystemExit("\n".join(str(problem) for problem in problems))


def ours(document: FinanceDocument, budget: BudgetReport) -> tuple[FinanceReport, CashReport]:
    """The plan solved, and its cash: every figure with its cause."""
    zero = Money.zero("USD")
    known = Known(budget.total.value, {}, zero, DAYS, DAY, {}, {})
    valued = value(document, TREE, known)
    whole = with_plan_costs(budget, valued.costs)
    unsold = given("market.unsold_take", "Unsold", Money(Decimal(9000000), "USD"))
    report, _ = plan(valued, uses=whole.total, parts=whole.parts, unsold_take=unsold)
    spent, _ = spending(document, TREE, whole, report, DAYS["start_of_photography"])
    window = Window(DAYS["start_of_photography"], DAYS["wrap"], SHOOT)
    return report, cash_flow(valued, report, whole, spent, window)[0]


Flow = tuple[date, Decimal]


def given_to_the_peer(cash: CashReport) -> tuple[list[Flow], list[tuple[date, bool, Decimal]]]:
    """What comes on its day, with the plan's own costs, and what each part spends in a month."""
    dated: dict[str, Flow] = {}
    for week in cash.weeks:
        for figure in week.receipts:
            dated[figure.name] = (date.fromisoformat(figure.how[-10:]), figure.value.amount)
    shares = []
    for month in cash.months:
        for figure in month.spending:
            if figure.how.startswith("on "):
                dated[figure.name] = (date.fromisoformat(figure.how[-10:]), -figure.value.amount)
            else:
                shares.append((month.month, figure.name.endswith(".production"), figure.value.amount))
    return list(dated.values()), shares


def bare(dated: list[Flow], shares: list[tuple[date, bool, Decimal]]) -> list[Decimal]:
    """The closing of every week, day by day, and nothing else."""
    days: dict[date, Decimal] = {}
    for day, amount in dated:
        days[day] = days.get(day, Decimal(0)) + amount
    for month, production, amount in shares:
        end = add_months(month, 1)
        working = [d for n in range((end - month).days) if (d := month + timedelta(n)).weekday() < 5]
        if production:
            working = [d for d in working if d in SHOOT or not START <= d <= WRAP]
        left = amount
        for at, day in enumerate(working):
            coin = Decimal(int(left * 100) // (len(working) - at)) / 100
            days[day] = days.get(day, Decimal(0)) - coin
            left -= coin
    closings, balance = [], Decimal(0)
    day, last = min(days), max(days)
    last += timedelta(6 - last.weekday())
    while day <= last:
        balance += days.get(day, Decimal(0))
        if day.weekday() == 6:
            closings.append(balance)
        day += timedelta(1)
    return closings


def main() -> None:
    """Measure and print the plan with its cash, the peer and their ratio."""
    late = [{"id": "late", "title": "The bank two months late", "delays": {"bank": 2, "senior": 2}}]
    written = {"kind": "finance", "version": 1, "currency": "USD", "sources": the_sources()}
    document = FinanceDocument.model_validate(written)
    stressed = FinanceDocument.model_validate({**written, "stresses": late})
    budget = the_budget()
    report, cash = ours(document, budget)
    dated, shares = given_to_the_peer(cash)
    if bare(dated, shares) != [week.closing.value.amount for week in cash.weeks]:
        raise SystemExit("the two disagree")
    mine, theirs = (
        seconds(lambda: ours(document, budget), ROUNDS),
        seconds(lambda: bare(dated, shares), ROUNDS),
    )
    more = seconds(lambda: ours(stressed, budget), ROUNDS)
    sys.stdout.write(
        f"{len(report.sources)} sources, solved in {report.solved.rounds} rounds; {len(cash.weeks)} weeks, "
        f"{len(cash.months)} months\n"
        f"plan and weekly cash, every figure with its cause  {mine * 1000:8.2f} ms  goal 30 ms\n"
        f"the same with a stress and its remedies            {more * 1000:8.2f} ms\n"
        f"plain decimals, the weeks' closings alone          {theirs * 1000:8.2f} ms  peer\n"
        f"ratio                                              {mine / theirs:8.1f} x\n"
    )


if __name__ == "__main__":
    main()
