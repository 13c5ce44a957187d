"""The executive producer's first visit: from the slate to the cause of the gap, and what option a does."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import FILM, Desk, SignIn, settle


def test_from_the_slate_through_every_room_to_the_cause_of_the_gap_and_option_a(sign_in: SignIn) -> None:
    page = sign_in("ep")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your slate")
    page.get_by_role("link", name="Night Ferry", exact=True).click()
    expect(page.locator(".question h2")).to_have_text(
        ["Is the money there?", "Are we on time and on budget?", "Do they get it back?"]
    )
    expect(page.locator(".answer").first).to_have_text("Not yet: 598,900 short")
    rooms = page.get_by_role("navigation", name="Rooms")
    for room in (
        "Script",
        "Schedule",
        "Budget",
        "Incentives",
        "Market",
        "Finance",
        "Greenlight",
        "Recoupment",
        "Problems",
    ):
        rooms.get_by_role("link", name=re.compile(f"^{room}")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(room)
        settle(page)
    rooms.get_by_role("link", name="Finance").click()
    page.locator(".facts").get_by_role("link", name="598,900").click()
    panel = page.get_by_role("complementary", name="Why this figure")
    expect(panel.locator(".value")).to_have_text("598,900")
    expect(panel.locator(".tree > li .worth").first).to_have_text("6,000,000")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.locator(".options").get_by_role("link", name="Equity C and deferrals", exact=True).click()
    expect(page.locator(".facts")).to_contain_text("6,001,100")
    expect(page.locator(".facts")).to_contain_text("Surplus")
    rooms.get_by_role("link", name="Cockpit").click()
    expect(page.locator(".answer").first).to_have_text("Yes, with 1,100 over")
    options = page.get_by_role("navigation", name="Options of the finance plan")
    options.get_by_role("link", name="Plan as it stands").click()
    expect(page.locator(".answer").first).to_have_text("Not yet: 598,900 short")


def test_the_command_prints_the_one_page_and_how_to_sign_in(desk: Desk) -> None:
    missing = [
        words
        for words in (
            "Night Ferry",
            "598,900",
            "ep@nightferry.example",
            desk.password,
            desk.address,
            "Look first at",
        )
        if words not in desk.printed
    ]
    assert missing == []


def test_a_figure_opens_and_closes_with_the_keyboard_alone(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/finance/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    figure = page.locator(".facts a.why").first
    figure.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Why this figure")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(figure).to_be_focused()


def test_without_scripts_every_figure_has_its_own_page_and_the_theme_still_turns(sign_in: SignIn) -> None:
    page = sign_in("ep", script=False)
    page.goto(f"{FILM}/finance/")
    page.locator(".facts a.why").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why total budget?")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("heading", level=1)).to_have_text("Why total budget?")


def test_a_long_table_filters_sorts_and_gives_itself_to_a_spreadsheet(sign_in: SignIn) -> None:
    page = sign_in("line")
    page.goto(f"{FILM}/script/")
    block = page.locator("#scenes")
    rows = block.locator("tbody tr:visible")
    whole = rows.count()
    block.get_by_placeholder("Filter").fill("bridge")
    expect(block.locator("[data-count]")).to_have_text(re.compile(r"^\d+ shown$"))
    assert 0 < rows.count() < whole
    expect(block.locator("[data-count]")).to_have_text(f"{rows.count()} shown")
    block.get_by_placeholder("Filter").fill("")
    block.get_by_role("button", name="Page", exact=True).click()
    block.get_by_role("button", name="Page", exact=True).click()
    expect(block.locator("thead th").nth(5)).to_have_attribute("aria-sort", "descending")
    block.get_by_role("button", name="Copy").click()
    expect(block.get_by_role("button", name="Copied")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].split("\t")[:3] == ["Scene", "Int/Ext", "Set"]
    assert len(lines) == whole + 1
    with page.expect_download() as given:
        block.get_by_role("link", name="CSV").click()
    assert given.value.suggested_filename == "night-ferry-scenes.csv"


def test_the_colours_are_chosen_by_hand_and_remembered(sign_in: SignIn) -> None:
    page = sign_in("ep")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.goto(f"{FILM}/finance/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    settle(page)


def test_paper_shows_the_figures_and_not_the_furniture(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/finance/")
    settle(page)
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.pdf()[:5] == b"%PDF-"
