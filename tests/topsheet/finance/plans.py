"""Small plans, built from dictionaries: what the tests of sources, cash and greenlight stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.topsheet.budget.small_budget import OFFERED, SHOOT, read, text_of
from topsheet import rules
from topsheet.budget import BudgetReport, cost, with_plan_costs
from topsheet.documents import Problem, Severity, Tree
from topsheet.figures import Figure, Value, given
from topsheet.finance import (
    CashReport,
    FinanceDocument,
    FinanceReport,
    Known,
    Valued,
    Window,
    cash_flow,
    plan,
    spending,
    value,
)
from topsheet.finance.spending import Spending
from topsheet.money import Money

AS_OF = date(2026, 11, 24)
MILESTONES: dict[str, Figure[date]] = {
    "start_of_photography": given("schedule.start", "Start", SHOOT),
    "wrap": given("schedule.wrap", "Wrap", date(2027, 5, 6)),
    "delivery": given("production.milestone.delivery", "Delivery", date(2027, 12, 17)),
}
WINDOW = Window(MILESTONES["start_of_photography"], MILESTONES["wrap"])
SIGNED = {"status": "signed", "status_date": date(2026, 11, 1)}


def usd(amount: int | str | Decimal) -> Money:
    return Money(Decimal(amount), "USD")


def equity(face: object, name: str = "equity", **more: Any) -> dict[str, Any]:
    instalments = [{"share": 50, "on": date(2027, 1, 15)}, {"share": 50, "on": date(2027, 6, 1)}]
    return {
        "id": name, "kind": "equity", "name": name.capitalize(), "face": face, "instalments": instalments,
        **SIGNED, **more,
    }  # fmt: skip


def presale(face: object, name: str = "de", **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "presale", "name": name.upper(), "territory": name.upper(), "face": face,
        "deposit": {"percent": 20, "on": date(2027, 2, 10)}, "commission": {"percent": 10}, **SIGNED, **more,
    }  # fmt: skip


def loan(lends_on: Sequence[str], name: str = "loan", **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "presale_loan", "name": name.capitalize(), "lends_on": list(lends_on), "advance": 85,
        "on": date(2027, 4, 1), **SIGNED, **more,
    }  # fmt: skip


def credit(name: str = "credit", **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "incentive", "name": "Credit", "programme": "us-md-film",
        "paid_on": date(2028, 6, 30), **SIGNED, **more,
    }  # fmt: skip


def gap(face: object, **more: Any) -> dict[str, Any]:
    return {
        "id": "gap", "kind": "gap_loan", "name": "Gap", "face": face, "on": date(2027, 5, 3), **SIGNED, **more,
    }  # fmt: skip


def deferral(face: object, name: str = "deferral", defers: str = "writer", **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "deferral", "name": name.capitalize(), "face": face, "defers": defers, **SIGNED, **more,
    }  # fmt: skip


def document_of(*sources: dict[str, Any], **more: Any) -> FinanceDocument:
    return FinanceDocument.model_validate(
        {"kind": "finance", "version": 1, "currency": "USD", "sources": list(sources), **more}
    )


TREE = Tree("finance.yaml", None, {(): 1})


def valued_on(
    document: FinanceDocument,
    uses: int | str | Decimal = 1_000_000,
    *,
    unsold: int = 0,
    credited: int | str | Decimal = 0,
    as_of: date = AS_OF,
    missing: Mapping[str, str] | None = None,
    exchange: Mapping[str, Figure[Value]] | None = None,
) -> Valued:
    known = Known(
        uses=usd(uses),
        credits={"us-md-film": given("incentives.us-md-film.credit", "Credit", usd(credited))},
        unsold_if_signed=usd(unsold),
        milestones=MILESTONES,
        as_of=as_of,
        missing=missing or {},
        exchange=exchange or {},
    )
    return value(document, TREE, known)


def planned(
    document: FinanceDocument,
    uses: int | str | Decimal = 1_000_000,
    *,
    unsold: int = 0,
    largest: int = 0,
    parts: Sequence[tuple[str, Figure[Money]]] = (),
    **more: Any,
) -> tuple[FinanceReport, list[Problem]]:
    valued = valued_on(document, uses, unsold=unsold, **more)
    return plan_of(valued, uses, unsold=unsold, largest=largest, parts=parts)


def plan_of(
    valued: Valued,
    uses: int | str | Decimal,
    *,
    unsold: int = 0,
    largest: int = 0,
    parts: Sequence[tuple[str, Figure[Money]]] = (),
) -> tuple[FinanceReport, list[Problem]]:
    costs = sum((cost.value.amount for cost in valued.costs), start=Decimal(0))
    return plan(
        valued,
        uses=given("budget.total", "Total budget", usd(Decimal(uses) + costs)),
        parts=parts,
        unsold_take=given("market.unsold_take", "Unsold", usd(unsold)),
        largest=given("market.best.take", "Best territory", usd(largest)) if largest else None,
    )


def good(document: FinanceDocument, uses: int | str | Decimal = 1_000_000, **more: Any) -> FinanceReport:
    """The plan of a document without errors."""
    report, problems = planned(document, uses, **more)
    assert errors(problems) == []
    return report


def errors(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that are no mere warnings."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


LINES = """\
- {id: writer, what: Writer, unit: flat, rate: 50000, basis: fee}
- {id: producer, what: Producer, unit: flat, rate: 250000.01, basis: fee}
"""
PHASED = "phasing: {above_the_line: {-1: 1, 0: 1, 1: 1}}\n"


def budget_of(lines: str = LINES, more: str = PHASED) -> BudgetReport:
    document, tree = read(text_of(lines, more))
    report, problems = cost(document, tree, offered=OFFERED, book=rules.load(), on=SHOOT, exchange={})
    assert report is not None
    assert problems == []
    return report


def spent(
    document: FinanceDocument, report: FinanceReport, budget: BudgetReport
) -> tuple[Spending, list[Problem]]:
    return spending(document, TREE, budget, report, MILESTONES["start_of_photography"])


def cashed(
    document: FinanceDocument,
    budget: BudgetReport | None = None,
    *,
    window: Window = WINDOW,
    conditions: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> tuple[CashReport, FinanceReport, list[Problem]]:
    budget = budget or budget_of()
    uses = budget.total.value.amount
    valued = valued_on(document, uses, **more)
    budget = with_plan_costs(budget, valued.costs)
    report, _ = plan_of(valued, uses)
    outgo, problems = spent(document, report, budget)
    cash, found = cash_flow(valued, report, budget, outgo, window, conditions=conditions)
    return cash, report, [*problems, *found]
