"""What every answer says to the browser, and how one signs in."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import PASSWORD, SLUG, Enter
from topsheet_desk.site.roles import Role

ROOMS = (
    "cockpit",
    "script",
    "schedule",
    "budget",
    "incentives",
    "market",
    "finance",
    "greenlight",
    "recoupment",
    "problems",
)


def test_every_page_forbids_foreign_and_inline_code(enter: Enter) -> None:
    answer = enter(Role.PRODUCER).get(f"/films/{SLUG}/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert {
        name: answer.headers[name]
        for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    } == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_page_carries_inline_script_style_or_handlers(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    for room in ROOMS:
        page = client.get(reverse(room, args=[SLUG])).content.decode()
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", page) == [], room
        assert set(re.findall(r"<script[^>]*>", page)) <= {
            *re.findall(
                r'<script type="module" src="/static/desk/main\.js\?\d*"></script>'.replace("</script>", ""),
                page,
            ),
            *re.findall(r'<script id="[a-z-]+-spec" type="application/json">', page),
        }, room


@pytest.mark.usefixtures("desk")
def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client) -> None:
    answer = client.post(
        f"/sign-in/?next=/films/{SLUG}/finance/",
        {"login": "EP@nightferry.example", "password": PASSWORD, "next": f"/films/{SLUG}/finance/"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/films/{SLUG}/finance/")


@pytest.mark.usefixtures("desk")
def test_signing_in_never_leads_to_another_site(client: Client) -> None:
    answer = client.post(
        "/sign-in/",
        {"login": "ep@nightferry.example", "password": PASSWORD, "next": "https://elsewhere.example/"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.usefixtures("desk")
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    pages = []
    for address in ("ep@nightferry.example", "nobody@nightferry.example"):
        answer = client.post("/sign-in/", {"login": address, "password": "wrong"})
        assert answer.status_code == 200
        pages.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert pages[0] == pages[1]
    assert "do not belong together" in pages[0]


@pytest.mark.usefixtures("desk")
def test_an_empty_sign_in_says_what_to_write(client: Client) -> None:
    page = client.post("/sign-in/", {}).content.decode()
    said = [words for words in ("Write your e-mail address.", "Write your password.") if words in page]
    assert said == ["Write your e-mail address.", "Write your password."]


@pytest.mark.usefixtures("desk")
def test_a_form_without_its_token_does_nothing_and_says_so() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"login": "ep@nightferry.example", "password": PASSWORD})
    assert (answer.status_code, "nothing was done" in answer.content.decode()) == (403, True)


@pytest.mark.usefixtures("desk")
def test_the_theme_is_remembered_and_leads_back(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/sign-in/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
    assert '<html lang="en" data-theme="dark">' in client.get("/sign-in/").content.decode()
    assert (
        client.post("/theme/", {"theme": "<b>", "next": "https://elsewhere.example"}).headers["Location"]
        == "/"
    )
    assert '<html lang="en" data-theme="dark">' in client.get("/sign-in/").content.decode()
