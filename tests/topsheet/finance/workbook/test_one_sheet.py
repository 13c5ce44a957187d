"""A whole plan on one sheet: uses, sources, asks and takes, months, receipts, one below the other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from topsheet.documents import Severity
from topsheet.finance.workbook import Finding, WorkbookReport, check_paste

PLAN = """Uses
Above the line\t200,000
Below the line\t700,000
Post production\t180,000
{fourth}
Total budget\t{budget}

Sources\tAmount
Private equity\t500,000
Pre-sale Spain MG\t150,000
{second}
{third}
Gap loan\t300,000
Total sources\t=SUM(B9:B13)

{sales}
Japan\t410,000\t260,000
Brazil\t340,000\t210,000
Total\t{asked}\t470,000
{cover}

Interest rate gap\t10%

Cash flow\tJan\tFeb
Equity\t250,000\t250,000

{received}
{receipt}\t150,000
"""
SOUND = {
    "fourth": "Finance costs\t20,000",
    "budget": "=SUM(B2:B5)",
    "second": "Pre-sale Portugal MG\t80,000",
    "third": "Grant\t70,000",
    "sales": "Sales estimates\tAsk\tTake",
    "asked": "750,000",
    "cover": "Gap cover (take / gap)\t=C19/B13",
    "received": "Collection account receipts",
    "receipt": "Chile",
}
_QUIET = ("commission_missing", "contingency_missing", "bond_missing")


def check(**changes: str) -> WorkbookReport:
    return check_paste(PLAN.format(**{**SOUND, **changes}))


def findings(**changes: str) -> list[Finding]:
    return [each for each in check(**changes).findings if each.code not in _QUIET]


def found(**changes: str) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in findings(**changes)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"budget": "1,100,000"},
        {"asked": "=SUM(B17:B18)"},
        {"sales": "Sales estimates by buyer\tHigh\tMiddle"},
        {"budget": "1,100,000", "sales": "What we hope for"},
    ],
    ids=str,
)
def test_a_total_under_another_heading_is_not_that_of_the_budget(changes: dict[str, str]) -> None:
    report = check(**changes)
    assert found(**changes) == []
    assert report.plan is not None
    assert report.plan.budget is not None
    assert (int(report.plan.budget.value), len(report.plan.parts)) == (1_100_000, 4)


def test_the_budget_is_still_held_to_its_own_lines() -> None:
    assert found(budget="1,200,000") == [("budget_does_not_tie", "Pasted!B6")]
    assert found(budget="1,200,000", asked="=SUM(B17:B18)") == [("budget_does_not_tie", "Pasted!B6")]


@pytest.mark.parametrize(
    ("formula", "codes"),
    [("=SUM(B1:B4)", []), ("=SUM(B1:B4)+B3", ["budget_does_not_tie"])],
)
def test_a_formula_in_another_column_counts_what_it_adds_beside_the_sections(
    formula: str, codes: list[str]
) -> None:
    rows = "Above the line\t200,000\nBelow the line\t700,000\nPost\t180,000\nFinance costs\t20,000\n"
    report = check_paste(f"{rows}Total budget\t\t{formula}")
    assert [each.code for each in report.findings] == codes


COVERS = {
    "Gap cover (ask / gap)\t=B19/B13": "ask_used",
    "Cover\t=ROUND(B19/B13,2)": "ask_used",
    "Asks over the gap loan\t=B19/B13": "ask_used",
    "Cover on asks\t=B19/B13": "ask_used",
    "Asks net of sales commission\t=B19*85%": "",
    "Gap cover\t=B19/B13\t=C19/B13": "",
    "Gap cover (take / gap)\t=C19/B13": "",
}


@pytest.mark.parametrize("cover", COVERS)
def test_a_cover_on_asks_is_found_unless_the_plan_gives_it_on_takes_too(cover: str) -> None:
    wanted = [(COVERS[cover], "Pasted!B20")] if COVERS[cover] else []
    assert found(cover=cover) == wanted


@pytest.mark.parametrize("cover", [*COVERS, "Gap, times\t=C19/B13", "Gap cover\t2.5"])
def test_a_cover_is_no_loan(cover: str) -> None:
    plan = check(cover=cover).plan
    assert plan is not None
    assert [each.amount.value for each in plan.loans] == [300_000]


def test_a_loan_tells_its_share_of_the_security_in_brackets() -> None:
    plan = check(third="Loan against grant (85%)\t70,000").plan
    assert plan is not None
    assert [each.amount.value for each in plan.loans] == [70_000, 300_000]


TWICE = {
    "Pre-sale Spain (TV) MG": True,
    "MG Spain": True,
    "Spain minimum guarantee": True,
    "Pre-sale, Spain, all rights": True,
    "Pre-sale Portugal MG": False,
    "Pre-sale Spain MG deposit": False,
    "Pre-sale South America MG": False,
    "Minimum guarantee": False,
}


@pytest.mark.parametrize("label", TWICE)
def test_one_territory_twice_among_the_sources_is_pointed_out(label: str) -> None:
    told = [each for each in findings(second=f"{label}\t80,000") if each.code == "territory_twice"]
    assert [(each.where, each.severity) for each in told] == (
        [("Pasted!B11", Severity.WARNING)] if TWICE[label] else []
    )


@pytest.mark.parametrize(
    ("one", "other", "twice"),
    [
        ("Germany (TV)", "Germany (theatrical)", False),
        ("Germany (pay TV)", "Germany (free TV)", False),
        ("Germany (TV)", "Germany (pay TV)", True),
        ("Germany (signature)", "Germany (delivery)", False),
        ("UK", "United Kingdom (SVOD)", True),
    ],
)
def test_different_rights_in_one_territory_are_two_sales(one: str, other: str, twice: bool) -> None:
    changes = {"second": f"Pre-sale {one} MG\t80,000", "third": f"Pre-sale {other} MG\t70,000"}
    assert found(**changes) == ([("territory_twice", "Pasted!B12")] if twice else [])


@pytest.mark.parametrize("received", ["Collection account receipts", "Receipts", "Recoupment waterfall"])
@pytest.mark.parametrize("receipt", ["Spain MG", "Minimum guarantee Spain", "Pre-sale Spain (TV)"])
def test_a_guarantee_that_finances_the_film_is_no_receipt(received: str, receipt: str) -> None:
    (finding,) = findings(received=received, receipt=receipt)
    assert (finding.code, finding.where) == ("guarantee_twice", "Pasted!B28")
    assert finding.what == (
        f"{receipt}, 150,000, stands under {received}, and Pre-sale Spain MG (Pasted!B10) already finances the film"
    )
    assert dict(finding.amounts) == {"overstatement": Decimal(150_000)}


@pytest.mark.parametrize(
    "changes",
    [
        {"receipt": "Italy MG"},
        {"receipt": "Spain overages beyond MG"},
        {"receipt": "Commission on Spain MG"},
        {"receipt": "Spain MG", "received": "Cash receipts"},
        {"receipt": "Spain MG", "received": "Contracts"},
        {"receipt": "Grant\t10,000\t20,000\nSpain MG", "received": "Receipts"},
    ],
    ids=str,
)
def test_other_receipts_and_the_months_of_a_cash_flow_are_left_alone(changes: dict[str, str]) -> None:
    assert found(**changes) == []


def test_a_source_that_reads_the_receipts_counts_them_once() -> None:
    assert found(receipt="Spain MG") == [("guarantee_twice", "Pasted!B28")]
    rows = PLAN.format(**{**SOUND, "receipt": "Spain MG"}).replace(
        "Spain MG\t150,000\n", "Spain MG\t=B28\n", 1
    )
    assert [each.code for each in check_paste(rows).findings if each.code not in _QUIET] == []


def test_more_budgets_than_are_looked_at_are_told() -> None:
    plan = "Above the line\t200\nBelow the line\t700\nPost\t100\nTotal budget\t{}\n"
    whole = plan.format("1,000")
    assert check_paste(whole * 20).findings == ()
    (finding,) = check_paste(whole * 21).findings
    assert (finding.code, finding.severity) == ("too_long", Severity.WARNING)
    assert finding.what == "holds more than 20 tables that add up a budget, so some of it was not checked"
