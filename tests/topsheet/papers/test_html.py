"""The page as HTML: well formed, escaped, and every alarm said in words."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from tests.topsheet.papers.films import night_ferry, strange
from topsheet.papers import one_page, one_page_html

VOID = {"meta", "br", "link"}


class Reader(HTMLParser):
    """Collects texts and figures, and insists that every tag is closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.figures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        self.figures += [value or "" for name, value in attrs if name == "data-figure"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_page_is_well_formed_and_loads_nothing() -> None:
    reader = read(one_page_html(night_ferry()))
    assert reader.tags & {"script", "link", "img", "iframe"} == set()
    assert reader.texts[0] == "Night Ferry"


def test_every_cell_of_the_one_page_is_there() -> None:
    reader, page = read(one_page_html(night_ferry())), one_page(night_ferry())
    cells = [cell for part in page.parts for table in part.tables for row in table.rows for cell in row]
    assert reader.figures == [cell.figure for cell in cells if cell.figure]
    assert [cell.text for cell in cells if cell.text not in "".join(reader.texts)] == []


def test_every_alarm_is_said_in_words() -> None:
    page = one_page(night_ferry())
    alarms = [c for part in page.parts for table in part.tables for row in table.rows for c in row if c.alarm]
    reader = read(one_page_html(night_ferry()))
    assert len(alarms) > 3
    assert reader.texts.count("(decide)") == len(alarms)


def test_markup_in_the_papers_stays_text(tmp_path: Path) -> None:
    film = strange(tmp_path / "film")
    made = one_page_html(film)
    reader = read(made)
    assert reader.tags & {"script", "b"} == set()
    assert reader.texts.count(film.title) == 2
    assert "<script>#panic()</script>" in reader.texts
