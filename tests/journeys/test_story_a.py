"""Story A in the browser: from the gap to a rule, what option a changes, and what comes back to whom."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import FILM, SignIn, settle


def _row(page: Page, table: str, first: str) -> list[str]:
    """The cells of the row of a table that begins with these words, once the whole page is there."""
    page.wait_for_load_state()
    row = page.locator(f"#{table} tbody tr").filter(has=page.locator("th", has_text=re.compile(f"^{first}")))
    row.first.wait_for()
    return [re.sub(r"\s+", " ", words).strip() for words in row.first.locator("th, td").all_inner_texts()]


def test_the_gap_opens_down_to_a_budget_line_and_the_rule_behind_it(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/finance/")
    page.locator(".facts").get_by_role("link", name="598,900").click()
    panel = page.get_by_role("complementary", name="Why this figure")
    for label in ("Direct cost", "Above the line", "Cast"):
        panel.locator("summary").filter(has=page.get_by_text(label, exact=True)).first.click()
    line = panel.get_by_role("link", name="Captain Mara Vance, run of picture, Maryland")
    expect(panel).to_contain_text("budget.yaml:109")
    line.click()
    expect(page.get_by_text("budget.yaml:109").first).to_be_visible()
    closed = page.locator(".tree details:not([open]) > summary").filter(visible=True)
    while closed.count():
        closed.first.click()
    expect(page.get_by_text("sag-aftra.yaml").first).to_be_visible()
    expect(page.locator(".tree .chip").filter(has_text="unverified").first).to_be_visible()


def test_the_cockpit_lays_the_options_side_by_side_and_leads_into_each(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/")
    assert _row(page, "options", "Plan as it stands")[1:] == [
        "6,000,000.00", "5,401,100.00", "90.02 %", "598,900.00", "–", "936,454.56", "28", "BLOCKED",
    ]  # fmt: skip
    assert _row(page, "options", "Equity C and deferrals")[1:] == [
        "6,000,000.00", "6,001,100.00", "100.02 %", "–", "1,100", "1,328,500.00", "28", "GO IF",
    ]  # fmt: skip
    page.locator("#options").get_by_role("link", name="Cut 4 days and one country").click()
    expect(page).to_have_url(re.compile(r"/finance/\?option=b$"))
    page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Schedule").click()
    expect(page.locator(".notice")).to_contain_text("12 scenes lose their shooting day")


def test_option_a_through_the_cash_its_stresses_and_the_remedy(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/finance/?option=a")
    settle(page)
    assert _row(page, "stresses", "Every receipt on time")[1] == "1,113,600"
    assert _row(page, "stresses", "Loan on the film credit two months late")[1:] == [
        "221,100",
        "1,100",
        "None needed",
    ]
    assert _row(page, "stresses", "Both loans two months late")[1] == "−421,500"
    expect(page.locator(".notice")).to_contain_text("−121,500 in April 2027, −421,500 in May 2027")
    expect(page.locator(".notice")).to_contain_text("Call equity instalment 3")


def test_recoupment_pays_each_position_to_the_cent(sign_in: SignIn) -> None:
    page = sign_in("producer")
    page.goto(f"{FILM}/recoupment/")
    settle(page)
    assert _row(page, "cases", "Paid to equity")[1:] == ["791,900", "2,051,900", "2,880,000"]
    assert _row(page, "positions", "Equity A")[1:] == [
        "1,200,000", "395,950", "33.00 %", "1,025,950", "85.50 %", "1,883,975", "157.00 %",
    ]  # fmt: skip
    page.locator(".options").get_by_role("link", name="Equity C and deferrals", exact=True).click()
    expect(page).to_have_url(re.compile(r"/recoupment/\?option=a$"))
    assert _row(page, "positions", "Equity A")[2] == "333,431.57"
    assert _row(page, "positions", "Equity B")[2] == "333,431.58"
    expect(page.get_by_role("region", name="Variant: Equity C last in, first out")).to_contain_text(
        "Equity C closes the gap"
    )


def test_the_budget_page_shows_every_view_and_its_headroom(sign_in: SignIn) -> None:
    page = sign_in("line")
    page.goto(f"{FILM}/budget/")
    assert _row(page, "views", "Strike price")[1] == "5,763,000"
    assert _row(page, "views", "DGA")[1:5] == ["5,100,000", "level 4a", "5,500,000 unverified", "400,000"]
    iatse = _row(page, "views", "IATSE")
    assert (iatse[2], iatse[4], iatse[5]) == ("Tier 1A", "250,000", "Near the edge")


def test_the_one_page_is_given_as_a_file(sign_in: SignIn) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/?option=a")
    for name, kind, start in (
        ("One page, PDF", "application/pdf", b"%PDF-"),
        ("Every figure, JSON", "application/json", b"{"),
    ):
        address = page.get_by_role("link", name=name).get_attribute("href")
        answer = page.request.get(address or "")
        assert (answer.status, answer.headers["content-type"], answer.body()[: len(start)]) == (
            200,
            kind,
            start,
        )


def test_the_investor_of_equity_a_reads_their_own_line(sign_in: SignIn) -> None:
    page = sign_in("investor")
    page.goto(f"{FILM}/investor/")
    expect(page.locator(".holding h2").first).to_have_text("Equity A")
    expect(page.locator("main")).to_contain_text("1,883,975")
    for word in ("Equity B", "598,900", "6,000,000", "Meridian", "Gap"):
        expect(page.locator("main")).not_to_contain_text(word)
