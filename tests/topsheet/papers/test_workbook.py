"""The finance workbook: its values are the film's, its formulas come to them, and it stays live."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.topsheet.finance.plans import document_of, equity
from tests.topsheet.papers.films import FERRY, computed, night_ferry, strange, with_prints
from tests.topsheet.papers.spreadsheet import Recalculated
from topsheet.film import Film, compute, read_folder
from topsheet.money import Money
from topsheet.papers.finance_workbook import finance_workbook
from topsheet.papers.paper import Basis
from topsheet.papers.workbook import letter, tied
from topsheet.papers.workbook_xlsx import workbook_xlsx

PLANS = ["", "a", "b", "c"]
AS_OF = date(2026, 11, 24)
MONTH_END = "Lowest month-end of a shooting month"


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


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def plain(money: Money) -> float:
    return float(money.amount)


def formulas_hold(content: bytes) -> int:
    """How many formulas a workbook has, once each came to the value that was written beside it."""
    live, kept = Recalculated(io.BytesIO(content)), opened(content, data_only=True)
    seen = 0
    for sheet in live.book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen += 1
                    beside = kept[sheet.title][cell.coordinate].value
                    assert live.value(sheet.title, cell.coordinate) == pytest.approx(beside, abs=0.004), cell
    return seen


def values_are(content: bytes, film: Film) -> None:
    """The values of the sheets of sources, bridge and cash are the figures of the film."""
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
        assert cash["Opening"] == [plain(month.opening.value) for month in run.months], name
        assert cash["Closing"] == [plain(month.closing.value) for month in run.months], name
        assert cash[MONTH_END][0] == plain(run.lowest_shoot.value), name
        assert cash["Lowest of all"][0] == plain(run.lowest.value), name


@pytest.mark.parametrize("option", PLANS)
def test_every_formula_recalculates_to_the_value_beside_it(option: str) -> None:
    assert formulas_hold(book_of(option)) > 150


@pytest.mark.parametrize("option", ["", "cut_rental"])
def test_deposits_with_guilds_stand_in_the_formulas(option: str) -> None:
    basis = Basis(computed(FERRY.parent / "lantern_street"), option)
    content = workbook_xlsx(finance_workbook(basis))
    assert formulas_hold(content) > 150
    values_are(content, basis.film)
    [held] = basis.film.cash.deposits
    for name in ("Cash", "Stress 1", "Stress 2"):
        rows = labelled(content, name)
        out, back = rows[f"{held.label}, out"], rows[f"{held.label}, back"]
        assert [each for each in out if each] == [-plain(held.amount.value)], name
        assert [each for each in back if each] == [plain(held.amount.value)], name
        sums = [(gone or 0) + (came or 0) for gone, came in zip(out, back, strict=True)]
        assert rows["Deposits out / back"] == sums, name


@st.composite
def plans(draw: st.DrawFn) -> Film:
    """Night Ferry with deposits, money for the release, and its sources as far along as chance has it."""
    production, problems = read_folder(FERRY)
    assert production is not None, problems
    steps = st.sampled_from(["withdrawn", "loi", "signed", "cash_in_bank"])
    kept = [source.model_copy(update={"status": draw(steps)}) for source in production.finance.sources]
    days = st.dates(date(2027, 1, 1), date(2027, 12, 31))
    deposits = [
        {
            "id": f"guild_{n}",
            "label": f"Guild {n}",
            "amount": draw(st.integers(1, 90_000)),
            "out": out,
            "back": back,
        }
        for n in range(draw(st.integers(0, 3)))
        for out, back in [sorted([draw(days), draw(days)])]
    ]
    more = document_of(
        equity(draw(st.integers(1, 200_000)), "prints", kind="release_money", status=draw(steps)),
        cash={"deposits": deposits},
    )
    news = {"sources": (*kept, *more.sources), "cash": more.cash, "options": ()}
    finance = production.finance.model_copy(update=news)
    film = compute(replace(production, finance=finance), as_of=AS_OF)
    assert film is not None
    return film


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_formulas_and_figures_agree_in_plans_drawn_at_random(film: Film) -> None:
    content = workbook_xlsx(finance_workbook(Basis(film)))
    assert formulas_hold(content) > 100
    values_are(content, film)


def test_money_for_the_release_covers_nothing_of_the_budget(tmp_path: Path) -> None:
    film = with_prints(tmp_path)
    prints = film.finance.source("prints")
    assert (prints.counts, prints.counted.value, prints.to_budget.value) == (True, usd(100_000), usd(0))
    assert film.finance.release.value == usd(100_000)
    assert film.finance.committed.value == night_ferry().finance.committed.value
    assert prints.to_budget.name in film.figures
    content = workbook_xlsx(finance_workbook(Basis(film)))
    row = labelled(content, "Sources & uses")["Prints"]
    assert (row[3], row[4], row[7]) == ("release", 100_000, 0)
    live = {row[0].value: row for row in opened(content)["Sources & uses"].iter_rows() if row[0].value}
    assert (live["Prints"][8].data_type, live["Committed"][8].data_type) == ("f", "f")
    formulas_hold(content)
    values_are(content, film)


@pytest.mark.parametrize("option", PLANS)
def test_values_are_the_films_figures(option: str) -> None:
    values_are(book_of(option), film_of(option))


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
    live += [cash[name][1] for name in (MONTH_END, "Lowest of all")]
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
