"""The others of the cast: each sees only their own part."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import FILM, SignIn


def test_the_investor_sees_one_film_one_line_and_no_room(sign_in: SignIn) -> None:
    page = sign_in("investor")
    page.get_by_role("link", name="Night Ferry", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Night Ferry")
    expect(page.locator(".holding")).to_have_count(1)
    expect(page.locator("#why-panel a, a.why")).to_have_count(0)
    answer = page.request.get(f"{FILM}/finance/")
    assert answer.status == 404


def test_the_director_sees_script_schedule_and_topsheet(sign_in: SignIn) -> None:
    page = sign_in("director")
    page.get_by_role("link", name="Night Ferry", exact=True).click()
    rooms = page.get_by_role("navigation", name="Rooms").get_by_role("listitem")
    expect(rooms).to_have_text(
        ["Script", "Schedule", "Budget", "Your participation", "Documents", "Decisions", "Reports"]
    )
    page.goto(f"{FILM}/budget/")
    expect(page.locator("table")).to_have_count(1)
    page.get_by_role("link", name="Your participation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your participation")
    payable = page.get_by_role("row", name="Payable to date, Net points of the director")
    expect(payable.get_by_role("cell").first).to_have_text("19,072.20")
    page.get_by_text("The terms in English: Net points of the director").click()
    expect(page.locator("main")).to_contain_text("Sylvie Tremaine has 5% of the producer's share")
    expect(page.locator("main")).not_to_contain_text("Helena Ashdown")


def test_the_client_is_told_that_nothing_is_shared(sign_in: SignIn) -> None:
    page = sign_in("client")
    expect(page.locator("main")).to_contain_text("No film is shared with you yet.")


def test_signing_out_closes_every_page(sign_in: SignIn) -> None:
    page = sign_in("producer")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto(f"{FILM}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
