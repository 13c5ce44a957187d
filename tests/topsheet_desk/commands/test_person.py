"""`topsheet desk person`: the first person of a desk, and the link that sets their password once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from django.test import Client
from pytest_django import Settings

from tests.topsheet_desk.conftest import PASSWORD
from topsheet_desk.commands.person import tell
from topsheet_desk.vault.records import Person

STRONG = "nine-lanterns-at-sea"


Tell = Callable[..., str]


@pytest.fixture
def tell_of(capsys: pytest.CaptureFixture[str], settings: Settings) -> Tell:
    """Run the command on the desk that stands; what it printed, its refusals too."""

    settings.TOPSHEET_URL = "https://desk.example"

    def run(email: str, name: str = "Ana Novak", *, keeper: bool = False) -> str:
        with suppress(typer.Exit):
            tell(email, name, keeper=keeper)
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


def _link(printed: str) -> str:
    found = re.search(r"https://desk\.example(/sign-in/new-password/\S+/)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]


@pytest.mark.usefixtures("desk")
def test_the_link_sets_the_password_once_and_signs_in(client: Client, tell_of: Tell) -> None:
    printed = tell_of("Ana@Elsewhere.example", keeper=True)
    person = Person.objects.get(email="ana@elsewhere.example")
    assert (person.name, person.is_keeper, person.has_usable_password()) == (
        "Ana Novak",
        True,
        False,
    )
    assert "Ana Novak <ana@elsewhere.example> is on the desk now." in printed
    form = client.get(_link(printed)).headers["Location"]
    assert client.post(form, {"password1": STRONG, "password2": STRONG}).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert "opens nothing" in Client().get(_link(printed)).content.decode()


@pytest.mark.usefixtures("desk")
def test_someone_there_already_keeps_everything_but_may_become_a_keeper(tell_of: Tell) -> None:
    printed = tell_of("director@nightferry.example", "Another Name", keeper=True)
    person = Person.objects.get(email="director@nightferry.example")
    assert (person.name, person.check_password(PASSWORD), person.is_keeper) == (
        "Sylvie Tremaine",
        True,
        True,
    )
    assert "nothing of theirs was changed" in printed
    tell_of("ep@nightferry.example")
    assert Person.objects.get(email="ep@nightferry.example").is_keeper


@pytest.mark.usefixtures("desk")
def test_someone_switched_off_and_an_address_that_is_none_are_refused(tell_of: Tell) -> None:
    Person.objects.filter(email="director@nightferry.example").update(is_active=False)
    assert tell_of("director@nightferry.example") == (
        "This sign-in is switched off. Ask whoever keeps the desk before you accept anything.\n"
    )
    assert tell_of("no address") == "no address is no e-mail address. Write one like name@example.com.\n"
    assert not Person.objects.get(email="director@nightferry.example").is_active


def test_the_command_makes_a_desk_where_there_is_none(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TOPSHEET_", "DJANGO_"))
    }
    command = [str(Path(sys.executable).with_name("topsheet")), "desk", "person", "ana@elsewhere.example"]
    command += ["--name", "Ana Novak", "--keeper", "--workspace", str(tmp_path / "var")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "http://127.0.0.1:8000/sign-in/new-password/1-" in done.stdout
    assert (tmp_path / "var" / "desk.sqlite3").is_file()
