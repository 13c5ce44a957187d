"""The browser is really there: Chromium starts, lays a page out with its width, and runs its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_chromium_lays_out_a_page_and_runs_its_script(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content("<h1>6,000,000</h1><script>document.title = String(innerWidth)</script>")
    assert page.title() == "390"
    assert page.get_by_role("heading").inner_text() == "6,000,000"
