from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tests.topsheet.budget.small_budget import SHOOT
from tests.topsheet.finance.cash_plans import own, sections
from tests.topsheet.finance.closing.lists import DONE, closing, item
from tests.topsheet.finance.closing.lists import report as closing_report_of
from tests.topsheet.finance.plans import WINDOW, budget_of, cashed, document_of, equity, planned, usd
from topsheet import rules
from topsheet.budget import BudgetReport, with_views
from topsheet.documents import Problem, Severity
from topsheet.figures import given
from topsheet.greenlight import GateDoc, GateReport, GreenlightReport, Thresholds, greenlight
from topsheet.money import Percent

TITLE = {"id": "title", "title": "Chain of title", "owner": "marlowe"}
ENOUGH = [{"share": 100, "on": date(2027, 1, 15)}]


def gate(state: str, **more: Any) -> GateDoc:
    return GateDoc.model_validate({**TITLE, "state": state, **more})


def light(
    *kept: GateDoc,
    face: object = 400_000,
    late: bool = False,
    asked: int = 100,
    problems: tuple[Problem, ...] = (),
    budget: BudgetReport | None = None,
    **more_papers: Any,
) -> GreenlightReport:
    budget = budget or budget_of()
    more: dict[str, Any] = {} if late else {"instalments": ENOUGH}
    cash, finance, _ = cashed(document_of(equity(face, **more)), budget)
    thresholds = Thresholds(covered=Percent(Decimal(asked)))
    return greenlight(
        kept, thresholds, budget=budget, finance=finance, cash=cash, problems=problems, **more_papers
    )


def states(report: GreenlightReport) -> dict[str, tuple[str, str]]:
    return {each.id: (each.state, each.reason) for each in report.gates}


BY_DAY = (
    "of all days from 2027-03-29 to 2027-05-06; "
    "days are tested and not month-ends, which may come long after the wrap"
)
MET = {
    "financed": ("MET", "covered 133.33%"),
    "cash": ("MET", f"lowest USD 99,999.99, on 2027-04-30, {BY_DAY}"),
    "cash_to_the_end": ("MET", "lowest USD 99,999.99, closing of April 2027"),
    "papers": ("MET", "every document could be read and computed"),
}


def test_go_when_every_gate_is_met() -> None:
    report = light(gate("met", evidence="Opinion of 2 November"))
    assert (report.state.value, report.state.how) == ("GO", "every gate is met or waived")
    assert states(report) == {**MET, "title": ("MET", "Opinion of 2 November")}


def test_go_if_while_a_hard_gate_is_open() -> None:
    report = light(gate("open", reason="promised for January", needed_by=date(2027, 2, 12)))
    assert (report.state.value, report.state.how) == ("GO IF", "Chain of title: promised for January")
    assert report.gates[-1] == GateReport(
        "title", "Chain of title", "OPEN", "promised for January", "marlowe", date(2027, 2, 12)
    )


def test_a_soft_gate_warns_and_a_silent_one_says_there_is_no_evidence() -> None:
    report = light(gate("open", hard=False))
    assert (report.state.value, states(report)["title"]) == ("GO", ("WARNING", "no evidence yet"))


def test_a_waiver_lets_go_and_names_who_and_why() -> None:
    report = light(gate("waived", waived_by="marlowe", reason="self-insured"))
    assert (report.state.value, states(report)["title"]) == (
        "GO",
        ("WAIVED", "waived by marlowe: self-insured"),
    )


@pytest.mark.parametrize("more", [{}, {"waived_by": "marlowe"}, {"reason": "self-insured"}])
def test_a_waiver_without_its_name_or_reason_is_refused(more: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="a waiver needs `waived_by` and `reason`"):
        gate("waived", **more)


def test_blocked_while_not_financed_whatever_people_have_met() -> None:
    report = light(gate("met"), face=240_000, late=True, asked=100)
    assert report.state.value == "BLOCKED"
    assert states(report)["financed"] == (
        "BLOCKED",
        "covered 80.00% of 100.00% asked; the gap is USD 60,000.01",
    )
    assert report.gates[0].figure in report.state.inputs


@pytest.mark.parametrize(("asked", "state"), [(80, "BLOCKED"), (79, "MET")])
def test_each_production_sets_its_own_threshold(asked: int, state: str) -> None:
    # 240,000 of 300,000.01 is a hair under 80 percent.
    assert states(light(face=240_000, asked=asked))["financed"][0] == state


SHORT = "finishing is short {0} of USD 100,000.00, and still {0} if all sign"


@pytest.mark.parametrize(
    ("shoot", "rest", "asked", "found"),
    [
        # Money for any stage, and the plan short of what is asked: the gap says it all.
        (0, 240_000, 100, None),
        (0, 300_000, 100, None),
        # A plan that may begin with less: what finishes the film is still missing.
        (0, 240_000, 80, ("WARNING", SHORT.format("USD 60,000.00"))),
        (200_000, 100_000, 100, ("MET", "shoot has USD 200,000.00; finishing has USD 100,000.00")),
        (
            250_000,
            50_000,
            100,
            ("BLOCKED", f"{SHORT.format('USD 50,000.00')}, though the whole plan is covered"),
        ),
    ],
)
def test_each_stage_has_its_own_money(
    shoot: int, rest: int, asked: int, found: tuple[str, str] | None
) -> None:
    sources = [equity(rest, "rest")] + ([equity(shoot, "tied", stage="shoot")] if shoot else [])
    parts = [
        ("production", given("p", "Production", usd(200_000))),
        ("post", given("q", "Post", usd(100_000))),
    ]
    finance, _ = planned(document_of(*sources), 300_000, parts=parts)
    budget = budget_of()
    cash, _, _ = cashed(document_of(equity(400_000, instalments=ENOUGH)), budget)
    report = greenlight(
        (),
        Thresholds(covered=Percent(Decimal(asked))),
        budget=budget,
        finance=finance,
        cash=cash,
        problems=(),
    )
    assert states(report).get("stages") == found


def test_blocked_by_a_day_of_the_shoot_below_nothing() -> None:
    report = light(late=True)
    assert (report.state.value, states(report)["cash"]) == (
        "BLOCKED",
        ("BLOCKED", f"the account would stand at USD -100,000.01, on 2027-04-30, {BY_DAY}"),
    )


def test_what_is_spent_after_a_short_shoot_stops_the_last_bill_and_not_the_shoot() -> None:
    budget = sections("{production: {0: 1, 1: 1}}", production=20_000)
    two_days = replace(
        WINDOW,
        wrap=given("schedule.wrap", "Wrap", date(2027, 3, 30)),
        shooting=frozenset({date(2027, 3, 29), date(2027, 3, 30)}),
    )
    cash, finance, _ = cashed(document_of(own(10_000, date(2027, 1, 15))), budget, window=two_days)
    report = greenlight((), Thresholds(), budget=budget, finance=finance, cash=cash, problems=())
    assert (cash.lowest_shoot.value, cash.lowest_shoot.how) == (usd(0), "closing of March 2027")
    assert cash.lowest.value == usd(-10_000)
    assert cash.through_shoot.value.amount > 0
    found = states(report)
    assert (found["cash"][0], found["cash_to_the_end"][0]) == ("MET", "BLOCKED")


def test_blocked_by_an_error_in_a_paper_and_not_by_a_warning() -> None:
    wrong = Problem("budget.yaml:1", "a line is broken", "why", "fix")
    doubt = Problem("budget.yaml:2", "a line is odd", "why", "fix", Severity.WARNING)
    assert states(light(problems=(doubt,)))["papers"] == MET["papers"]
    report = light(problems=(doubt, wrong, wrong))
    assert (report.state.value, states(report)["papers"]) == (
        "BLOCKED",
        ("BLOCKED", "2 errors; the first: a line is broken"),
    )


def test_near_edges_and_unverified_rules_warn_and_do_not_block() -> None:
    budget = budget_of("- {id: writer, what: W, unit: flat, rate: 5400000, basis: fee}\n")
    _, finance, _ = cashed(document_of(), budget)
    budget, _ = with_views(
        budget, finance.deferred, book=rules.load(), on=SHOOT, near_edge=Thresholds().near_edge
    )
    report = light(face=6_000_000, budget=budget)
    assert report.state.value == "GO"
    warned = {gate: reason for gate, (state, reason) in states(report).items() if state == "WARNING"}
    assert warned["tier_dga"] == "near the edge: headroom USD 100,000.00 under the ceiling USD 5,500,000.00"
    assert "unverified" in warned["rules"]


def test_exactly_covered_and_an_account_at_exactly_nothing_are_enough() -> None:
    report = light(face="300000.01")
    assert (report.state.value, states(report)["financed"], states(report)["cash"]) == (
        "GO",
        ("MET", "covered 100.00%"),
        ("MET", f"lowest USD 0.00, on 2027-04-30, {BY_DAY}"),
    )


GONE = {"mara": "the lead left on 2026-11-20"}


@pytest.mark.parametrize(
    ("kept", "state"),
    [
        (gate("met", evidence="Opinion", essential=("mara",)), "OPEN"),
        (gate("waived", waived_by="J", reason="so", essential=("mara",)), "OPEN"),
        (gate("met", evidence="Opinion", essential=("mara",), hard=False), "WARNING"),
    ],
)
def test_a_gate_that_names_somebody_gone_is_open_whatever_was_confirmed(kept: GateDoc, state: str) -> None:
    held, lost = (light(kept, missing=missing) for missing in ({}, GONE))
    assert states(held)["title"][0] == ("WAIVED" if kept.state == "waived" else "MET")
    assert states(lost)["title"] == (state, "the lead left on 2026-11-20")


def test_hard_conditions_of_the_shoot_are_gates_after_the_kept_ones() -> None:
    waived = {"status": "waived", "waived_by": "J", "reason": "so"}
    start = ["start_of_photography"]
    report = light(
        gate("met", evidence="Opinion"),
        closing=closing_report_of(
            closing(
                item("a", blocks=start),
                item("b", blocks=start, **DONE),
                item("c", blocks=start, **waived),
                item("d", blocks=start, hard=False),
                item("e", blocks=["equity"]),
            )
        ),
    )
    assert list(states(report).items())[-4:] == [
        ("title", ("MET", "Opinion")),
        ("closing_a", ("OPEN", "not started")),
        ("closing_b", ("MET", "The paper")),
        ("closing_c", ("WAIVED", "waived by J: so")),
    ]
    assert report.state.value == "GO IF"


def test_a_gate_met_waits_again_for_the_conditions_that_block_it() -> None:
    listed = closing_report_of(
        closing(item("opinion", blocks=["title"]), item("soft", blocks=["title"], hard=False))
    )
    assert states(light(gate("met", evidence="x"), closing=listed))["title"] == ("OPEN", "waits for Opinion")
    assert states(light(gate("open", reason="drafting"), closing=listed))["title"] == ("OPEN", "drafting")
