"""The health page: one word to whoever asks, and which part failed when one did."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from django.test import Client, override_settings

from topsheet_desk.vault import write_once


@pytest.mark.django_db
def test_a_desk_that_works_says_ok_and_nothing_else(client: Client) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json(), answer.cookies.output()) == (200, {"status": "ok"}, "")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_probe_may_call_the_machine_by_its_number_and_without_https(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["desk.example"], SECURE_SSL_REDIRECT=True):
        assert client.get("/health/", headers={"host": "10.0.0.7:8000"}).status_code == 200
        assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.django_db
def test_triggers_that_do_not_stand(client: Client) -> None:
    write_once.disarm(connection)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failed", "failed": ["triggers"]})
    write_once.arm(connection)


@pytest.mark.django_db
def test_a_migration_that_was_not_applied(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failed", "failed": ["migrations"]})


@pytest.mark.django_db
def test_a_database_without_its_tables(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME COLUMN app TO lost")
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "failed", "failed": ["database"]})
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE django_migrations RENAME COLUMN lost TO app")


@pytest.mark.django_db
def test_it_is_only_read_and_never_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert client.post("/health/").status_code == 405
        assert client.head("/health/").status_code == 200
    assert [record for record in caplog.records if record.name.startswith("topsheet")] == []
