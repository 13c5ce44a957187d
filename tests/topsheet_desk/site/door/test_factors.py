"""Second factors: an authenticator app from set-up to sign-in, recovery codes, passkeys' pages, sessions."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.topsheet_desk.conftest import PASSWORD
from tests.topsheet_desk.site.door.doors import EP, fresh_code, own_log, send, sign_in
from topsheet_desk.vault.records import Person

pytestmark = pytest.mark.usefixtures("desk")
COMMIT = DjangoCaptureOnCommitCallbacks


def _app_on(client: Client, capture: COMMIT) -> str:
    """Sign in and set up an app; its secret."""
    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/two-factor/app/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found
    secret = found[1]
    answer = send(client, "/account/two-factor/app/", {"code": fresh_code(secret)}, capture)
    assert answer.headers["Location"] == "/account/two-factor/codes/"
    return secret


def test_an_app_is_set_up_and_signing_in_then_asks_for_its_code(
    client: Client, django_capture_on_commit_callbacks: COMMIT
) -> None:
    from allauth.mfa.models import Authenticator

    secret = _app_on(client, django_capture_on_commit_callbacks)
    assert Authenticator.objects.get(type="totp").data == {"secret": secret}
    assert mail.outbox[-1].subject == "Topsheet: your authenticator app is on"
    again = Client()
    assert sign_in(again, next="/account/").headers["Location"].startswith("/sign-in/code/")
    assert again.get("/account/").status_code == 302
    assert "not the code" in again.post("/sign-in/code/", {"code": "000000"}).content.decode()
    assert again.get("/account/").status_code == 302
    told = {"code": fresh_code(secret)}
    assert again.post("/sign-in/code/", told).headers["Location"] == "/account/"
    assert own_log()[-3:] == [
        "added an authenticator app, from 127.0.0.1",
        "added recovery codes, from 127.0.0.1",
        "signed in by password and code, from 127.0.0.1",
    ]


def test_a_code_works_once(client: Client, django_capture_on_commit_callbacks: COMMIT) -> None:
    secret = _app_on(client, django_capture_on_commit_callbacks)
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    told = {"code": fresh_code(secret)}
    assert first.post("/sign-in/code/", told).status_code == 302
    assert "not the code" in second.post("/sign-in/code/", told).content.decode()


def test_a_wrong_first_code_switches_nothing_on(client: Client) -> None:
    from allauth.mfa.models import Authenticator

    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    client.get("/account/two-factor/app/")
    assert "not the code" in client.post("/account/two-factor/app/", {"code": "000000"}).content.decode()
    assert Authenticator.objects.count() == 0


def test_a_recovery_code_signs_in_once(client: Client, django_capture_on_commit_callbacks: COMMIT) -> None:
    _app_on(client, django_capture_on_commit_callbacks)
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/account/two-factor/codes/").content.decode())
    saved = client.get("/account/two-factor/codes/file/").content.decode().split()
    assert (len(codes), saved) == (10, codes)
    for expected in (302, 200):
        again = Client()
        sign_in(again)
        assert again.post("/sign-in/code/", {"code": codes[0]}).status_code == expected
    assert own_log()[-1] == "signed in by password and recovery code, from 127.0.0.1"
    left = re.findall(r"<li>(\d{8})</li>", client.get("/account/two-factor/codes/").content.decode())
    assert left == codes[1:]


def test_new_recovery_codes_make_the_old_ones_void(
    client: Client, django_capture_on_commit_callbacks: COMMIT
) -> None:
    _app_on(client, django_capture_on_commit_callbacks)
    old = client.get("/account/two-factor/codes/file/").content.decode().split()
    send(client, "/account/two-factor/codes/new/", {}, django_capture_on_commit_callbacks)
    new = client.get("/account/two-factor/codes/file/").content.decode().split()
    assert (set(old) & set(new), own_log()[-1]) == (set(), "made new recovery codes, from 127.0.0.1")
    again = Client()
    sign_in(again)
    assert again.post("/sign-in/code/", {"code": old[0]}).status_code == 200


def test_switching_the_app_off_takes_the_codes_with_it(
    client: Client, django_capture_on_commit_callbacks: COMMIT
) -> None:
    from allauth.mfa.models import Authenticator

    _app_on(client, django_capture_on_commit_callbacks)
    assert "Switch off the authenticator app?" in client.get("/account/two-factor/app/off/").content.decode()
    client.post("/account/two-factor/app/off/")
    assert (Authenticator.objects.count(), own_log()[-2:]) == (
        0,
        ["removed an authenticator app, from 127.0.0.1", "removed recovery codes, from 127.0.0.1"],
    )
    assert sign_in(Client()).headers["Location"] == "/"


def test_with_an_app_the_desk_asks_for_password_or_code(
    client: Client, django_capture_on_commit_callbacks: COMMIT
) -> None:
    secret = _app_on(client, django_capture_on_commit_callbacks)
    other = Client()
    other.force_login(
        Person.objects.get(email=EP), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = other.get("/account/confirm/").content.decode()
    assert 'href="/account/confirm/code/"' in page
    answer = other.post(
        "/account/confirm/code/?next=/account/two-factor/codes/", {"code": fresh_code(secret)}
    )
    assert answer.headers["Location"] == "/account/two-factor/codes/"
    assert other.get("/account/two-factor/codes/").status_code == 200


def test_the_second_factor_survives_a_forgotten_password(
    client: Client, django_capture_on_commit_callbacks: COMMIT
) -> None:
    from topsheet_desk.site.door.links import password_link

    _app_on(client, django_capture_on_commit_callbacks)
    again = Client()
    form = again.get(password_link(Person.objects.get(email=EP))).headers["Location"]
    told = {"password1": "nine-lanterns-at-sea", "password2": "nine-lanterns-at-sea"}
    assert again.post(form, told).headers["Location"].startswith("/sign-in/code/")
    assert again.get("/account/").status_code == 302


def test_the_pages_of_passkeys_say_what_to_do_without_scripts(client: Client) -> None:
    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    assert "No passkey yet." in client.get("/account/passkeys/").content.decode()
    page = client.get("/account/passkeys/add/").content.decode()
    assert ("Passkeys need a browser with JavaScript" in page, "data-passkey hidden" in page) == (True, True)
    for forged in (
        "{}",
        "[]",
        "1",
        "no json",
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    ):
        assert client.post("/account/passkeys/add/", {"name": "x", "credential": forged}).status_code == 200


def test_a_forged_passkey_signs_nobody_in() -> None:
    client = Client()
    asked = client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert (asked.status_code, "challenge" in asked.content.decode()) == (200, True)
    shell = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": '
    shapes = [shell + part + "}" for part in ("{}", "[]", "1")]
    for forged in ("", "{}", "[]", "1", '"x"', "null", '{"id": "x"}', "no json", *shapes):
        assert client.post("/sign-in/passkey/", {"credential": forged}).headers["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302


def test_sessions_are_listed_and_ended_elsewhere() -> None:
    here = Client(
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    )
    there = Client(
        headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"}
    )
    sign_in(there)
    sign_in(here)
    page = here.get("/account/sessions/").content.decode()
    assert [words for words in ("Firefox on Linux", "Safari on an iPhone") if words not in page] == []
    assert page.count("This one") == 1
    here.post("/account/sessions/")
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    assert own_log()[-1] == "ended 1 other session"


def test_signing_out_everywhere_ends_this_session_too() -> None:
    here, there, other = Client(), Client(), Client()
    sign_in(here)
    sign_in(there)
    sign_in(other, "director@nightferry.example")
    assert here.post("/account/sessions/end/").headers["Location"] == "/sign-in/"
    assert [client.get("/account/").status_code for client in (here, there, other)] == [302, 302, 200]
    assert "You are signed out everywhere." in here.get("/sign-in/").content.decode()


def test_nobody_renames_or_removes_anothers_passkey(client: Client) -> None:
    from allauth.mfa.models import Authenticator

    director = Person.objects.get(email="director@nightferry.example")
    key = Authenticator.objects.create(user=director, type="webauthn", data={"name": "Key", "credential": {}})
    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[key.pk]), {"name": "Mine"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Key"
