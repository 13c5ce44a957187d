"""What raising money asks of a person in their inbox: next steps, terms that expire, the form after the first sale."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.fundraising.raises import (
    NOW,
    TODAY,
    holder,
    move,
    offer,
    open_class,
    passed,
    prospect,
    record,
    step,
    usd,
    who,
)
from topsheet_desk.inbox.fundraising import financiers
from topsheet_desk.inbox.lookups import inbox_of
from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.actions.fundraising.pipeline import Terms, put_terms
from topsheet_desk.vault.records import Membership, Person

pytestmark = pytest.mark.usefixtures("desk")
DUE = date(2026, 12, 1)


def clock(zone: str, role: Role = Role.EXECUTIVE_PRODUCER) -> None:
    Person.objects.filter(pk=who(role)).update(time_zone=zone)


def test_a_next_step_waits_for_its_owner_from_its_day_on_and_is_late_the_day_after() -> None:
    clock("UTC")
    prospect()
    assert list(financiers(who(), datetime(2026, 11, 30, 23, 59, tzinfo=UTC))) == []
    (due,) = financiers(who(), datetime(2026, 12, 1, 0, 0, tzinfo=UTC))
    assert due == Item(
        Section.FOLLOW,
        "Due",
        Tone.PLAIN,
        "Ada Lamb, Lamb & Sons",
        "Approached. Call her.",
        "Night Ferry",
        reverse("prospect", args=[SLUG, 1]),
        "due",
        datetime(2026, 12, 2, tzinfo=UTC),
        "UTC",
    )
    (late,) = financiers(who(), datetime(2026, 12, 2, 9, tzinfo=UTC))
    assert (late.state, late.tone, late.at) == ("Late", Tone.WATCH, "late since")
    assert late in [
        item for group in inbox_of(who(), datetime(2026, 12, 2, 9, tzinfo=UTC)).groups for item in group.items
    ]


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("America/Los_Angeles", datetime(2026, 12, 1, 8, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 11, 30, 15, tzinfo=UTC)),
    ],
)
def test_the_day_begins_by_the_readers_own_clock(zone: str, first: datetime) -> None:
    clock(zone)
    prospect()
    assert (len(financiers(who(), first - timedelta(minutes=1))), len(financiers(who(), first))) == (0, 1)


def test_it_waits_for_nobody_else_until_the_owner_has_left() -> None:
    prospect(owner=who(Role.PRODUCER))
    later = datetime(2026, 12, 3, tzinfo=UTC)
    assert [len(financiers(who(role), later)) for role in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER)] == [0, 1]
    assert [len(financiers(who(role), later)) for role in (Role.INVESTOR, Role.LINE_PRODUCER)] == [0, 0]
    left = Membership.objects.get(role=Role.PRODUCER)
    Membership.objects.filter(pk=left.pk).update(ended_at=NOW)
    assert len(financiers(who(), later)) == 1
    assert list(financiers(left.person_id, later)) == []


def test_a_pass_asks_nothing_and_what_is_re_opened_asks_again() -> None:
    prospect()
    move(1, passed())
    later = datetime(2026, 12, 3, tzinfo=UTC)
    assert list(financiers(who(), later)) == []
    move(1, step("SOFT"))
    assert [item.reason for item in financiers(who(), later)] == ["Soft. Call her."]


def test_the_last_terms_are_told_two_weeks_before_they_expire() -> None:
    clock("UTC")
    prospect(next_date=date(2027, 3, 1))
    for day in (date(2026, 12, 5), date(2027, 1, 10)):
        put_terms(who(), SLUG, 1, Terms(usd(5), ours=False, expires_date=day), today=TODAY, now=NOW)
    assert list(financiers(who(), datetime(2026, 12, 4, tzinfo=UTC))) == []
    (item,) = financiers(who(), datetime(2026, 12, 27, tzinfo=UTC))
    assert (item.reason, item.moment) == ("Round 2 of the terms expires.", datetime(2027, 1, 11, tzinfo=UTC))


def test_the_form_is_due_fifteen_days_after_the_first_sale_until_it_is_filed() -> None:
    clock("UTC")
    offer()
    open_class()
    holder("Ada Lamb")
    assert list(financiers(who(), NOW)) == []
    record("SUBSCRIBED", 1, 1, date=date(2026, 11, 20))
    (item,) = financiers(who(), NOW)
    assert (item.title, item.state, item.moment, item.url) == (
        "Form D of Night Ferry LLC",
        "Due",
        datetime(2026, 12, 6, tzinfo=UTC),
        reverse("units", args=[SLUG]),
    )
    assert [each.title for each in financiers(who(Role.PRODUCER), NOW)] == [item.title]
    offer(notice_date=date(2026, 11, 24))
    assert list(financiers(who(), NOW)) == []
