"""Cash: what arrives, what is spent, what is left, by month and by week, and the same with receipts late or lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from topsheet.budget import BudgetReport
from topsheet.documents import Problem, Severity
from topsheet.figures import Figure, Value, given, sum_of
from topsheet.finance.balances import loan_balances, reserves_back
from topsheet.finance.cash_report import CashReport, LowPoint, MonthReport
from topsheet.finance.deposits import deposits
from topsheet.finance.draw_requests import draw_requests
from topsheet.finance.flow import Flow, Movement, OnCall
from topsheet.finance.lowest import Balances, in_shoot, low_point, through_shoot
from topsheet.finance.months import lows, months
from topsheet.finance.plan import Valued
from topsheet.finance.report import FinanceReport
from topsheet.finance.shoot_money import Kept
from topsheet.finance.spending import Spending, spending
from topsheet.finance.spread import Spread
from topsheet.finance.stresses import check_stresses, stressed
from topsheet.finance.terms import When
from topsheet.finance.weeks import weeks
from topsheet.finance.window import Window
from topsheet.money import Cash, Money


def cash_flow(
    valued: Valued,
    report: FinanceReport,
    budget: BudgetReport,
    spent: Spending,
    window: Window,
    *,
    conditions: Mapping[str, Sequence[str]] | None = None,
) -> tuple[CashReport, list[Problem]]:
    """The cash flow of a plan by month and week, its lowest points, each stress, its loans, deposits and requests.

    A month closes at opening + receipts − spending, and so does a week: both come from the same days. The least through
    the shoot is that of single days, from the first shooting day to the last. Money for the release never enters
    this account. `conditions` are the conditions precedent still open, by source.
    """
    document, tree = valued.document, valued.tree
    lines = {line.id: line.total for line in budget.lines}
    held, held_moves, problems = deposits(document, tree, lines, valued.known.milestones)
    flow, found = _flow(valued, report, budget, Spread(spent, window), held_moves)
    problems += [*found, *check_stresses(document.stresses, tree, {source.id for source in report.sources})]

    def without(prefix: str, lost: Collection[str]) -> Spread:
        start = window.start
        return Spread(spending(document, tree, budget, report, start, prefix=prefix, lost=lost)[0], window)

    stresses = tuple(stressed(stress, flow, valued, report, without) for stress in document.stresses)
    flow = flow.drawn()
    all_months, balances = months(flow), flow.balances()
    lowest, lowest_shoot = lows("cash", all_months, spent.zero)
    kept = Kept(
        flow,
        {source.id for source in report.sources if source.stage == "finishing"},
        document.finishing,
        document.stage_rulings,
    )
    problems += kept.check(tree, flow, balances)
    low = low_point("cash.lowest", flow, balances, balances)
    low_shoot = low_point("cash.lowest_shoot", flow, balances, in_shoot(balances, window))
    problems += _between_closings(tree.where(("sources",)), low, all_months)
    requests, found = draw_requests(valued, report, flow, conditions or {})
    problems += found
    account, unposted, left, found = _unposted(valued, balances)
    problems += found
    return CashReport(
        all_months,
        lowest,
        lowest_shoot,
        stresses,
        weeks(flow, all_months, kept),
        low,
        low_shoot,
        through_shoot(low_shoot, window, spent.zero),
        kept.lowest(flow, balances),
        account,
        unposted,
        left,
        loan_balances(valued, report, flow),
        held,
        requests,
    ), problems


def _flow(
    valued: Valued,
    report: FinanceReport,
    budget: BudgetReport,
    spread: Spread,
    held: tuple[Movement, ...],
) -> tuple[Flow, list[Problem]]:
    """What moves on its day, and the loans on call; an interest reserve on call waits for the first draw."""
    document = valued.document
    loans = {source.id: source for source in document.sources if getattr(source, "draw", "") == "as_needed"}
    costs, reserves, problems = _costs(valued, budget, loans)
    receipts, waiting = [], []
    for source in report.sources:
        for receipt in source.receipts if source.stage != "release" else ():
            if source.id in loans:
                order = getattr(loans[source.id], "order", 0)
                waiting.append(OnCall(receipt, order, tuple(reserves.get(source.id, ()))))
            else:
                receipts.append(receipt)
    return Flow(
        "cash",
        tuple(receipts),
        held,
        tuple(costs),
        spread,
        spread.by_day(),
        document.cash.minimum_balance,
        tuple(waiting),
        lambda prefix, all_receipts: reserves_back(prefix, valued, all_receipts),
    ), problems


def _costs(
    valued: Valued, budget: BudgetReport, on_call: Collection[str]
) -> tuple[list[Movement], dict[str, list[Movement]], list[Problem]]:
    """Fees and reserves that the budget pays, on the loan's day; the reserves of loans on call apart."""
    costs: list[Movement] = []
    reserves: dict[str, list[Movement]] = {}
    problems: list[Problem] = []
    carried = {cost.name for cost in budget.finance_costs.plan_costs}
    for place, source in enumerate(valued.document.sources):
        if valued.made.counting(source.id) and source.stage != "release":
            for back, until in valued.made.worths[source.id].repays:
                day = valued.made.day_of(until)
                if day is not None:
                    costs.append(
                        Movement(day, f"{source.id}.back", back.label, _plain(back), source=source.id)
                    )
        for cost in valued.made.worths[source.id].costs:
            if cost.name not in carried:
                continue
            when: When = getattr(source, "on", "")
            day = valued.made.day_of(when)
            if day is None:
                problems.append(
                    Problem(
                        valued.tree.where(("sources", place, "on")),
                        f"{source.name} is drawn on `{when}`, which is neither a day nor a milestone",
                        "What it costs would be paid on no day.",
                        f"Write a day (2027-04-01) or one of: {', '.join(valued.known.milestones)}.",
                    )
                )
                continue
            key = cost.name.removeprefix("finance.source.")
            move = Movement(day, key, cost.label, cost, source=source.id)
            if source.id in on_call and cost.name.endswith(".reserve"):
                reserves.setdefault(source.id, []).append(move)
            else:
                costs.append(move)
    return costs, reserves, problems


def _plain(back: Figure[Cash]) -> Figure[Money]:
    return Figure(f"{back.name}.plain", back.label, back.value.plain(), back.how, (back,))


def _between_closings(where: str, low: LowPoint | None, all_months: Sequence[MonthReport]) -> list[Problem]:
    """An account that is empty on a day, though every month closes above nothing."""
    if low is None or low.balance.value.amount >= 0:
        return []
    if any(month.closing.value.amount < 0 for month in all_months):
        return []
    return [
        Problem(
            where,
            f"the account stands at {low.balance.value} on {low.day.value}, though every month closes above nothing",
            "A closing does not show a low inside its month.",
            "Bring money earlier in that month, or spend later.",
            Severity.WARNING,
        )
    ]


def _unposted(
    valued: Valued, balances: Balances
) -> tuple[Figure[Money], Figure[Money], Figure[Money], list[Problem]]:
    """The account planned for the day of the plan, what is spent and not posted by then, and what that leaves."""
    document, day, currency = valued.document, valued.known.as_of, valued.document.currency
    amount = next((held for at, held in reversed(balances) if at <= day), Decimal(0))
    account = Figure("cash.account", f"Account on {day}", Money(amount, currency), f"planned for {day}")
    parts, problems = [], []
    for at, item in enumerate(document.cash.unposted, start=1):
        where = valued.tree.where(("cash", "unposted", at - 1))
        if item.on <= day:
            parts.append(given(f"cash.unposted.{at}", item.label, Money(item.amount, currency), where))
            continue
        problems.append(
            Problem(
                where,
                f"{item.label} is spent on {item.on}, after {day}",
                "What is not spent yet cannot be missing from the ledger; it is left out.",
                "Correct the day.",
                Severity.WARNING,
            )
        )
    total = sum_of("cash.unposted", "Spent and not posted", parts, Money.zero(currency))
    inputs: tuple[Figure[Value], ...] = (account, total)
    left = Figure(
        "cash.after_unposted",
        "Account after what is spent and not posted",
        account.value - total.value,
        "account − spent and not posted",
        inputs,
    )
    return account, total, left, problems
