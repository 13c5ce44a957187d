"""What the finance plan itself costs, carried by the budget's finance costs beside the lines written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topsheet.budget.report import BudgetReport
from topsheet.figures import Figure, sum_of
from topsheet.money import Money


def with_plan_costs(report: BudgetReport, costs: Sequence[Figure[Money]]) -> BudgetReport:
    """The report with the fees and reserves of loans that the budget pays; without any, the report itself.

    The lines written under finance costs keep a total of their own, `budget.finance_costs.lines`, which is what the
    phasing spreads; the plan's costs have days of their own.
    """
    if not costs:
        return report
    zero = Money.zero(report.currency)
    account = report.finance_costs
    written = sum_of(
        "budget.finance_costs.lines", f"{account.name}, lines", [line.total for line in account.lines], zero
    )
    total = sum_of(
        "budget.finance_costs", account.name, [written, *costs], zero, "lines + fees and reserves of the plan"
    )
    whole = sum_of(
        report.total.name,
        report.total.label,
        [report.direct, *report.contractual, total],
        zero,
        report.total.how,
    )
    return replace(
        report,
        finance_costs=replace(account, total=total, plan_costs=tuple(costs), written=written),
        total=whole,
    )
