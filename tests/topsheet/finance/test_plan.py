from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.finance.plans import (
    credit,
    deferral,
    document_of,
    equity,
    errors,
    gap,
    good,
    loan,
    planned,
    presale,
    usd,
)
from topsheet.documents import Problem, read_yaml
from topsheet.finance import adopt
from topsheet.finance.options import check_options, lines_adopted
from topsheet.money import Percent


def said(*parts: str) -> Problem:
    where, what, why, fix = parts
    return Problem(where, what, why, fix)


def test_a_gap_is_what_is_not_covered_and_a_surplus_what_is_over() -> None:
    short, over = good(document_of(equity(750_000))), good(document_of(equity(1_250_000)))
    assert (short.gap.value, short.surplus.value, short.covered.value) == (
        usd(250_000),
        usd(0),
        Percent(Decimal(75)),
    )
    assert (over.gap.value, over.surplus.value, over.covered.value) == (
        usd(0),
        usd(250_000),
        Percent(Decimal(125)),
    )


@pytest.mark.parametrize(
    ("take", "face", "cover"), [(2_900_000, 1_000_000, "2.9"), (1_370_000, 685_000, "2"), (0, 10, "0")]
)
def test_the_gap_loan_is_covered_by_unsold_takes(take: int, face: int, cover: str) -> None:
    report = good(document_of(gap(face)), unsold=take)
    assert report.gap_cover
    assert report.gap_cover.value == Decimal(cover)


def test_without_a_signed_gap_loan_there_is_no_cover() -> None:
    assert good(document_of(equity(1)), unsold=100).gap_cover is None
    assert good(document_of(gap(1000, status="loi")), unsold=100).gap_cover is None


def test_an_empty_plan_covers_nothing() -> None:
    report = good(document_of())
    assert (report.committed.value, report.gap.value, str(report.covered.value)) == (
        usd(0),
        usd(1_000_000),
        "0.00%",
    )


def test_a_film_that_costs_nothing_has_no_gap() -> None:
    assert good(document_of(), uses=0).gap.value == usd(0)


def test_signed_without_a_day_an_unknown_milestone_programme_and_collateral() -> None:
    _, problems = planned(
        document_of(
            equity(1, status_date=None),
            presale(1, balance_on="delivry"),
            credit(programme="us-md-movie"),
            loan(["dee"]),
        )
    )
    assert problems == [
        said(
            "finance.yaml:1 sources[2].programme",
            "Credit names the programme `us-md-movie`, which is not estimated",
            "Its amount would be nothing.",
            "Name one of: us-md-film.",
        ),
        said(
            "finance.yaml:1 sources[3].lends_on[0]",
            "Loan lends on `dee`, which is not a source",
            "A loan without its collateral brings nothing.",
            "Name one of the plan's sources.",
        ),
        said(
            "finance.yaml:1 sources[0].status",
            "Equity is signed but has no `status_date`",
            "A source counts by its status and its date.",
            "Add `status_date:` with the day of signature.",
        ),
        said(
            "finance.yaml:1 sources[1]",
            "DE is paid on `delivry`, which is neither a day nor a milestone",
            "Its cash would arrive on no day.",
            "Write a day (2027-04-01) or one of: start_of_photography, wrap, delivery.",
        ),
    ]


def test_what_is_sold_named_or_lent_on_twice() -> None:
    _, problems = planned(
        document_of(
            presale(1000),
            presale(1000, "de2", territory="DE"),
            equity(1, "de2"),
            loan(["de"]),
            loan(["de"], "other"),
            loan(["de"], "taxer", kind="incentive_loan"),
        )
    )
    assert [(problem.where, problem.what) for problem in problems] == [
        ("finance.yaml:1 sources[2].id", "the source id `de2` appears twice"),
        ("finance.yaml:1 sources[1].territory", "DE is sold by DE2 and already by DE"),
        ("finance.yaml:1 sources[4].lends_on[0]", "`de` is pledged to Other and already to Loan"),
        ("finance.yaml:1 sources[5].lends_on[0]", "Taxer lends on `de`, which is no incentive"),
        ("finance.yaml:1 sources[5].lends_on[0]", "`de` is pledged to Taxer and already to Loan"),
    ]


def test_a_withdrawn_sale_or_loan_leaves_its_territory_and_collateral_free() -> None:
    report, problems = planned(
        document_of(
            presale(1000, "old", territory="DE", status="withdrawn"),
            presale(1000),
            loan(["de"], "first", status="withdrawn"),
            loan(["de"]),
        )
    )
    assert problems == []
    assert report.committed.value == usd(200 + 595)


def test_a_commission_larger_than_the_balance_is_a_problem() -> None:
    greedy: dict[str, Any] = {
        "deposit": {"percent": 90, "on": date(2027, 2, 10)},
        "commission": {"percent": 15},
    }
    _, problems = planned(document_of(presale(1000, **greedy)))
    assert problems == [
        said(
            "finance.yaml:1 sources[0].commission",
            "DE: a deposit of 90.00% leaves less than the commission of 15.00% to take from the balance",
            "The balance would be negative, and a lender would lend on it.",
            "Lower one of the two, or write `taken: pro_rata`.",
        )
    ]
    fair: dict[str, Any] = {**greedy, "commission": {"percent": 15, "taken": "pro_rata"}}
    assert good(document_of(presale(1000, **fair))).committed.value == usd(850)


@pytest.mark.parametrize("year", [1950, 2048, 2149])
def test_a_receipt_generations_from_the_shoot_is_a_slip_and_no_cash(year: int) -> None:
    report, problems = planned(document_of(gap(1000, on=date(year, 12, 31))))
    assert report.source("gap").receipts == ()
    assert errors(problems) == [
        said(
            "finance.yaml:1 sources[0]",
            f"Gap is paid on {date(year, 12, 31)}, more than 20 years from the shoot",
            "The cash flow would run through every month until then.",
            "Correct the year.",
        )
    ]


# Options.


def test_an_option_signs_its_sources_and_pledges_them_without_touching_the_plan() -> None:
    document = document_of(
        presale(1000),
        loan(["de"]),
        options=[
            {
                "id": "c",
                "title": "Sell France",
                "adds": [presale(400, "fr", status="loi", status_date=None)],
                "pledges": {"loan": ["fr"]},
            }
        ],
    )
    before = document.model_copy(deep=True)
    day = date(2026, 12, 1)
    adopted = adopt(document, document.options[0], day)
    assert document == before
    assert [(source.id, source.status, source.status_date) for source in adopted.sources[2:]] == [
        ("fr", "signed", day)
    ]
    assert good(adopted, as_of=day).source("loan").counted.value == usd("833")  # 85 % of 700 + 280
    assert good(adopted, as_of=date(2026, 11, 30)).committed.value == usd(200 + 595)


def test_an_adopted_source_opens_to_the_line_that_adds_it() -> None:
    text = "sources: []\noptions:\n  - id: x\n    adds:\n      - {id: e, face: 1}\n"
    tree, _ = read_yaml(text, "finance.yaml")
    assert tree
    document = document_of(options=[{"id": "x", "title": "X", "adds": [equity(1, "e")]}])
    adopted = lines_adopted(document, document.options[0], tree)
    assert adopted.where(("sources", 0, "face")) == "finance.yaml:5 sources[0].face"


def test_options_named_twice_and_pledged_to_no_loan() -> None:
    document = document_of(
        deferral(1),
        options=[{"id": "a", "title": "A"}, {"id": "a", "title": "B", "pledges": {"deferral": ["x"]}}],
    )
    tree, _ = read_yaml("a: 1", "finance.yaml")
    assert tree
    assert check_options(document, tree) == [
        said(
            "finance.yaml:1 options[1].id",
            "the option id `a` appears twice",
            "Nobody could say which one was chosen.",
            "Give one of them another id.",
        ),
        said(
            "finance.yaml:1 options[1].pledges.deferral",
            "option a pledges to `deferral`, which is no loan of the plan",
            "The option would look as if it cost nothing and brought nothing.",
            "Name a presale_loan or incentive_loan.",
        ),
    ]
