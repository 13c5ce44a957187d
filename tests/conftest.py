"""What every test stands on: a workspace of its own, the database asked for, a Chromium for the pages."""

from __future__ import annotations

import importlib.util
import os
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is slow; no test fails for that.
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_PATH_FILE = ROOT / ".venv" / "chromium-path"
# Chromium as a test wants it: no calls home, no first-run pages, the same fonts and sizes everywhere.
CHROMIUM_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--no-first-run",
]
STACK = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run the desk on a real PostgreSQL server")


def pytest_configure(config: pytest.Config) -> None:
    """Choose workspace and database before Django reads its settings; xdist's workers inherit the choice."""
    stack = config.stash[STACK] = ExitStack()
    if not hasattr(config, "workerinput"):
        workspace = stack.enter_context(tempfile.TemporaryDirectory(prefix="topsheet-tests-"))
        os.environ["TOPSHEET_HOME"] = workspace
        os.environ["TOPSHEET_SECRET_KEY"] = secrets.token_urlsafe(50)
        os.environ.pop("TOPSHEET_DATABASE_URL", None)
        if config.getoption("--postgresql"):
            from tests.postgresql_server import running

            os.environ["TOPSHEET_DATABASE_URL"] = stack.enter_context(running())
    if importlib.util.find_spec("django"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "topsheet_desk.site.settings"
        # Playwright keeps an event loop in the thread of the tests; Django would refuse the database there.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        from django.conf import settings

        # pytest-django starts Django for settings that are already read.
        assert settings.DATABASES


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[STACK].close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser; without one those tests are skipped, and in CI they fail."""
    for item in items:
        if {"browser", "page", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Playwright's launch arguments, with the Chromium that `make setup` found."""
    found = os.environ.get("TOPSHEET_CHROMIUM") or (
        CHROMIUM_PATH_FILE.read_text(encoding="utf-8").strip() if CHROMIUM_PATH_FILE.is_file() else ""
    )
    if not found:
        missing = "no Chromium: run make setup, or name one in TOPSHEET_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": found, "headless": True, "args": [*CHROMIUM_FLAGS, *as_root]}
