"""A second plan, in tables: sources, loans, territories, receipts, cash; each defect can be put in."""

from __future__ import annotations

from io import BytesIO

import openpyxl

Rows = dict[str, list[list[object]]]
DEFECTS = (
    "source_counted_twice",
    "guarantee_twice",
    "territory_twice",
    "ask_used",
    "commission_missing",
    "contingency_missing",
    "bond_missing",
    "reserve_too_short",
    "non_cash_in_cash",
    "timeless_interest",
    "budget_does_not_tie",
    "equity_disagrees",
    "double_subtraction",
)


def rows(defects: frozenset[str]) -> Rows:
    """The sheets, row by row from A1; formulas as a spreadsheet writes them."""
    has = defects.__contains__
    loan_years = "*D6/12" if not has("timeless_interest") else ""
    deposits = "Pre-sale guarantees" if has("source_counted_twice") else "Pre-sale deposits"
    return {
        "Finance plan": [
            ["SOURCES OF FINANCE"],
            ["Source", "Amount", "Interest p.a.", "Term (months)", "Secured on", "Interest"],
            ["Private equity", 900_000],
            [deposits, 200_000],
            ["Soft money grant", 100_000],
            [
                "Senior loan",
                640_000,
                "8%",
                16,
                "Assigned pre-sale contracts as collateral",
                f"=B6*C6{loan_years}",
            ],
            [
                "Gap loan",
                "=Sales!E9*35%" if not has("ask_used") else "=Sales!D9*35%",
                "12%",
                16,
                "Unsold territories",
            ],
            ["Deferral of the producer's fee", 50_000],
            ["Total sources", "=SUM(B3:B8)"],
            [],
            ["Interest reserve (months)", 18 if not has("reserve_too_short") else 12],
            ["Delivery, months after the first draw", 14],
            ["Payment lag (months)", 2],
            ["Equity", 900_000 if not has("equity_disagrees") else 950_000],
        ],
        "Sales": [
            ["Territory", "Status", "Guarantee", "Ask", "Take"],
            ["Germany", "sold", 420_000],
            ["Japan", "sold", 210_000],
            ["Benelux" if not has("territory_twice") else "Japan", "sold", 170_000],
            ["Sales commission" if not has("commission_missing") else "Paid by the buyers", "15%"],
            ["Unsold territory"],
            ["France", "open", None, 400_000, 300_000],
            ["Spain", "open", None, 250_000, 180_000],
            ["Total unsold", None, None, "=SUM(D7:D8)", "=SUM(E7:E8)"],
        ],
        "Topsheet": [
            ["Above the line", 500_000],
            ["Below the line", 900_000],
            ["Post-production", 300_000],
            ["Insurance and overhead", 128_000],
            ["Contingency" if not has("contingency_missing") else "Sundries", 150_000],
            ["Completion bond" if not has("bond_missing") else "Cashier", 80_000],
            ["Grand total", "=SUM(B1:B6)"],
        ],
        "Summary": [
            ["Total budget", "=Topsheet!B7" if not has("budget_does_not_tie") else 2_100_000],
        ],
        "Recoupment": [
            ["Receipts by source"],
            ["North America receipts", 1_200_000],
            ["Unsold territories", 480_000],
            ["Overages beyond guarantees" if not has("guarantee_twice") else "Minimum guarantees", 100_000],
            ["Gross receipts", "=SUM(B2:B4)"],
            ["Less expenses", 90_000],
            ["Less fees", "=B5*15%"],
            ["All deductions", "=B6+B7"],
            ["Net receipts", "=B5-B8" if not has("double_subtraction") else "=B5-B6-B8"],
        ],
        "Cash flow": [
            ["", "Month 1", "Month 2", "Month 3"],
            ["Equity", 450_000, 450_000, 0],
            ["Loans drawn", 0, 300_000, 340_000],
            ["Producer's fee deferred" if has("non_cash_in_cash") else "Grant", 0, 50_000, 0],
            ["Costs", 400_000, 700_000, 300_000],
            ["Closing", "=B2+B3+B4-B5", "=B6+C2+C3+C4-C5", "=C6+D2+D3+D4-D5"],
        ],
    }


def packed(sheets: Rows) -> bytes:
    """The rows as an .xlsx file without computed values; percents are numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([_number(cell) for cell in line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _number(cell: object) -> object:
    if isinstance(cell, str) and cell.endswith("%") and cell[:-1].isdigit():
        return int(cell[:-1]) / 100
    return cell
