"""The deck: opened again it says what the film says, fits its slides, and hides no case that loses money."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from tests.topsheet.papers.films import FERRY, computed, night_ferry, with_prints
from tests.topsheet.papers.test_paper import changed
from tests.topsheet.papers.test_words import PAYING
from topsheet.film import Film
from topsheet.papers.deck import Deck, Slide, deck, signed_by_kind
from topsheet.papers.deck_claims import NOBODY
from topsheet.papers.deck_fit import SIZES, fit, table_height, words_height
from topsheet.papers.deck_pptx import SMALLEST, deck_pptx
from topsheet.papers.one_page import Cell, Table
from topsheet.papers.paper import Basis, stamp_of
from topsheet.papers.spell import spell

INCH = 914_400


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


@pytest.fixture(scope="module")
def file() -> Any:
    return opened(deck_pptx(deck(Basis(night_ferry()))))


def test_slides_are_those_of_a_pitch(file: Any) -> None:
    heads = [texts(slide)[0] for slide in file.slides]
    assert heads == [slide.title for slide in deck(Basis(night_ferry())).slides]
    assert heads[0] == "Night Ferry"
    assert 10 <= len(heads) <= 15
    assert {"The story", "Team", "Timeline", "The ask", "Returns: every case", "Route to market"} <= set(
        heads
    )


def test_every_slide_has_its_day_and_its_source(file: Any) -> None:
    line = deck(Basis(night_ferry())).stamp.line
    feet = [[text for text in texts(slide) if line in text and "· from " in text] for slide in file.slides]
    assert [len(foot) for foot in feet] == [1] * len(feet)


def test_everything_said_stands_on_a_slide(file: Any) -> None:
    for slide, told in zip(file.slides, deck(Basis(night_ferry())).slides, strict=True):
        written = "\n".join(texts(slide))
        cells = [cell.text for row in (told.table.rows if told.table else ()) for cell in row]
        assert [each for each in [told.title, *told.words, *cells] if each not in written] == []


def test_every_shape_stays_on_its_slide_and_every_letter_is_large_enough(file: Any) -> None:
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= file.slide_width, texts(slide)[0]
            assert shape.top + shape.height <= file.slide_height, texts(slide)[0]
        sizes = [float(each.get("sz")) / 100 for each in slide.element.iter() if each.get("sz")]
        assert min(sizes) >= SMALLEST


def test_returns_show_every_case_alike(file: Any) -> None:
    film = night_ferry()
    slide = next(each for each in file.slides if texts(each)[0] == "Returns: every case")
    chart = next(
        shape.chart for shape in slide.shapes if getattr(shape, "has_chart", False) and shape.has_chart
    )
    backs = [
        next(each for each in case.returned if each.name.endswith(".equity"))
        for case in film.recoupment.cases
    ]
    assert list(chart.plots[0].categories) == ["Low", "Middle", "High"]
    assert list(chart.plots[0].series[0].values) == pytest.approx([float(each.value.value) for each in backs])
    table = next(shape for shape in slide.shapes if getattr(shape, "has_table", False) and shape.has_table)
    runs = [
        run
        for row in table.table.rows
        for cell in row.cells
        for p in cell.text_frame.paragraphs
        for run in p.runs
    ]
    assert len({run.font.size for run in runs}) == 1
    assert [spell(each.value) for each in backs] == ["33.00%", "85.50%", "157.00%"]
    assert any("the gap of 598,900" in text for text in texts(slide))


def test_the_budgets_chart_adds_up_to_its_table(file: Any) -> None:
    slide = next(each for each in file.slides if texts(each)[0] == "The budget at a glance")
    chart = next(
        shape.chart for shape in slide.shapes if getattr(shape, "has_chart", False) and shape.has_chart
    )
    assert sum(chart.plots[0].series[0].values) == float(night_ferry().finance.uses.value.amount)


@pytest.mark.parametrize("option", ["", "a", "b", "c"])
def test_what_is_signed_by_kind_adds_up_to_what_is_committed(option: str) -> None:
    film = Basis(night_ferry(), option).film
    assert sum(each.value.amount for each in signed_by_kind(film)) == film.finance.committed.value.amount


@pytest.mark.parametrize("option", ["", "a", "b", "c"])
def test_nobody_who_pays_is_named(option: str) -> None:
    words = json.dumps(asdict(deck(Basis(night_ferry(), option))), default=str, ensure_ascii=False)
    assert [
        name for name in [*PAYING, "Equity A", "Equity B", "Equity C"] if name in words.split('"plan"')[0]
    ] == []
    slides = json.dumps([asdict(each) for each in deck(Basis(night_ferry(), option)).slides], default=str)
    assert [name for name in [*PAYING, "Equity A", "Equity C"] if name in slides] == []


def slide_of(film: Film, title: str) -> Slide:
    return next(each for each in deck(Basis(film)).slides if each.title.startswith(title))


def test_the_cast_is_told_with_the_rung_of_each_and_the_wanted_as_wanted() -> None:
    assert slide_of(night_ferry(), "Cast").words == (
        "Attached: the lead, Captain Mara Vance – Helena Ashdown (agent confirmed, 9 Nov 2026).",
        "Attached: the director – Sylvie Tremaine (signed, subject to financing, 14 Sep 2026).",
        "Wanted, not attached: Tobias, the first mate (letter of intent, undated).",
    )


def test_who_left_is_not_told_and_who_expired_is_only_wanted(tmp_path: Path) -> None:
    left = changed(tmp_path / "left", "production.yaml", "rung: agent_confirmed", "rung: departed")
    assert not any("Mara" in words for words in slide_of(left, "Cast").words)
    late = changed(tmp_path / "late", "production.yaml", "expires: 2027-02-26", "expires: 2026-11-20")
    assert slide_of(late, "Cast").words[1] == (
        "Wanted, not attached: the lead, Captain Mara Vance – Helena Ashdown "
        "(agent confirmed, 9 Nov 2026, expired 20 Nov 2026)."
    )


def test_a_deck_claims_nobody_only_where_the_documents_name_nobody() -> None:
    film = computed(FERRY.parent / "lantern_street")
    assert film.production.document.attachments == ()
    assert slide_of(film, "Cast").words == (NOBODY,)
    assert slide_of(film, "Public support").words == ("No programme is named in the documents.",)


def test_a_programme_in_error_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    film = changed(
        tmp_path / "film", "production.yaml", "incentives: [us-md-film]", "incentives: [us-xx-film]"
    )
    [words] = slide_of(film, "Public support").words
    assert words.startswith("us-xx-film is named, and counts for nothing: ")
    assert "us-xx-film" in words.partition(": ")[2]
    assert slide_of(night_ferry(), "Public support").words == ()


def test_money_for_the_release_is_told_beside_the_budget(tmp_path: Path) -> None:
    film = with_prints(tmp_path)
    assert sum(each.value.amount for each in signed_by_kind(film)) == film.finance.committed.value.amount
    table = slide_of(film, "The finance plan").table
    assert table is not None
    assert [row[1].text for row in table.rows if row[0].text.startswith("Signed for the release")] == [
        "100,000"
    ]


words = st.text("abc déf,", min_size=1, max_size=200).filter(str.strip)


@settings(max_examples=60)
@given(
    said=st.lists(words, max_size=12),
    rows=st.lists(st.tuples(words, words, words), min_size=1, max_size=40),
)
def test_whatever_is_said_fits_or_is_counted(said: list[str], rows: list[tuple[str, str, str]]) -> None:
    table = Table(("A", "B", "C"), tuple(tuple(Cell(text) for text in row) for row in rows))
    found = fit(said, table, 11.7, 4.9)
    assert found.size in SIZES
    assert sum(found.widths) <= 11.71
    assert min(found.widths) > 0
    if found.rows > 1:
        high = words_height(said[: found.words], 11.7, found.size)
        assert high + table_height(table, found.widths, found.size, found.rows) <= 4.91


def test_what_does_not_fit_is_counted_on_the_slide() -> None:
    rows = tuple((Cell(f"Row {number}"), Cell("words " * 20)) for number in range(60))
    made = Deck(
        stamp_of(Basis(night_ferry()), "Deck"), (Slide("Long", "finance", (), Table(("A", "B"), rows)),)
    )
    told = texts(opened(deck_pptx(made)).slides[0])
    shown = sum(text.startswith("Row ") for text in told)
    assert 5 < shown < 60
    assert any(f"{60 - shown} more in the documents." in text for text in told)
