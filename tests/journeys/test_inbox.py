"""A report is asked for, found late in the inbox on a phone, filed there, and seen by whoever asked; and the search."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import FILM, SignIn


def _ask_for_a_report(page: Page, title: str) -> None:
    page.goto(f"{FILM}/reports/")
    form = page.locator("form.desk-form")
    if not form.is_visible():
        page.get_by_text("Ask for a report", exact=True).click()
    today = datetime.now(UTC).date()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Owed by").select_option("Line producer")
    page.get_by_label("By", exact=True).fill("12:00")
    page.get_by_label("First day").fill((today - timedelta(days=7)).isoformat())
    page.get_by_label("Last day").fill((today + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Ask for it").click()


def test_a_late_report_is_filed_from_a_phone(sign_in: SignIn) -> None:
    asking = sign_in("ep")
    _ask_for_a_report(asking, "Daily production report")
    phone = sign_in("line", width=390)
    phone.get_by_role("link", name="Inbox").click()
    item = phone.locator("li", has_text="Daily production report").filter(has_text="Late").first
    expect(item).to_contain_text("late since")
    item.get_by_role("link", name="Open").click()
    phone.get_by_label("What it says").fill("Six scenes, 4 2/8 pages.")
    phone.get_by_role("button", name="File the report").click()
    expect(phone.locator("main")).to_contain_text("it came late by")
    asking.goto(f"{FILM}/reports/")
    expect(asking.locator("tr", has_text="Received late").first).to_contain_text("Daily production report")
    asking.goto("/inbox/")
    expect(asking.locator("main")).to_contain_text("Reports that are late")
    asking.get_by_role("button", name="Put aside").first.click()
    expect(asking.get_by_role("button", name="Put aside")).to_have_count(0)
    asking.goto(f"{FILM}/log/?q=production+report")
    expect(asking.locator("tbody tr")).to_have_count(2)


def test_it_works_without_a_script(sign_in: SignIn) -> None:
    page = sign_in("ep", script=False)
    _ask_for_a_report(page, "Hot cost")
    expect(page.locator("main")).to_contain_text("Line producer, every working day by 12:00")
    page.get_by_role("searchbox", name="Search Night Ferry").fill("598 900")
    page.get_by_role("searchbox", name="Search Night Ferry").press("Enter")
    expect(page.locator(".hits").first).to_contain_text("finance.gap")


def test_a_slash_leads_to_the_search(sign_in: SignIn) -> None:
    page = sign_in("director")
    page.goto(f"{FILM}/schedule/")
    page.keyboard.press("/")
    page.keyboard.type("mara")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.locator("main")).to_contain_text("Scenes")
