"""The finance plan written in its page, with the keyboard, and an option adopted and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import FILM, Desk, opened, settle


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of this journey's own, for it changes the plan."""
    with opened(tmp_path_factory.mktemp("editing")) as found:
        yield found


@pytest.fixture
def plan(own_desk: Desk, browser: Browser) -> Iterator[Page]:
    complaints: list[str] = []
    context = browser.new_context(base_url=own_desk.address, viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=own_desk.address)
    page = context.new_page()
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("ep@nightferry.example")
    page.get_by_label("Password").fill(own_desk.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    page.goto(f"{FILM}/finance/")
    settle(page)
    yield page
    context.close()
    assert [
        said for said in complaints if "409 (Conflict)" not in said
    ] == []  # a refusal is told on its page


def test_a_face_is_written_in_its_place_escape_leaves_and_undo_takes_back(plan: Page) -> None:
    place = plan.locator("#cell-gap_loan-face")
    place.get_by_role("link", name="Edit").click()
    expect(place.get_by_label("Face value")).to_be_focused()
    plan.keyboard.press("Escape")
    expect(place.get_by_label("Face value")).to_have_count(0)
    expect(place.get_by_role("link", name="Edit")).to_be_focused()
    plan.keyboard.press("Enter")
    expect(place.get_by_label("Face value")).to_have_value("1,000,000")
    plan.keyboard.type("900,000")
    plan.keyboard.press("Enter")
    expect(plan.locator(".facts")).to_contain_text("698,900")
    expect(place.get_by_role("link", name="Edit")).to_be_focused()
    settle(plan)
    expect(plan.locator("#sources [data-copy]")).to_be_visible()
    plan.get_by_role("button", name="Undo").click()
    expect(plan.locator(".facts")).to_contain_text("598,900")


def test_what_is_wrong_is_said_in_its_place(plan: Page) -> None:
    place = plan.locator("#cell-grant-face")
    place.get_by_role("link", name="Edit").click()
    place.get_by_label("Face value").fill("plenty")
    plan.keyboard.press("Enter")
    expect(place.locator(".wrong").first).to_be_visible()
    expect(place.get_by_label("Face value")).to_have_value("plenty")
    plan.keyboard.press("Escape")
    expect(place).to_contain_text("250,000")


def test_a_cell_on_a_page_of_its_own_says_what_is_wrong_and_leads_back(plan: Page) -> None:
    plan.goto(f"{FILM}/finance/sources/grant/face/")
    plan.get_by_label("Face value").fill("plenty")
    with plan.expect_response(lambda answer: answer.status == 409):
        plan.get_by_role("button", name="Save").click()
    expect(plan.locator(".wrong").first).to_be_visible()
    expect(plan.get_by_label("Face value")).to_have_value("plenty")
    plan.get_by_label("Face value").fill("251,000")
    plan.get_by_role("button", name="Save").click()
    plan.wait_for_url(f"**{FILM}/finance/#*")
    expect(plan.get_by_role("button", name="Undo")).to_be_visible()
    plan.get_by_role("button", name="Undo").click()
    expect(plan.locator("#cell-grant-face")).to_contain_text("250,000")
    plan.goto(f"{FILM}/closing/items/escrow/status/")
    plan.get_by_label(re.compile("^Status")).first.select_option("waived")
    plan.get_by_role("button", name="Save").click()
    expect(plan.locator(".wrong").first).to_be_visible()


def test_instalments_take_cells_of_a_spreadsheet(plan: Page) -> None:
    plan.goto(f"{FILM}/finance/sources/new/?kind=own_money")
    plan.get_by_label(re.compile("^Name")).fill("Own money")
    plan.get_by_label(re.compile("^Status ")).first.select_option("idea")
    plan.get_by_label(re.compile("^Face value")).fill("12,000")
    cells = "".join(f"20\t2027-0{month}-01\n" for month in (1, 2, 3, 4, 5))
    plan.evaluate("words => navigator.clipboard.writeText(words)", cells)
    plan.get_by_label("Share, %, row 1", exact=True).focus()
    plan.keyboard.press("Control+V")
    expect(plan.get_by_label("On, row 5", exact=True)).to_have_value("2027-05-01")
    plan.get_by_role("button", name="Try without saving").click()
    expect(plan.get_by_text("Tried, and nothing is saved")).to_be_visible()
    assert plan.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_option_a_adopted_closes_the_gap_and_taken_back_opens_it_again(plan: Page) -> None:
    plan.get_by_role("row", name=re.compile("^Equity C and deferrals")).get_by_role(
        "link", name="Adopt …"
    ).click()
    expect(plan.get_by_role("heading", name="Adopt “Equity C and deferrals”?")).to_be_visible()
    plan.get_by_role("button", name="Adopt it: save 1 document").click()
    expect(plan.locator(".facts")).to_contain_text("1,100")
    expect(plan.locator("#options")).not_to_contain_text("Equity C and deferrals")
    plan.get_by_role("status").get_by_role("button", name="Take it back").click()
    expect(plan.locator(".facts")).to_contain_text("598,900")


def test_a_condition_is_signed_in_its_place_and_a_waiver_asks_for_its_reason(plan: Page) -> None:
    plan.goto(f"{FILM}/closing/")
    place = plan.locator("#cell-collection_account-status")
    place.get_by_role("link", name="Edit").focus()
    plan.keyboard.press("Enter")
    expect(place.get_by_label("Status")).to_be_focused()
    place.get_by_label("Status").select_option("waived")
    place.get_by_role("button", name="Save").press("Enter")
    reason = place.get_by_label("Why it is waived")
    expect(reason).to_be_focused()
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(reason).to_have_accessible_description(re.compile("waiver needs"))
    plan.keyboard.type("Nobody collects")
    plan.keyboard.press("Enter")
    row = plan.locator("#item-collection_account")
    expect(row).to_contain_text("Waived by Josephine Marlowe: Nobody collects")
    expect(place.get_by_role("link", name="Edit")).to_be_focused()
    plan.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("Not started")


def test_each_box_of_two_open_cells_has_a_name_of_its_own(plan: Page) -> None:
    plan.goto(f"{FILM}/closing/")
    for name in ("collection_account", "guarantee"):
        plan.locator(f"#cell-{name}-owner").get_by_role("link", name="Edit").click()
        expect(plan.locator(f"#cell-{name}-owner").get_by_label("Owner")).to_be_focused()
    ids = plan.locator("#content [id^=box-]").evaluate_all("all => all.map(each => each.id)")
    assert sorted(ids) == ["box-collection-account-owner", "box-guarantee-owner"]
