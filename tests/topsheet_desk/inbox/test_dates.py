"""Dates of the closing list: in the inbox of those who keep it, and told once at each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.inbox.conftest import EMPTY
from topsheet_desk.inbox.dates import dates
from topsheet_desk.inbox.lookups import inbox_of
from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.actions.dates import tell_dates
from topsheet_desk.vault.actions.post import post
from topsheet_desk.vault.records import Notice, Person

Who = Callable[[Role], int]
Write = Callable[[str], None]
# 17:00 in Halifax on the day.
DUE = datetime(2027, 1, 15, 21, tzinfo=UTC)
LIST = """\
kind: closing
version: 1
items:
  - {id: facility, group: loans, title: Loan agreement, needed_by: 2027-01-20, blocks: [presale_loan]}
  - {id: done, group: loans, title: Signed paper, status: signed, evidence_date: 2026-11-01, needed_by: 2027-01-02}
obligations:
  - {id: ferry, what: Option on the ferry, kind: option, due: 2027-01-15, clock: "17:00", place: nova_scotia}
  - {id: told, what: Notice given, kind: notice, due: 2027-01-03, place: chesapeake, done: 2026-11-20}
"""


def before(days: int) -> datetime:
    return DUE - timedelta(days=days, hours=1)


def test_a_date_waits_for_the_producers_and_for_nobody_else(person: Who, dated: Write) -> None:
    dated(LIST)
    waiting = {role: [each.title for each in dates(person(role), before(14))] for role in Role}
    assert {role: titles for role, titles in waiting.items() if titles} == {
        Role.EXECUTIVE_PRODUCER: ["Option on the ferry", "Loan agreement"],
        Role.PRODUCER: ["Option on the ferry", "Loan agreement"],
    }
    assert dates(person(Role.PRODUCER), before(14))[0] == Item(
        Section.DATES,
        "Due",
        Tone.WATCH,
        "Option on the ferry",
        "14 days left.",
        "Night Ferry",
        f"/films/{SLUG}/closing/#obligation-ferry",
        "due",
        DUE,
        "America/Halifax",
    )


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (before(40), []),
        (before(30), [("Due", "30 days left.")]),
        (before(1), [("Due", "1 day left."), ("Due", "6 days left.")]),
        (before(0), [("Due", "Due today."), ("Due", "5 days left.")]),
        (DUE + timedelta(minutes=1), [("Late", "Missed today."), ("Due", "5 days left.")]),
        (before(-300), [("Late", "Missed 300 days ago."), ("Late", "Missed 295 days ago.")]),
    ],
)
def test_a_missed_date_stays(person: Who, dated: Write, at: datetime, told: list[tuple[str, str]]) -> None:
    dated(LIST)
    assert [(each.state, each.reason) for each in dates(person(Role.PRODUCER), at)] == told


def test_what_is_done_is_gone(person: Who, dated: Write) -> None:
    dated(LIST)
    late = before(-30)
    assert [group.section for group in inbox_of(person(Role.PRODUCER), late).groups] == [Section.DATES]
    dated(EMPTY + "items: []\n")
    assert inbox_of(person(Role.PRODUCER), late).groups == ()


def notices(person: int) -> list[tuple[str, bool]]:
    told = Notice.objects.filter(person_id=person).order_by("pk")
    return list(told.values_list("subject", "at_once"))


def test_each_step_is_told_once_however_often_the_post_runs(person: Who, dated: Write) -> None:
    dated(LIST)
    for days in (40, 30, 29, 14, 13, 3, 2, -1, -2, -100):
        for _again in range(2):
            tell_dates(now=before(days))
    ferry = [told for told in notices(person(Role.PRODUCER)) if told[0].startswith("Option")]
    assert ferry == [
        ("Option on the ferry: due within 30 days, Fri 15 Jan 2027", False),
        ("Option on the ferry: due within 14 days, Fri 15 Jan 2027", False),
        ("Option on the ferry: due within 3 days, Fri 15 Jan 2027", True),
        ("Option on the ferry: missed, Fri 15 Jan 2027", True),
    ]
    assert {
        told for role in (Role.LINE_PRODUCER, Role.INVESTOR, Role.DIRECTOR) for told in notices(person(role))
    } == set()


def test_a_date_that_moves_is_told_anew(person: Who, dated: Write) -> None:
    dated(LIST)
    tell_dates(now=before(14))
    dated(LIST.replace("2027-01-15", "2027-01-16"))
    tell_dates(now=before(13))
    assert [told for told, _at_once in notices(person(Role.PRODUCER)) if "14 days" in told] == [
        "Option on the ferry: due within 14 days, Fri 15 Jan 2027",
        "Option on the ferry: due within 14 days, Sat 16 Jan 2027",
    ]


def test_the_digest_tells_it_by_the_readers_clock_and_the_places(person: Who, dated: Write) -> None:
    dated(LIST)
    producer = person(Role.PRODUCER)
    Person.objects.filter(pk=producer).update(time_zone="Europe/London")
    post(now=before(14))
    post(now=before(13))
    (letter,) = [each for each in mail.outbox if each.to == [Person.objects.get(pk=producer).email]]
    assert "Option on the ferry: due within 14 days, Fri 15 Jan 2027" in letter.body
    assert "14 days left: Fri 15 Jan 2027, 21:00 London · 17:00 Halifax." in letter.body
    assert f"/films/{SLUG}/closing/#obligation-ferry" in letter.body


def test_three_days_before_it_is_sent_at_once(
    person: Who, dated: Write, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    dated(LIST)
    with django_capture_on_commit_callbacks(execute=True):
        tell_dates(now=before(3))
    producer = Person.objects.get(pk=person(Role.PRODUCER)).email
    assert [each.subject for each in mail.outbox if each.to == [producer]] == [
        "Night Ferry: Option on the ferry: due within 3 days, Fri 15 Jan 2027"
    ]


def test_a_list_that_cannot_be_read_tells_nothing_and_breaks_nothing(person: Who, dated: Write) -> None:
    dated("kind: closing\nversion: 1\nitms: []\n")
    assert dates(person(Role.PRODUCER), before(3)) == []
    assert tell_dates(now=before(3)) == 0
