"""The receipts as a page of text: sums of a period, what is unpaid, every receipt, reports, the bank."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.papers.one_page import Cell, OnePage, Part, Table, cell
from topsheet.papers.spell import spell
from topsheet.release import BankLine, Receipt, ReceiptsReport, Reported, SumRow, Sums


def receipts_page(title: str, currency: str, report: ReceiptsReport) -> OnePage:
    """What was received as known on the report's day, and the sums of its period."""
    subtitle = f"Receipts as known on {spell(report.as_of)}; amounts in {currency}"
    parts = [_sums(report.sums), _receipts(report.receipts)]
    if report.reported:
        parts.append(_reported(report.reported))
    if report.bank:
        parts.append(_bank(report.bank, currency))
    return OnePage(title, subtitle, tuple(parts), ())


def _sums(sums: Sums) -> Part:
    since = f"from {spell(sums.start)} to {spell(sums.end)}" if sums.start else f"up to {spell(sums.end)}"
    owed = " and ".join(spell(figure.value) for figure in sums.total.outstanding)
    answer = f"{spell(sums.total.cumulative.value)} to date" + (
        f"; {owed} billed and unpaid." if owed else "."
    )
    tables = tuple(
        Table(
            (f"By {kind}, {since}", "Before", "This period", "To date", "Billed, unpaid"),
            tuple(_row(row) for row in (*rows, sums.total)),
        )
        for kind, rows in sums.by.items()
        if rows
    )
    return Part("What came in?", answer, tables)


def _row(row: SumRow) -> tuple[Cell, ...]:
    owed = Cell(_amounts(row.outstanding), row.outstanding[0].name if row.outstanding else "")
    return (Cell(row.label), cell(row.prior), cell(row.moved), cell(row.cumulative), owed)


def _amounts(figures: Sequence[Figure[Money]]) -> str:
    return ", ".join(str(figure.value) for figure in figures)


def _receipts(receipts: Sequence[Receipt]) -> Part:
    taken_back = sum(1 for each in receipts if each.corrects)
    answer = f"{len(receipts)} receipts" + (f", {taken_back} of them corrections." if taken_back else ".")
    table = Table(
        ("Receipt", "Day", "Known", "Gross", "Rate", "Net"),
        tuple(
            (
                Cell(each.id),
                Cell(each.day.isoformat()),
                Cell(each.known.isoformat()),
                Cell(str(each.gross), each.net.name),
                Cell(f"{each.rate:f}", each.net.name),
                cell(each.net),
            )
            for each in receipts
        ),
    )
    return Part("Receipts", answer, (table,))


def _reported(reported: Sequence[Reported]) -> Part:
    table = Table(
        ("Register", "Day", "Known", "To date"),
        tuple(
            (Cell(each.register), Cell(each.day.isoformat()), Cell(each.known.isoformat()), cell(each.number))
            for each in reported
        ),
    )
    return Part("Reported", "Numbers that bonuses may hang on.", (table,))


def _bank(lines: Sequence[BankLine], currency: str) -> Part:
    gaps = [line for line in lines if line.difference.value]
    answer = "Every balance is explained." if not gaps else f"{len(gaps)} of {len(lines)} are not explained."
    table = Table(
        ("Bank", f"Balance, {currency}", "Received less paid", "Not explained"),
        tuple(
            (
                Cell(line.day.isoformat()),
                cell(line.balance),
                cell(line.expected),
                cell(line.difference, alarm=bool(line.difference.value)),
            )
            for line in lines
        ),
    )
    return Part("The collection account", answer, (table,))
