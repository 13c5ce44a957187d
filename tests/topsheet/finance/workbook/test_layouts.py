"""Three sound plans in three languages and layouts: nothing is wrong in them, and each planted defect is found."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from itertools import combinations

import openpyxl
import pytest

from tests.topsheet.finance.workbook.layouts import DEFECTS, LAYOUTS
from topsheet.documents import Severity
from topsheet.finance.workbook import WorkbookReport, check_paste, check_workbook

LAID_OUT = pytest.mark.parametrize("layout", LAYOUTS)


def wrong(report: WorkbookReport) -> list[str]:
    return sorted(each.code for each in report.findings if each.severity is Severity.ERROR)


def check(layout: str, *defects: str) -> WorkbookReport:
    return LAYOUTS[layout](defects.__contains__)


@LAID_OUT
def test_a_sound_plan_has_nothing_wrong(layout: str) -> None:
    assert wrong(check(layout)) == []


@LAID_OUT
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found_and_nothing_else(layout: str, defect: str) -> None:
    assert wrong(check(layout, defect)) == [defect]


@LAID_OUT
@pytest.mark.parametrize("pair", list(combinations(DEFECTS, 2)), ids="+".join)
def test_two_planted_defects_are_both_found(layout: str, pair: tuple[str, str]) -> None:
    assert wrong(check(layout, *pair)) == sorted(pair)


@LAID_OUT
def test_all_planted_together_are_all_found(layout: str) -> None:
    assert wrong(check(layout, *DEFECTS)) == sorted(DEFECTS)


def test_a_plan_in_thousands_is_shown_in_ones_and_its_labels_as_they_were_written() -> None:
    plan = check("German, in thousands").plan
    assert plan is not None
    assert plan.budget is not None
    assert plan.budget.value == 2_000_000
    assert [(each.label, int(each.value)) for each in plan.sources] == [
        ("Eigenmittel", 500_000),
        ("DFFF Förderung", 400_000),
        ("Anzahlung auf die Verleihgarantie", 200_000),
        ("Rückstellung von Gagen", 100_000),
        ("Bankdarlehen", 800_000),
    ]
    (loan,) = plan.loans
    assert loan.months is not None
    assert (int(loan.amount.value), int(loan.months.value), loan.collateral) == (800_000, 18, "pre-sales")


def test_a_line_whose_label_says_nothing_counts_where_it_stands_above_a_typed_total() -> None:
    defect = "budget_does_not_tie"
    (finding,) = (each for each in check("German, in thousands", defect).findings if each.code == defect)
    assert finding.what == (
        "the budget is stated as 2,100,000, and Kalkulation adds up to 2,000,000 with its contingency: 100,000 more"
    )


@pytest.mark.parametrize(
    ("thousands", "total", "found"),
    [("{},00", "1.000,00", []), ("{}", "1.234.567", ["budget_does_not_tie"])],
)
def test_the_decimal_mark_of_pasted_cells_is_that_of_the_block(
    thousands: str, total: str, found: list[str]
) -> None:
    parts = [thousands.format(each) for each in ("300", "400", "200", "100")]
    words = ("Above the line", "Below the line", "Post", "Overheads")
    rows = [f"{word}\t{part}" for word, part in zip(words, parts, strict=True)]
    assert wrong(check_paste("\n".join([*rows, f"Total budget\t{total}"]))) == found


def test_pasted_amounts_with_two_readings_are_refused_with_both() -> None:
    report = check_paste("Above the line\t300\nBelow the line\t1.200")
    assert report.plan is None
    (finding,) = report.findings
    assert (finding.where, finding.code) == ("Pasted!B2", "two_readings")
    assert finding.what == (
        "“1.200” may be 1,200 or 1.2, and no other cell tells which decimal mark the block uses"
    )


SECTIONS = (
    "Above the line\t475,000\n{below}\t603,000\n{post}\t225,000\nOverheads\t152,000\nContingency\t145,000\n"
)


@pytest.mark.parametrize("below", ["Shooting costs", "Production", "Principal photography", "Below the line"])
@pytest.mark.parametrize("post", ["Editorial & sound", "Post", "Editing", "Odds and ends"])
@pytest.mark.parametrize("total", ["1,600,000", "1,700,000"])
def test_sections_by_other_names_tie_or_do_not(below: str, post: str, total: str) -> None:
    report = check_paste(SECTIONS.format(below=below, post=post) + f"Total budget\t{total}")
    assert wrong(report) == ([] if total == "1,600,000" else ["budget_does_not_tie"])


@pytest.mark.parametrize(
    "ask",
    [
        "We are raising $1,040,000 from private investors",
        "We are raising $1,040,000 from private investors, who recoup 120% first.",
        "Private investors are invited; we seek USD 1.04m.",
        "Nous recherchons 1 040 000 € auprès d'investisseurs privés",
        "Wir suchen 1,04 Mio. € von privaten Investoren.",
    ],
)
def test_a_sentence_that_asks_investors_for_money_states_the_equity(ask: str) -> None:
    assert wrong(check_paste(f"Equity required\t1,240,000\n{ask}")) == ["equity_disagrees"]
    assert wrong(check_paste(f"Equity required\t1,040,000\n{ask}")) == []


TAKEN_OFF = {
    "a rate once inside and once below": (
        "Sales\t1,000,000\nSales commission\t15%\nSales, net\t=B1*(1-B2)\nCommission of the agent\t=B1*B2\nLeft\t=B3-B4"
    ),
    "the same rate written twice": (
        "Sales\t1,000,000\nSales after commission\t=B1*(1-15%)\nSales commission\t=B1*15%\nLeft\t=B2-B3"
    ),
    "the cost typed twice": (
        "Gross receipts\t1,000,000\nP&A\t300,000\nNet after releasing\t=B1-B2\nOther income\t50,000\nP&A\t300,000\n"
        "Left\t=B3+B4-B5"
    ),
    "by its words": (
        "Pre-sales net of sales commission\t850,000\nSales commission\t150,000\nLeft\t=B1-B2"
    ),
    "a negative line": (
        "Gross receipts\t1,000,000\nDistribution fee\t30%\nFee\t=-B1*B2\nNet receipts\t=B1*(1-B2)\nLeft\t=SUM(B3:B4)"
    ),
}  # fmt: skip
SOUND = {
    "two shares at one rate": "Receipts\t900,000\nShare\t50%\nInvestors\t=B1*B2\nProducers\t=B1*B2\nLeft\t=B1-B3-B4",
    "two fees at one written rate": "Gross\t900,000\nAfter fee\t=B1*(1-15%)\nSales commission\t=B1*15%\nLeft\t=B2-B3",
    "a rate on what is left": "Gross\t900,000\nFee\t20%\nNet\t=B1*(1-B2)\nCommission\t15%\nAgent\t=B3*B4\nLeft\t=B3-B5",
    "two instalments": "Fee\t900,000\nFirst\t=B1*50%\nSecond\t=B1*50%\nOpen\t=B1-B2-B3",
    "a cost of the same amount": "Gross\t900,000\nPrints\t100,000\nNet\t=B1-B2\nLegal costs\t100,000\nLeft\t=B3-B4",
    "net of another cost": "Sales net of bank fees\t850,000\nSales commission\t150,000\nLeft\t=B1-B2",
}  # fmt: skip


@pytest.mark.parametrize("rows", TAKEN_OFF.values(), ids=TAKEN_OFF.keys())
def test_a_cost_taken_off_twice_is_found_once(rows: str) -> None:
    assert wrong(check_paste(rows)) == ["double_subtraction"]


@pytest.mark.parametrize("rows", SOUND.values(), ids=SOUND.keys())
def test_what_is_taken_off_once_is_left_alone(rows: str) -> None:
    assert wrong(check_paste(rows)) == []


CREDIT = (
    "Total budget\t2,000,000\nTax credit\t400,000\nBudget net of tax credit\t{net}\nSOURCES\nEquity\t{equity}\n"
    "{more}Total sources\t=SUM(B5:B{last})"
)


@pytest.mark.parametrize("net", ["1,600,000", "=B1-B2"])
def test_a_credit_taken_off_the_budget_and_counted_as_a_source(net: str) -> None:
    doubled = CREDIT.format(net=net, equity="1,200,000", more="Tax credit\t400,000\n", last=6)
    report = check_paste(doubled)
    assert wrong(report) == ["source_counted_twice"]
    (finding,) = (each for each in report.findings if each.code == "source_counted_twice")
    assert dict(finding.amounts) == {"overstatement": Decimal(400_000)}
    whole = CREDIT.format(net=net, equity="1,600,000", more="Tax credit\t400,000\n", last=6)
    after = CREDIT.format(net=net, equity="1,000,000", more="Grant\t600,000\n", last=6)
    assert (wrong(check_paste(whole)), wrong(check_paste(after))) == ([], [])


def test_lines_in_a_language_that_is_not_known_are_named_and_not_passed_over() -> None:
    rows = "Wynagrodzenia\t475,000\nZdjęcia\t603,000\nMontaż\t225,000\nRazem\t1,303,000"
    (finding,) = check_paste(rows).findings
    assert (finding.where, finding.code, finding.severity) == ("Pasted", "lines_not_read", Severity.WARNING)
    assert finding.what == (
        "4 of 4 lines could not be read as finance or cost: “Wynagrodzenia”, “Zdjęcia”, “Montaż”, “Razem”"
    )


def test_two_plans_one_below_the_other_are_each_held_to_their_own_sum() -> None:
    plan = "Above the line\t{}\nBelow the line\t500\nPost\t200\nOverheads\t100\nTotal budget\t{}\n"
    assert wrong(check_paste(plan.format("1,000", "1,800") + plan.format("2,000", "2,800"))) == []
    assert wrong(check_paste(plan.format("1,000", "1,800") + plan.format("2,000", "2,900"))) == [
        "budget_does_not_tie"
    ]


def test_costs_by_month_are_summed_in_their_total_and_not_in_a_month() -> None:
    head = "Total budget\t{}\n\n\tJan\tFeb\tTotal\n"
    rows = "".join(
        f"{word}\t100,000\t200,000\t300,000\n"
        for word in ("Above the line", "Below the line", "Post", "Overheads")
    )
    whole = head + rows + "Total\t400,000\t800,000\t1,200,000\n"
    assert wrong(check_paste(whole.format("1,200,000"))) == []
    assert wrong(check_paste(whole.format("1,300,000"))) == ["budget_does_not_tie"]


def test_costs_in_brackets_are_a_budget_too() -> None:
    rows = "Above the line\t(475,000)\nBelow the line\t(603,000)\nPost\t(225,000)\nTotal budget\t{}"
    assert wrong(check_paste(rows.format("1,303,000"))) == []
    assert wrong(check_paste(rows.format("1,403,000"))) == ["budget_does_not_tie"]


AS_PEOPLE_WRITE_THEM = {
    "beside actuals": (
        (
            "\tBudget\tActual\tVariance\nAbove the line\t475,000\t470,000\t5,000\n"
            "Below the line\t603,000\t600,000\t3,000\n"
            "Post\t225,000\t0\t225,000\nTotal budget\t{}\t1,070,000\t233,000"
        ),
        "1,303,000",
        "1,503,000",
    ),
    "in thousands, told in full": (
        (
            "The budget of the film is ${}.\n\nTopsheet\tUSD 000\nAbove the line\t475\nBelow the line\t603\nPost\t225\n"
            "Contingency\t130\nTotal\t1,433"
        ),
        "1,433,000",
        "1,533,000",
    ),
    "sections with their details": (
        (
            "Above the line\t300,000\nWriter\t100,000\nDirector\t200,000\nBelow the line\t500,000\nCrew\t500,000\n"
            "Post\t200,000\nEdit\t120,000\nMix\t80,000\nTotal budget\t{}"
        ),
        "1,000,000",
        "1,100,000",
    ),
    "German chapters with a subtotal": (
        (
            "Vorkosten\t20.000,00\nRechte und Manuskript\t100.000,00\nGagen\t500.000,00\nAtelier\t50.000,00\n"
            "Endfertigung\t150.000,00\nVersicherungen\t30.000,00\nAllgemeine Kosten\t50.000,00\n"
            "Fertigungskosten\t900.000,00\n"
            "HU 7,5 %\t67.500,00\nÜberschreitungsreserve 8 %\t72.000,00\nHerstellungskosten\t{}"
        ),
        "1.039.500,00",
        "1.139.500,00",
    ),
    "French chapters with a subtotal": (
        (
            "DEVIS\n1 Droits artistiques\t100 000\n2 Personnel\t500 000\n3 Interprétation\t200 000\n"
            "4 Charges sociales\t250 000\n"
            "5 Moyens techniques\t500 000\n6 Assurances et divers\t50 000\nTotal partiel\t1 600 000\n"
            "Frais généraux\t112 000\n"
            "Imprévus\t160 000\nTOTAL GÉNÉRAL\t{}"
        ),
        "1 872 000",
        "1 972 000",
    ),
}


@pytest.mark.parametrize(
    ("rows", "right", "off"), AS_PEOPLE_WRITE_THEM.values(), ids=AS_PEOPLE_WRITE_THEM.keys()
)
def test_a_total_is_held_against_its_lines_however_they_are_laid_out(rows: str, right: str, off: str) -> None:
    assert [each.code for each in check_paste(rows.format(right)).findings] == []
    assert wrong(check_paste(rows.format(off))) == ["budget_does_not_tie"]


def test_a_sum_that_passes_over_amounts_that_are_text_is_wrong() -> None:
    def fill(value: str | int) -> WorkbookReport:
        book, out = openpyxl.Workbook(), BytesIO()
        for row in (["Equity", 500_000], ["Grant", value], ["Total sources", "=SUM(B1:B2)"]):
            book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
        book.save(out)
        return check_workbook(out.getvalue(), "plan.xlsx")

    assert wrong(fill("1.250.000,00 €")) == ["amount_is_text"]
    assert wrong(fill(1_250_000)) == []
    (doubt,) = (each for each in fill("1.250").findings if each.code == "two_readings")
    assert doubt.what == "“1.250” may be 1,250 or 1.25, and no other text tells which decimal mark is used"
