"""From the recoupment room to a cent of one statement, and what an investor is shown of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import FILM, SignIn
from tests.journeys.test_every_page import visit

STATEMENTS = f"{FILM}/recoupment/statements/"
LATER = "?as_of=2030-04-01"


def test_the_executive_producer_goes_from_the_room_to_the_bank_advice_behind_a_statement(
    sign_in: SignIn,
) -> None:
    page = sign_in("ep")
    page.goto(f"{FILM}/recoupment/")
    page.get_by_role("link", name="Statements", exact=True).click()
    expect(page.locator("main")).to_contain_text("4 are planned")
    page.get_by_role("link", name="made Fri 15 Mar 2030").click()
    expect(page.get_by_role("table", name="Statements made").get_by_role("row")).to_have_count(5)
    page.get_by_role("link", name="Statement 4", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Night Ferry: statement 4")
    page.get_by_role("table", name="Receipts of the period").get_by_role("link", name="154,238.45").click()
    expect(page.locator("#why-panel")).to_contain_text("Tidegate's bank advice of 18 September 2029")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("table", name="What each participant is sent").get_by_role(
        "link", name="Equity A"
    ).click()
    expect(page.get_by_role("table", name="The payment").get_by_role("row").last).to_contain_text(
        "241,220.77"
    )
    page.get_by_role("link", name="their own page, as they see it").click()
    expect(page.locator(".notice")).to_contain_text("Harrow Street Capital LP")
    page.get_by_role("link", name="Statement 4", exact=True).click()
    expect(page.get_by_role("table", name="Your part of the whole")).to_contain_text("241,220.77")
    expect(page.locator("a.why")).to_have_count(0)


def test_another_day_is_asked_for_by_keyboard(sign_in: SignIn) -> None:
    page = sign_in("producer")
    page.goto(STATEMENTS)
    page.get_by_label("As of", exact=True).fill("2029-09-14")
    page.get_by_label("As of", exact=True).press("Enter")
    page.wait_for_url("**/?as_of=2029-09-14")
    expect(page.get_by_role("table", name="Statements made").get_by_role("row")).to_have_count(4)


def test_the_investor_is_told_when_the_first_statement_comes(sign_in: SignIn) -> None:
    page = sign_in("investor")
    page.goto(f"{FILM}/investor/{LATER}")
    expect(page.locator("main")).to_contain_text("Next statement")
    expect(page.locator("main")).to_contain_text("15 Sep 2028")
    expect(page.get_by_role("table", name="Your statements")).to_have_count(0)
    assert page.request.get(f"{FILM}/investor/statements/1/equity_a/{LATER}").status == 404


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_of_statements_fits_its_width_and_names_its_parts(
    sign_in: SignIn, width: int, colours: str
) -> None:
    page = sign_in("ep", width=width, colours=colours)
    pages = [
        STATEMENTS,
        STATEMENTS + LATER,
        f"{STATEMENTS}3/{LATER}",
        f"{STATEMENTS}4/equity_b/{LATER}",
        f"{FILM}/investor/as/harrow/{LATER}",
        f"{FILM}/investor/as/harrow/statements/4/equity_a/{LATER}",
    ]
    assert {address: visit(page, address) for address in pages} == dict.fromkeys(pages, (0, []))
