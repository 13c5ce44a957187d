"""The tables of cash: every row adds up as it is read, deposits included, and what comes next is said once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role

Rewrite = Callable[[str, str, str], None]
HELD = "Deposits out / back"
DEPOSIT = """\
cash:
  deposits:
    - {id: guild, label: Guild deposit, amount: 40000, out: 2027-03-01, back: 2027-11-30}
sources:
"""
PRINTS = """\
sources:
  - {id: prints, kind: release_money, name: Prints, face: 100000, status: signed, status_date: 2026-11-02,
     instalments: [{share: 100, on: 2027-09-01}]}
  - {id: hoped, kind: grant, name: Hoped, face: 7000, status: loi,
     instalments: [{share: 100, on: 2027-09-01}]}
"""


def rows(enter: Enter, page: str, table: str) -> list[dict[str, str]]:
    answer = enter(Role.PRODUCER).get(reverse(page, args=[SLUG, table]))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def number(text: str) -> Decimal:
    return Decimal(text) if text not in ("", "–") else Decimal(0)


@pytest.mark.parametrize(("page", "table"), [("finance_table", "cash"), ("finance_account_table", "weeks")])
def test_every_row_of_cash_adds_up_with_the_deposits(
    enter: Enter, rewrite: Rewrite, page: str, table: str
) -> None:
    assert HELD not in rows(enter, page, table)[0]
    rewrite("finance", "sources:\n", DEPOSIT)
    told = rows(enter, page, table)
    for row in told:
        opening, came, went, held = (number(row[head]) for head in ("Opening", "In", "Out", HELD))
        assert opening + came - went + held == number(row["Closing"]), row
    assert [number(row[HELD]) for row in told if number(row[HELD])] == [Decimal(-40000), Decimal(40000)]


def test_weeks_show_their_closing_first(enter: Enter) -> None:
    assert list(rows(enter, "finance_account_table", "weeks")[0])[:2] == ["Week to", "Closing"]


def test_what_comes_next_is_named_and_said_once(enter: Enter) -> None:
    told = enter(Role.PRODUCER).get(reverse("finance_account", args=[SLUG])).content.decode()
    assert "comes next, comes" not in told
    named = [row["Why"] for row in rows(enter, "finance_account_table", "low_shoot")]
    assert "Loan on pre-sales" in named
    assert "It is repaid from receipts" in told


def test_one_lowest_balance_while_shooting(enter: Enter) -> None:
    account = enter(Role.PRODUCER).get(reverse("finance_account", args=[SLUG])).content.decode()
    tile = account.partition("Lowest balance while shooting")[2].partition("</div>")[0]
    assert "936,454.56" in tile
    balance = rows(enter, "finance_account_table", "low_shoot")[0]
    assert Decimal(balance["Amount"]) == Decimal("936454.56")


def test_money_for_the_release_counts_as_nothing_and_the_columns_add_up(
    enter: Enter, rewrite: Rewrite
) -> None:
    rewrite("finance", "sources:\n", PRINTS)
    *told, foot = rows(enter, "finance_table", "sources")
    found = {row["Source"]: row for row in told}
    assert number(found["Prints"]["Counts as"]) == 0
    assert number(found["Prints"]["Face value"]) == 100_000
    assert sum(number(row["Counts as"]) for row in told) == number(foot["Counts as"])
    page = enter(Role.PRODUCER).get(reverse("finance", args=[SLUG])).content.decode()
    assert "of what counts" in page
