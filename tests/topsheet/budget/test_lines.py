from __future__ import annotations

from decimal import Decimal

from tests.topsheet.budget.small_budget import computed, costed, problems_of, read, text_of, usd
from topsheet.budget import BudgetReport, LineReport
from topsheet.documents import Problem
from topsheet.figures import Status, worst_status
from topsheet.money import Money, Percent

FRINGES = """\
fringes:
  payroll: {label: Payroll, percent: 18}
  dga: {label: Directors, percent: 19.5, ceiling: 200000}
  sag: {label: Performers, rule: sag-aftra.pension_health}
globals:
  days: {from: schedule.shoot_days}
  weeks: {formula: days / 5}
  lost: {value: -3}
"""


def only(report: BudgetReport) -> LineReport:
    [line] = report.lines
    return line


def test_a_line_is_amount_times_x_times_rate() -> None:
    line = only(
        costed("- {id: grips, what: Grips, amount: 4.5, unit: week, x: 3, rate: 2200.10, basis: script}")
    )
    assert (line.total.value, line.total.how, line.fringe.value) == (
        usd("29701.35"),
        "4.5 week × 3 × 2,200.1",
        usd(0),
    )
    assert line.total.source == "budget.yaml:9 accounts[0].lines[0]"


def test_a_line_rounds_half_up_and_each_fringe_on_its_own() -> None:
    line = only(
        costed(
            "- {id: a, what: A, unit: flat, rate: 0.125, fringes: [payroll, dga], basis: fee}",
            FRINGES.replace("18", "50").replace("19.5", "50"),
        )
    )
    assert (line.subtotal.value, line.fringe.value, line.total.value) == (
        usd("0.13"),
        usd("0.14"),
        usd("0.27"),
    )


def test_fringes_stop_at_their_ceiling() -> None:
    line = only(
        costed(
            "- {id: director, what: D, unit: week, amount: 13, rate: 19000, fringes: [dga], basis: fee}",
            FRINGES,
        )
    )
    assert (line.subtotal.value, line.fringe.value, line.fringe.how) == (
        usd(247_000),
        usd(39_000),
        "19.5% of 200,000 (ceiling)",
    )


def test_a_fringe_from_a_rule_carries_its_citation() -> None:
    report = costed("- {id: mara, what: M, unit: week, rate: 17500, fringes: [sag], basis: fee}", FRINGES)
    assert only(report).fringe.value == usd(3_675)
    assert report.fringes["sag"].value == Percent(Decimal(21))
    [rule] = report.fringes["sag"].inputs
    assert rule.rule
    assert (rule.name, rule.rule.status) == ("rule.sag-aftra.pension_health", Status.UNVERIFIED)
    assert worst_status([report.total]) is Status.UNVERIFIED


def test_a_rate_from_a_rule_is_that_of_the_first_shooting_day() -> None:
    line = only(
        costed(
            '- {id: p, what: P, amount: 2, unit: day, rate: "rule:sag-aftra.theatrical.day_performer", basis: fee}'
        )
    )
    assert (line.total.value, line.rate.name) == (usd(2_566), "rule.sag-aftra.theatrical.day_performer")


def test_quantities_take_globals_and_formulas() -> None:
    line = only(
        costed(
            "- {id: a, what: A, amount: weeks + 1, unit: week, x: days, rate: 100 * 2, basis: fee}", FRINGES
        )
    )
    assert (line.amount.value, line.x.value, line.rate.value, line.total.value) == (
        Decimal(5),
        Decimal(20),
        Decimal(200),
        usd(20_000),
    )
    assert [figure.name for figure in line.amount.inputs] == ["budget.global.weeks"]


def test_a_foreign_line_is_rounded_in_its_currency_and_then_converted() -> None:
    line = only(costed("- {id: a, what: A, amount: 3, unit: day, rate: 33.335, currency: CAD, basis: fee}"))
    foreign, rate = line.total.inputs
    assert (foreign.value, rate.value) == (Money(Decimal("100.01"), "CAD"), Decimal("0.75"))
    assert (line.total.value, line.currency, line.total.how) == (usd("75.01"), "CAD", "converted at 0.75")


def test_a_foreign_line_without_a_rate_is_a_problem_and_costs_nothing() -> None:
    report, problems = computed(
        text_of("- {id: a, what: Hotel, unit: day, rate: 100, currency: NOK, basis: fee}")
    )
    assert report
    assert report.total.value == usd(0)
    assert problems == [
        Problem(
            "budget.yaml:9 accounts[0].lines[0].currency",
            "`Hotel` is in NOK, and no rate to USD is given",
            "An amount in another currency cannot be added without a dated rate.",
            "Add a rate for NOK under `rates` in production.yaml.",
        )
    ]


def test_what_a_line_cannot_read_is_told_in_its_place() -> None:
    problems = problems_of(
        """\
        - {id: a, what: A, unit: day, amount: nights, rate: 1, fringes: [payrol], basis: fee}
        - {id: b, what: B, unit: day, amount: days - 30, rate: 1, basis: fee}
        - {id: c, what: C, unit: day, amount: lost, rate: 1, basis: fee}
        - {id: d, what: D, unit: day, rate: "rule:sag-aftra.nothing", basis: fee}
        """,
        FRINGES,
    )
    assert [(problem.where, problem.what) for problem in problems] == [
        (
            "budget.yaml:17 accounts[0].lines[0].amount",
            "`nights` uses `nights`, which is not a global of this budget",
        ),
        (
            "budget.yaml:17 accounts[0].lines[0].fringes[0]",
            "`A` has the fringe `payrol`, which is not defined",
        ),
        (
            "budget.yaml:18 accounts[0].lines[1].amount",
            "`days - 30` comes to -10, which is negative",
        ),
        ("budget.yaml:19 accounts[0].lines[2].amount", "`lost` comes to -3, which is negative"),
        ("budget.yaml:20 accounts[0].lines[3].rate", problems[4].what),
    ]
    assert problems[4].what.startswith("There is no rule sag-aftra.nothing.")
    assert problems[4].why == "A rate that is not in force must never count as zero."


def test_a_negative_quantity_counts_as_nothing_beside_its_problem() -> None:
    report, problems = computed(
        text_of("- {id: b, what: B, unit: day, amount: days - 30, rate: 1, basis: fee}", FRINGES)
    )
    assert report
    assert (report.total.value, len(problems)) == (usd(0), 1)


def test_a_fringe_whose_rule_is_no_percentage_is_refused() -> None:
    problems = problems_of(more="fringes: {sag: {label: S, rule: sag-aftra.theatrical.day_performer}}\n")
    assert problems == [
        Problem(
            "budget.yaml:5 fringes.sag.rule",
            "the fringe `sag` takes sag-aftra.theatrical.day_performer, which counts USD per day",
            "A fringe is a percentage of pay.",
            "Name a rule that is a percentage, or write `percent:`.",
        )
    ]


def test_lines_survive_being_written_and_read_again() -> None:
    document, _ = read(
        text_of(
            "- {id: a, what: A, amount: 2 + 1, unit: week, x: 2.50, rate: 7, groups: [water], basis: fee}"
        )
    )
    [account] = document.accounts
    assert type(account).model_validate(account.model_dump()) == account
