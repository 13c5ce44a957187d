"""The finance workbook: its values are the film's, its formulas come to them, and it stays live."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.topsheet.papers.films import computed, night_ferry, strange
from tests.topsheet.papers.spreadsheet import Recalculated
from topsheet.film import Film
from topsheet.money import Money
from topsheet.papers.finance_workbook import finance_workbook
from topsheet.papers.paper import Basis
from topsheet.papers.workbook import letter, tied
from topsheet.papers.workbook_xlsx import workbook_xlsx

PLANS = ["", "a", "b", "c"]


def book_of(option: str = "") -> bytes:
    return workbook_xlsx(finance_workbook(Basis(night_ferry(), option)))


def film_of(option: str) -> Film:
    return Basis(night_ferry(), option).film


def opened(content: bytes, **how: Any) -> Any:
    return load_workbook(io.BytesIO(content), **how)


def labelled(content: bytes, sheet: str) -> dict[str, list[Any]]:
    """The rows of a sheet by their first cell, with the values that were written beside the formulas."""
    rows = opened(content, data_only=True)[sheet].iter_rows(values_only=True)
    return {row[0]: list(row[1:]) for row in rows if row[0]}


def plain(money: Money) -> float:
    return float(money.amount)


@pytest.mark.parametrize("option", PLANS)
def test_every_formula_recalculates_to_the_value_beside_it(option: str) -> None:
    content = book_of(option)
    live, kept = Recalculated(io.BytesIO(content)), opened(content, data_only=True)
    seen = 0
    for sheet in live.book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen += 1
                    beside = kept[sheet.title][cell.coordinate].value
                    assert live.value(sheet.title, cell.coordinate) == pytest.approx(beside, abs=0.004), cell
    assert seen > 150


@pytest.mark.parametrize("option", PLANS)
def test_values_are_the_films_figures(option: str) -> None:
    film, content = film_of(option), book_of(option)
    plan = labelled(content, "Sources & uses")
    assert plan["Total budget"][0] == plain(film.finance.uses.value)
    assert plan["Committed"][7] == plain(film.finance.committed.value)
    assert plan["Covered"][0] == pytest.approx(float(film.finance.covered.value.fraction))
    assert plan["Gap"][0] == plain(film.finance.gap.value)
    assert plan["Surplus"][0] == plain(film.finance.surplus.value)
    bridge = labelled(content, "Bridge")
    assert bridge["Face value"][0] == plain(film.finance.face.value)
    assert bridge["Committed"][0] == plain(film.finance.committed.value)
    assert bridge["Against the sources"][0] == 0
    runs: dict[str, Any] = {
        "Cash": film.cash,
        **{f"Stress {n}": run for n, run in enumerate(film.cash.stresses, start=1)},
    }
    for name, run in runs.items():
        cash = labelled(content, name)
        assert cash["Closing"] == [plain(month.closing.value) for month in run.months], name
        assert cash["Lowest while shooting"][0] == plain(run.lowest_shoot.value), name
        assert cash["Lowest of all"][0] == plain(run.lowest.value), name


def test_totals_are_formulas_and_not_numbers() -> None:
    book = opened(book_of())
    plan = {row[0].value: row for row in book["Sources & uses"].iter_rows() if row[0].value}
    live = [
        plan["Total budget"][1],
        plan["Committed"][8],
        *(plan[each][1] for each in ("Covered", "Gap", "Surplus")),
    ]
    cash = {row[0].value: row for row in book["Cash"].iter_rows() if row[0].value}
    live += [cell for name in ("In", "Out", "Closing") for cell in cash[name][1:]]
    live += [cash[name][1] for name in ("Lowest while shooting", "Lowest of all")]
    assert [cell.coordinate for cell in live if cell.data_type != "f"] == []


def test_changing_a_cell_changes_what_follows_from_it() -> None:
    live = Recalculated(io.BytesIO(book_of()))
    plan = {row[0].value: row for row in live.book["Sources & uses"].iter_rows() if row[0].value}
    plan["Equity A"][4].value = "no"
    assert live.value("Sources & uses", plan["Gap"][1].coordinate) == 598_900 + 1_200_000
    assert live.value("Bridge", "B4") == 5_780_000 - 1_200_000


def test_options_stand_side_by_side() -> None:
    film, rows = night_ferry(), labelled(book_of(), "Options")
    gaps = {title: row[3] for title, row in rows.items() if title.startswith("(")}
    assert gaps == {f"({each.id}) {each.title}": plain(each.film.finance.gap.value) for each in film.options}


def test_sheets_are_ready_to_read_and_to_print() -> None:
    book = opened(book_of())
    assert book.sheetnames == ["Sources & uses", "Bridge", "Cash", "Stress 1", "Stress 2", "Options", "About"]
    for sheet in book:
        assert sheet.freeze_panes
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value.startswith("Night Ferry: ")
        assert "As of 24 Nov 2026 · documents " in sheet["A2"].value
    assert book["Sources & uses"]["B4"].number_format.startswith("[$USD] #,##0.00")


def test_about_tells_where_it_comes_from() -> None:
    stamp = finance_workbook(Basis(night_ferry())).stamp
    about = labelled(book_of(), "About")
    assert about["Documents, SHA-256"][0] == stamp.digest
    assert about["As of"][0].date() == stamp.as_of
    assert about["Least reliable rule"][0] == "unverified"


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    strange(tmp_path / "film")
    path = tmp_path / "film" / "finance.yaml"
    path.write_text(path.read_text().replace("<script>#panic()</script>", "=1+1"))
    content = workbook_xlsx(finance_workbook(Basis(computed(tmp_path / "film"))))
    cells = [
        cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"
    ]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_same_film_gives_the_same_bytes() -> None:
    assert book_of("a") == book_of("a")


@given(st.integers(0, 701))
def test_letters_of_columns_follow_one_another(column: int) -> None:
    assert letter(column) == get_column_letter(column + 1)


def test_a_formula_that_would_say_another_figure_gives_way_to_it() -> None:
    ten, eleven = Money(Decimal(10), "USD"), Money(Decimal(11), "USD")
    assert tied("=SUM(A1:A2)", ten, eleven) == eleven
