"""PostgreSQL is really there: a server starts, and the desk speaks to the database asked for."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.postgresql_server import running
from tools.suite import WITHOUT_QUERIES

DESK = Path(__file__).parents[2] / "src" / "topsheet_desk"


def test_a_server_of_the_wheel_starts_and_says_its_version() -> None:
    with running() as url, psycopg.connect(url) as session:
        row = session.execute("select version(), current_database(), current_user").fetchone()
    assert row is not None
    assert row[0].startswith("PostgreSQL 1")
    assert row[1:] == ("topsheet", "topsheet")


@pytest.mark.django_db
def test_the_desk_uses_the_database_asked_for(request: pytest.FixtureRequest) -> None:
    asked = "postgresql" if request.config.getoption("--postgresql") else "sqlite"
    question = {"postgresql": "select version()", "sqlite": "select 'SQLite ' || sqlite_version()"}[asked]
    with connection.cursor() as cursor:
        cursor.execute(question)
        (answer,) = cursor.fetchone()
    assert connection.vendor == asked
    assert answer.lower().startswith(asked)


def test_a_room_that_is_not_tried_on_postgresql_asks_no_database_itself() -> None:
    queries = re.compile(r"django\.db|\.objects\b|\batomic\b|\bconnection\b")
    assert queries.search((DESK / "vault" / "lookups" / "acts.py").read_text("utf-8"))
    for room in WITHOUT_QUERIES:
        assert (DESK / room).is_dir()
        for file in (DESK / room).rglob("*.py"):
            assert not queries.search(file.read_text("utf-8")), file
