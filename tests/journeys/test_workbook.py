"""A producer's spreadsheet is checked in the browser, on a phone and on a desk, in both colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import FILM, SignIn, settle
from tests.journeys.test_every_page import FAULTS, OVERFLOW
from tests.topsheet.finance.workbook.drafts import NINE, workbook


@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (1440, "dark")])
def test_a_workbook_is_checked_line_by_line(
    sign_in: SignIn, width: int, colours: str, tmp_path: Path
) -> None:
    page = sign_in("ep", width=width, colours=colours)
    file = tmp_path / "plan.xlsx"
    file.write_bytes(workbook(frozenset(NINE)))
    page.goto(f"{FILM}/finance/workbook/")
    settle(page)
    assert (page.evaluate(OVERFLOW), page.evaluate(FAULTS)) == (0, [])
    page.get_by_label("An Excel workbook").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    settle(page)
    expect(page.locator("#findings tbody tr")).to_have_count(9)
    expect(page.locator("#plan")).to_contain_text("Sum of the budget sheet")
    assert (page.evaluate(OVERFLOW), page.evaluate(FAULTS)) == (0, [])
