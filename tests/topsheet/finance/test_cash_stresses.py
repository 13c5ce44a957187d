"""Sources that fail: nothing of theirs comes, and what hangs on them brings less."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet.finance.plans import (
    LINES,
    PHASED,
    TREE,
    budget_of,
    cashed,
    deferral,
    document_of,
    equity,
    gap,
    loan,
    presale,
    usd,
)
from tests.topsheet.finance.test_laws import plans
from topsheet.documents import Problem
from topsheet.film.roots import every_figure
from topsheet.finance import CashReport, StressReport
from topsheet.money import Money

QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
BUDGET = budget_of()


def failing(*sources: dict[str, Any], fails: list[str], **more: Any) -> tuple[CashReport, StressReport]:
    stress = {"id": "lost", "title": "Lost", "fails": fails, **more}
    cash, report, problems = cashed(document_of(*sources, stresses=[stress]), BUDGET)
    assert problems == []
    assert every_figure((report, cash))
    return cash, cash.stresses[0]


def into(report: CashReport | StressReport) -> dict[str, Any]:
    return {
        figure.name.split(".in.")[1]: figure.value for month in report.months for figure in month.receipts
    }


def test_a_failed_source_brings_nothing_and_the_plan_keeps_it() -> None:
    cash, lost = failing(equity(400_000), equity(100_000, "b"), fails=["b"])
    assert into(lost) == {"equity.1": usd(200_000), "equity.2": usd(200_000)}
    assert set(into(cash)) == {"equity.1", "equity.2", "b.1", "b.2"}
    assert [(figure.name, figure.value, figure.how) for figure in lost.lost] == [
        ("stress.lost.lost.b", usd(100_000), "it fails")
    ]
    assert lost.months[-1].closing.value == cash.months[-1].closing.value - usd(100_000)


def test_a_loan_on_a_failed_sale_lends_on_what_is_left() -> None:
    sales = (presale(100_000, "de"), presale(300_000, "fr"))
    _, lost = failing(equity(600_000), *sales, loan(["de", "fr"]), fails=["fr"])
    came = into(lost)
    # 85 % of the German balance: 100,000 less 20,000 and the commission of 10,000.
    assert came["loan.1"] == usd(59_500)
    assert "fr.1" not in came
    assert {figure.name: (figure.value, figure.how) for figure in lost.lost} == {
        "stress.lost.lost.fr": (usd(60_000), "it fails"),
        "stress.lost.lost.loan": (usd(178_500), "less is left to lend on"),
    }
    brings = next(f.inputs[0] for month in lost.months for f in month.receipts if f.name.endswith("loan.1"))
    assert (brings.name, brings.how) == ("stress.lost.brings.loan.1", "valued again without FR")


def test_the_balance_of_a_sale_comes_to_the_film_when_its_lender_fails() -> None:
    _, lost = failing(equity(900_000), presale(100_000, "de"), loan(["de"]), fails=["loan"])
    assert into(lost)["de.2"] == usd(70_000)
    assert lost.months[-1].month == date(2027, 12, 1)


def test_what_comes_after_a_failed_source_does_not_come() -> None:
    _, lost = failing(equity(400_000), gap(50_000, after=["equity"]), fails=["equity"])
    assert into(lost) == {}
    assert "comes after Equity, which does not count" in lost.lost[1].how


def test_a_fee_no_longer_put_off_is_paid() -> None:
    cash, lost = failing(equity(400_000), deferral(50_000), fails=["deferral"])
    assert cash.months[-1].closing.value - lost.months[-1].closing.value == usd(50_000)
    out = sum((month.out.value for month in lost.months), start=usd(0))
    assert out == BUDGET.total.value


def test_a_loan_on_call_is_drawn_for_what_fails() -> None:
    terms = {"fees": [{"label": "Arrangement", "amount": 1000}], "costs": "budget"}
    bank = gap(500_000, terms=terms, draw="as_needed", on=date(2027, 1, 4))
    cash, lost = failing(equity(200_000), equity(50_000, "b"), bank, fails=["b"])

    def drawn(report: CashReport | StressReport) -> Money:
        return sum((value for key, value in into(report).items() if key.startswith("gap.")), start=usd(0))

    # 300,000.01 and the fee are spent by April; half of each equity has come by then.
    assert (drawn(cash), drawn(lost)) == (usd("176000.01"), usd("201000.01"))


def test_a_failed_loan_costs_nothing() -> None:
    terms = {"fees": [{"label": "Arrangement", "amount": 1000}], "costs": "budget"}
    cash, lost = failing(equity(400_000), gap(50_000, terms=terms), fails=["gap"])
    fees = [
        [f.name for month in report.months for f in month.spending if ".out.gap." in f.name]
        for report in (cash, lost)
    ]
    assert fees == [["cash.2027-05.out.gap.fee.1"], []]


def test_a_failed_source_may_be_mended_by_calling_equity_earlier() -> None:
    cash, lost = failing(equity(600_000), gap(100, on=date(2027, 1, 20)), fails=["gap"])
    assert cash.lowest.value == usd("99.99")
    assert lost.lowest.value == usd("-0.01")
    assert [(remedy.text, remedy.lowest.value) for remedy in lost.remedies] == [
        ("Call equity instalment 2 (USD 300,000.00) in April 2027 instead of June 2027", usd(100_000))
    ]


def test_a_stress_that_loses_no_source_is_a_problem() -> None:
    document = document_of(equity(1), stresses=[{"id": "lost", "title": "Lost", "fails": ["equity", "bank"]}])
    _, _, problems = cashed(document, budget_of(LINES, PHASED))
    assert problems == [
        Problem(
            TREE.where(("stresses", 0, "fails", 1)),
            "the stress loses `bank`, which is not a source",
            "Nothing would be lost, and the stress would look harmless.",
            "Name one of the plan's sources.",
        )
    ]


@QUICK
@given(plans(), st.data())
def test_losing_sources_is_the_plan_with_them_withdrawn(
    sources: list[dict[str, Any]], data: st.DataObject
) -> None:
    names = [source["id"] for source in sources]
    fails = data.draw(st.lists(st.sampled_from(names), unique=True))
    document = document_of(*sources, stresses=[{"id": "lost", "title": "Lost", "fails": fails}])
    cash, report, _ = cashed(document, BUDGET)
    assert every_figure((report, cash))
    gone = [{**source, "status": "withdrawn"} if source["id"] in fails else source for source in sources]
    other, _, _ = cashed(document_of(*gone), BUDGET)
    mine = {month.month: (month.into.value, month.out.value) for month in cash.stresses[0].months}
    theirs = {month.month: (month.into.value, month.out.value) for month in other.months}
    none = (usd(0), usd(0))
    assert {day: both for day, both in mine.items() if both != none} == {
        day: both for day, both in theirs.items() if both != none
    }
    lost = sum((figure.value for figure in cash.stresses[0].lost), start=usd(0))
    assert lost.amount >= 0
