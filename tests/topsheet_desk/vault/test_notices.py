"""The outbox: written with the act, sent once it is kept, never lost, never to someone who may not read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.test import override_settings

from tests.topsheet_desk.conftest import SLUG
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.notices import put_aside, send, tell, unsent
from topsheet_desk.vault.actions.post import Posted, post
from topsheet_desk.vault.records import Membership, Notice, Person, Production

NOW = datetime(2026, 3, 16, 16, tzinfo=UTC)
AMOUNT = "USD 42,317"
Commit = Callable[..., Any]


class Deaf(BaseEmailBackend):
    """A mail system that takes nothing."""

    def send_messages(self, _messages: object) -> int:
        raise ConnectionRefusedError


DEAF = override_settings(EMAIL_BACKEND=f"{__name__}.Deaf")


@pytest.fixture
def ferry(desk: Path) -> Production:  # noqa: ARG001  # the desk must stand
    return Production.objects.get(slug=SLUG)


def someone(role: Role) -> Person:
    return Person.objects.get(memberships__role=role)


def ask(role: Role, ferry: Production, **more: Any) -> Notice | None:
    with transaction.atomic():
        return tell(
            someone(role),
            ferry,
            "An extra night is asked for",
            "The harbour is free on Thursday only.",
            **{"address": f"/films/{SLUG}/decisions/7/", "at_once": True, "now": NOW, **more},
        )


def test_what_asks_is_sent_once_the_act_is_kept(
    ferry: Production, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notice = ask(Role.PRODUCER, ferry, amount=AMOUNT)
        assert mail.outbox == []
    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (
        ["producer@nightferry.example"],
        f"Night Ferry: An extra night is asked for: {AMOUNT}",
        f"The harbour is free on Thursday only.\n\nhttp://127.0.0.1:8000/films/{SLUG}/decisions/7/\n",
    )
    assert notice is not None
    notice.refresh_from_db()
    assert (notice.sent_at, notice.tries) == (NOW, 1)
    assert (send(notice.pk, now=NOW + timedelta(days=1)), len(mail.outbox)) == (None, 1)


def test_what_was_taken_back_is_not_sent(
    ferry: Production, django_capture_on_commit_callbacks: Commit
) -> None:
    def fail() -> None:
        with transaction.atomic():
            ask(Role.PRODUCER, ferry)
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fail()
    assert (Notice.objects.count(), mail.outbox) == (0, [])


def test_a_failure_is_counted_and_left_to_a_later_run(
    ferry: Production, django_capture_on_commit_callbacks: Commit
) -> None:
    with DEAF, django_capture_on_commit_callbacks(execute=True):
        notice = ask(Role.PRODUCER, ferry)
    assert notice is not None
    notice.refresh_from_db()
    assert (notice.sent_at, notice.tries, mail.outbox) == (None, 1, [])
    soon, later = NOW + timedelta(minutes=3), NOW + timedelta(minutes=5)
    assert post(now=soon) == Posted(0, 0, 0)
    with DEAF:
        assert post(now=later) == Posted(0, 0, 1)
    assert post(now=later + timedelta(minutes=9)) == Posted(1, 0, 0)
    notice.refresh_from_db()
    assert (notice.tries, len(mail.outbox)) == (3, 1)


def test_waits_double_up_to_six_hours_and_end_never(ferry: Production) -> None:
    notice = ask(Role.PRODUCER, ferry)
    assert notice is not None
    waits = []
    for tries in (1, 2, 3, 7, 8, 200):
        Notice.objects.filter(pk=notice.pk).update(tries=tries, tried_at=NOW)
        waits.append(next(minutes for minutes in range(1, 500) if unsent(NOW + timedelta(minutes=minutes))))
    assert waits == [4, 8, 16, 256, 360, 360]


def test_two_hands_do_not_send_the_same_notice(ferry: Production) -> None:
    """The second hand comes while the first is handing the letter over."""
    notice = ask(Role.PRODUCER, ferry)
    assert notice is not None
    number, seen = notice.pk, []

    class Nosy(BaseEmailBackend):
        def send_messages(self, messages: Any) -> int:
            seen.append((send(number, now=NOW), post(now=NOW)))
            return len(messages)

    globals()["Nosy"] = Nosy
    with override_settings(EMAIL_BACKEND=f"{__name__}.Nosy"):
        assert send(number, now=NOW) is True
    assert seen == [(None, Posted(0, 0, 0))]


def test_a_subject_carries_an_amount_only_where_its_reader_sees_amounts(ferry: Production) -> None:
    told = {
        role: notice.subject
        for role in (Role.EXECUTIVE_PRODUCER, Role.ACCOUNTANT, Role.DIRECTOR, Role.ASSOCIATE_PRODUCER)
        if (notice := ask(role, ferry, amount=AMOUNT))
    }
    assert told == {
        Role.EXECUTIVE_PRODUCER: f"An extra night is asked for: {AMOUNT}",
        Role.ACCOUNTANT: f"An extra night is asked for: {AMOUNT}",
        Role.DIRECTOR: "An extra night is asked for",
        Role.ASSOCIATE_PRODUCER: "An extra night is asked for",
    }
    asked = ask(Role.FINANCIER, ferry, amount=AMOUNT, amount_for=(Act.DECIDE, "SPEND"))
    assert asked is not None
    assert asked.subject == f"An extra night is asked for: {AMOUNT}"


def test_nobody_is_told_of_what_they_may_not_open(ferry: Production) -> None:
    stranger = Person.objects.get(memberships=None)
    told = tell(stranger, ferry, "Harrow Street gets 120 % back", "First of all.", at_once=True, now=NOW)
    paged = [
        ask(role, ferry, page=Page.RECOUPMENT) is not None
        for role in (Role.PRODUCER, Role.LINE_PRODUCER, Role.DIRECTOR, Role.INVESTOR)
    ]
    assert (told, paged) == (None, [True, False, False, False])


def test_whoever_left_or_opens_the_page_no_longer_gets_no_letter(ferry: Production) -> None:
    for role in (Role.PRODUCER, Role.LINE_PRODUCER, Role.ACCOUNTANT):
        ask(role, ferry, page=Page.FINANCE)
        ask(role, ferry, page=Page.FINANCE, at_once=False)
    Membership.objects.filter(role=Role.PRODUCER).update(ended_at=NOW)
    Membership.objects.filter(role=Role.LINE_PRODUCER).update(role=Role.CLIENT)
    Person.objects.filter(memberships__role=Role.ACCOUNTANT).update(is_active=False)
    assert (post(now=NOW + timedelta(days=8)), mail.outbox) == (Posted(0, 0, 0), [])


def test_a_subject_cannot_add_a_header(ferry: Production) -> None:
    with transaction.atomic():
        tell(
            someone(Role.PRODUCER),
            ferry,
            "Hot cost\r\nBcc: rival@elsewhere.example\n\nAll of it",
            "",
            address="https://elsewhere.example/",
            at_once=True,
            now=NOW,
        )
    assert post(now=NOW) == Posted(1, 0, 0)
    (letter,) = mail.outbox
    assert (letter.subject, letter.recipients(), letter.body) == (
        "Night Ferry: Hot cost Bcc: rival@elsewhere.example All of it",
        ["producer@nightferry.example"],
        "Hot cost Bcc: rival@elsewhere.example All of it\n",
    )


def test_one_puts_aside_ones_own_notices_only(ferry: Production) -> None:
    mine, theirs = (ask(role, ferry, at_once=False) for role in (Role.PRODUCER, Role.DIRECTOR))
    assert mine is not None
    assert theirs is not None
    assert put_aside(mine.person_id, [mine.pk, theirs.pk, 99999], now=NOW) == 1
    theirs.refresh_from_db()
    assert theirs.read_at is None
