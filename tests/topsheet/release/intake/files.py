"""Statements as files: a German distributor's CSV and a collection agent's workbook."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from topsheet.release import MappingDoc

CSV = (
    "Canale Sud Srl – Abrechnung 1. Halbjahr 2029;;;;;;\r\n"
    "Alle Beträge in EUR;;;;;;\r\n"
    "Gebiet;Rechnung;Bruttoerlöse;Quellensteuer;Provision;Wertstellung;Kurs\r\n"
    "Italien;CS-1;12.500,00;-1.000,00;1.250,00;15.03.2029;1,0912\r\n"
    "Italien;CS-2;7.250,50;-580,04;725,05;02.05.2029;1,1033\r\n"
    ";;;;;;\r\n"
    "Summe Italien;;19.750,50;-1.580,04;1.975,05;;\r\n"
).encode("windows-1252")
GERMAN: dict[str, Any] = {
    "id": "canale",
    "from": "Canale Sud Srl",
    "kind": "distributor",
    "encoding": "windows-1252",
    "delimiter": "semicolon",
    "header": 3,
    "decimal": "comma",
    "days": "DD.MM.YYYY",
    "currency": "EUR",
    "columns": {
        "territory": {"column": "Gebiet", "values": {"Italien": "IT"}},
        "bill": "Rechnung",
        "gross": "Bruttoerlöse",
        "withheld": "Quellensteuer",
        "value_date": "Wertstellung",
        "rate": "Kurs",
    },
    "constants": {"medium": "television", "rate_source": "the sheet"},
    "written_negative": ["withheld"],
    "skip": [{"column": "Gebiet", "is": ["Summe*"], "total": True}],
    "ignore": ["Provision"],
}
HEADS = ["Territory", "Right", "Payer", "Invoice", "Ccy", "Gross received", "WHT", "Certificate", "Bank charges",
         "Value date", "USD rate", "Contract"]  # fmt: skip
ROWS: list[list[Any]] = [
    ["France", "Theatrical", "Lutetia Films SAS", "LFS-1", "EUR", 20000, 0, None, 25, date(2029, 4, 3), 1.0911],
    ["Airlines", "Inflight", "Kaze Airways KK", None, "JPY", 1800000, 183780, "yes", 4000, date(2029, 5, 8), 0.0067],
    ["North America", "SVOD", "Harborlight", None, "USD", 75000.1, None, None, None, date(2029, 6, 1), None],
]  # fmt: skip


def mapping(told: dict[str, Any], **changed: Any) -> MappingDoc:
    return MappingDoc.model_validate({**told, **changed})


def workbook(rows: list[list[Any]] = ROWS, *, first: datetime | None = None, others: int = 0) -> bytes:
    """The collection agent's sheet: heads in row 4, rows, and a total of the euros."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Receipts"
    sheet.append(["Tidegate Collections BV"])
    sheet.append(["Night Ferry", "Statement 3"])
    sheet.append([])
    sheet.append(HEADS)
    for row in rows:
        sheet.append(row)
    for number in range(others):
        book.create_sheet(f"Other {number}").append(["x", 1])
    if first:
        book.epoch = first
    out = BytesIO()
    book.save(out)
    return out.getvalue()
