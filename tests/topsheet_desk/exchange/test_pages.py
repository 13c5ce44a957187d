"""Taking in and out on the pages: a zip goes out, is looked into, and comes in after one confirmation."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tests.topsheet_desk.conftest import NIGHT_FERRY, SLUG, Enter
from topsheet_desk.exchange.zips import pack
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.folder import files_of
from topsheet_desk.vault.lookups.exchange import export_of_everything
from topsheet_desk.vault.records import Document, Production

pytestmark = pytest.mark.usefixtures("desk")


def look(client: Client, address: str, raw: bytes, name: str = "ferry.zip") -> str:
    answer = client.post(address, {"folder": SimpleUploadedFile(name, raw)})
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    """What the confirmation of a preview carries."""
    form = page.split('name="confirm"', maxsplit=1)[0].rsplit("<form", 1)[1]
    return dict(re.findall(r'name="(carried|slug|edits)"[^>]*value="([^"]*)"', form))


def night_ferry(**changed: bytes) -> bytes:
    files = {
        name: raw for name, raw in files_of(NIGHT_FERRY).items() if name.endswith((".yaml", ".fountain"))
    }
    return pack({**files, **{f"{name}.yaml": raw for name, raw in changed.items()}})


def test_a_production_goes_out_and_comes_in_under_another_name(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    page = client.get(reverse("take_out", args=[SLUG])).content.decode()
    assert ("budget.yaml" in page, "Take out night-ferry.zip" in page) == (True, True)
    answer = client.post(reverse("take_out", args=[SLUG]))
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        "application/zip",
        f'attachment; filename="{SLUG}.zip"',
    )
    page = look(client, reverse("take_in"), answer.content)
    told = (
        "Total budget",
        "USD 6,000,000",
        "decisions in it open nothing here",
        "Take it in with its history",
    )
    assert [words in page for words in told] == [True] * 4
    carried = hidden(page)
    assert carried["slug"] == "ferry"
    done = client.post(reverse("take_in"), {**carried, "confirm": "history"}, follow=True)
    assert "ferry is on the desk" in done.content.decode()
    assert dict(export_of_everything("ferry").files) == dict(export_of_everything(SLUG).files)
    assert hidden(look(client, reverse("take_in"), answer.content))["slug"] == "ferry-2"
    again = client.post(reverse("take_in"), {**carried, "confirm": "history"}).content.decode()
    assert ("has a production called ferry" in again, Production.objects.count()) == (True, 2)


def test_a_folder_written_by_hand_is_looked_into_and_taken_in(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    page = look(client, reverse("take_in"), night_ferry(extra=b"x"), "My Film (2).zip")
    assert ("extra.yaml" in page, "Take in the papers" in page, "with its history" in page) == (
        True,
        True,
        False,
    )
    assert hidden(page)["slug"] == "my-film-2"
    client.post(reverse("take_in"), {**hidden(page), "confirm": "papers"})
    assert Document.objects.filter(production__slug="my-film-2").count() >= 8


def test_what_is_no_folder_is_refused_in_words(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert "this is no zip file" in look(client, reverse("take_in"), b"hello")
    assert "Choose the production&#x27;s folder" in client.post(reverse("take_in"), {}).content.decode()
    assert (
        "Choose the production&#x27;s folder"
        in client.post(reverse("take_in"), {"carried": "ü"}).content.decode()
    )
    with override_settings(TOPSHEET_MOST_UPLOAD=1000):
        assert "topsheet desk import" in look(client, reverse("take_in"), b"PK" + b"x" * 2000)
    with override_settings(TOPSHEET_MOST_FILES=2):
        assert "at most 2 are taken" in look(client, reverse("take_in"), night_ferry())


def test_a_history_that_was_changed_is_refused_with_its_place_and_its_papers_are_offered(
    enter: Enter,
) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    files = dict(export_of_everything(SLUG).files)
    files["desk/log.json"] = files["desk/log.json"].replace(b"with", b"without", 1)
    page = look(client, reverse("take_in"), pack(files))
    assert ("desk/log.json, row 1: the seal does not fit" in page, "with its history</button>" in page) == (
        True,
        False,
    )
    client.post(reverse("take_in"), {**hidden(page), "confirm": "papers"})
    assert Production.objects.filter(slug="ferry").exists()


def test_papers_come_in_beside_the_drafts_and_are_bound_to_them(enter: Enter) -> None:
    client, address = enter(Role.PRODUCER), reverse("take_in_papers", args=[SLUG])
    budget = (NIGHT_FERRY / "budget.yaml").read_bytes()
    changed = budget.replace(b"label: Contingency, percent: 10", b"label: Contingency, percent: 11")
    page = look(client, address, night_ferry(budget=changed))
    told = ("Becomes edit 2", "USD 6,051,000", "percent: 11", "Take in 1 document", "private.yaml")
    assert [words in page for words in told] == [True] * 5
    carried = hidden(page)
    assert carried["edits"] == "budget:1"
    done = client.post(address, {**carried, "confirm": "yes"}, follow=True).content.decode()
    assert ("Taken in: budget.yaml" in done, Document.objects.get(kind="budget").edits) == (True, 2)
    late = client.post(address, {**carried, "confirm": "yes"}).content.decode()
    assert "saved budget.yaml after this preview was made" in late
    assert "nothing to take in" in late


def test_the_same_papers_change_nothing(enter: Enter) -> None:
    page = look(enter(Role.EXECUTIVE_PRODUCER), reverse("take_in_papers", args=[SLUG]), night_ferry())
    assert ("There is nothing to take in" in page, "confirm" in page) == (True, False)


def test_only_a_keeper_finds_the_door(enter: Enter) -> None:
    assert "Take in a production" in enter(Role.EXECUTIVE_PRODUCER).get("/").content.decode()
    assert "Take in a production" not in enter(Role.PRODUCER).get("/").content.decode()
    assert enter(Role.PRODUCER).get(reverse("take_in")).status_code == 403
    raw = night_ferry()
    answer = enter(Role.PRODUCER).post(reverse("take_in"), {"folder": BytesIO(raw), "confirm": "papers"})
    assert (answer.status_code, Production.objects.count()) == (403, 1)


def test_a_line_producer_reads_neither_page(enter: Enter) -> None:
    client = enter(Role.LINE_PRODUCER)
    for name in ("take_out", "take_in_papers"):
        assert client.get(reverse(name, args=[SLUG])).status_code == 403
        assert client.post(reverse(name, args=[SLUG])).status_code == 403


def test_no_upload_touches_the_disk(enter: Enter, tmp_path: Path) -> None:
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path), FILE_UPLOAD_MAX_MEMORY_SIZE=1):
        look(enter(Role.EXECUTIVE_PRODUCER), reverse("take_in"), night_ferry())
    assert list(tmp_path.iterdir()) == []
