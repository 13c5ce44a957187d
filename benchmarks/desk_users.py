"""Fifty people on one desk: real sessions over the network, reading every room and saving drafts, on SQLite.

Goals: no error, and every kind of page under 150 ms at the 95th percentile for people who look at a page, read it for
some seconds and go on. The peers are the health page, which goes through the same server and asks the database three
small questions, and the same walk by one person alone. Then the same people without a pause, to find what the desk
gives at most.

The server is `topsheet desk serve` with two workers; people and server share the machine. By the clock, in the caller.

Run `python benchmarks/desk_users.py [people] [seconds]`.
"""

from __future__ import annotations

import html
import http.client
import math
import os
import random
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

PRODUCTIONS = 10
WORKERS = 2
DRAFT = "budget"
PASSWORD = "anchor-quay-wake-17"
NIGHT_FERRY = Path(__file__).parents[1] / "examples" / "night_ferry"
TOPSHEET = str(Path(sys.executable).with_name("topsheet"))
ROOMS = (
    "",
    "script/",
    "schedule/",
    "budget/",
    "incentives/",
    "market/",
    "finance/",
    "greenlight/",
    "recoupment/",
    "documents/",
    "decisions/",
    "problems/",
    "why/finance.gap",
)
# Seconds for which somebody reads what they opened; one page in twenty is a draft that they save.
PAUSE = (4.0, 20.0)
SAVES = 0.05
GOAL = 0.150
PEER = "health (peer)"
# A password takes its time on purpose; a save waits for the disk.
UNTIMED = ("signing in", "draft, saved", PEER)
Taken = dict[str, list[float]]


def main(arguments: list[str]) -> None:
    """Serve a desk, send one person and then many over it, and print what each kind of page took."""
    people = int(arguments[0]) if arguments else 50
    seconds = float(arguments[1]) if len(arguments) > 1 else 120.0
    with tempfile.TemporaryDirectory(prefix="topsheet-bench-") as folder:
        home = Path(folder)
        variables = seed(home, people)
        with served(home, variables) as port:
            warm(port)
            alone = walk(port, 1, min(seconds, 20.0), pause=(0.0, 0.0))
            together = walk(port, people, seconds, pause=PAUSE)
            pressed = walk(port, people, min(seconds, 20.0), pause=(0.0, 0.0))
        report(people, alone, together, pressed)


def seed(home: Path, people: int) -> dict[str, str]:
    """A desk with some productions and everybody seated as executive producer of one; the server's variables."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("TOPSHEET_")}
    variables |= {
        "TOPSHEET_HOME": str(home),
        "TOPSHEET_SECRET_KEY": secrets.token_urlsafe(50),
        "TOPSHEET_ALLOWED_HOSTS": "127.0.0.1",
        "TOPSHEET_LOG_LEVEL": "WARNING",
    }
    os.environ.update(variables)
    os.environ["DJANGO_SETTINGS_MODULE"] = "topsheet_desk.site.settings"
    os.environ.pop("TOPSHEET_DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from topsheet_desk.site.roles import Role
    from topsheet_desk.vault.actions import CastMember, known, open_production, seat_cast
    from topsheet_desk.vault.folder import files_of, papers_in

    call_command("migrate", verbosity=0, interactive=False)
    keeper = known("keeper@measured.example", "Measured Keeper", PASSWORD, keeper=True)
    papers = papers_in(files_of(NIGHT_FERRY)).texts
    role = Role.EXECUTIVE_PRODUCER
    for at in range(PRODUCTIONS):
        mine = {**papers, "market.yaml": f"{papers['market.yaml']}# film {at}\n"}
        open_production(keeper, f"film-{at}", f"film_{at}", mine, role=role, now=datetime.now(UTC))
    now = datetime.now(UTC)
    for at in range(people):
        seat_cast(
            f"film-{at % PRODUCTIONS}", [CastMember(email(at), f"Person {at}", role)], PASSWORD, now=now
        )
    connections.close_all()
    return variables


def email(at: int) -> str:
    """How somebody signs in."""
    return f"person-{at}@measured.example"


@contextmanager
def served(home: Path, variables: Mapping[str, str]) -> Iterator[int]:
    """The desk behind its own server, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [TOPSHEET, "desk", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=dict(variables), stderr=log)
    try:
        while True:
            try:
                Person(port, -1).get("/health/")
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit((home / "log").read_text(encoding="utf-8")) from None
                time.sleep(0.1)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    # A warning may be granian's, which takes a worker that has just ended for one that will not.
    errors = [line for line in (home / "log").read_text(encoding="utf-8").splitlines() if '"ERROR"' in line]
    if errors:
        raise SystemExit("the server met errors:\n" + "\n".join(errors))


@dataclass
class Person:
    """Somebody with a browser: one connection, their cookies, and what each page took."""

    port: int
    at: int
    cookies: dict[str, str] = field(default_factory=dict)
    taken: Taken = field(default_factory=dict)
    link: http.client.HTTPConnection | None = None

    def get(self, path: str, kind: str = "") -> str:
        """A page."""
        return self._ask("GET", path, None, kind)

    def post(self, path: str, form: Mapping[str, str], kind: str = "") -> str:
        """A form sent."""
        return self._ask("POST", path, urlencode(form), kind)

    def sign_in(self) -> None:
        """Through the door, as everybody."""
        token = _token(self.get("/sign-in/"))
        form = {"login": email(self.at), "password": PASSWORD, "csrfmiddlewaretoken": token}
        self.post("/sign-in/", form, "signing in")

    def work(self, seconds: float, pause: tuple[float, float]) -> None:
        """Open a room, read it, open another; now and then save a draft, until the time is over."""
        chance = random.Random(self.at)  # noqa: S311  # the same walk each time
        film, turn = f"/films/film-{self.at % PRODUCTIONS}/", 0
        time.sleep(chance.uniform(0, pause[1]))
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            turn += 1
            if chance.random() < SAVES:
                self.save(film, turn)
            else:
                room = chance.choice(ROOMS)
                self.get(film + room, room or "cockpit")
            if chance.random() < 0.1:
                self.get("/health/", PEER)
            time.sleep(chance.uniform(*pause))

    def save(self, film: str, turn: int) -> None:
        """Open the text of a document, add a line, save it; somebody else may have been quicker, and is told so."""
        page = self.get(f"{film}documents/{DRAFT}/", "draft, opened")
        text = re.findall(r"<textarea[^>]*name=\"text\"[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[0]
        edits = re.findall(r'name="edits" value="(\d+)"', page)[0]
        form = {
            "text": f"{_plain(text)}# {self.at} {turn}\n",
            "edits": edits,
            "csrfmiddlewaretoken": _token(page),
        }
        self.post(f"{film}documents/{DRAFT}/save", form, "draft, saved")

    def _answered(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """The answer; as a browser does, a new connection where the server closed the old one meanwhile."""
        reused = self.link is not None
        self.link = self.link or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self.link.request(method, path, body, headers)
            return self.link.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if not reused:
                raise
            self.link.close()
            self.link = None
            return self._answered(method, path, body, headers)

    def _ask(self, method: str, path: str, body: str | None, kind: str) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        answer = self._answered(method, path, body, headers)
        page = answer.read().decode()
        if kind:
            self.taken.setdefault(kind, []).append(time.perf_counter() - began)
        for cookie in answer.headers.get_all("set-cookie", []):
            name, _, value = cookie.strip().partition("=")
            self.cookies[name] = value.split(";", 1)[0]
        # 409 is the answer to somebody whose colleague saved first: both texts are shown.
        if answer.status not in (200, 302, 409):
            raise SystemExit(f"{method} {path} answered {answer.status}\n{page[:2000]}")
        return page


def _token(page: str) -> str:
    return str(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0])


def _plain(text: str) -> str:
    return html.unescape(text)


def warm(port: int) -> None:
    """Every film looked at once by each worker, as on any morning."""
    for at in range(PRODUCTIONS):
        person = Person(port, at)
        person.sign_in()
        for _ in range(WORKERS * 3):
            person.get(f"/films/film-{at}/")
            if person.link:
                person.link.close()


def walk(port: int, people: int, seconds: float, *, pause: tuple[float, float]) -> Taken:
    """Everybody through the rooms of their film until the time is over, each in a thread of their own."""
    everybody = [Person(port, at) for at in range(people)]
    failed, signed_in = list[BaseException](), threading.Barrier(people + 1)

    def live(person: Person) -> None:
        try:
            person.sign_in()
            signed_in.wait()
            person.work(seconds, pause)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # told below, and ends the benchmark
            failed.append(error)
            signed_in.abort()

    threads = [threading.Thread(target=live, args=(person,)) for person in everybody]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):  # told with the errors
        signed_in.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"{len(failed)} of {people} people met an error, the first: {failed[0]!r}")
    taken: Taken = {"": [time.monotonic() - began]}
    for person in everybody:
        for kind, times in person.taken.items():
            taken.setdefault(kind, []).extend(times)
    return taken


def report(people: int, alone: Taken, together: Taken, pressed: Taken) -> None:
    """A line for each kind of page: one person, many who read what they open, many without a pause."""
    write = sys.stdout.write
    walks = {
        "one person without a pause": alone,
        f"{people} people": together,
        "the same without a pause": pressed,
    }
    for name, walked in walks.items():
        many, seconds = sum(len(times) for kind, times in walked.items() if kind), walked[""][0]
        write(f"{name}: {many} requests in {seconds:.0f} s, {many / seconds:.1f} a second, no error\n")
    write(f"{'p95 in ms':18} {'one':>9} {people:>9} {'pressed':>9} {'of one':>9} {'of health':>10}\n")
    peer = p95(together[PEER])
    for kind in sorted(kind for kind in together if kind):
        one, late, hard = (p95(walked[kind]) if kind in walked else math.nan for walked in walks.values())
        told = " ".join(f"{taken * 1000:9.1f}" for taken in (one, late, hard))
        over = "  over the goal" if late > GOAL and kind not in UNTIMED else ""
        write(f"{kind:18} {told} {late / one:8.1f}x {late / peer:9.1f}x{over}\n")
    every = [taken for kind, times in together.items() if kind not in ("", *UNTIMED) for taken in times]
    write(f"every page: median {statistics.median(every) * 1000:.1f} ms, p95 {p95(every) * 1000:.1f} ms\n")


def p95(taken: list[float]) -> float:
    """The 95th percentile by nearest rank."""
    return sorted(taken)[math.ceil(len(taken) * 0.95) - 1]


if __name__ == "__main__":
    main(sys.argv[1:])
