"""One's own account: settings, and a log that only the person reads."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.topsheet_desk.conftest import PASSWORD, Enter
from topsheet_desk.people.forms import NEAR, zones
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import LogLine, Person

pytestmark = pytest.mark.usefixtures("desk")


def own(email: str) -> list[str]:
    person = Person.objects.get(email=email)
    return list(
        LogLine.objects.filter(book=f"person:{person.pk}").order_by("number").values_list("words", flat=True)
    )


def test_a_person_changes_name_zone_and_letters_and_reads_it_in_their_log(enter: Enter) -> None:
    client = enter(Role.DIRECTOR)
    told = {"name": "S. Tremaine", "time_zone": "Europe/Paris", "digest": "WEEKLY"}
    page = client.post("/account/", told, follow=True).content.decode()
    person = Person.objects.get(email="director@nightferry.example")
    assert (person.name, person.time_zone, person.digest) == ("S. Tremaine", "Europe/Paris", "WEEKLY")
    words = "changed their account from Sylvie Tremaine: S. Tremaine, Europe/Paris, monday morning"
    assert (own(person.email), words in page) == ([words], True)
    assert "Nothing changed" not in page
    assert "Nothing was saved" in client.post("/account/", told, follow=True).content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"time_zone": "Mars/Olympus"}, {"digest": "HOURLY"}])
def test_a_wrong_wish_is_refused(enter: Enter, wrong: dict[str, str]) -> None:
    told = {"name": "S. Tremaine", "time_zone": "Europe/Paris", "digest": "WEEKLY", **wrong}
    page = enter(Role.DIRECTOR).post("/account/", told).content.decode()
    person = Person.objects.get(email="director@nightferry.example")
    assert (page.count('class="errorlist"'), person.time_zone) == (1, "UTC")


def test_the_time_zones_begin_with_a_short_list_and_hold_each_once() -> None:
    groups = dict(zones())
    names = [name for group in groups.values() for name, _said in group]
    assert (next(iter(groups)), [name for name, _ in groups["Near to hand"]]) == ("Near to hand", list(NEAR))
    assert (len(names), "Europe/Reykjavik" in names or "Atlantic/Reykjavik" in names) == (
        len(set(names)),
        True,
    )


def test_times_are_shown_in_the_persons_own_zone(client: Client) -> None:
    client.post("/sign-in/", {"login": "director@nightferry.example", "password": PASSWORD})
    Person.objects.filter(email="director@nightferry.example").update(time_zone="Asia/Tokyo")
    at = LogLine.objects.get(act="sign_in").at
    from zoneinfo import ZoneInfo

    there = at.astimezone(ZoneInfo("Asia/Tokyo"))
    page = client.get("/account/").content.decode()
    assert f"{there.day} {there:%b %Y, %H:%M}" in page


def test_nobody_reads_anothers_log(client: Client, enter: Enter) -> None:
    client.post("/sign-in/", {"login": "director@nightferry.example", "password": PASSWORD})
    assert "signed in by password" in client.get("/account/").content.decode()
    assert "signed in by password" not in enter(Role.EXECUTIVE_PRODUCER).get("/account/").content.decode()
