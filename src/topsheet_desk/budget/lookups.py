"""The budget as its reader sees it: topsheet, accounts, lines, views, globals."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.budget import AccountReport, BudgetReport, LineReport, ViewReport
from topsheet.figures import Status
from topsheet.papers import charts
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import SEES_LINES, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, chip, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

_BASIS = {"script": "Script", "allowance": "Allowance", "fee": "Fee"}
_TOPSHEET = (Column("Account"), Column("Name"), Column("Total", Kind.MONEY))
_LINES = (
    Column("Account"),
    Column("Line"),
    Column("Amount", Kind.NUMBER),
    Column("Unit"),
    Column("X", Kind.NUMBER),
    Column("Rate", Kind.MONEY),
    Column("Subtotal", Kind.MONEY),
    Column("Fringe", Kind.MONEY),
    Column("Total", Kind.MONEY),
    Column("Because of"),
    Column("Place"),
)
_VIEWS = (
    Column("Counted by"),
    Column("Total", Kind.MONEY),
    Column("Tier"),
    Column("Ceiling", Kind.MONEY),
    Column("Headroom", Kind.MONEY),
    Column("State"),
    Column("Source"),
)


def budget_room(ask: Ask) -> Room:
    """The budget's page. Raises NotShared."""
    sitting = sit(ask, Page.BUDGET)
    report, currency = sitting.film.budget, sitting.film.currency
    shown = {"topsheet": _topsheet(sitting, report)}
    drawn: dict[str, Chart] = {}
    if sitting.seat.role in SEES_LINES:
        shown |= {
            "views": _views(sitting, report),
            "lines": _lines(sitting, report),
            "globals": _globals(sitting, report),
        }
        drawn["accounts"] = Chart(
            "accounts",
            "Where the direct cost goes",
            charts.budget(report),
            f"Each account of the direct cost, largest first, in {currency}.",
            "topsheet",
        )
    return Room(page=Page.BUDGET, sitting=sitting, tables=shown, charts=drawn)


def _topsheet(sitting: Sitting, report: BudgetReport) -> Table:
    rows: list[Row] = []
    for section in report.sections:
        accounts = section.accounts
        if any(sitting.sight.sees(account.total.name) for account in accounts):
            rows.append(Row((text(section.label),), Weight.HEAD))
            rows += [_account(sitting, account) for account in accounts]
        rows.append(Row((text(""), text(section.label), sitting.cell(section.total)), Weight.SUM))
    rows.append(Row((text(""), text(report.direct.label), sitting.cell(report.direct)), Weight.SUM))
    rows += [Row((text(""), text(charge.label), sitting.cell(charge))) for charge in report.contractual]
    costs = report.finance_costs
    rows.append(Row((text(costs.number), text(costs.name), sitting.cell(costs.total))))
    rows.append(Row((text(""), text(report.total.label), sitting.cell(report.total)), Weight.TOTAL))
    note = f"Prepared by {report.prepared_by}." if report.prepared_by else ""
    if sitting.seat.role not in SEES_LINES:
        note += " An account stands here where it holds nobody's fee; otherwise only its section's total is shared."
    return table("topsheet", "Topsheet", _TOPSHEET, rows, unit=report.currency, note=note.strip())


def _account(sitting: Sitting, account: AccountReport) -> Row:
    anchor = f"#account-{account.number}" if sitting.seat.role in SEES_LINES else ""
    return Row((text(account.number), text(account.name, anchor=anchor), sitting.cell(account.total)))


def _lines(sitting: Sitting, report: BudgetReport) -> Table:
    rows: list[Row] = []
    for account in _accounts(report):
        rows.append(
            Row((text(f"{account.number} {account.name}"),), Weight.HEAD, key=f"account-{account.number}")
        )
        rows += [_line(sitting, account, line) for line in account.lines]
        rows.append(
            Row(
                (
                    text(account.number),
                    text(account.name),
                    *(text(""),) * 6,
                    sitting.cell(account.total),
                    text(""),
                    text(""),
                ),
                Weight.SUM,
            )
        )
    return table(
        "lines",
        "Lines",
        _LINES,
        rows,
        unit=report.currency,
        tools=True,
        note="Total = amount × X × rate + fringes. Each line says what causes it: the script, an allowance, or a fee.",
    )


def _accounts(report: BudgetReport) -> Iterator[AccountReport]:
    for section in report.sections:
        yield from section.accounts
    yield report.finance_costs


def _line(sitting: Sitting, account: AccountReport, line: LineReport) -> Row:
    place = line.place.replace("_", " ").title()
    return Row(
        (
            text(account.number, tone=Tone.QUIET),
            text(line.what),
            sitting.cell(line.amount),
            text(line.unit),
            sitting.cell(line.x),
            sitting.cell(line.rate),
            sitting.cell(line.subtotal),
            sitting.cell(line.fringe, blank_zero=True),
            sitting.cell(line.total),
            text(_BASIS.get(line.basis, line.basis)),
            text(place),
        )
    )


def _views(sitting: Sitting, report: BudgetReport) -> Table:
    note = "One set of lines, counted as each guild, guarantor and financier counts it."
    return table(
        "views",
        "The budget as others count it",
        _VIEWS,
        rows_of(_view(sitting, view) for view in report.views),
        unit=report.currency,
        note=note,
    )


def _view(sitting: Sitting, view: ViewReport) -> tuple[Cell, ...]:
    state = chip("Near the edge", Tone.WATCH) if view.near_edge else text("")
    source = view.citation.title if view.citation else ""
    unverified = view.citation is not None and view.citation.status is Status.UNVERIFIED
    return (
        text(view.label),
        sitting.cell(view.total),
        text(view.tier or "–"),
        sitting.cell(view.ceiling),
        sitting.cell(view.headroom, tone=Tone.WATCH if view.near_edge else Tone.PLAIN),
        state,
        text(source, note="unverified" if unverified else ""),
    )


def _globals(sitting: Sitting, report: BudgetReport) -> Table:
    columns = (Column("Name"), Column("Value", Kind.NUMBER), Column("How"))
    rows = rows_of((text(figure.label), sitting.cell(figure), text(figure.how)) for figure in report.globals)
    return table(
        "globals",
        "Globals",
        columns,
        rows,
        note="Named values the lines use. Those from the schedule move when a scene moves.",
    )
