"""The defective plan of the case: all nine defects, each alone, none, in every layout and everybody's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest

from tests.topsheet.finance.workbook.drafts import NINE, STYLES, Style, plan, workbook
from topsheet.figures import Figure
from topsheet.finance.workbook import WorkbookReport, check_workbook

ALL = frozenset(NINE)
STYLED = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())


def codes(report: WorkbookReport) -> Counter[str]:
    return Counter(finding.code for finding in report.findings)


def check(defects: frozenset[str], style: Style = STYLES["plain"]) -> WorkbookReport:
    return check_workbook(workbook(defects, style), "plan.xlsx")


def told(figures: Iterable[Figure[Decimal]]) -> dict[str, int]:
    return {figure.label: int(figure.value) for figure in figures}


@STYLED
def test_every_defect_of_the_case_is_found_once(style: Style) -> None:
    assert codes(check(ALL, style)) == Counter(NINE)


@STYLED
def test_a_plan_that_was_repaired_has_no_finding(style: Style) -> None:
    assert check(frozenset(), style).findings == ()


@STYLED
@pytest.mark.parametrize("defect", NINE)
def test_a_defect_alone_gives_its_own_finding_and_no_other(defect: str, style: Style) -> None:
    assert codes(check(frozenset({defect}), style)) == Counter([defect])


@STYLED
@pytest.mark.parametrize("defect", NINE)
def test_with_one_defect_repaired_the_eight_others_are_found(defect: str, style: Style) -> None:
    assert codes(check(ALL - {defect}, style)) == Counter(NINE) - Counter([defect])


def test_the_amounts_of_the_case() -> None:
    found = {finding.code: dict(finding.amounts) for finding in check(ALL).findings if finding.amounts}
    assert found == {
        "budget_does_not_tie": {
            "budget_sheet_total": 1_537_800,
            "headline": 2_000_000,
            "difference": 462_200,
        },
        "source_counted_twice": {"overstatement": 360_000},
        "equity_disagrees": {"formula_result": 1_240_000, "cover_text": 1_040_000, "difference": 200_000},
        "timeless_interest": {"charged": 36_000, "for_the_term": 54_000},
    }


def test_each_finding_stands_at_its_cell() -> None:
    places = plan(ALL).places
    assert {finding.code: finding.where for finding in check(ALL).findings} == {
        "budget_does_not_tie": str(places["headline"]),
        "source_counted_twice": str(places["equity"]),
        "equity_disagrees": "Cover!A2",
        "timeless_interest": str(places["repaid"]),
        "reference_off_by_one": str(places["w_split"]),
        "double_subtraction": str(places["after"]),
        "sign_error": str(places["fee_base"]),
        "wrong_base": str(places["taken"]),
        "uncalculated": str(places["contingency"]),
    }


def test_the_findings_say_the_amounts_in_words() -> None:
    said = {finding.code: finding.what for finding in check(ALL).findings}
    assert said["budget_does_not_tie"] == (
        "the budget is stated as 2,000,000, and Budget adds up to 1,537,800 with its contingency: 462,200 more"
    )
    assert said["reference_off_by_one"] == (
        "Exhibitor split, P&A spend, Distribution fee, Sales commission read rows 12 to 15 of Assumptions "
        "(Assumptions!B12 to Assumptions!B15), and these stand in rows 13 to 16; Assumptions!B12 holds the text “USD”"
    )


def test_the_plan_that_is_recognised() -> None:
    found = check(ALL).plan
    assert found is not None
    assert found.headline is not None
    assert found.budget is not None
    assert found.contingency_rate is not None
    assert (str(found.headline.value), found.headline.source) == ("2000000", "Assumptions!B1")
    assert (found.budget.value, found.contingency_rate.value) == (Decimal(1_537_800), Decimal("0.1"))
    assert told(found.parts) == {
        "Above the line": 475_000,
        "Below the line": 603_000,
        "Post-production": 225_000,
        "G&A": 152_000,
        "Contingency, 10% of BTL and post": 82_800,
    }
    assert told(found.sources) == {
        "Loan against the tax credit": 360_000,
        "Tax credit": 400_000,
        "Equity required": 1_240_000,
    }
    (loan,) = found.loans
    assert loan.rate is not None
    assert loan.months is not None
    assert (loan.amount.value, loan.rate.value) == (Decimal(360_000), Decimal("0.1"))
    assert (loan.months.value, loan.collateral) == (Decimal(18), "tax credit")
