"""The published and invented cases to the last printed place, by general terms and nothing special to any of them."""

from __future__ import annotations

from decimal import Decimal

from tests.docs.pages import ROOT
from tests.topsheet.recoupment.participation.statements import (
    CASES,
    amounts,
    answered,
    case,
    figures,
    statement,
)
from topsheet.documents import Severity
from topsheet.money import Money, Percent


def test_ransom_line_by_line() -> None:
    report, _ = case("ransom_1996")
    lines = amounts(report, "net", "march_1998")
    assert {each: int(lines[each]) for each in (
        "gross", "receivables", "gross_receipts", "fees", "after_fees", "distribution_costs", "after_distribution",
        "overhead", "interest", "participations", "negative_cost", "net", "payable",
    )} == {
        "gross": 193277567,
        "receivables": 4690542,
        "gross_receipts": 188587025,
        "fees": 64461741,
        "after_fees": 124125284,
        "distribution_costs": 95757378,
        "after_distribution": 28367906,
        "overhead": 11315884,
        "interest": 19863536,
        "participations": 24910342,
        "negative_cost": 131528987,
        "net": -103161081,
        "payable": 0,
    }  # fmt: skip
    rates = {each.name: each.value.rounded(4) for each in statement(report, "net", "march_1998").rates}
    assert rates["participation.net.march_1998.fee_rate"] == Percent(Decimal("34.1814"))


def test_both_slips_of_ransom_are_told_and_nothing_else() -> None:
    _, problems = case("ransom_1996")
    assert [(problem.where, problem.what, problem.severity) for problem in problems] == [
        (
            "participations.yaml:18 books[0].total",
            "`total` is USD 193,277,567.00, and the receipts add up to USD 193,276,567.00: USD 1,000.00 more",
            Severity.WARNING,
        ),
        (
            "participations.yaml:46 deals[0].statements[0].printed.net",
            (
                "Five net points, Statement to 31 March 1998: `net` is printed as USD -103,161,061.00, and "
                "USD -103,161,081.00 follows: USD 20.00 more"
            ),
            Severity.WARNING,
        ),
    ]


def test_ransom_without_the_books_total_tells_each_slip_once_where_it_was_made() -> None:
    text = (CASES / "ransom_1996.yaml").read_text(encoding="utf-8").replace("    total: 193277567\n", "")
    report, problems = answered(text)
    wrong = [each for each in statement(report, "net", "march_1998").compared if each.delta]
    assert [
        (each.line, *map(int, (each.printed, each.follows, each.computed, each.delta))) for each in wrong
    ] == [
        ("gross", 193277567, 193276567, 193276567, 1000),
        ("net", -103161061, -103161081, -103162081, 20),
    ]
    assert len(problems) == 2


def test_forrest_gump_line_by_line() -> None:
    report, problems = case("forrest_gump_1994")
    lines = amounts(report, "novelist", "december_1994")
    assert problems == []
    assert {each: lines[each] / 1000000 for each in (
        "gross_receipts", "participations", "overhead_base", "overhead", "cost_before_interest",
        "advertising_overhead", "fees", "interest", "net", "earned",
    )} == {
        "gross_receipts": Decimal(191),
        "participations": Decimal("30.56"),
        "overhead_base": Decimal("97.36"),
        "overhead": Decimal("14.604"),
        "cost_before_interest": Decimal("111.964"),
        "advertising_overhead": Decimal("6.72"),
        "fees": Decimal("61.12"),
        "interest": Decimal(6),
        "net": Decimal("-62.004"),
        "earned": Decimal(0),
    }  # fmt: skip
    assert all(each.delta == 0 for each in statement(report, "novelist", "december_1994").compared)


def test_the_rolling_break_even_of_forrest_gump() -> None:
    """The published solution prints a box office of 607.8225807 million; exactly it is 607.82258064516…"""
    found = figures(case("forrest_gump_1994")[0])
    name = "participation.novelist.december_1994.breakeven.rolling"
    assert found[name].value == Money(Decimal("303911290.32"), "USD")
    assert found[f"{name}.box_office"].value == Money(Decimal("607822580.65"), "USD")
    assert found[f"{name}.residual"].value == Money(Decimal("0.00"), "USD")
    assert abs(Decimal("607822580.65") - Decimal("607.8225807") * 1000000) < Decimal("0.1")


def test_three_break_evens_of_the_invented_case_and_the_participation_above_one() -> None:
    report, _ = case("breakeven")
    values = {name: str(each.value) for name, each in figures(report).items()}
    assert values["participation.plain.last.breakeven.without"] == "USD 142.86"
    assert values["participation.plain.last.breakeven.rolling"] == "USD 166.67"
    assert values["participation.star.last.breakeven.rolling"] == "USD 170.94"
    assert values["participation.star.last.earned"] == "USD 21.45"
    assert values["participation.star.last.breakeven.rolling.residual"] == "USD 0.00"


def test_the_case_worked_by_hand_on_the_page_is_the_case() -> None:
    text = (ROOT / "docs" / "algorithms" / "participation.md").read_text(encoding="utf-8")
    lines = amounts(case("forrest_gump_1994")[0], "novelist", "december_1994")
    told = {
        "gross_receipts": "191.000", "fees": "61.120", "distribution_costs": "73.920", "overhead_base": "97.360",
        "overhead": "14.604", "interest": "6.000", "net": "62.004",
    }  # fmt: skip
    assert {line: f"{abs(lines[line]) / 1000000:.3f}" for line in told} == told
    assert [value for value in told.values() if value not in text] == []


def test_the_document_of_the_room_page_is_worked_out() -> None:
    page = (ROOT / "docs" / "rooms" / "recoupment.md").read_text(encoding="utf-8")
    text = page.split("```yaml\nkind: participations", 1)[1].split("```", 1)[0]
    report, problems = answered(f"kind: participations{text}")
    assert [each.where.partition(" ")[2] for each in problems] == ["deals[1].statements[0].printed.net"]
    assert str(figures(report)["participation.star.june_2028.breakeven.cash"].value) == "USD 10,222,015.51"
