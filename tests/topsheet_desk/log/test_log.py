"""The log: each line to those who open its page, in the reader's zone, as a page, a CSV and a print."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.permissions import Actor, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, log, log_own
from topsheet_desk.vault.records import LogLine, Membership, Person, Production

AT = datetime(2026, 3, 16, 16, tzinfo=UTC)
# What each page's readers may know and others may not.
PLANTED = {
    Page.RECOUPMENT: "set Harrow Street's corridor to 50 % after 120 %",
    Page.FINANCE: "moved the gap loan to 598,900",
    Page.PEOPLE: "invited jo@rival.example as accountant",
    Page.SCRIPT: "saved night_ferry.fountain, edit 3",
}

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture(autouse=True)
def lines(desk: object) -> None:  # noqa: ARG001  # the desk must stand
    """One line on each of four pages by the executive producer, and one of their account."""
    with transaction.atomic():
        for page, words in PLANTED.items():
            log(doer_of(Role.EXECUTIVE_PRODUCER), "save", words, page)
        log_own(person(Role.EXECUTIVE_PRODUCER), "sign_in", "signed in", now=AT)


def person(role: Role) -> Person:
    return Person.objects.get(memberships__role=role)


def doer_of(role: Role, at: datetime = AT) -> Doer:
    who = person(role)
    return Doer(who, Production.objects.get(slug=SLUG), role, Actor(who.pk, (role,)), at)


def told(text: str) -> list[Page]:
    from django.utils.html import escape

    return [page for page, words in PLANTED.items() if words in text or str(escape(words)) in text]


@pytest.mark.parametrize("address", ["log", "log_csv"])
def test_each_line_is_shown_to_those_who_open_its_page(enter: Enter, address: str) -> None:
    seen = {role: told(enter(role).get(reverse(address, args=[SLUG])).content.decode()) for role in Role}
    costs = [Page.FINANCE, Page.SCRIPT]
    assert {role: pages for role, pages in seen.items() if pages} == {
        Role.EXECUTIVE_PRODUCER: list(PLANTED),
        Role.PRODUCER: list(PLANTED),
        Role.CO_PRODUCER: costs,
        Role.LINE_PRODUCER: costs,
        Role.ACCOUNTANT: costs,
    }


def test_neither_a_filter_nor_a_count_speaks_of_a_hidden_line(enter: Enter) -> None:
    with transaction.atomic():
        log(doer_of(Role.PRODUCER), "end_seat", "ended a seat", Page.PEOPLE)
    client, address = enter(Role.LINE_PRODUCER), reverse("log", args=[SLUG])
    everything = client.get(address).content.decode()
    assert ("3 lines" in everything, "end seat" in everything, "Okonkwo" in everything) == (
        True,
        False,
        False,
    )
    for query in ({"q": "corridor"}, {"act": "end_seat"}, {"person": str(person(Role.PRODUCER).pk)}):
        assert "0 lines found" in client.get(address, query).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "GAP loan"}, [Page.FINANCE]),
        ({"q": "gap corridor"}, []),
        ({"act": "save", "day": "2026-03-16"}, list(PLANTED)),
        ({"day": "2026-03-17"}, []),
        ({"day": "2026-02-30"}, list(PLANTED)),
        ({"person": "not a number", "page": "x"}, list(PLANTED)),
        ({"q": "\x00", "act": "\x00"}, list(PLANTED)),
    ],
)
def test_a_filter_leaves_what_was_asked_for(enter: Enter, query: dict[str, str], found: list[Page]) -> None:
    answer = enter(Role.PRODUCER).get(reverse("log", args=[SLUG]), query)
    assert (answer.status_code, told(answer.content.decode())) == (200, found)


def test_a_day_is_the_readers_day(enter: Enter) -> None:
    Person.objects.filter(memberships__role=Role.PRODUCER).update(time_zone="Pacific/Auckland")
    client, address = enter(Role.PRODUCER), reverse("log", args=[SLUG])
    assert [told(client.get(address, {"day": f"2026-03-{day}"}).content.decode()) for day in (16, 17)] == [
        [],
        list(PLANTED),
    ]
    assert "Tue 17 Mar 2026, 5:00 Auckland" in client.get(address).content.decode()
    assert "· Mon 16 Mar, 12:00 New York" in client.get(address).content.decode()


def test_pages_are_of_fifty_newest_first_and_a_print_has_all(enter: Enter) -> None:
    with transaction.atomic():
        by = doer_of(Role.PRODUCER, AT + timedelta(hours=1))
        for number in range(60):
            log(by, "note", f"note number {number}.", Page.SCRIPT)
    client, address = enter(Role.ACCOUNTANT), reverse("log", args=[SLUG])
    pages = [client.get(address, query).content.decode() for query in ({}, {"page": "2"}, {"whole": "1"})]
    assert [page.count("note number ") for page in pages] == [50, 10, 60]
    assert pages[0].index("note number 59.") < pages[0].index("note number 58.")
    assert client.get(address, {"page": "99"}).content.decode().count("note number ") == 10


def test_a_spreadsheet_gets_every_clock_and_runs_no_formula(enter: Enter) -> None:
    Person.objects.filter(memberships__role=Role.PRODUCER).update(time_zone="Europe/Lisbon")
    formula = '=HYPERLINK("https://elsewhere.example","x")'
    Person.objects.filter(memberships__role=Role.EXECUTIVE_PRODUCER).update(name="@SUM(A1)")
    with transaction.atomic():
        log(doer_of(Role.EXECUTIVE_PRODUCER), "save", formula, Page.SCRIPT)
    answer = enter(Role.PRODUCER).get(reverse("log_csv", args=[SLUG]), {"q": "HYPERLINK"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["When (Lisbon)", "When (place)", "Place", "When (UTC)", "Who", "Role", "Production", "Act", "What"],
        [
            "2026-03-16 16:00:00",
            "2026-03-16 12:00:00",
            "America/New_York",
            "2026-03-16 16:00:00",
            "'@SUM(A1)",
            "Executive producer",
            "Night Ferry",
            "save",
            f"'{formula}",
        ],
    ]


@pytest.mark.parametrize("address", ["/log/", "/log.csv"])
def test_ones_own_log_has_ones_own_acts_and_nobody_elses(enter: Enter, address: str) -> None:
    with transaction.atomic():
        log_own(person(Role.PRODUCER), "password", "changed the password", now=AT)
        log(doer_of(Role.DIRECTOR), "save", "saved the script, edit 4", Page.SCRIPT)
        log(doer_of(Role.DIRECTOR), "save", "saved what the director no longer opens", Page.MARKET)
    own, others = enter(Role.EXECUTIVE_PRODUCER).get(address).content.decode(), enter(Role.DIRECTOR)
    assert (told(own), "signed in" in own, "changed the password" in own) == (list(PLANTED), True, False)
    text = others.get(address).content.decode()
    assert ("edit 4" in text, "no longer opens" in text, told(text)) == (True, False, [])
    Membership.objects.filter(role=Role.DIRECTOR).update(ended_at=AT)
    assert "edit 4" not in others.get(address).content.decode()


def test_reading_the_log_writes_nothing(enter: Enter) -> None:
    before = LogLine.objects.count()
    client = enter(Role.PRODUCER)
    for address in (reverse("log", args=[SLUG]), reverse("log_csv", args=[SLUG]), "/log/", "/log.csv"):
        assert (client.get(address).status_code, client.post(address).status_code) == (200, 405)
    assert LogLine.objects.count() == before


def test_what_was_done_to_the_private_document_is_told_to_its_owner_alone(
    enter: Enter, seal: Callable[..., object], rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("private", "371000", "372500")
    seal("private", Role.EXECUTIVE_PRODUCER, "before the market at the pier")
    for role in Role:
        answers = [enter(role).get(f"/films/{SLUG}/{page}") for page in ("log/", "log.csv")]
        told = ["private.yaml" in answer.content.decode() for answer in answers]
        assert (role, told) == (role, [role is Role.EXECUTIVE_PRODUCER] * 2)
