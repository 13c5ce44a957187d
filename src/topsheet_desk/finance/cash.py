"""Cash by month, under the plan and under each stress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.finance import MonthReport
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, table, text
from topsheet_desk.vault.lookups import Sitting


@dataclass(frozen=True, slots=True)
class Notice:
    """A case in which the account runs empty, and what would mend it."""

    title: str
    months: tuple[str, ...]
    remedies: tuple[str, ...]


def cash_table(sitting: Sitting) -> Table:
    """Opening, in, out, deposits and closing of every month, with the closing of each stress beside it."""
    report = sitting.film.cash
    guilds = any(month.held for month in report.months)
    stresses = {stress.id: {month.month: month for month in stress.months} for stress in report.stresses}
    columns = (
        Column("Month"),
        Column("Opening", Kind.MONEY),
        Column("In", Kind.MONEY),
        Column("Out", Kind.MONEY),
        *([Column("Deposits out / back", Kind.MONEY)] if guilds else []),
        Column("Closing", Kind.MONEY),
        *(Column(stress.title, Kind.MONEY) for stress in report.stresses),
    )
    rows = []
    for month in report.months:
        late = [stresses[stress.id].get(month.month) for stress in report.stresses]
        rows.append(
            Row(
                (
                    text(
                        f"{month.month:%b %Y}",
                        note="shooting" if month.shooting else "",
                        value=f"{month.month:%Y-%m}",
                    ),
                    sitting.cell(month.opening),
                    sitting.cell(month.into, blank_zero=True),
                    sitting.cell(month.out, blank_zero=True),
                    *([sitting.cell(month.held)] if guilds else []),
                    sitting.cell(month.closing),
                    *(sitting.cell(other.closing if other else None) for other in late),
                )
            )
        )
    note = (
        "The columns on the right are the closing balance again, if receipts come late."
        if report.stresses
        else ""
    )
    return table(
        "cash",
        "Cash by month",
        columns,
        rows,
        unit=sitting.film.currency,
        note=note,
        empty="No cash flow yet: give the sources dates and the budget a phasing.",
    )


def stress_table(sitting: Sitting) -> Table:
    """The lowest balance of the plan and of each stress, and the remedies found."""
    report = sitting.film.cash
    empty = report.lowest.value.amount < 0
    rows = [
        Row(
            (
                text("Every receipt on time"),
                sitting.cell(report.lowest_shoot),
                sitting.cell(report.lowest),
                text("Close the gap" if empty and sitting.film.finance.gap.value else ""),
            )
        )
    ]
    for stress in report.stresses:
        rows.append(
            Row(
                (
                    text(stress.title),
                    sitting.cell(stress.lowest_shoot),
                    sitting.cell(stress.lowest),
                    text(
                        "On the next line"
                        if stress.remedies
                        else "None needed"
                        if not stress.negative
                        else "None found"
                    ),
                ),
            )
        )
        rows += [
            Row(
                (
                    text(f"With the remedy: {remedy.text}", tone=Tone.QUIET),
                    text("–", tone=Tone.QUIET),
                    sitting.cell(remedy.lowest),
                    text("Remedy"),
                )
            )
            for remedy in stress.remedies
        ]
    columns = (
        Column("Case"),
        Column("Lowest month-end of a shooting month", Kind.MONEY),
        Column("Lowest of all", Kind.MONEY),
        Column("Remedy"),
    )
    return table("stresses", "If money comes late", columns, rows, unit=sitting.film.currency)


def negative_notices(sitting: Sitting) -> tuple[Notice, ...]:
    """The plan itself where its account runs empty, and the stresses that empty it in further months."""
    report = sitting.film.cash
    plain = [month for month in report.months if month.closing.value.amount < 0]
    found = [Notice("Every receipt on time", _closings(plain), ())] if plain else []
    already = {month.month for month in plain}
    for stress in report.stresses:
        more = [month for month in stress.negative if month.month not in already]
        if more:
            found.append(
                Notice(stress.title, _closings(more), tuple(remedy.text for remedy in stress.remedies))
            )
    return tuple(found)


def _closings(months: Sequence[MonthReport]) -> tuple[str, ...]:
    return tuple(f"{formats.money(month.closing.value)} in {month.month:%B %Y}" for month in months)
