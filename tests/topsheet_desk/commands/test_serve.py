"""The desk as it is served to others: what it refuses to start without, and what it does while it runs and stops."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from tests.topsheet_desk.real_desk import PATIENCE, ROOT, TOPSHEET, RealDesk, real_desk
from tests.topsheet_desk.writers import EMAIL

pytestmark = pytest.mark.slow
PASSWORD = "anchor-quay-wake-17"
Answer = tuple[int, Mapping[str, str], str]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[RealDesk]:
    """A desk with some productions, on the database that the tests run on."""
    postgresql = bool(request.config.getoption("--postgresql"))
    with real_desk(tmp_path_factory.mktemp("served"), postgresql=postgresql) as desk:
        assert desk.command("migrate").returncode == 0
        desk.writers("seed")
        yield desk


class Served:
    """A desk that is served: asked over the network, and stopped as systemd does it."""

    def __init__(self, desk: RealDesk, port: int, log: Path, **variables: str) -> None:
        self.port, self.log = port, log
        with log.open("wb") as err:
            self.process = subprocess.Popen(
                [TOPSHEET, "desk", "serve", "--port", str(port), "--workers", "2"],
                cwd=ROOT,
                env={**desk.variables, **variables},
                stderr=err,
            )

    def ask(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        told = {"Host": "desk.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if form:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        link.request("POST" if form else "GET", path, urlencode(form) if form else None, told)
        got = link.getresponse()
        page = got.read().decode()
        cookies = "; ".join(cookie.strip().split(";")[0] for cookie in got.headers.get_all("set-cookie", []))
        link.close()
        return got.status, {**{k.lower(): v for k, v in got.headers.items()}, "cookies": cookies}, page

    def sign_in(self) -> str:
        """The cookies of the seeded producer."""
        _, headers, page = self.ask("/sign-in/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
        form = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token}
        status, signed, page = self.ask("/sign-in/", form, Cookie=headers["cookies"])
        assert status == 302, page
        return signed["cookies"]

    def lines(self) -> list[dict[str, Any]]:
        """The log, which must be nothing but JSON."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@contextmanager
def served(desk: RealDesk, folder: Path, **variables: str) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    open_desk = Served(desk, port, folder / "log", **variables)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                assert open_desk.ask("/health/")[0] == 200
                break
            except OSError:
                assert open_desk.process.poll() is None, open_desk.log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield open_desk
    finally:
        open_desk.process.terminate()
        assert open_desk.process.wait(timeout=PATIENCE) == 0, open_desk.log.read_text(encoding="utf-8")


def test_it_is_served_by_several_workers_with_a_log_and_strict_headers(
    seeded: RealDesk, tmp_path: Path
) -> None:
    with served(seeded, tmp_path) as desk:
        cookies = desk.sign_in()
        answers = [desk.ask(f"/films/film-{at % 5}/finance/?q=secret", Cookie=cookies) for at in range(10)]
        assert [status for status, _, _ in answers] == [200] * 10
        headers = answers[0][1]
        assert "unsafe" not in headers["content-security-policy"]
        assert {
            name: headers[name] for name in ("x-frame-options", "x-content-type-options", "referrer-policy")
        } == {
            "x-frame-options": "DENY",
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
        }
        assert "strict-transport-security" not in headers
        status, bundle, _ = desk.ask("/static/desk/main.css")
        assert (status, bundle["content-type"]) == (200, 'text/css; charset="utf-8"')
        assert desk.ask("/", Host="elsewhere.example")[0] == 400
    lines = desk.lines()
    assert "secret" not in desk.log.read_text(encoding="utf-8")
    assert len({line["worker"] for line in lines if line["logger"] == "topsheet.request"}) == 2
    ids = [line["request"] for line in lines if line.get("route") == "finance"]
    assert sorted(ids) == sorted(answer[1]["x-request-id"] for answer in answers)


def test_behind_https_it_says_so_for_a_year_and_guards_its_cookies(seeded: RealDesk, tmp_path: Path) -> None:
    with served(seeded, tmp_path, TOPSHEET_HTTPS="on", TOPSHEET_URL="https://desk.example") as desk:
        status, headers, _ = desk.ask("/sign-in/")
        assert (status, headers["location"]) == (301, "https://desk.example/sign-in/")
        status, headers, _ = desk.ask("/sign-in/", X_Forwarded_Proto="https")
        assert (status, headers["strict-transport-security"]) == (200, "max-age=31536000")
        assert "Secure" in headers["set-cookie"]
        assert desk.ask("/health/")[0] == 200


def test_told_to_stop_it_lets_the_request_under_way_end(seeded: RealDesk, tmp_path: Path) -> None:
    with served(seeded, tmp_path) as desk:
        cookies, got = desk.sign_in(), list[int]()

        def look(film: int) -> None:
            got.append(desk.ask(f"/films/film-{film}/", Cookie=cookies)[0])

        # The first look at a film computes its whole chain: long enough to be cut off.
        asked = [threading.Thread(target=look, args=(film,)) for film in range(5)]
        for thread in asked:
            thread.start()
        time.sleep(0.1)
        assert len(got) < len(asked)
        desk.process.send_signal(signal.SIGTERM)
        for thread in asked:
            thread.join(timeout=PATIENCE)
        assert got == [200] * len(asked)


def test_each_thread_keeps_one_connection_and_no_more(
    seeded: RealDesk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--postgresql"):
        pytest.skip("counts the sessions of PostgreSQL")
    with served(seeded, tmp_path) as desk:
        cookies = desk.sign_in()
        for _ in range(5):
            asked = [
                threading.Thread(target=desk.ask, args=("/films/film-1/budget/",), kwargs={"Cookie": cookies})
                for _ in range(20)
            ]
            for thread in asked:
                thread.start()
            for thread in asked:
                thread.join()
        with psycopg.connect(seeded.variables["TOPSHEET_DATABASE_URL"]) as session:
            row = session.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchone()
    assert row is not None
    assert 0 < row[0] <= 2 * 4


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"TOPSHEET_SECRET_KEY": ""}, "TOPSHEET_SECRET_KEY is not set"),
        ({"TOPSHEET_SECRET_KEY": "changeme"}, "TOPSHEET_SECRET_KEY can be guessed"),
        ({"TOPSHEET_ALLOWED_HOSTS": ""}, "TOPSHEET_ALLOWED_HOSTS is not set"),
        ({"TOPSHEET_ALLOWED_HOSTS": "*"}, "TOPSHEET_ALLOWED_HOSTS holds *"),
        ({"TOPSHEET_DEBUG": "1"}, "TOPSHEET_DEBUG is on"),
        ({"TOPSHEET_LOG_LEVEL": "LOUD"}, "TOPSHEET_LOG_LEVEL is one of"),
        ({"TOPSHEET_DATABASE_URL": "mysql://x/y"}, "TOPSHEET_DATABASE_URL must start with postgresql://"),
        (
            {"TOPSHEET_DATABASE_URL": "postgresql://x:y@127.0.0.1:1/z"},
            "The database does not answer (OperationalError).",
        ),
    ],
)
def test_it_refuses_to_start_in_one_sentence(tmp_path: Path, variables: dict[str, str], told: str) -> None:
    with real_desk(tmp_path, postgresql=False) as desk:
        refused = RealDesk(desk.home, {**desk.variables, **variables}).command("serve", "--port", _free())
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)
    assert refused.stderr.startswith(told)


def test_it_tells_all_that_is_missing_at_once(tmp_path: Path) -> None:
    with real_desk(tmp_path, postgresql=False) as desk:
        bare = {name: value for name, value in desk.variables.items() if name != "TOPSHEET_SECRET_KEY"}
        refused = RealDesk(desk.home, {**bare, "TOPSHEET_DEBUG": "on"}).command("serve", "--port", _free())
    assert [line.split(" ")[0] for line in refused.stderr.splitlines()] == [
        "TOPSHEET_SECRET_KEY",
        "TOPSHEET_DEBUG",
    ]


def test_a_database_of_another_version_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with real_desk(tmp_path, postgresql=False) as desk:
        refused = desk.command("serve", "--port", _free())
    assert refused.returncode == 2
    assert re.fullmatch(
        r"The database has not had \d+ migrations of this version, the first \w+\.0001_\w+\. "
        r"Make a backup, then start with --migrate, or run `topsheet desk migrate`\.\n",
        refused.stderr,
    )


def test_a_proxy_that_is_trusted_is_believed_about_the_caller_and_nobody_else(tmp_path: Path) -> None:
    script = (
        "import io\nfrom topsheet_desk.site.wsgi import application\n"
        "def caller(proxy):\n"
        "    asked = {'REMOTE_ADDR': proxy, 'HTTP_X_FORWARDED_FOR': '203.0.113.9', 'PATH_INFO': '/static/no.css',\n"
        "        'REQUEST_METHOD': 'GET', 'SERVER_NAME': 'desk.example', 'SERVER_PORT': '80',\n"
        "        'wsgi.input': io.BytesIO()}\n"
        "    application(asked, lambda *a, **k: None)\n"
        "    return asked['REMOTE_ADDR']\n"
        "print(caller('127.0.0.1'), caller('198.51.100.4'))\n"
    )
    with real_desk(tmp_path, postgresql=False) as desk:
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**desk.variables, "TOPSHEET_TRUSTED_PROXIES": "127.0.0.1"},
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.split() == ["203.0.113.9", "198.51.100.4"]


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
