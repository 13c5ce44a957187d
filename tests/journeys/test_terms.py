"""The terms edited beside their picture, a clause put in, saved and undone; the slider by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import FILM, Desk, opened, settle


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of this journey's own, for it changes the terms."""
    with opened(tmp_path_factory.mktemp("terms")) as found:
        yield found


def signed_in(desk: Desk, browser: Browser, *, script: bool = True) -> tuple[Page, list[str]]:
    complaints: list[str] = []
    context = browser.new_context(
        base_url=desk.address, viewport={"width": 1440, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("ep@nightferry.example")
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    return page, complaints


def selected(page: Page) -> str:
    """What is marked in the text."""
    marked: str = page.locator("#paper-text").evaluate("f => f.value.slice(f.selectionStart, f.selectionEnd)")
    return marked


@pytest.fixture
def page(own_desk: Desk, browser: Browser) -> Iterator[Page]:
    found, complaints = signed_in(own_desk, browser)
    yield found
    found.context.close()
    assert complaints == []


def test_a_tier_is_edited_its_picture_and_sentence_follow_and_the_save_is_undone(page: Page) -> None:
    page.goto(f"{FILM}/recoupment/terms/")
    settle(page)
    text = page.get_by_label("Text of recoupment.yaml")
    picture = page.locator("#terms-shown [data-step=equity]")
    expect(picture).to_contain_text("120%")
    before = text.input_value()

    text.fill(before.replace("target: 120, mode", "target: 130, mode"))
    expect(picture).to_contain_text("130%")
    expect(page.locator("#says-equity")).to_contain_text("until each has had 130% of what it invested")

    text.fill(before.replace("share: 50, kind: equity", "share: 40, kind: equity"))
    expect(page.locator("#terms-problems")).to_contain_text("Stops figures")
    expect(page.locator("#terms-problems")).to_contain_text("those of the last text that could")
    expect(picture).to_contain_text("130%")
    page.locator("#terms-problems li", has_text="Stops figures").locator("a[data-line]").first.click()
    expect(text).to_be_focused()
    assert selected(page).strip() == "split:"

    text.fill(before.replace("target: 120, mode", "target: 130, mode"))
    expect(page.locator("#terms-problems")).to_contain_text("No problem was found")
    text.press("Control+s")
    expect(page.locator(".told")).to_contain_text("Saved recoupment.yaml")
    expect(picture).to_contain_text("130%")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".told")).to_contain_text("Taken back")
    expect(picture).to_contain_text("120%")
    assert text.input_value() == before


def test_a_clause_is_put_in_and_the_cursor_stands_on_it(page: Page) -> None:
    page.goto(f"{FILM}/recoupment/terms/")
    settle(page)
    page.locator(".clause-group summary", has_text="Corridors").click()
    page.locator("#clause-corridor").get_by_role("button").click()
    text = page.get_by_label("Text of recoupment.yaml")
    expect(text).to_be_focused()
    assert "deferral_corridor" in selected(page)
    expect(page.locator("#terms-shown [data-step=deferral_corridor]")).to_contain_text("10% of what arrives")
    expect(page.locator("#content")).to_contain_text("This text is not saved.")
    page.goto(f"{FILM}/recoupment/")
    expect(page.locator("[data-step=deferral_corridor]")).to_have_count(0)


def test_the_slider_is_moved_by_keyboard_and_the_box_and_table_follow(page: Page) -> None:
    page.goto(f"{FILM}/recoupment/?option=a")
    settle(page)
    slider, box = (
        page.get_by_label(re.compile("^From nothing to")),
        page.get_by_role("textbox", name="Gross, USD"),
    )
    expect(page.locator("#reach-title")).to_have_text("At a gross of 3,400,000")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(box).to_have_value("3,420,000")
    expect(page.locator("#reach-title")).to_have_text("At a gross of 3,420,000")
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#reach-title")).to_have_text("At a gross of 7,820,000")
    expect(page.locator("#reach [data-copy]")).to_be_visible()
    box.fill("1,900,000")
    expect(page.locator("#reach-title")).to_have_text("At a gross of 1,900,000")
    expect(page.locator("#reach")).to_contain_text("333,431.57")
    expect(slider).to_have_value("1900000")
    box.fill("plenty")
    expect(page.locator("#reach-wrong")).to_contain_text("“plenty” is no amount")


def test_without_scripts_a_button_shows_the_same(own_desk: Desk, browser: Browser) -> None:
    page, _complaints = signed_in(own_desk, browser, script=False)
    page.goto(f"{FILM}/recoupment/")
    page.get_by_role("textbox", name="Gross, USD").fill("1900000")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#reach-title")).to_have_text("At a gross of 1,900,000")
    page.goto(f"{FILM}/recoupment/terms/")
    text = page.get_by_label("Text of recoupment.yaml")
    text.fill(text.input_value().replace("percent: 15", "percent: 12"))
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#terms-shown [data-step=sales_commission]")).to_contain_text("12% of gross")
    expect(page.locator("#content")).to_contain_text("This text is not saved.")
    page.context.close()
