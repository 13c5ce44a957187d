"""Two offers compared at pasted grosses, a figure opened, a third offer written in the form and taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import FILM, Desk, opened, settle
from tests.journeys.test_terms import signed_in


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of this journey's own, for it changes the terms."""
    with opened(tmp_path_factory.mktemp("offers")) as found:
        yield found


@pytest.fixture(params=[1440, 390])
def page(own_desk: Desk, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    found, complaints = signed_in(own_desk, browser)
    found.set_viewport_size({"width": request.param, "height": 900})
    yield found
    found.context.close()
    assert complaints == []


def test_offers_are_compared_opened_added_and_taken_back(page: Page) -> None:
    page.goto(f"{FILM}/recoupment/")
    page.get_by_role("link", name="Offers compared").click()
    expect(page.locator(".answer")).to_contain_text(
        "Quai Ouest Distribution brings most from a gross of 953,333.33 on."
    )
    page.get_by_label("Grosses of the distributor").fill("700000\n2000000")
    page.get_by_label("Held against").select_option(label="Quai Ouest Distribution")
    page.get_by_label("Offer", exact=True).select_option(label="Lutetia Films")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#nets tbody tr")).to_have_count(2)
    assert "gross=700000%0D%0A2000000" in page.url
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#nets tbody tr").first.get_by_role("link").first.click()
    expect(page.locator("#why-panel")).to_contain_text("Quai Ouest Distribution, to the production")
    page.locator("#why-panel [data-close]").click()
    page.get_by_role("link", name="Add an offer").click()
    page.get_by_label("Who offers").fill("Nord Film")
    page.get_by_label("Minimum guarantee").fill("2,000,000")
    page.get_by_label("Distribution fee, %").fill("20")
    page.get_by_label("Production's share above").fill("70")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".answer")).to_contain_text("Nord Film brings most")
    expect(page.locator("#nets tbody tr")).to_have_count(2)
    share = page.locator("#cell-nord_film-share")
    share.get_by_role("link", name="Edit").click()
    share.get_by_label("Production's share").fill("75")
    share.get_by_role("button", name="Save").click()
    expect(share).to_contain_text("75%")
    page.get_by_role("button", name="Undo").click()
    expect(share).to_contain_text("70%")
    page.get_by_role("link", name="Change it").last.click()
    page.get_by_role("button", name="Remove the offer").click()
    expect(page.locator("#offers")).not_to_contain_text("Nord Film")
