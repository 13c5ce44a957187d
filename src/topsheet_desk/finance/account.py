"""The account close up: every week, its lowest day and why, loans, deposits, requests to draw, what is not posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.urls import reverse

from topsheet.finance import LoanReport, LowPoint
from topsheet.papers import charts
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.permissions import SEES_TERMS, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, Weight, chip, dated, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRoom(Room):
    """The account's page: its tables and chart, and the loans each with a table of its own."""

    loans: tuple[Table, ...]
    requests: tuple[Table, ...]
    low: tuple[Table, ...]
    posted: bool

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        query = f"?option={quote(self.sitting.ask.option)}" if self.sitting.ask.option else ""
        return reverse("finance_account_table", args=[self.sitting.seat.slug, table]) + query


def account_room(ask: Ask) -> Room:
    """The page of the account. Raises NotShared."""
    sitting = sit(ask, Page.FINANCE)
    report = sitting.film.cash
    terms = sitting.seat.role in SEES_TERMS
    loans = tuple(_loan(sitting, loan) for loan in report.loans) if terms else ()
    requests = tuple(_requests(sitting))
    low = tuple(
        _low(sitting, key, caption, found)
        for key, caption, found in (
            ("low", "The lowest day", report.low),
            (
                "low_shoot",
                "The lowest day while shooting",
                report.low_shoot if report.low_shoot != report.low else None,
            ),
        )
        if found
    )
    shown = {"weeks": _weeks(sitting), "deposits": _deposits(sitting), "unposted": _unposted(sitting)}
    shown |= {each.id: each for each in (*loans, *requests, *low)}
    drawn = {}
    if report.weeks:
        drawn["weeks"] = Chart(
            "weeks-chart",
            "The account week by week",
            charts.cash_weeks(report, sitting.film.currency),
            "The closing balance of every week, shooting weeks as a band, and what of it is there for the shoot.",
            "weeks",
        )
    return AccountRoom(
        page=Page.FINANCE,
        sitting=sitting,
        tables=shown,
        charts=drawn,
        loans=loans,
        requests=requests,
        low=low,
        posted=not report.unposted.value,
    )


def _weeks(sitting: Sitting) -> Table:
    """Every week, its closing first: it is what a narrow screen shows beside the day."""
    guilds = any(week.held for week in sitting.film.cash.weeks)
    columns = (
        Column("Week to", Kind.DATE),
        Column("Closing", Kind.MONEY),
        Column("Shooting days", Kind.NUMBER, minor=True),
        Column("Opening", Kind.MONEY, minor=True),
        Column("In", Kind.MONEY),
        Column("Out", Kind.MONEY),
        *([Column("Deposits out / back", Kind.MONEY)] if guilds else []),
        Column("For the shoot", Kind.MONEY),
    )
    rows = [
        Row(
            (
                dated(week.ends),
                sitting.cell(week.closing),
                text(week.shoot_days or "", value=str(week.shoot_days)),
                sitting.cell(week.opening),
                sitting.cell(week.into, blank_zero=True),
                sitting.cell(week.out, blank_zero=True),
                *([sitting.cell(week.held)] if guilds else []),
                sitting.cell(week.shoot_balance),
            )
        )
        for week in sitting.film.cash.weeks
    ]
    note = "From the same days as the months: a week that ends a month closes as the month does."
    return table("weeks", "Cash by week", columns, rows, unit=sitting.film.currency, note=note, tools=True,
                 empty="No cash flow yet: give the sources dates and the budget a phasing.")  # fmt: skip


def _low(sitting: Sitting, key: str, caption: str, low: LowPoint) -> Table:
    rows = [
        Row((text("Balance", note=f"on {_day(low.day.value)}"), sitting.cell(low.balance)), Weight.SUM),
        *(
            Row((text(figure.label, note="spent since money last came"), sitting.cell(figure)))
            for figure in low.spent
        ),
        *(Row((text(figure.label, note=figure.how), sitting.cell(figure))) for figure in low.next),
    ]
    columns = (Column("Why"), Column("Amount", Kind.MONEY))
    return table(key, caption, columns, rows, unit=sitting.film.currency)


def _loan(sitting: Sitting, loan: LoanReport) -> Table:
    columns = (
        Column("Day", Kind.DATE),
        Column("Opening", Kind.MONEY, minor=True),
        Column("Drawn", Kind.MONEY),
        Column("Interest", Kind.MONEY),
        Column("From the reserve", Kind.MONEY, minor=True),
        Column("Repaid", Kind.MONEY),
        Column("Closing", Kind.MONEY),
        Column("Undrawn", Kind.MONEY, minor=True),
    )
    rows = [
        Row(
            (
                dated(row.day),
                sitting.cell(row.opening),
                sitting.cell(row.drawn),
                sitting.cell(row.interest),
                sitting.cell(row.reserve),
                sitting.cell(row.repaid),
                sitting.cell(row.closing),
                sitting.cell(row.undrawn),
            )
        )
        for row in loan.rows
    ]
    return table(
        f"loan-{loan.id}", loan.name, columns, rows, unit=sitting.film.currency, note=sentence(loan.note)
    )


def _deposits(sitting: Sitting) -> Table:
    columns = (
        Column("Deposit"),
        Column("Amount", Kind.MONEY),
        Column("Out", Kind.DATE),
        Column("Back", Kind.DATE),
    )
    rows = [
        Row((text(each.label), sitting.cell(each.amount), dated(each.out), dated(each.back)))
        for each in sitting.film.cash.deposits
    ]
    return table("deposits", "Deposits with guilds", columns, rows, unit=sitting.film.currency)


def _requests(sitting: Sitting) -> list[Table]:
    columns = (Column("Test"), Column("State"), Column("Why"))
    made = []
    for request in sitting.film.cash.requests:
        rows = [
            Row(
                (
                    text(test.title),
                    chip("Met", Tone.GOOD) if test.met else chip("Not met", Tone.DECIDE),
                    text(test.reason),
                )
            )
            for test in request.tests
        ]
        state = "It can go out." if request.ready else "It cannot go out yet."
        made.append(
            table(
                f"request-{request.id}",
                f"Drawdown {request.id}: {request.amount.value} from {request.name}",
                columns,
                rows,
                note=f"Wanted on {_day(request.day)}. {state}",
            )
        )
    return made


def _unposted(sitting: Sitting) -> Table:
    report = sitting.film.cash
    rows = [
        Row((text(item.label, note=_day(item.on)), sitting.cell(figure)))
        for item, figure in zip(
            sitting.film.production.finance.cash.unposted, report.unposted.inputs, strict=False
        )
    ]
    if rows:
        rows = [
            Row((text(report.account.label), sitting.cell(report.account))),
            *rows,
            Row((text(report.after_unposted.label), sitting.cell(report.after_unposted)), Weight.TOTAL),
        ]
    columns = (Column("Account"), Column("Amount", Kind.MONEY))
    note = "Cards, petty cash and invoices that nobody has sent in are gone all the same."
    return table("unposted", "Spent and not yet posted", columns, rows, unit=sitting.film.currency, note=note)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
