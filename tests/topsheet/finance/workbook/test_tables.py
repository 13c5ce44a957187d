"""The checks of finance on a plan in tables: each defect alone, and the plan without any."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from tests.topsheet.finance.workbook.tables import DEFECTS, Rows, packed, rows
from topsheet.finance.workbook import check_paste, check_workbook


def codes(sheets: Rows) -> list[str]:
    found = check_workbook(packed(sheets), "tables.xlsx").findings
    return [finding.code for finding in found if finding.code != "uncalculated"]


def moved(sheets: Rows) -> Rows:
    """The same plan with its sheets in another order."""
    return dict(reversed(sheets.items()))


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_alone_gives_its_own_finding_and_no_other(defect: str) -> None:
    assert codes(rows(frozenset({defect}))) == [defect]


def test_a_plan_without_defects_has_no_finding() -> None:
    assert codes(rows(frozenset())) == []


def test_all_together_are_all_found() -> None:
    wanted = Counter(DEFECTS)
    assert Counter(codes(rows(frozenset(DEFECTS)))) == wanted
    assert Counter(codes(moved(rows(frozenset(DEFECTS))))) == wanted


def test_the_plan_that_is_recognised() -> None:
    found = check_workbook(packed(rows(frozenset())), "tables.xlsx").plan
    assert found is not None
    assert found.budget is not None
    assert found.budget.value == 2_058_000
    assert [source.value for source in found.sources] == [900_000, 200_000, 100_000, 640_000, 168_000, 50_000]
    told = [
        (loan.amount.value, loan.rate.value, loan.months.value, loan.collateral)
        for loan in found.loans
        if loan.rate and loan.months
    ]
    assert told == [
        (Decimal(640_000), Decimal("0.08"), Decimal(16), "pre-sales"),
        (Decimal(168_000), Decimal("0.12"), Decimal(16), "unsold territories"),
    ]


def test_cells_are_checked_as_they_are_pasted() -> None:
    cells = "\n".join("\t".join("" if cell is None else str(cell) for cell in line) for line in _one_sheet())
    report = check_paste(cells)
    assert [finding.code for finding in report.findings] == ["budget_does_not_tie", "source_counted_twice"]
    assert report.findings[0].where == "Pasted!B7"


def _one_sheet() -> list[list[object]]:
    return [
        ["Above the line", "$500,000"],
        ["Below the line", "900,000"],
        ["Post", "300,000"],
        ["Contingency (10% of below the line and post)", "10%"],
        ["Completion bond", "40,000"],
        [],
        ["Total budget", "2,000,000"],
        ["SOURCES OF FINANCE"],
        ["Equity", "1,500,000"],
        ["Film incentive", "300,000"],
        ["Loan on the incentive", "240,000"],
        ["Total sources", "=SUM(B9:B11)"],
    ]


def test_beyond_a_hundred_findings_of_a_kind_one_says_that_there_are_more() -> None:
    lines = ["Cash flow", *(f"Deferred fee {number}\t{number}" for number in range(1, 301))]
    found = check_paste("\n".join(lines)).findings
    assert [finding.code for finding in found] == ["non_cash_in_cash"] * 101
    assert found[-1].what == "and further cells have what Pasted!B2 has; the first 100 are listed"
