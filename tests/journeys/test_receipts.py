"""A distributor's file from the choice to the save and back, by a producer who writes no document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import FILM, Desk, SignIn, opened
from tests.journeys.test_every_page import FAULTS, OVERFLOW, visit
from tests.journeys.test_terms import signed_in
from tests.topsheet.release.intake.files import CSV

RECEIPTS = f"{FILM}/receipts/"
LATER = "?as_of=2030-04-01"
FITS: tuple[int, list[str]] = (0, [])


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of this journey's own, for it changes the receipts."""
    with opened(tmp_path_factory.mktemp("receipts")) as found:
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "canale.csv"
    made.write_bytes(CSV)
    return made


def read_so(page: Page, file: Path) -> None:
    """Choose the German file, and say what the proposal could not tell."""
    page.goto(f"{RECEIPTS}take/")
    page.get_by_label("The statement").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("status").first).to_contain_text("1 problem must be mended first")
    page.get_by_label("Medium", exact=True).fill("television")
    page.get_by_label("Italien is", exact=True).fill("IT")
    page.get_by_label("Quellensteuer is read as").select_option("Tax withheld, written below nothing")
    page.get_by_label("Provision is read as").select_option("Not read: its numbers do not matter")
    page.get_by_role("button", name="Read it again so").click()
    expect(page.get_by_role("status").first).to_contain_text("2 rows read, 1 left out by a rule")


def what_it_is(page: Page) -> None:
    page.get_by_label("From", exact=True).fill("Canale Sud Srl")
    page.get_by_label("Kind of sender").select_option("Distributor")
    page.get_by_label("Period from").fill("2029-01-01")
    page.get_by_label("Period to").fill("2029-06-30")
    page.get_by_label("Received on").fill("2030-03-20")
    page.get_by_label("Keep the reading as").fill("canale")


def test_a_file_is_taken_in_opens_to_its_cause_and_is_taken_back(
    own_desk: Desk, browser: Browser, file: Path
) -> None:
    page, complaints = signed_in(own_desk, browser)
    page.goto(f"{FILM}/recoupment/")
    page.get_by_role("link", name="Receipts", exact=True).click()
    page.get_by_role("link", name="Take in a statement").click()
    read_so(page, file)
    expect(page.get_by_role("table", name="Totals that the file states")).to_contain_text("The same")
    expect(page.get_by_role("table", name="Rows left out")).to_contain_text("Summe Italien")
    what_it_is(page)
    page.get_by_role("button", name="Take in 2 rows").click()
    expect(page.locator(".waits")).to_contain_text("canale.csv row 4")
    page.get_by_role("button", name="Take in 2 rows all the same").click()
    page.wait_for_url("**/receipts/?as_of=2030-03-20")
    expect(page.locator(".told")).to_contain_text("2 lines of canale.csv")
    rows = page.get_by_role("table", name="Every receipt").get_by_role("row")
    taken = rows.filter(has_text="canale_sud_srl_2029_06")
    expect(taken).to_have_count(2)
    taken.first.get_by_role("link", name="12,548.80").click()
    expect(page.locator("#why-panel")).to_contain_text("1.0912")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".told")).to_contain_text("Taken back.")
    page.goto(RECEIPTS + LATER)
    expect(page.get_by_role("table", name="Statements received").get_by_role("row")).to_have_count(6)
    page.context.close()
    assert complaints == []


def test_it_is_taken_in_without_javascript(own_desk: Desk, browser: Browser, file: Path) -> None:
    page, _ = signed_in(own_desk, browser, script=False)
    read_so(page, file)
    what_it_is(page)
    page.get_by_role("button", name="Take in 2 rows").click()
    page.get_by_role("button", name="Take in 2 rows all the same").click()
    expect(page.locator(".told")).to_contain_text("2 lines of canale.csv")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".told")).to_contain_text("Taken back.")
    page.context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_fits_its_width_and_names_its_parts(
    sign_in: SignIn, width: int, colours: str, file: Path
) -> None:
    page = sign_in("producer", width=width, colours=colours)
    pages = [RECEIPTS, RECEIPTS + LATER, f"{RECEIPTS}take/"]
    assert {address: visit(page, address) for address in pages} == dict.fromkeys(pages, FITS)
    page.get_by_label("The statement").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_load_state()
    assert (page.evaluate(OVERFLOW), page.evaluate(FAULTS)) == FITS
    read_so(page, file)
    assert (page.evaluate(OVERFLOW), page.evaluate(FAULTS)) == FITS


def test_another_day_is_asked_for_by_keyboard(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(RECEIPTS)
    page.get_by_label("As of", exact=True).fill("2028-09-15")
    page.get_by_label("As of", exact=True).press("Enter")
    page.wait_for_url("**/?as_of=2028-09-15")
    expect(page.get_by_role("table", name="Statements received").get_by_role("row")).to_have_count(3)
