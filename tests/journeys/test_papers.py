"""J46 and J55 in a browser: a term sheet made and shown, and taken by its investor as it went out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import FILM, Desk, SignIn, opened, settle

PAPERS = f"{FILM}/papers/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that these journeys change, in the place of the one that others read."""
    with opened(tmp_path_factory.mktemp("papers")) as found:
        yield found


def _take(page: Page, name: str) -> bytes:
    with page.expect_download() as taken:
        page.get_by_role("link", name=name).first.click()
    return Path(taken.value.path()).read_bytes()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_term_sheet_is_made_shown_and_taken(sign_in: SignIn, width: int) -> None:
    producer = sign_in("ep", width=width)
    producer.goto(PAPERS)
    if not producer.get_by_label("Whom it is for").is_visible():
        producer.get_by_text("Make a paper").click()
    producer.get_by_label("Paper", exact=True).select_option("term-sheet")
    producer.get_by_label("Whom it is for").select_option("equity_a")
    producer.get_by_label("Show it to its investor").check()
    producer.get_by_role("button", name="Make it").click()
    expect(producer.get_by_text("Made and kept: night-ferry-term-sheet-equity_a")).to_be_visible()
    expect(producer.get_by_text("Current").first).to_be_visible()
    settle(producer)
    made = _take(producer, "Investor term sheet, summary")
    investor = sign_in("investor", width=width)
    investor.goto(f"{FILM}/investor/")
    investor.get_by_role("link", name="Papers made for you").click()
    expect(investor.get_by_text("Make a paper")).to_have_count(0)
    assert _take(investor, "Investor term sheet, summary") == made
    assert made.startswith(b"%PDF")
