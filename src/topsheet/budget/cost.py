"""From lines to the total: each line, account, section and charge as a figure with its cause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from topsheet.budget.charges import contractual
from topsheet.budget.globals import Globals
from topsheet.budget.lines import LineMaker
from topsheet.budget.model import AccountDoc, BudgetDocument
from topsheet.budget.report import AccountReport, BudgetReport, SectionReport
from topsheet.documents import Problem, Tree, named_twice
from topsheet.figures import Figure, Value, given, sum_of
from topsheet.money import Money
from topsheet.rules import Chart, RuleBook, RuleNotInForce, Section


def cost(
    document: BudgetDocument,
    tree: Tree,
    *,
    offered: Mapping[str, Figure[Value]],
    book: RuleBook,
    on: date,
    exchange: Mapping[str, Figure[Value]],
) -> tuple[BudgetReport | None, list[Problem]]:
    """The budget computed from its lines.

    `offered` are the values of other rooms that a global may take; `book` the rules, read as of `on`; `exchange`
    the rates to the budget's currency by foreign code. Lines round half up to the coin, fringes each on their
    own; sums do not round. Views are added by `with_views`, once the plan says what pay is put off.
    Returns None for the report when the chart is unknown.
    """
    try:
        chart = book.chart(document.chart)
    except RuleNotInForce as refusal:
        return None, [
            Problem(
                tree.where(("chart",)),
                str(refusal),
                "Sections are taken from the chart of accounts.",
                "Name a chart that the rules hold.",
            )
        ]
    named = Globals(document, tree, offered)
    maker = LineMaker(document, tree, named, book, on, exchange)
    zero = Money.zero(document.currency)
    problems = named.problems
    sections = tuple(_section(section, document, maker, zero) for section in chart.sections)
    problems += [*_outside(document, tree, chart), *_twice(document, tree)]
    direct = sum_of(
        "budget.direct",
        "Direct cost",
        [section.total for section in sections],
        zero,
        "above the line + production + post + other",
    )
    charges = contractual(document, tree, direct)
    finance = _finance(document, maker, zero)
    total = sum_of(
        "budget.total",
        "Total budget",
        [direct, *charges, finance.total],
        zero,
        "direct cost + contractual charges + finance costs",
    )
    report = BudgetReport(
        document.currency,
        document.title,
        document.prepared_by,
        document.assumptions,
        sections,
        direct,
        charges,
        finance,
        total,
        (),
        tuple(named.figures.values()),
        maker.fringes,
        document.phasing,
    )
    return report, [*problems, *maker.problems]


def _section(section: Section, document: BudgetDocument, maker: LineMaker, zero: Money) -> SectionReport:
    inside = [
        (place, account) for place, account in enumerate(document.accounts) if section.holds(account.number)
    ]
    accounts = tuple(_account(account, ("accounts", place), maker, zero) for place, account in inside)
    total = sum_of(
        f"budget.section.{section.id}", section.label, [account.total for account in accounts], zero
    )
    return SectionReport(section.id, section.label, total, accounts)


def _account(
    account: AccountDoc, path: tuple[str | int, ...], maker: LineMaker, zero: Money
) -> AccountReport:
    lines = tuple(
        maker.line(line, account.number, (*path, "lines", at)) for at, line in enumerate(account.lines)
    )
    total = sum_of(f"budget.account.{account.number}", account.name, [line.total for line in lines], zero)
    return AccountReport(account.number, account.name, total, lines)


def _finance(document: BudgetDocument, maker: LineMaker, zero: Money) -> AccountReport:
    account = document.finance_costs
    if account is None:
        none = given("budget.finance_costs", "Finance costs", zero)
        return AccountReport("", "Finance costs", none, ())
    report = _account(account, ("finance_costs",), maker, zero)
    total = sum_of("budget.finance_costs", account.name, [line.total for line in report.lines], zero)
    return AccountReport(account.number, account.name, total, report.lines)


def _outside(document: BudgetDocument, tree: Tree, chart: Chart) -> list[Problem]:
    """Accounts that no section of the chart holds would be in no total: an error, not a silence."""
    return [
        Problem(
            tree.where(("accounts", place, "number")),
            f"account {account.number} stands in no section of the chart `{chart.id}`",
            "Its lines would be counted in no total.",
            "Number it inside one of: "
            + ", ".join(f"{s.label} {s.first}–{s.last}" for s in chart.sections)
            + ".",
        )
        for place, account in enumerate(document.accounts)
        if not any(section.holds(account.number) for section in chart.sections)
    ]


def _twice(document: BudgetDocument, tree: Tree) -> list[Problem]:
    charges = [(("contractual", place, "id"), charge.id) for place, charge in enumerate(document.contractual)]
    counted = "One name must mean one charge, or it could be counted once or twice."
    problems = named_twice(tree, charges, "the charge", counted, "Put the two together.")
    numbers, ids = set[str](), set[str]()
    for place, account in enumerate(document.all_accounts):
        at: tuple[str | int, ...] = (
            ("accounts", place) if place < len(document.accounts) else ("finance_costs",)
        )
        if account.number in numbers:
            problems.append(
                Problem(
                    tree.where((*at, "number")),
                    f"account {account.number} appears twice",
                    "Two accounts of one number cannot be told apart.",
                    "Put the lines together, or renumber one.",
                )
            )
        numbers.add(account.number)
        for row, line in enumerate(account.lines):
            if line.id in ids:
                problems.append(
                    Problem(
                        tree.where((*at, "lines", row, "id")),
                        f"the line id `{line.id}` appears twice",
                        "Other papers refer to a line by its id.",
                        "Give one of them another id.",
                    )
                )
            ids.add(line.id)
    return problems
