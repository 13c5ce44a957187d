"""People come in by letter, prove who they are by passkey or app, and leave every session at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import FILM, Desk, SignIn
from tests.journeys.test_every_page import FAULTS, OVERFLOW

STRONG = "nine-lanterns-at-sea"
ACCOUNT = (
    "/account/",
    "/account/password/",
    "/account/address/",
    "/account/two-factor/",
    "/account/passkeys/",
    "/account/sessions/",
    f"{FILM}/people/",
)
DOOR = ("/sign-in/", "/sign-in/forgotten/", "/sign-in/forgotten/sent/", "/sign-in/new-password/1-abc-def/")


@pytest.fixture
def named(desk: Desk, browser: Browser) -> Iterator[BrowserContext]:
    """A browser that calls the desk by a name, as passkeys ask for."""
    context = browser.new_context(base_url=desk.address.replace("127.0.0.1", "localhost"))
    yield context
    context.close()


def _letters(desk: Desk) -> list[Path]:
    return sorted(desk.mail.glob("*.log"), key=lambda letter: letter.stat().st_mtime_ns)


def _enter(page: Page, desk: Desk, who: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(f"{who}@nightferry.example")
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your slate")


def _with_authenticator(page: Page) -> None:
    """Chromium's own make-believe device, which says yes by itself."""
    told = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": told})


def test_from_the_invitation_to_the_newcomers_first_page(
    sign_in: SignIn, desk: Desk, browser: Browser
) -> None:
    page = sign_in("producer")
    page.goto(f"{FILM}/people/")
    page.get_by_label("E-mail").fill("brightwater@elsewhere.example")
    page.get_by_label("Role").select_option(label="Investor")
    page.get_by_label("Title").fill("Fund manager")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("#invite .errorlist")).to_have_text(re.compile("Choose the party"))
    page.get_by_label("Party").select_option(label="Brightwater Pictures Fund II")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("status")).to_contain_text("this desk has no mail server yet")
    found = re.search(r"http://\S+/sign-in/invitation/\S+", _letters(desk)[-1].read_text(encoding="utf-8"))
    assert found
    with browser.new_context() as context:
        guest = context.new_page()
        guest.goto(found[0])
        expect(guest.get_by_role("heading", level=1)).to_have_text("Night Ferry")
        guest.get_by_label("Your name").fill("Ines Brightwater")
        guest.get_by_label("Password").fill(STRONG)
        guest.get_by_role("button", name="Take the seat").click()
        expect(guest.get_by_role("heading", level=1)).to_have_text("Night Ferry")
        expect(guest.locator(".holding > h2")).to_have_text("Equity B")
        assert guest.request.get(f"{desk.address}{FILM}/finance/").status == 404
    page.goto(f"{FILM}/people/")
    seat = page.locator("#seats tbody tr", has_text="Ines Brightwater")
    expect(seat).to_contain_text("Daniel Okonkwo")
    seat.get_by_role("link", name="Ines Brightwater").click()
    page.get_by_role("button", name="End this seat").click()
    expect(page.locator("#ended")).to_contain_text("Ines Brightwater")


def test_a_passkey_is_added_and_signs_in_alone(named: BrowserContext, desk: Desk) -> None:
    page = named.new_page()
    _with_authenticator(page)
    _enter(page, desk, "line")
    page.goto("/account/passkeys/add/")
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".log li").first).to_contain_text("signed in by passkey")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("line@nightferry.example")
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your slate")
    page.goto("/account/passkeys/")
    page.get_by_role("link", name="Remove Blue key").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).to_contain_text("No passkey yet.")


def test_a_passkey_that_is_not_given_is_told_in_words(named: BrowserContext) -> None:
    page = named.new_page()
    _with_authenticator(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("[data-passkey-failed]")).to_have_text(re.compile("No passkey was given"))


def test_under_a_number_and_without_scripts_passkeys_are_not_offered(sign_in: SignIn) -> None:
    page = sign_in("director")
    page.goto("/account/passkeys/")
    page.goto("/account/confirm/?next=/account/passkeys/add/")
    page.get_by_label("Password").fill("wrong")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Is it you?")


def test_signing_out_everywhere_closes_the_other_browser(
    named: BrowserContext, desk: Desk, browser: Browser
) -> None:
    page = named.new_page()
    _enter(page, desk, "client")
    page.goto("/account/sessions/")
    before = page.locator(
        "main tbody tr"
    ).count()  # other journeys may have left the client signed in elsewhere
    with browser.new_context(base_url=desk.address) as elsewhere:
        other = elsewhere.new_page()
        _enter(other, desk, "client")
        page.goto("/account/sessions/")
        expect(page.locator("main tbody tr")).to_have_count(before + 1)
        page.get_by_role("button", name="Sign out everywhere, here too").click()
        expect(page.get_by_role("status")).to_have_text("You are signed out everywhere.")
        other.goto("/account/")
        expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_account_and_the_people_fit_every_width(sign_in: SignIn, width: int, colours: str) -> None:
    page = sign_in("ep", width=width, colours=colours)
    found = {}
    for address in ACCOUNT:
        page.goto(address)
        found[address] = (page.evaluate(OVERFLOW), page.evaluate(FAULTS))
    page.goto(f"{FILM}/people/")
    page.locator("#seats").get_by_role("link").first.click()
    found["seat"] = (page.evaluate(OVERFLOW), page.evaluate(FAULTS))
    assert {address: faults for address, faults in found.items() if faults != (0, [])} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_the_door_fits_every_width(named: BrowserContext, width: int) -> None:
    page = named.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in DOOR:
        page.goto(address)
        found[address] = (page.evaluate(OVERFLOW), page.evaluate(FAULTS))
    assert {address: faults for address, faults in found.items() if faults != (0, [])} == {}
