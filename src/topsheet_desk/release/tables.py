"""The tables of receipts: by territory, medium and payer, what is billed and unpaid, statements, every receipt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from topsheet.figures import Figure
from topsheet.film import Known
from topsheet.money import Money
from topsheet.release import Receipt, ReceiptsDocument, ReceiptsReport, SumRow
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    Weight,
    amount,
    cut_note,
    dated,
    table,
    text,
)
from topsheet_desk.vault.lookups import Sitting

KINDS = {
    "distributor": "Distributor",
    "sales_agent": "Sales agent",
    "collection_agent": "Collection agent",
}
_BY = {"territory": "By territory", "medium": "By medium", "payer": "By payer"}


def all_tables(
    sitting: Sitting, document: ReceiptsDocument, known: Known, day: date, most: int = 0
) -> Iterator[Table]:
    """Every table of what was known on a day; of the receipts the latest, where `most` is not 0."""
    report = known.report
    names = {each.code: each.name for each in sitting.film.production.market.territories}
    for by, caption in _BY.items():
        yield _sums(sitting, report, by, caption, names if by == "territory" else {})
    yield _bills(sitting, known)
    yield _statements(sitting, document, day)
    yield _receipts(sitting, report.receipts, most or len(report.receipts))
    if report.reported:
        yield _reported(sitting, report)
    if report.bank:
        yield _bank(sitting, report)


def _sums(sitting: Sitting, report: ReceiptsReport, by: str, caption: str, names: dict[str, str]) -> Table:
    columns = (
        Column(by.capitalize()),
        Column("Received to date", Kind.MONEY),
        Column("Billed, not received", Kind.MONEY),
    )
    rows = [
        Row((text(row.label, note=names.get(row.key, "")), *_sum_cells(sitting, row)))
        for row in report.sums.by[by]
    ]
    if rows:
        rows.append(Row((text("Total"), *_sum_cells(sitting, report.sums.total)), Weight.TOTAL))
    return table(f"by-{by}", caption, columns, rows, unit=sitting.film.currency,
                 note="What is billed and not received stands in the currency of the bill." if names else "",
                 empty="Nothing was received or billed by this day.")  # fmt: skip


def _sum_cells(sitting: Sitting, row: SumRow) -> tuple[Cell, Cell]:
    return sitting.cell(row.cumulative, blank_zero=True), owed(sitting, row.outstanding)


def owed(sitting: Sitting, figures: Sequence[Figure[Money]]) -> Cell:
    """What is billed and not received, each currency by itself."""
    if not figures:
        return text("–", tone=Tone.QUIET, value="0")
    if len(figures) == 1:
        return sitting.in_currency(figures[0])
    told = tuple(str(each.value) for each in figures)
    return Cell("; ".join(told), lines=told)


def _bills(sitting: Sitting, known: Known) -> Table:
    columns = (Column("Payer"), Column("Bill"), Column("Territory"), Column("Medium"), Column("Billed on", Kind.DATE),
               Column("Billed", Kind.MONEY), Column("Received of it", Kind.MONEY),
               Column("Not received", Kind.MONEY))  # fmt: skip
    rows = [
        Row((text(each.payer), text(each.number or "–"), text(each.territory), text(each.medium), dated(each.on),
             *map(sitting.in_currency, (each.billed, each.paid, each.outstanding))))
        for each in known.bills if each.outstanding.value
    ]  # fmt: skip
    return table(
        "bills", "Billed and not received", columns, rows, empty="Every bill known by this day is paid."
    )


def _statements(sitting: Sitting, document: ReceiptsDocument, day: date) -> Table:
    tree, slug = sitting.film.production.trees["receipts"], sitting.seat.slug
    known = [(at, each) for at, each in enumerate(document.statements) if each.received <= day]
    by = {each.supersedes: each.id for _, each in known if each.supersedes}
    columns = (Column("Statement"), Column("From"), Column("Kind"), Column("Period from", Kind.DATE),
               Column("Period to", Kind.DATE), Column("Received on", Kind.DATE), Column("Lines", Kind.NUMBER),
               Column("Restates"), Column("Restated by"), Column("File"))  # fmt: skip
    rows = []
    for at, each in sorted(known, key=lambda pair: (pair[1].received, pair[0])):
        line = tree.lines.get(("statements", at), 1)
        text_of = f"{reverse('document', args=[slug, 'receipts'])}?line={line}#paper-text"
        rows.append(Row((text(each.id, anchor=text_of), text(each.sender), text(KINDS[each.kind]),
                         dated(each.period.start), dated(each.period.to), dated(each.received),
                         text(str(len(each.lines))), text(each.supersedes or ""), text(by.get(each.id, "")),
                         text(each.file) if each.file else text("by hand", tone=Tone.QUIET))))  # fmt: skip
    return table("statements", "Statements received", columns, rows,
                 note="A statement is never changed: a corrected one restates the earlier, and both are kept.",
                 empty="No statement was received by this day.")  # fmt: skip


def _receipts(sitting: Sitting, receipts: Sequence[Receipt], most: int) -> Table:
    corrects = any(each.corrects for each in receipts)
    columns = (Column("Payer"), Column("Value date", Kind.DATE), Column(f"Net, {sitting.film.currency}", Kind.MONEY),
               Column("Gross", Kind.MONEY), Column("Currency"), Column("Tax withheld", Kind.MONEY),
               Column("Bank charges", Kind.MONEY), Column("Rate", Kind.NUMBER), Column("Territory"), Column("Medium"),
               Column("Contract"), Column("Known", Kind.DATE), Column("Statement"),
               *((Column("Corrects"),) if corrects else ()))  # fmt: skip
    rows = [
        Row((text(each.payer), dated(each.value_date), sitting.cell(each.net), amount(each.gross), text(each.currency),
             amount(each.withheld), amount(each.charges), text(f"{each.rate:f}"), text(each.territory),
             text(each.medium), text(each.contract), dated(each.known), text(each.statement),
             *([text(_corrected(each))] if corrects else [])))
        for each in receipts[-most:]
    ]  # fmt: skip
    note = f"{cut_note('latest', most, len(receipts))} Gross, tax and charges stand in the currency of the receipt."
    return table("receipts", "Every receipt", columns, rows, tools=True, note=note.strip(),
                 empty="No money that came in was known of by this day.")  # fmt: skip


def _corrected(receipt: Receipt) -> str:
    if not receipt.corrects:
        return ""
    return f"{'takes back' if receipt.takes_back else 'in place of'} {receipt.corrects}"


def _reported(sitting: Sitting, report: ReceiptsReport) -> Table:
    columns = (Column("What"), Column("To the day", Kind.DATE), Column("Number", Kind.NUMBER),
               Column("Known", Kind.DATE))  # fmt: skip
    rows = [
        Row((text(each.register), dated(each.day), sitting.cell(each.number), dated(each.known)))
        for each in report.reported
    ]
    return table("reported", "Numbers that were reported", columns, rows)


def _bank(sitting: Sitting, report: ReceiptsReport) -> Table:
    columns = (Column("Day", Kind.DATE), Column("Balance of the bank", Kind.MONEY),
               Column("Received less paid", Kind.MONEY), Column("Not explained", Kind.MONEY))  # fmt: skip
    rows = [
        Row((dated(each.day), sitting.cell(each.balance), sitting.cell(each.expected), sitting.cell(each.difference)))
        for each in report.bank
    ]  # fmt: skip
    return table("bank", "The account beside the bank", columns, rows, unit=sitting.film.currency)
