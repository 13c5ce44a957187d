"""Night Ferry on a desk of its own, with the whole cast seated.

Django's tables are imported inside the fixtures: pytest reads this file before the settings are chosen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from topsheet_desk.site.roles import Role

if TYPE_CHECKING:
    from topsheet_desk.vault.actions import CastMember

NIGHT_FERRY = Path(__file__).resolve().parents[2] / "examples" / "night_ferry"
PASSWORD = "anchor-quay-wake-17"
SLUG = "night-ferry"
Enter = Callable[[Role | None], Client]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with Night Ferry in it, shared by tests that change no paper."""
    home = tmp_path_factory.mktemp("workspace")
    shutil.copytree(NIGHT_FERRY, home / "productions" / "night_ferry")
    return home


@pytest.fixture
def cast(workspace: Path) -> list[CastMember]:
    """The demo cast as the command seats it."""
    from topsheet_desk.commands.cast import night_ferry_cast

    return night_ferry_cast(workspace / "productions" / "night_ferry")


@pytest.fixture
def desk(db: None, workspace: Path, cast: list[CastMember]) -> Iterator[Path]:  # noqa: ARG001  # the database is used
    """The desk with Night Ferry taken in, the cast seated, and a stranger who sits nowhere."""
    from django.test import override_settings

    from topsheet_desk.vault.actions import seat_cast, take_in
    from topsheet_desk.vault.records import Person

    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # only here, and only for speed
    with override_settings(TOPSHEET_HOME=workspace, PASSWORD_HASHERS=quick):
        take_in(SLUG, "night_ferry")
        seat_cast(SLUG, cast, PASSWORD)
        Person.objects.create(email="stranger@elsewhere.example", name="Val Stranger")
        yield workspace


@pytest.fixture
def enter(desk: Path) -> Enter:  # noqa: ARG001  # the desk must stand
    """A browser in which someone of the cast is signed in; None is the stranger."""
    from topsheet_desk.vault.records import Person

    def as_role(role: Role | None) -> Client:
        client = Client()
        held = (
            Person.objects.filter(memberships__role=role) if role else Person.objects.filter(memberships=None)
        )
        client.force_login(held.get())
        return client

    return as_role
