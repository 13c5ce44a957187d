"""A workbook checked on the command line: what was recognised, and every finding."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import typer

from topsheet.cli.reading import REFUSED, told
from topsheet.documents import Problem
from topsheet.figures import Figure
from topsheet.finance.workbook import MOST_PACKED, Loan, Plan, check_workbook

_WIDE = 44


def check_file(path: Path) -> int:
    """Print the plan that a workbook holds, and on standard error what is wrong with it; the exit code.

    0 when nothing is wrong or only warned about, 2 when something is wrong or the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_PACKED + 1)
    except OSError as error:
        why = "There is nothing to check."
        told(
            [
                Problem(
                    str(path),
                    f"cannot be read: {error.strerror}",
                    why,
                    "Check the name, and that it is a file.",
                )
            ]
        )
        return REFUSED
    report = check_workbook(data, path.name)
    if report.plan:
        typer.echo(plan_text(report.plan))
        if not report.findings:
            typer.echo("Nothing was found wrong.")
    return REFUSED if told(report.findings) else 0


def plan_text(plan: Plan) -> str:
    """The recognised plan as lines: label, amount, and the cell in which it stands."""
    lines = ["The plan that was recognised"]
    for figure in (plan.headline, plan.budget):
        lines += [_line(figure)] if figure else []
    lines += [_line(part, "  ") for part in plan.parts]
    if plan.contingency_rate:
        lines.append(_line(plan.contingency_rate, rate=True))
    lines += ["Sources", *(_line(source, "  ") for source in plan.sources)] if plan.sources else []
    lines += ["Loans", *(_loan(loan) for loan in plan.loans)] if plan.loans else []
    if len(lines) == 1:
        lines.append("  no budget, no sources and no loans were recognised by their labels")
    return "\n".join([*lines, ""])


def _line(figure: Figure[Decimal], before: str = "", *, rate: bool = False) -> str:
    value = percent(figure.value) if rate else amount(figure.value)
    return f"{before + figure.label[: _WIDE - len(before)]:<{_WIDE}} {value:>16}  {figure.source}".rstrip()


def _loan(loan: Loan) -> str:
    terms = [percent(loan.rate.value) + " a year"] if loan.rate else []
    terms += [f"{loan.months.value:f} months"] if loan.months else []
    terms += [f"secured on {loan.collateral}"] if loan.collateral else []
    return _line(loan.amount, "  ") + (f"  ({', '.join(terms)})" if terms else "")


def amount(value: Decimal) -> str:
    """An amount with thousands in commas, and coins where there are some."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def percent(value: Decimal) -> str:
    """A fraction as a percentage with at most two decimals."""
    return f"{(value * 100).quantize(Decimal('0.01')).normalize():f} %"
