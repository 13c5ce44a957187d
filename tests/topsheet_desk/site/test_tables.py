"""One table value for the page, the clipboard and the CSV."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.figures import Citation, Figure, Status
from topsheet.money import Money, Percent
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Tone,
    as_csv,
    as_workbook,
    at_most,
    shown,
    table,
    text,
)

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


def _percent(amount: str) -> Cell:
    return shown(Figure("a.b", "A", Percent(Decimal(amount))))


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.TEXT])
def test_percentages_have_two_decimals_everywhere_or_nowhere(kind: Kind) -> None:
    def told(*cells: Cell) -> list[str]:
        made = table("t", "T", (Column("What", kind),), [Row((cell,)) for cell in cells])
        return [row.cells[0].text.replace("\N{NO-BREAK SPACE}", " ") for row in made.rows]

    assert told(_percent("27.79"), _percent("72"), text("–")) == ["27.79 %", "72.00 %", "–"]
    assert told(_percent("100"), _percent("72")) == ["100 %", "72 %"]
    assert told(_percent("27.79"), _money("5"), _money("6")) == ["27.79 %", "5", "6"]
    assert told(_percent("72"), _money("5.50"), _money("6")) == ["72 %", "5.50", "6.00"]


def test_percentages_side_by_side_are_in_one_dress_and_amounts_by_their_columns() -> None:
    columns = (Column("Low"), Column("High"))
    rows = [Row((_percent("27.79"), _percent("72"))), Row((_money("0.5"), _money("6")))]
    cells = [cell.text for row in table("t", "T", columns, rows).rows for cell in row.cells]
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells] == ["27.79 %", "72.00 %", "0.50", "6"]


def test_a_long_table_is_cut_for_a_page_and_says_so() -> None:
    made = table("t", "T", COLUMNS, [Row((text(n), text(n))) for n in range(5)], note="Here.")
    assert at_most(made, 5) is made
    first = at_most(made, 2)
    assert [row.cells[0].text for row in first.rows] == ["0", "1"]
    assert first.note == "The first 2 of 5 rows stand here; CSV and Excel hold all of them. Here."


def test_a_day_in_a_sentence_is_written_as_a_page_writes_it() -> None:
    cell = text("signed 2026-11-01", note="no day: 2026-13-40")
    assert (cell.text, cell.note) == ("signed 1 Nov 2026", "no day: 2026-13-40")
    assert text("2026-11-01 12:00:00").text == "2026-11-01 12:00:00"


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


def _sheet(words: str, amount: str = "-1") -> str:
    """The sheet of a workbook with one row, as it is stored, with its texts."""
    made = as_workbook(table("t", "T", COLUMNS, [Row((text(words), _money(amount)))]))
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        return "".join(
            book.read(f"xl/{name}.xml").decode() for name in ("sharedStrings", "worksheets/sheet1")
        )


@given(st.text(alphabet="=+-@\t\r\n'1AS()| ", min_size=1, max_size=12))
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(words: str) -> None:
    stored = _sheet(words)
    assert ("<f>" in stored, "<hyperlink" in stored) == (False, False)


def test_a_workbook_has_amounts_as_numbers_and_the_longest_to_the_coin_as_text() -> None:
    assert "<v>6000000</v>" in _sheet("one", "6000000")
    assert ">12345678901234567.89<" in _sheet("one", "12345678901234567.89")
