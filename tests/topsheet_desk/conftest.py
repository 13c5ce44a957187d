"""Night Ferry on a desk of its own, with the whole cast seated.

Django's tables are imported inside the fixtures: pytest reads this file before the settings are chosen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from topsheet.film import Film
from topsheet_desk.site.roles import Role

if TYPE_CHECKING:
    from topsheet_desk.vault.actions import CastMember
    from topsheet_desk.vault.records import Revision

NIGHT_FERRY = Path(__file__).resolve().parents[2] / "examples" / "night_ferry"
PASSWORD = "anchor-quay-wake-17"
SLUG = "night-ferry"
BARE = "bare-ferry"
TODAY = date(2026, 11, 25)
# Whose line those see who see only their own; the investor of the demo has another.
PARTY = {Role.FINANCIER: "keystone_gap", Role.SALES_AGENT: "longshore"}
Enter = Callable[[Role | None], Client]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with Night Ferry in it, shared by tests that change no paper."""
    home = tmp_path_factory.mktemp("workspace")
    shutil.copytree(NIGHT_FERRY, home / "productions" / "night_ferry")
    return home


@pytest.fixture
def cast(workspace: Path) -> list[CastMember]:
    """The demo cast as the command seats it, and one person for each role that it leaves out."""
    from topsheet_desk.commands.cast import night_ferry_cast
    from topsheet_desk.vault.actions import CastMember

    shown = night_ferry_cast(workspace / "productions" / "night_ferry")
    others = [role for role in Role if role not in {member.role for member in shown}]
    return [
        *shown,
        *(
            CastMember(
                f"{role.lower()}@nightferry.example", f"{role.label} of the cast", role, PARTY.get(role, "")
            )
            for role in others
        ),
    ]


@pytest.fixture
def desk(db: None, workspace: Path, cast: list[CastMember]) -> Iterator[Path]:  # noqa: ARG001  # the database is used
    """The desk with Night Ferry taken in, the cast seated, and a stranger who sits nowhere."""
    from django.test import override_settings

    from topsheet_desk.vault.actions import known, open_production, seat_cast
    from topsheet_desk.vault.folder import files_of, papers_in
    from topsheet_desk.vault.records import Person

    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # only here, and only for speed
    with override_settings(TOPSHEET_HOME=workspace, PASSWORD_HASHERS=quick):
        keeper = known(cast[0].email, cast[0].name, PASSWORD, keeper=True)
        papers = papers_in(files_of(workspace / "productions" / "night_ferry"))
        open_production(
            keeper, SLUG, "night_ferry", papers.texts, role=Role.EXECUTIVE_PRODUCER, now=datetime.now(UTC)
        )
        seat_cast(SLUG, cast, PASSWORD, now=datetime.now(UTC))
        Person.objects.create(email="stranger@elsewhere.example", name="Val Stranger")
        yield workspace


@pytest.fixture
def without(desk: Path, cast: list[CastMember]) -> Callable[[str], str]:  # noqa: ARG001  # the desk must stand
    """Night Ferry once more, as a production without one of its papers; its slug."""
    from topsheet_desk.vault.actions import known, open_production, seat_cast
    from topsheet_desk.vault.folder import files_of, papers_in

    def made(name: str) -> str:
        texts = {each: text for each, text in papers_in(files_of(NIGHT_FERRY)).texts.items() if each != name}
        keeper, now = known(cast[0].email, cast[0].name, PASSWORD, keeper=True), datetime.now(UTC)
        open_production(keeper, BARE, "bare_ferry", texts, role=Role.EXECUTIVE_PRODUCER, now=now)
        seat_cast(BARE, cast, PASSWORD, now=now)
        return BARE

    return made


@pytest.fixture
def film(desk: Path) -> Film:  # noqa: ARG001  # the desk must stand
    """Night Ferry as the desk computes it today."""
    from topsheet_desk.vault.lookups import reading

    found = reading.film(reading.stamp_by_slug(SLUG), date.today())  # noqa: DTZ011  # the desk's own day
    assert found is not None
    return found


@pytest.fixture
def rewrite(desk: Path) -> Callable[[str, str, str], None]:  # noqa: ARG001  # the desk must stand
    """Save a document of Night Ferry with some words replaced, as its executive producer."""
    from topsheet_desk.vault.actions.papers import save_draft
    from topsheet_desk.vault.records import Document, Person

    def save(kind: str, old: str, new: str) -> None:
        document = Document.objects.get(production__slug=SLUG, kind=kind)
        person = Person.objects.get(email="ep@nightferry.example").pk
        assert old in document.paper.text
        text = document.paper.text.replace(old, new)
        save_draft(person, SLUG, kind, text, edits=document.edits, now=datetime.now(UTC))

    return save


@pytest.fixture
def person(desk: Path) -> Callable[[Role], int]:  # noqa: ARG001  # the desk must stand
    """Who of the cast holds a role, by primary key."""
    from topsheet_desk.vault.records import Person

    return lambda role: Person.objects.filter(memberships__role=role).earliest("pk").pk


@pytest.fixture
def seal(person: Callable[[Role], int]) -> Callable[..., Revision]:
    """Seal a document of Night Ferry as it stands, as the holder of a role."""
    from topsheet_desk.vault.actions.revisions import seal as seal_draft
    from topsheet_desk.vault.records import Document

    def act(kind: str, role: Role = Role.LINE_PRODUCER, reason: str = "for approval") -> Revision:
        edits = Document.objects.get(production__slug=SLUG, kind=kind).edits
        moment = datetime.now(UTC)
        return seal_draft(person(role), SLUG, kind, edits=edits, reason=reason, today=TODAY, now=moment)

    return act


@pytest.fixture
def approve(person: Callable[[Role], int], seal: Callable[..., Revision]) -> Callable[[str, Role], Revision]:
    """Seal a document of Night Ferry as it stands, and have it approved by everybody who is asked."""
    from topsheet_desk.vault.actions.deciding import Said, decide
    from topsheet_desk.vault.records import Request
    from topsheet_desk.vault.verdicts import Verdict

    def act(kind: str, role: Role) -> Revision:
        revision = seal(kind, role)
        request = Request.objects.filter(production__slug=SLUG).latest("number")
        for needed in request.needs:
            said, moment = Said(Verdict.APPROVED), datetime.now(UTC)
            decide(person(Role(needed)), SLUG, request.number, said, today=TODAY, now=moment)
        return revision

    return act


@pytest.fixture
def enter(desk: Path) -> Enter:  # noqa: ARG001  # the desk must stand
    """A browser in which someone of the cast is signed in; None is the stranger."""
    from topsheet_desk.vault.records import Person

    def as_role(role: Role | None) -> Client:
        client = Client()
        held = (
            Person.objects.filter(memberships__role=role) if role else Person.objects.filter(memberships=None)
        )
        client.force_login(held.distinct().get())
        return client

    return as_role
