"""Deposits with guilds, out and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.finance.cash_plans import own, sections
from tests.topsheet.finance.plans import MILESTONES, TREE, budget_of, cashed, document_of, usd
from topsheet.documents import Problem
from topsheet.film.roots import every_figure

# Story B: 54 performer-days at 249, and pension and health at the loaded row of 21 percent.
PERFORMERS = (
    "- {id: performers, what: Performers, amount: 54, unit: day, rate: 249, basis: script, fringes: [ph]}\n"
)
PENSION = """\
fringes: {ph: {label: Pension and health, percent: 21}}
phasing: {above_the_line: {0: 1}}
"""


def deposit(**more: Any) -> dict[str, Any]:
    return {
        "id": "guild", "label": "Guild deposit", "party": "guild", "out": date(2027, 3, 1), "back": "delivery", **more,
    }  # fmt: skip


def held(*deposits: dict[str, Any], budget: Any = None) -> Any:
    document = document_of(own(50_000, date(2027, 1, 15)), cash={"deposits": list(deposits)})
    return cashed(document, budget or budget_of(PERFORMERS, PENSION))


@pytest.mark.parametrize(("percent", "amount"), [(40, "6507.86"), (100, "16269.66")])
def test_a_percentage_of_lines_with_their_fringes_goes_out_and_comes_back(percent: int, amount: str) -> None:
    budget = budget_of(PERFORMERS, PENSION)
    [line] = budget.lines
    assert (line.subtotal.value, line.fringe.value) == (usd("13446.00"), usd("2823.66"))
    cash, report, problems = held(deposit(percent=percent, of=["performers"]), budget=budget)
    assert problems == []
    [guild] = cash.deposits
    assert (guild.amount.value, guild.out, guild.back) == (
        usd(amount),
        date(2027, 3, 1),
        MILESTONES["delivery"].value,
    )
    moves = {figure.name: figure.value for month in cash.months for figure in month.deposits}
    assert moves == {
        "cash.2027-03.deposit.guild.out": usd("-" + amount),
        "cash.2027-12.deposit.guild.back": usd(amount),
    }
    march = next(month for month in cash.months if month.month == date(2027, 3, 1))
    assert march.closing.value == march.opening.value - march.out.value - usd(amount)
    assert march.closing.how == "opening + in − out + deposits"
    assert [f.name for week in cash.weeks for f in week.deposits] == list(moves)
    # It is no cost: what is spent is the budget, and the account ends as if it had never gone.
    assert sum((month.out.value for month in cash.months), start=usd(0)) == report.cash_need.value
    assert cash.months[-1].closing.value == usd(50_000) - report.cash_need.value
    assert every_figure((budget, cash))


def test_an_amount_is_held_as_written_and_lowers_the_lowest_day() -> None:
    without, _, _ = held()
    cash, _, _ = held(deposit(amount=10_000))
    assert without.low is not None
    assert cash.low is not None
    assert cash.low.balance.value == without.low.balance.value - usd(10_000)
    assert cash.deposits[0].amount.value == usd(10_000)


def test_a_deposit_calls_a_loan_when_the_account_cannot_pay_it() -> None:
    bank = {
        "id": "bank", "kind": "senior_loan", "name": "Bank", "face": 20_000, "on": date(2027, 1, 1),
        "draw": "as_needed", "status": "signed", "status_date": date(2026, 11, 1),
    }  # fmt: skip
    document = document_of(bank, cash={"deposits": [deposit(amount=5000)]})
    cash, _, _ = cashed(document, sections("{post: {3: 1}}", post=1))
    march = next(month for month in cash.months if month.month == date(2027, 3, 1))
    assert (march.into.value, march.closing.value) == (usd(5000), usd(0))
    assert cash.months[-1].closing.value.amount == Decimal(5000)


def test_lines_and_milestones_nobody_knows_and_days_out_of_order() -> None:
    cash, _, problems = held(
        deposit(percent=40, of=["performers", "extras"]),
        deposit(id="b", amount=1, out="premiere"),
        deposit(id="c", amount=1, back=date(2027, 2, 1)),
        deposit(id="c", amount=1, back="wrapped"),
    )
    days = "Write a day (2027-04-01) or one of: start_of_photography, wrap, delivery."
    assert problems == [
        Problem(
            TREE.where(("cash", "deposits", 3, "id")),
            "the deposit id `c` appears twice",
            "Nobody could say which of the two came back.",
            "Give one of them another id.",
        ),
        Problem(
            TREE.where(("cash", "deposits", 0, "of", 1)),
            "Guild deposit is a percentage of the budget line `extras`, which does not exist",
            "The deposit would be too small, and the account would look better than it is.",
            "Name the id of a budget line.",
        ),
        Problem(
            TREE.where(("cash", "deposits", 1, "out")),
            "Guild deposit goes out on `premiere`, which is neither a day nor a milestone",
            "It would move on no day.",
            days,
        ),
        Problem(
            TREE.where(("cash", "deposits", 2, "back")),
            "Guild deposit comes back on 2027-02-01, before it goes out on 2027-03-01",
            "Money that was never paid cannot come back.",
            "Correct one of the two days.",
        ),
        Problem(
            TREE.where(("cash", "deposits", 3, "back")),
            "Guild deposit comes back on `wrapped`, which is neither a day nor a milestone",
            "It would move on no day.",
            days,
        ),
    ]
    assert cash.deposits[1].out is None
