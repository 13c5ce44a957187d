"""The log: one JSON object a line, and nothing of anybody in it, whatever a request carries."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from tests.topsheet_desk.conftest import PASSWORD, SLUG, Enter
from topsheet_desk.site import logs
from topsheet_desk.site.roles import Role

SECRETS = (
    "mara.calder@private.example",
    "Mara Calder",
    "203.0.113.77",
    "night-ferry",
    "walk-away-at-90",
    "budget.line.director_fee",
    PASSWORD,
)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log's own handlers write, in the settings of `topsheet desk serve`."""
    out = io.StringIO()
    handlers: dict[str, logging.Handler] = {}
    told = logs.settings("INFO")
    for name, about in told["handlers"].items():
        handlers[name] = logging.StreamHandler(out)
        handlers[name].setFormatter(logs.JsonLines())
        for kind in about.get("filters", ()):
            assert kind == "once"
            handlers[name].addFilter(logs.Once())
    changed = []
    for name, about in {"": told["root"], **told["loggers"]}.items():
        logger = logging.getLogger(name)
        changed.append((logger, logger.handlers, logger.level, logger.propagate))
        logger.handlers = [handlers[each] for each in about.get("handlers", ())]
        logger.setLevel(about["level"])
        logger.propagate = about.get("propagate", True)
    yield out
    for logger, before, level, propagate in changed:
        logger.handlers, logger.level, logger.propagate = before, level, propagate
        logger.manager._clear_cache()  # type: ignore[attr-defined]  # levels are remembered


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def without(line: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in names}


def test_a_request_is_one_line_with_its_route_and_no_address(enter: Enter, written: io.StringIO) -> None:
    answer = enter(Role.PRODUCER).get(f"/films/{SLUG}/finance/?option=a&q={SECRETS[0]}")
    (line,) = lines(written)
    assert without(line, "time", "ms", "worker") == {
        "level": "INFO",
        "logger": "topsheet.request",
        "said": "request",
        "method": "GET",
        "route": "finance",
        "status": 200,
        "request": answer.headers["X-Request-Id"],
    }
    assert (line["ms"] > 0, line["worker"] > 0, line["time"].endswith("+00:00")) == (True, True, True)


@pytest.mark.usefixtures("desk")
def test_nothing_that_a_person_sends_is_in_the_log(written: io.StringIO) -> None:
    """Planted in every place: path, query, host, method, headers, cookies, form, body."""
    client = Client(REMOTE_ADDR="203.0.113.77")
    planted = {"user-agent": SECRETS[1], "x-forwarded-for": SECRETS[2], "referer": f"https://x/{SECRETS[3]}"}
    client.cookies["walk-away-at-90"] = SECRETS[0]
    client.get(f"/films/{SECRETS[3]}/why/{SECRETS[5]}?who={SECRETS[0]}", headers=planted)
    client.get(f"/nowhere/{SECRETS[0]}/", headers=planted)
    client.get("/", headers={**planted, "host": f"{SECRETS[4]}.example"})
    client.post("/sign-in/", {"login": SECRETS[0], "password": PASSWORD}, headers=planted)
    client.generic(SECRETS[4].upper(), "/", headers=planted)
    client.post("/theme/", {"theme": SECRETS[1]}, headers=planted)
    client.get(f"/static/{SECRETS[4]}.js", headers=planted)
    text = written.getvalue()
    assert [secret for secret in SECRETS if secret.lower() in text.lower()] == []
    assert [(line["method"], line["route"], line["status"]) for line in lines(written)] == [
        ("GET", "why", 302),
        ("GET", "none", 404),
        ("GET", "slate", 400),
        ("POST", "sign_in", 200),
        ("OTHER", "slate", 302),
        ("POST", "theme", 302),
        ("GET", "static", 404),
    ]


def _breaks(request: HttpRequest, slug: str) -> HttpResponse:
    """A mistake with a person in its local variables, its words, and its SQL."""
    who = "mara.calder@private.example"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table WHERE email = %s", [who])
    except DatabaseError as error:
        raise ValueError(f"{slug}, Mara Calder, {request.META['REMOTE_ADDR']}, walk-away-at-90") from error
    return HttpResponse()


handler500 = "topsheet_desk.site.pages.failed"
urlpatterns = [path("films/<slug:slug>/breaks/", _breaks, name="breaks")]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_mistake_is_told_by_its_lines_of_code_without_words_variables_or_sql(
    written: io.StringIO, settings: Any
) -> None:
    settings.MIDDLEWARE = [
        "topsheet_desk.site.logs.requests",
        "topsheet_desk.site.security.headers",
        "topsheet_desk.site.security.Refusals",
    ]
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
    answer = client.get(f"/films/{SLUG}/breaks/?x=walk-away-at-90")
    assert answer.status_code == 500
    text = written.getvalue()
    assert [word for word in (*SECRETS, "no_such_table", "SELECT") if word.lower() in text.lower()] == []
    mistake, request = lines(written)
    assert [told["class"] for told in mistake["error"]] == [
        "builtins.ValueError",
        "django.db.utils.OperationalError"
        if connection.vendor == "sqlite"
        else "django.db.utils.ProgrammingError",
        "sqlite3.OperationalError" if connection.vendor == "sqlite" else "psycopg.errors.UndefinedTable",
    ]
    assert mistake["error"][2]["code"] == ("SQLITE_ERROR" if connection.vendor == "sqlite" else "42P01")
    assert any(line.endswith("in _breaks") for line in mistake["error"][0]["lines"])
    assert (request["level"], request["route"], request["status"]) == ("ERROR", "breaks", 500)
    assert request["request"] in answer.content.decode()


def test_the_words_of_other_libraries_are_left_out(written: io.StringIO) -> None:
    logging.getLogger("some.library").warning("login of %s from %s", SECRETS[0], SECRETS[2])
    logging.getLogger("some.library").error(f"no such person: {SECRETS[1]}")
    logging.getLogger("_granian").error("Worker crash loop detected, exiting")
    first, second, third = lines(written)
    assert [secret for secret in SECRETS if secret in written.getvalue()] == []
    assert (first["logger"], first["at"].split(":")[0]) == ("some.library", "test_logs")
    assert (second["level"], third["said"]) == ("ERROR", "Worker crash loop detected, exiting")


def test_a_route_is_found_for_what_was_answered_at_the_door() -> None:
    asked = RequestFactory().get(f"/films/{SLUG}/finance/")
    assert logs.route_of(asked) == "finance"
