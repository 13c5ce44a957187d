"""A workbook checked on the command line: what is printed, what is warned of, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.topsheet.finance.workbook.drafts import NINE, workbook
from topsheet.cli.workbook import check_file

Printed = pytest.CaptureFixture[str]


def checked(path: Path, defects: frozenset[str]) -> int:
    path.write_bytes(workbook(defects))
    return check_file(path)


def test_a_plan_without_findings(tmp_path: Path, capsys: Printed) -> None:
    assert checked(tmp_path / "plan.xlsx", frozenset()) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "The plan that was recognised",
        "Production budget                                   1,537,800  Assumptions!B1",
        "Sum of the budget sheet                             1,537,800",
        "  Above the line                                      475,000  Budget!B1",
        "  Below the line                                      603,000  Budget!B2",
        "  Post-production                                     225,000  Budget!B3",
        "  G&A                                                 152,000  Budget!B4",
        "  Contingency, 10% of BTL and post                     82,800  Budget!B5",
        "Contingency, 10% of BTL and post                         10 %  Budget!B5",
        "Sources",
        "  Loan against the tax credit                         360,000  Assumptions!B3",
        "  Tax credit left after the loan                       40,000  Assumptions!B6",
        "  Equity required                                   1,137,800  Assumptions!B7",
        "Loans",
        (
            "  Loan against the tax credit                         360,000  Assumptions!B3"
            "  (10 % a year, 18 months, secured on tax credit)"
        ),
        "",
        "Nothing was found wrong.",
    ]


def test_every_finding_is_told_with_its_cell_reason_and_remedy(tmp_path: Path, capsys: Printed) -> None:
    assert checked(tmp_path / "plan.xlsx", frozenset(NINE)) == 2
    told = capsys.readouterr().err.split("\n\n")
    assert told[0] == (
        "ERROR Assumptions!B1: the budget is stated as 2,000,000, and Budget adds up to 1,537,800 with its "
        "contingency: 462,200 more\n"
        "  why: Every source, fee and share below is reckoned on the headline, so the plan raises the wrong sum.\n"
        "  fix: Let the headline read the total of Budget, or add the lines that are missing there."
    )
    assert [each.split()[0] for each in told if each] == ["ERROR"] * 8 + ["WARNING"]


def test_a_warning_alone_ends_well(tmp_path: Path, capsys: Printed) -> None:
    assert checked(tmp_path / "plan.xlsx", frozenset({"uncalculated"})) == 0
    assert capsys.readouterr().err.startswith("WARNING Budget!B5: 19 of 19 formulas carry no computed value")


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "plan.csv").write_text("Budget,1\n", encoding="utf-8")
    assert check_file(tmp_path / "plan.csv") == 2
    assert check_file(tmp_path / "missing.xlsx") == 2
    assert check_file(tmp_path) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "ERROR plan.csv: is a CSV file, which holds no formulas" in err
    assert "missing.xlsx: cannot be read: No such file or directory" in err
    assert f"{tmp_path}: cannot be read: Is a directory" in err
