"""Digests: in the morning of each reader's own zone, once, with what they may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.vault.test_notices import DEAF
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.notices import put_aside, tell
from topsheet_desk.vault.actions.post import Posted, post
from topsheet_desk.vault.records import Digest, Membership, Notice, Person, Production

SUNDAY_EVENING = datetime(2026, 3, 15, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ep(desk: Path) -> Person:  # noqa: ARG001  # the desk must stand
    person = Person.objects.get(memberships__role=Role.EXECUTIVE_PRODUCER)
    person.time_zone = "Europe/Lisbon"
    person.save()
    return person


def note(person: Person, subject: str, *, at: datetime = SUNDAY_EVENING, slug: str = SLUG) -> Notice:
    notice = tell(
        person, Production.objects.get(slug=slug), subject, "", address="/inbox/", at_once=False, now=at
    )
    assert notice is not None
    return notice


def test_everything_comes_in_one_letter_at_seven_of_the_readers_clock(ep: Person) -> None:
    other = Production.objects.create(slug="quay-side", folder="quay_side")
    Membership.objects.create(person=ep, production=other, role=Role.PRODUCER)
    note(ep, "Second thing", slug="quay-side")
    note(ep, "First thing")
    tell(ep, None, "A new key opens your account", "", at_once=False, now=SUNDAY_EVENING)
    seven = datetime(2026, 3, 16, 7, tzinfo=UTC)  # the clocks of Lisbon are not yet forward
    assert [post(now=at) for at in (seven - MINUTE, seven, seven + MINUTE)] == [
        Posted(0, 0, 0),
        Posted(0, 1, 0),
        Posted(0, 0, 0),
    ]
    (letter,) = mail.outbox
    assert letter.subject == "Night Ferry, Quay Side, Your desk: 3 things to know"
    told = "  Sun 15 Mar 2026, 18:00 Lisbon"
    assert letter.body.split("\n\n") == [
        "Night Ferry\n===========",
        f"* First thing\n{told} · 14:00 New York\n  http://127.0.0.1:8000/inbox/",
        "Quay Side\n=========",
        f"* Second thing\n{told}\n  http://127.0.0.1:8000/inbox/",
        "Your desk\n=========",
        f"* A new key opens your account\n{told}",
        "What waits for you: http://127.0.0.1:8000/inbox/",
        "This letter comes every morning at 7:00, Lisbon time. Your account page says how often you want it.\n",
    ]


def test_what_is_made_after_seven_waits_for_the_next_morning(ep: Person) -> None:
    note(ep, "Early")
    seven = datetime(2026, 3, 16, 7, tzinfo=UTC)
    note(ep, "Too late", at=seven + MINUTE)
    days = [post(now=seven + timedelta(days=days, minutes=5)).digests for days in (0, 0, 1, 2)]
    assert (days, [letter.body.count("* ") for letter in mail.outbox]) == ([1, 0, 1, 0], [1, 1])


def test_weekly_comes_on_monday_and_never_does_not_come(ep: Person) -> None:
    producer = Person.objects.get(memberships__role=Role.PRODUCER)
    Person.objects.filter(pk=ep.pk).update(digest=Digest.WEEKLY)
    Person.objects.filter(pk=producer.pk).update(digest=Digest.NEVER)
    tuesday = SUNDAY_EVENING - timedelta(days=5)
    for person in (ep, producer):
        note(person, "A thing", at=tuesday)
    sent = [post(now=tuesday + timedelta(hours=hours)).digests for hours in range(24 * 12)]
    assert (sum(sent), [letter.to for letter in mail.outbox]) == (1, [[ep.email]])
    first = tuesday + timedelta(hours=sent.index(1))
    assert first == datetime(2026, 3, 16, 7, tzinfo=UTC)


def test_a_digest_that_is_refused_comes_whole_on_the_next_run(ep: Person) -> None:
    notice = note(ep, "A thing")
    seven = datetime(2026, 3, 16, 7, tzinfo=UTC)
    with DEAF:
        assert post(now=seven) == Posted(0, 0, 1)
    ep.refresh_from_db()
    notice.refresh_from_db()
    assert (ep.digest_sent_at, notice.sent_at, notice.tries) == (None, None, 1)
    assert post(now=seven + MINUTE) == Posted(0, 1, 0)


def test_what_was_read_on_the_desk_is_not_told_again(ep: Person) -> None:
    read, unread = note(ep, "Read already"), note(ep, "Not read")
    put_aside(ep.pk, [read.pk], now=SUNDAY_EVENING)
    post(now=datetime(2026, 3, 16, 7, tzinfo=UTC))
    (letter,) = mail.outbox
    assert ("Read already" in letter.body, unread.subject in letter.body) == (False, True)


class Overlapping(BaseEmailBackend):
    """A mail system during whose answer the next run begins."""

    seen: ClassVar[list[Posted]] = []

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        self.seen.append(post(now=datetime(2026, 3, 16, 7, 5, tzinfo=UTC)))
        return len(messages)


def test_a_run_that_overlaps_another_sends_no_second_digest(ep: Person) -> None:
    note(ep, "A thing")
    with override_settings(EMAIL_BACKEND=f"{__name__}.Overlapping"):
        assert post(now=datetime(2026, 3, 16, 7, tzinfo=UTC)) == Posted(0, 1, 0)
    assert Overlapping.seen == [Posted(0, 0, 0)]
