"""Too many tries: counted for all workers in the database, and answered by a page that says what to do."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings

from tests.topsheet_desk.conftest import PASSWORD
from tests.topsheet_desk.site.door.doors import EP, link, sign_in

pytestmark = pytest.mark.usefixtures("desk")


def _shut(email: str = EP, address: str = "127.0.0.1") -> Client:
    client = Client(REMOTE_ADDR=address)
    for _ in range(5):
        assert sign_in(client, email, "wrong").status_code == 200
    return client


def test_after_five_failures_the_right_password_is_not_tried_either() -> None:
    answer = sign_in(_shut())
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    told = (
        "Too many tries",
        "<strong>5 minutes</strong>",
        "Nothing was changed",
        'href="/sign-in/forgotten/"',
    )
    assert [words for words in told if words not in page] == []


def test_an_unknown_address_is_counted_in_the_same_way() -> None:
    assert sign_in(_shut("nobody@x.example"), "nobody@x.example").status_code == 429


def test_capitals_and_another_place_do_not_open_a_second_count() -> None:
    _shut()
    assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), EP.upper()).status_code == 429


def test_another_persons_address_stays_open() -> None:
    _shut()
    assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), "director@nightferry.example").status_code == 302


def test_signing_in_well_is_not_counted() -> None:
    for _ in range(12):
        assert sign_in(Client()).status_code == 302


def test_one_place_that_tries_many_addresses_is_shut_out() -> None:
    client = Client()
    tries = [sign_in(client, f"person{number}@x.example", "wrong").status_code for number in range(21)]
    assert tries == [200] * 20 + [429]


def test_a_new_password_by_letter_opens_the_door_at_once() -> None:
    client = _shut()
    client.post("/sign-in/forgotten/", {"email": EP})
    form = client.get(link(r"/sign-in/new-password/\S+")).headers["Location"]
    told = {"password1": "nine-lanterns-at-sea", "password2": "nine-lanterns-at-sea"}
    assert client.post(form, told).status_code == 302
    assert sign_in(Client(), password="nine-lanterns-at-sea").status_code == 302


def test_letters_for_a_forgotten_password_are_limited() -> None:
    client = Client()
    tries = [client.post("/sign-in/forgotten/", {"email": EP}).status_code for _ in range(6)]
    assert (tries, len(mail.outbox)) == ([302] * 5 + [429], 5)


def test_the_limit_of_all_posts_says_one_minute() -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        client = Client()
        sign_in(client)
        answer = sign_in(Client())
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "<strong>1 minute</strong>" in answer.content.decode()


def test_asking_who_one_is_is_limited_as_the_sign_in_is(client: Client) -> None:
    sign_in(client)
    tries = [client.post("/account/confirm/", {"password": "wrong"}).status_code for _ in range(6)]
    assert tries == [200] * 5 + [429]
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 429


def test_the_counts_lie_in_the_database_that_all_workers_share() -> None:
    _shut()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM desk_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 2
