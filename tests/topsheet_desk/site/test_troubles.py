"""A full disk, a busy database, one that is away; and what is refused: each a page that says what to do now."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.topsheet_desk.conftest import PASSWORD, SLUG, Enter
from topsheet_desk.site.permissions import Act
from topsheet_desk.site.roles import Role
from topsheet_desk.site.troubles import AWAY, BUSY, FULL, Trouble, trouble_of
from topsheet_desk.site.urls import urlpatterns as every_page
from topsheet_desk.vault.records import Document, Person
from topsheet_desk.vault.refusals import NotAllowed, Refused

LONG = "Contingency, percent: 10\nand a second line that nobody wants to type again"


def _saves(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that saves the budget, as the desk's own do."""
    from django.utils import timezone

    from topsheet_desk.vault.actions.papers import save_draft

    edits = Document.objects.get(production__slug=slug, kind="budget").edits
    text = request.POST["text"] * 10_000
    save_draft(int(request.user.pk or 0), slug, "budget", text, edits=edits, now=timezone.now())
    return HttpResponse("saved")


def _raises(error: Exception) -> Callable[..., HttpResponse]:
    def page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
        raise error

    return page


class Blocked(Refused):
    """The week is closed."""


def _away() -> Exception:
    error = OperationalError("connection refused")
    error.__cause__ = psycopg.OperationalError("connection refused")
    return error


urlpatterns = [
    *every_page,
    path("films/<slug:slug>/saves/", _saves, name="saves"),
    path("refused/", _raises(Blocked("Nothing was posted: the week is closed. Take it as an adjustment."))),
    path("not-allowed/", _raises(NotAllowed(Act.SEAL, "budget", (Role.DIRECTOR,)))),
    path("away/", _raises(_away())),
    path("no-room/", _raises(OSError(errno.ENOSPC, "No space left on device"))),
]
handler400 = "topsheet_desk.site.pages.not_understood"
handler404 = "topsheet_desk.site.pages.not_found"
handler500 = "topsheet_desk.site.pages.failed"


@pytest.fixture
def full_disk(desk: object) -> Iterator[None]:  # noqa: ARG001  # the desk must stand first
    """SQLite may not grow by one page: what it says is what it says on a disk without room."""
    if connection.vendor != "sqlite":
        pytest.skip("a full disk of PostgreSQL is made by its own error, below")
    raw = connection.connection
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages}")
    yield
    raw.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_says_so_gives_back_what_was_written_and_loses_nothing(
    enter: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    before = Document.objects.select_related("paper").get(kind="budget")
    answer = client.post(
        f"/films/{SLUG}/saves/", {"text": LONG, "password": LONG, "csrfmiddlewaretoken": "x" * 64}
    )
    page = answer.content.decode()
    assert (answer.status_code, "Retry-After" in answer.headers) == (507, False)
    for told in ("The desk&#x27;s disk is full", "was not saved", "Tell whoever keeps the desk to make room"):
        assert told in page
    assert [record.getMessage() for record in caplog.records if record.name == "topsheet.trouble"] == [
        FULL.title
    ]
    assert page.count("a second line that nobody wants to type again") == 1
    assert "x" * 64 not in page
    after = Document.objects.select_related("paper").get(kind="budget")
    assert (after.edits, after.paper.text, after.saves.count()) == (before.edits, before.paper.text, 1)


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("desk")
def test_a_disk_that_is_full_while_signing_in_says_so(full_disk: None, client: Client) -> None:  # noqa: ARG001
    person = Person.objects.get(email="ep@nightferry.example")
    answers = []
    for _ in range(40):  # until the pages that are free are used up
        answers.append(client.post("/sign-in/", {"login": person.email, "password": PASSWORD}))
        if answers[-1].status_code != 302:
            break
        client.cookies.clear()
    assert (answers[-1].status_code, "disk is full" in answers[-1].content.decode()) == (507, True)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("53100", FULL),
        ("55P03", BUSY),
        ("40P01", BUSY),
        ("53300", AWAY),
        ("57P01", AWAY),
        ("08006", AWAY),
        ("23505", None),
        ("42P01", None),
    ],
)
def test_what_postgresql_says_by_its_codes(code: str, trouble: Trouble | None) -> None:
    """The classes are psycopg's own for the code, wrapped by Django's as the driver's errors are."""
    from django.db.utils import DatabaseErrorWrapper

    class Wrapped:
        Database = psycopg
        errors_occurred = False

    with pytest.raises(DatabaseError) as caught, DatabaseErrorWrapper(Wrapped()):
        raise psycopg.errors.lookup(code)("it says something")
    assert trouble_of(caught.value) is trouble
    assert psycopg.errors.lookup("53100") is psycopg.errors.DiskFull


@pytest.mark.django_db
def test_what_postgresql_itself_raises_for_a_full_disk() -> None:
    """The server's own error, raised in the server: the class, code and wrapping are those of a real one."""
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL")
    with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
    assert trouble_of(caught.value) is FULL


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), FULL),
        (OSError(errno.EACCES, "Permission denied"), None),
        (_away(), AWAY),
        (InterfaceError("no cause"), None),
        (ValueError("ours"), None),
        (None, None),
    ],
)
def test_what_else_may_be_behind_a_mistake(error: Exception | None, trouble: Trouble | None) -> None:
    assert trouble_of(error) is trouble


def test_a_trouble_is_found_however_deep_it_lies() -> None:
    error, middle = ValueError("a page"), RuntimeError("a session")
    error.__context__, middle.__context__ = middle, OSError(errno.ENOSPC, "No space left on device")
    assert trouble_of(error) is FULL
    middle.__context__ = error
    assert trouble_of(error) is None


def test_sqlite_that_waits_in_vain_for_a_writer(tmp_path: object) -> None:
    """Two real connections: the second gives up, as it does after ten seconds on the desk."""
    file = f"{tmp_path}/desk.sqlite3"
    with sqlite3.connect(file, isolation_level=None) as first:
        first.execute("CREATE TABLE t (x)")
        first.execute("BEGIN IMMEDIATE")
        second = sqlite3.connect(file, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="database is locked") as caught:
            second.execute("BEGIN IMMEDIATE")
    second.close()
    first.close()
    assert trouble_of(caught.value) is BUSY


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_database_that_is_away_says_when_to_come_back(
    client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.MIDDLEWARE = ["topsheet_desk.site.security.headers", "topsheet_desk.site.security.Refusals"]  # type: ignore[attr-defined]  # pytest-django's settings
    answer = client.get("/away/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "The desk&#x27;s database does not answer" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_what_is_refused_is_a_page_with_the_sentence_and_what_was_written(enter: Enter) -> None:
    back = f"http://testserver/films/{SLUG}/budget/"
    answer = enter(Role.PRODUCER).post("/refused/", {"memo": LONG, "amount": "12"}, headers={"referer": back})
    page = answer.content.decode()
    assert answer.status_code == 409
    for told in (
        "Take it as an adjustment.",
        "a second line that nobody wants to type again",
        f'href="{back}"',
    ):
        assert told in page
    elsewhere = enter(Role.PRODUCER).get("/refused/", headers={"referer": "https://elsewhere.example/x"})
    assert "elsewhere.example" not in elsewhere.content.decode()


@pytest.mark.urls(__name__)
def test_what_is_not_allowed_says_who_may(enter: Enter) -> None:
    answer = enter(Role.DIRECTOR).get("/not-allowed/")
    assert (
        answer.status_code,
        str(NotAllowed(Act.SEAL, "budget", (Role.DIRECTOR,))) in answer.content.decode(),
    ) == (
        403,
        True,
    )


@pytest.mark.urls(__name__)
def test_every_such_page_keeps_the_strict_policy_and_has_no_inline_code(enter: Enter) -> None:
    import re

    client = enter(Role.EXECUTIVE_PRODUCER)
    client.raise_request_exception = False
    for address, status in (("/refused/", 409), ("/not-allowed/", 403), ("/no-room/", 507), ("/away/", 503)):
        answer = client.get(address)
        assert answer.status_code == status
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", answer.content.decode()) == []
