"""One table value for the page, the clipboard and the CSV."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.figures import Citation, Figure, Status
from topsheet.money import Money
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Tone, as_csv, shown, table, text

COLUMNS = (Column("What"), Column("Amount", Kind.MONEY))


def _money(amount: str) -> Cell:
    return shown(Figure("a.b", "A", Money(Decimal(amount), "USD")))


def test_a_money_column_shows_coins_everywhere_when_one_amount_has_them() -> None:
    made = table(
        "t", "T", COLUMNS, [Row((text("one"), _money("6000000"))), Row((text("two"), _money("0.5")))]
    )
    assert [row.cells[1].text for row in made.rows] == ["6,000,000.00", "0.50"]


def test_a_money_column_of_whole_amounts_has_no_decimals() -> None:
    made = table("t", "T", COLUMNS, [Row((text("one"), _money("6000000")))])
    assert [row.cells[1].text for row in made.rows] == ["6,000,000"]


def test_negative_money_asks_for_a_decision() -> None:
    assert _money("-121500") == Cell(
        "−121,500", "-121500.00", "a.b", Tone.DECIDE, amount=Money(Decimal(-121500), "USD")
    )


def test_an_unverified_rule_says_so_in_words() -> None:
    rule = Citation("Somewhere", "", "2026-01-01", Status.UNVERIFIED)
    assert shown(Figure("rule.x", "X", Decimal(21), rule=rule)).note == "unverified"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r=1", "\n=1", "-=1"])
def test_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(words: str) -> None:
    lines = as_csv(table("t", "T", COLUMNS, [Row((text(words), _money("-1")))]))
    assert lines.removeprefix("\ufeff").splitlines()[0] == "What,Amount"
    assert f"'{words}".replace("\r", "\r") in lines
    assert lines.rstrip().endswith(",-1.00")


@given(st.text())
def test_no_text_cell_starts_as_a_formula(words: str) -> None:
    made = as_csv(table("t", "T", (Column("W"),), [Row((text(words),))])).removeprefix("\ufeffW\r\n")
    assert made.lstrip('"').lstrip()[:1] not in ("=", "+", "-", "@") or made.startswith(("'", "\"'"))
