"""The page as text: its words and columns, to the letter; changed only by TOPSHEET_UPDATE_GOLDEN=1."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.errors.gallery import updating
from tests.topsheet.papers.films import night_ferry, strange
from topsheet.papers import Cell, OnePage, Part, Table, one_page, one_page_text
from topsheet.papers.text import WIDTH, page_text

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("option", [None, "a"])
def test_page_of_night_ferry_to_the_letter(option: str | None) -> None:
    path = GOLDEN / f"night_ferry{f'_{option}' if option else ''}.txt"
    made = one_page_text(night_ferry(option))
    if updating():
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [None, "a", "b", "c"])
def test_no_line_is_wider_than_the_page(option: str | None) -> None:
    assert [line for line in one_page_text(night_ferry(option)).splitlines() if len(line) > WIDTH] == []


def test_text_is_the_one_page_written_out() -> None:
    film = night_ferry()
    assert one_page_text(film) == page_text(one_page(film))


def test_strange_title_is_printed_as_it_is(tmp_path: Path) -> None:
    film = strange(tmp_path / "film")
    assert one_page_text(film).splitlines()[0] == film.title.upper()


words = st.text("abc déf–", min_size=1, max_size=40).filter(str.strip)
numbers = st.integers(-(10**14), 10**14).map(lambda n: f"{n:,}.00")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = [False, *draw(st.lists(st.booleans(), min_size=1, max_size=9))]
    rows = draw(st.integers(1, 4))
    cells = tuple(
        tuple(
            Cell(draw(numbers if kind else words), "finance.gap" if kind else "", draw(st.booleans()))
            for kind in kinds
        )
        for _ in range(rows)
    )
    return Table(tuple(draw(words) if not kind else draw(words)[:20] for kind in kinds), cells)


@given(table=tables())
def test_any_table_fits_the_page_and_loses_no_figure(table: Table) -> None:
    page = OnePage("Film", "The plan", (Part("Is it?", "Yes.", (table,)),), ())
    made = page_text(page)
    assert [line for line in made.splitlines() if len(line) > WIDTH] == []
    figures = [cell.text for row in table.rows for cell in row if cell.number]
    assert [figure for figure in figures if made.count(figure) < figures.count(figure)] == []
