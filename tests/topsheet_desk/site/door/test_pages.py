"""The door's pages carry no inline code, name their fields, and are the desk's own."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import PASSWORD
from tests.topsheet_desk.site.door.doors import sign_in
from topsheet_desk.site.door.browsers import browser

pytestmark = pytest.mark.usefixtures("desk")
OUT = ("sign_in", "account_reset_password", "account_reset_password_done")
IN = (
    "account",
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
)


def _inside() -> Client:
    client = Client()
    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("name", [*OUT, *IN])
def test_no_page_of_the_door_carries_inline_code(name: str) -> None:
    client = Client() if name in OUT else _inside()
    answer = client.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", page) == []
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
    assert [tag for tag in inline if 'type="application/json"' not in tag] == []
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", [*OUT, *IN])
def test_every_field_has_its_label_and_no_placeholder_stands_for_one(name: str) -> None:
    page = (Client() if name in OUT else _inside()).get(reverse(name)).content.decode()
    main = page[page.index("<main") :]
    fields = re.findall(r"<(?:input|select)(?![^>]*type=\"hidden\")[^>]*\bid=\"([^\"]+)\"", main)
    assert [field for field in fields if f'for="{field}"' not in main] == []
    assert "placeholder" not in main


def test_the_pages_of_the_door_speak_no_foreign_english() -> None:
    pages = [
        (Client() if name in OUT else inside).get(reverse(name))
        for inside in [_inside()]
        for name in (*OUT, *IN)
    ]
    foreign = ("Sign Up", "Remember Me", "Email address", "Log in", "username", "Security Key", "Deactivate")
    found = [
        word for page in pages for word in foreign if word in re.sub(r"<[^>]+>", "", page.content.decode())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18 Safari/605",
            "Safari on a Mac",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140 Mobile Safari/537",
            "Chrome on Android",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "a program that gives no name"),
    ],
)
def test_a_browser_is_named_as_a_person_would(agent: str, said: str) -> None:
    assert browser(agent) == said
