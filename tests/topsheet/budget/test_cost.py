"""From lines to the total, and the sums that must hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.budget.small_budget import (
    EXCHANGE,
    OFFERED,
    SHOOT,
    computed,
    costed,
    read,
    text_of,
    usd,
)
from topsheet import rules
from topsheet.budget import (
    BudgetDocument,
    BudgetReport,
    cost,
    lines_without_place,
    with_globals,
    with_views,
    without_place,
)
from topsheet.documents import Problem, Tree, read_yaml, validate
from topsheet.figures import Figure
from topsheet.figures import given as given_figure
from topsheet.money import Money, Percent
from topsheet.rules import RuleBook

CHARGES = """\
contractual:
  - {id: contingency, label: Contingency, percent: 10}
  - {id: bond, label: Completion bond, percent: 3}
finance_costs:
  number: "8000"
  name: Finance costs
  lines:
    - {id: fee, what: Fee, unit: flat, rate: 40000, basis: fee}
"""
NO_DEFERRAL: Figure[Money] = given_figure("finance.deferred", "Fees put off", usd(0))


def test_charges_stand_on_the_direct_cost_and_finance_beside_it() -> None:
    report = costed(more=CHARGES)
    charges = [(charge.name, charge.value) for charge in report.contractual]
    assert charges == [("budget.contingency", usd(5_000)), ("budget.bond", usd(1_500))]
    assert (report.direct.value, report.finance_costs.total.value, report.total.value) == (
        usd(50_000),
        usd(40_000),
        usd(96_500),
    )
    assert [section.id for section in report.sections] == ["above_the_line", "production", "post", "other"]
    assert report.charge("overhead") is None
    assert [line.id for line in report.lines] == ["writer"]


def test_a_budget_without_charges_or_finance_is_its_direct_cost() -> None:
    report = costed()
    assert (report.total.value, report.finance_costs.total.value) == (usd(50_000), usd(0))


def test_an_unknown_chart_gives_no_budget_and_says_so() -> None:
    report, [problem] = computed(text_of().replace("us-feature", "us-featur"))
    assert report is None
    assert problem == Problem(
        "budget.yaml:4 chart",
        "There is no chart of accounts us-featur. Did you mean us-feature?",
        "Sections are taken from the chart of accounts.",
        "Name a chart that the rules hold.",
    )


def test_an_account_outside_the_chart_and_names_used_twice() -> None:
    text = text_of() + (
        '  - number: "99"\n    name: Nowhere\n    lines:\n'
        "      - {id: writer, what: W, unit: flat, rate: 1, basis: fee}\n"
        '  - {number: "1100", name: Again, lines: []}\n'
    )
    _, problems = computed(text)
    assert [(problem.where, problem.what) for problem in problems] == [
        ("budget.yaml:10 accounts[1].number", "account 99 stands in no section of the chart `us-feature`"),
        ("budget.yaml:13 accounts[1].lines[0].id", "the line id `writer` appears twice"),
        ("budget.yaml:14 accounts[2].number", "account 1100 appears twice"),
    ]


def test_a_charge_twice_is_a_problem() -> None:
    _, problems = computed(text_of(more=CHARGES.replace("id: bond", "id: contingency")))
    assert [(problem.where, problem.what) for problem in problems] == [
        ("budget.yaml:7 contractual[1].id", "the charge `contingency` appears twice")
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("fringes: {a: {label: A}}", "a fringe has either `percent` or `rule`"),
        ("fringes: {a: {label: A, percent: 1, rule: b}}", "a fringe has either `percent` or `rule`"),
        ("globals: {a: {}}", "a global has exactly one of `value`, `from` or `formula`"),
        ("globals: {a: {value: 1, formula: b}}", "a global has exactly one of `value`, `from` or `formula`"),
    ],
)
def test_a_fringe_or_global_says_one_thing(more: str, said: str) -> None:
    tree, _ = read_yaml(text_of(more=f"{more}\n"), "budget.yaml")
    assert tree
    document, [problem] = validate(BudgetDocument, tree)
    assert document is None
    assert (problem.where.split()[0], problem.what) == ("budget.yaml:5", said)


@pytest.mark.parametrize("month", [-121, 121, 100_000])
def test_a_month_of_phasing_decades_from_the_shoot_is_refused(month: int) -> None:
    tree, _ = read_yaml(text_of(more=f"phasing: {{production: {{{month}: 1}}}}\n"), "budget.yaml")
    assert tree
    document, [problem] = validate(BudgetDocument, tree)
    assert (document, problem.where) == (None, f"budget.yaml:5 phasing.production[{month}]")


numbers = st.decimals(0, 10_000, places=2)
lines = st.lists(st.tuples(st.sampled_from(["1100", "2000", "4500", "6800"]), numbers, numbers), max_size=8)


def document_of(rows: Sequence[tuple[str, Decimal, Decimal]]) -> BudgetDocument:
    accounts: dict[str, list[dict[str, Any]]] = {}
    for number, amount, rate in rows:
        line = {
            "id": f"l{len(accounts)}_{number}_{len(accounts.get(number, []))}",
            "what": "L",
            "unit": "day",
        }
        accounts.setdefault(number, []).append({**line, "amount": amount, "rate": rate, "basis": "fee"})
    return BudgetDocument.model_validate(
        {
            "kind": "budget",
            "version": 1,
            "currency": "USD",
            "chart": "us-feature",
            "accounts": [{"number": n, "name": n, "lines": each} for n, each in accounts.items()],
            "contractual": [{"id": "contingency", "label": "C", "percent": 10}],
        }
    )


def totals(rows: Sequence[tuple[str, Decimal, Decimal]]) -> tuple[BudgetReport, dict[str, Money]]:
    report, _ = cost(
        document_of(rows), Tree("b", {}, {}), offered=OFFERED, book=rules.load(), on=SHOOT, exchange=EXCHANGE
    )
    assert report
    sections = {section.id: section.total.value for section in report.sections}
    return report, {**sections, "direct": report.direct.value, "total": report.total.value}


@given(lines, st.data())
def test_totals_are_the_sum_of_their_lines_in_any_order(
    rows: list[tuple[str, Decimal, Decimal]], data: st.DataObject
) -> None:
    report, found = totals(rows)
    assert totals(data.draw(st.permutations(rows)))[1] == found
    assert found["direct"] == sum((line.total.value for line in report.lines), start=usd(0))
    assert found["total"] == found["direct"] + (found["direct"] * Percent(Decimal(10))).rounded()
    for section in report.sections:
        assert section.total.value == sum((account.total.value for account in section.accounts), start=usd(0))


# Views.


def viewed(lines: str, deferred: int = 0, book: RuleBook | None = None) -> tuple[BudgetReport, list[Problem]]:
    put_off = given_figure("finance.deferred", "Fees put off", usd(deferred))
    return with_views(
        costed(lines, CHARGES), put_off, book=book or rules.load(), on=SHOOT, near_edge=Percent(Decimal(5))
    )


def test_views_of_five_million_direct_stand_near_their_edges() -> None:
    report, problems = viewed("- {id: a, what: A, unit: flat, rate: 5500000, basis: fee}", deferred=150_000)
    dga = report.view("dga")
    assert problems == []
    assert (dga.total.value, dga.tier, dga.headroom and dga.headroom.value, dga.near_edge) == (
        usd(5_500_000),
        "level 4a",
        usd(0),
        True,
    )
    total = usd(5_500_000 + 550_000 + 165_000 + 40_000)
    assert report.view("production").total.value == total
    assert report.view("strike_price").total.value == total - usd(40_000)
    assert report.view("cash").total.value == total - usd(150_000)


def test_headroom_of_exactly_five_percent_is_not_near() -> None:
    just, under = (
        viewed("- {id: a, what: A, unit: flat, rate: 5225000, basis: fee}"),
        viewed("- {id: a, what: A, unit: flat, rate: 5225001, basis: fee}"),
    )
    assert (just[0].view("dga").near_edge, under[0].view("dga").near_edge) == (False, True)


def test_a_view_whose_agreement_is_not_in_force_has_no_tier_and_says_why() -> None:
    report, problems = with_views(
        costed(more=CHARGES),
        NO_DEFERRAL,
        book=rules.load(),
        on=date(1990, 1, 1),
        near_edge=Percent(Decimal(5)),
    )
    assert (report.view("dga").tier, report.view("dga").ceiling) == ("", None)
    assert problems[0].why == "The view has no tier to be measured against."
    assert {problem.where for problem in problems} == {
        f"budget view {view.id}" for view in rules.load().views() if view.tiers
    }


def test_a_budget_in_another_currency_is_measured_against_no_tier() -> None:
    report, problems = computed(text_of().replace("USD", "EUR"))
    assert report is not None
    assert problems == []
    nothing: Figure[Money] = given_figure("finance.deferred", "Fees put off", Money.zero("EUR"))
    report, problems = with_views(report, nothing, book=rules.load(), on=SHOOT, near_edge=Percent(Decimal(5)))
    assert (problems, {view.tier for view in report.views}) == ([], {""})


# Variants.


def test_a_place_given_up_takes_its_lines_and_leaves_the_others_on_their_own() -> None:
    document, tree = read(
        text_of(
            """\
            - {id: a, what: A, unit: flat, rate: 1, place: ns, basis: fee}
            - {id: b, what: B, unit: flat, rate: 2, place: md, basis: fee}
            """
        )
    )
    kept = without_place(document, "ns")
    moved = lines_without_place(document, "ns", tree)
    assert [line.id for line in kept.accounts[0].lines] == ["b"]
    assert moved.where(("accounts", 0, "lines", 0)) == "budget.yaml:10 accounts[0].lines[0]"
    assert without_place(document, "nowhere") == document


def test_globals_are_changed_and_added_without_touching_the_budget() -> None:
    document, _ = read(text_of(more="globals: {prep: {value: 6}}\n"))
    changed = with_globals(document, {"prep": Decimal(4), "wrap": Decimal(1)})
    assert {name: spec.value for name, spec in changed.globals.items()} == {"prep": 4, "wrap": 1}
    assert {name: spec.value for name, spec in document.globals.items()} == {"prep": 6}
