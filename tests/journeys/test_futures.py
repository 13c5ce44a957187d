"""The executive producer shows an investor what they get in the bad, middle and good case, and how likely each is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import FILM, Desk, SignIn, opened, settle

FUTURES = f"{FILM}/recoupment/futures/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that these journeys change, in the place of the one that others read."""
    with opened(tmp_path_factory.mktemp("futures")) as found:
        yield found


def _ask(page: Page, **chosen: str) -> None:
    if not page.get_by_label("Compare with").is_visible():
        page.get_by_text("Ask otherwise").click()
    for label, value in chosen.items():
        field = page.get_by_label(label.replace("_", " "))
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Draw them").click()


@pytest.mark.parametrize("width", [390, 1440])
def test_from_the_chance_to_the_page_the_investor_holds(sign_in: SignIn, width: int) -> None:
    producer = sign_in("ep", width=width)
    producer.goto(f"{FILM}/recoupment/")
    producer.get_by_role("link", name="Futures: how likely it is").click()
    expect(producer.get_by_text("Equity has its money back in 13 of 100 futures")).to_be_visible()
    settle(producer)
    _ask(producer, Compare_with="sold:FR")
    expect(producer.get_by_role("heading", name="Beside: France sold at its take")).to_be_visible()
    settle(producer)
    producer.get_by_role("link", name="Equity A", exact=True).first.click()
    expect(producer.get_by_text("74% of the money is lost")).to_be_visible()
    producer.get_by_role("link", name="Make it, and show it").click()
    if not producer.get_by_label("Whom it is for").is_visible():
        producer.get_by_text("Make a paper").click()
    producer.get_by_label("Paper", exact=True).select_option("investor-page")
    producer.get_by_label("Whom it is for").select_option("equity_a")
    producer.get_by_label("Show it to its investor").check()
    producer.get_by_role("button", name="Make it").click()
    expect(producer.get_by_text("Made and kept: night-ferry-investor-page-equity_a")).to_be_visible()
    investor = sign_in("investor", width=width)
    investor.goto(f"{FILM}/investor/")
    investor.get_by_role("link", name="Papers made for you").click()
    with investor.expect_download() as taken:
        investor.get_by_role("link", name="Investor one page").first.click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("script", [True, False])
def test_a_long_run_comes_to_its_answer(sign_in: SignIn, script: bool) -> None:
    page = sign_in("ep", script=script)
    page.goto(f"{FUTURES}?runs=400000&seed={5 if script else 6}")
    answer = page.get_by_text("has its money back in")
    if script:
        expect(answer.first).to_be_visible(timeout=60_000)
    for _ in range(120):
        if answer.first.is_visible():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text(f"400,000 futures from seed {5 if script else 6}")).to_be_visible()
    if script:
        settle(page)
