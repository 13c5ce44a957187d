"""The desk as `topsheet desk run` opens it, on a workspace of its own, and someone of the cast in a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PATIENCE = 60.0
FILM = "/films/night-ferry"
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
    "recoupment/offers/",
    "problems/",
    "reports/",
    "log/",
    "search/?q=contingency",
)


@dataclass(frozen=True)
class Desk:
    """A desk that is open: its address, the demo password, what it printed before it served, where letters lie."""

    address: str
    password: str
    printed: str
    mail: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that many journeys read, and that none leaves other than it was for the next."""
    with opened(tmp_path_factory.mktemp("desk")) as found:
        yield found


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """Start the command, wait until it answers, and close it as Ctrl-C does."""
    port, log = _free_port(), home / "log"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TOPSHEET_", "DJANGO_"))
    }
    command = [str(Path(sys.executable).with_name("topsheet")), "desk", "run"]
    command += ["--port", str(port), "--workspace", str(home / "var")]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/sign-in/", process, log)
        password = (home / "var" / "demo_password").read_text(encoding="utf-8").strip()
        printed = log.read_text(encoding="utf-8")
        yield Desk(f"http://127.0.0.1:{port}", password, printed, home / "var" / "mail")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0, log.read_text(encoding="utf-8")


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  # our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the desk did not open:\n{log.read_text(encoding='utf-8')}")


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(desk: Desk, browser: Browser) -> Iterator[SignIn]:
    """Open a browser of someone's own, signed in; what its console complains of fails the test."""
    opened, complaints = [], list[str]()

    def enter(who: str, *, width: int = 1440, colours: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=desk.address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if colours == "dark" else "light",
            java_script_enabled=script,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk.address)
        page = context.new_page()
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/sign-in/")
        page.get_by_label("E-mail").fill(f"{who}@nightferry.example")
        page.get_by_label("Password").fill(desk.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        opened.append(context)
        return page

    yield enter
    for context in opened:
        context.close()
    assert complaints == []


def settle(page: Page) -> None:
    """Wait until the page's charts are drawn."""
    expect(page.locator("[data-chart]:not([data-drawn])")).to_have_count(0)
