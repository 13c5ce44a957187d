"""The inbox: what waits for each person, over all their productions, and how many at the top of every page."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.inbox.lookups import count, counted, inbox_of, quick_count
from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.actions.notices import tell
from topsheet_desk.vault.actions.reports import file_report
from topsheet_desk.vault.records import Membership, Notice, Person, Production, ReportDuty

TUESDAY = datetime(2027, 3, 23, 14, tzinfo=UTC)
DUE = datetime(2027, 3, 22, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh() -> None:
    counted.cache_clear()


@pytest.fixture
def duty(desk: Path) -> ReportDuty:  # noqa: ARG001  # the desk must stand
    return ReportDuty.objects.create(
        production=Production.objects.get(slug=SLUG),
        title="Hot cost",
        role=Role.LINE_PRODUCER,
        rhythm="DAILY",
        time=time(12),
        zone="America/New_York",
        starts_date=date(2027, 3, 18),
        ends_date=date(2027, 4, 28),
    )


def who(role: Role) -> int:
    return Person.objects.get(memberships__role=role).pk


def file_(duty: ReportDuty, day: int) -> None:
    file_report(who(Role.LINE_PRODUCER), SLUG, duty.pk, date(2027, 3, day), "All well.", now=TUESDAY)


def items(role: Role, now: datetime = TUESDAY) -> list[Item]:
    return [item for group in inbox_of(who(role), now).groups for item in group.items if not item.notice]


def test_a_late_report_waits_for_whoever_owes_it_and_for_those_who_asked(duty: ReportDuty) -> None:
    for day in (18, 19):
        file_(duty, day)
    late = Item(
        Section.FILE,
        "Late",
        Tone.WATCH,
        "Hot cost",
        "The one for Mon 22 Mar 2027 has not come.",
        "Night Ferry",
        f"/films/{SLUG}/reports/{duty.pk}/2027-03-22/",
        "late since",
        DUE,
        "America/New_York",
    )
    due = Item(
        Section.FILE,
        "Due",
        Tone.PLAIN,
        "Hot cost",
        "For Tue 23 Mar 2027.",
        "Night Ferry",
        f"/films/{SLUG}/reports/{duty.pk}/2027-03-23/",
        "due",
        DUE + timedelta(days=1),
        "America/New_York",
    )
    assert items(Role.LINE_PRODUCER) == [late, due]
    (chased,) = items(Role.EXECUTIVE_PRODUCER)
    assert (chased.section, chased.reason, chased.url) == (
        Section.CHASE,
        "The one for Mon 22 Mar 2027 has not come. Owed by the line producer.",
        late.url,
    )
    waiting = {role: count(who(role), TUESDAY) for role in Role}
    assert {role: number for role, number in waiting.items() if number} == {
        Role.EXECUTIVE_PRODUCER: 1,
        Role.PRODUCER: 1,
        Role.LINE_PRODUCER: 2,
    }


def test_many_late_days_of_one_report_are_one_item(duty: ReportDuty) -> None:
    file_(duty, 19)
    reasons = [items(Role.PRODUCER, TUESDAY + timedelta(days=days))[0].reason for days in (0, 7)]
    assert reasons == [
        "The one for Thu 18 Mar 2027 has not come. 1 later one is missing too. Owed by the line producer.",
        "The one for Thu 18 Mar 2027 has not come. 6 later ones are missing too. Owed by the line producer.",
    ]


def test_what_is_filed_or_ended_waits_no_longer(duty: ReportDuty) -> None:
    for day in (18, 19, 22, 23):
        file_(duty, day)
    assert (items(Role.LINE_PRODUCER), items(Role.PRODUCER)) == ([], [])
    later = TUESDAY + timedelta(days=30)
    assert len(items(Role.PRODUCER, later)) == 1
    ReportDuty.objects.update(ended_at=later)
    assert items(Role.PRODUCER, later) == []


def test_whoever_left_has_nothing_waiting(duty: ReportDuty) -> None:  # noqa: ARG001  # it must be there
    person = who(Role.LINE_PRODUCER)
    Membership.objects.filter(person_id=person).update(ended_at=TUESDAY)
    assert (count(person, TUESDAY), inbox_of(person, TUESDAY).groups) == (0, ())


def note(role: Role, subject: str, *, at: datetime = TUESDAY, at_once: bool = False) -> Notice:
    notice = tell(
        Person.objects.get(memberships__role=role),
        Production.objects.get(slug=SLUG),
        subject,
        "",
        at_once=at_once,
        now=at,
    )
    assert notice is not None
    return notice


@pytest.mark.usefixtures("desk")
def test_what_was_told_stays_for_two_weeks_or_until_it_is_put_aside(enter: Enter) -> None:
    now = datetime.now(UTC)
    note(Role.DIRECTOR, "Too old", at=now - timedelta(days=15))
    note(Role.DIRECTOR, "It asks, so it has its own place", at_once=True, at=now)
    note(Role.PRODUCER, "For someone else", at=now)
    first, second = (
        note(Role.DIRECTOR, f"Thing {number}", at=now - timedelta(hours=number)) for number in (2, 1)
    )
    client = enter(Role.DIRECTOR)
    group = inbox_of(who(Role.DIRECTOR), now).groups
    assert [(one.section, [item.title for item in one.items]) for one in group] == [
        (Section.READ, ["Thing 1", "Thing 2"])
    ]
    page = client.get("/inbox/").content.decode()
    assert ("Nothing waits for you." in page, "Thing 2" in page, "For someone else" in page) == (
        True,
        True,
        False,
    )
    client.post("/inbox/read/", {"notice": [str(first.pk), "x", "-1"]})
    assert "Thing 2" not in client.get("/inbox/").content.decode()
    second.refresh_from_db()
    assert second.read_at is None


@pytest.mark.usefixtures("desk")
def test_one_cannot_put_aside_what_another_was_told(enter: Enter) -> None:
    theirs = note(Role.PRODUCER, "For the producer")
    assert enter(Role.DIRECTOR).post("/inbox/read/", {"notice": str(theirs.pk)}).status_code == 302
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_the_count_stands_at_the_top_of_every_page_and_costs_little(
    duty: ReportDuty, enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ReportDuty.objects.filter(pk=duty.pk).update(starts_date=date(2026, 3, 2), ends_date=date(2026, 3, 31))
    client = enter(Role.LINE_PRODUCER)
    for address in ("/", "/inbox/", reverse("schedule", args=[SLUG])):
        assert '<span class="count">1<span' in client.get(address).content.decode()
    assert '<span class="count">' not in enter(Role.DIRECTOR).get("/").content.decode()
    person = who(Role.LINE_PRODUCER)
    with django_assert_max_num_queries(1):
        assert quick_count(person, datetime.now(UTC)) == 1


def test_the_count_is_made_anew_after_an_act_and_when_a_minute_is_over(duty: ReportDuty) -> None:
    person, minute = who(Role.LINE_PRODUCER), TUESDAY.replace(minute=30)
    told = [quick_count(person, minute)]
    file_(duty, 18)
    told.append(quick_count(person, minute))
    for day in (19, 22):
        file_(duty, day)
    told += [quick_count(person, minute), quick_count(person, DUE + timedelta(days=1, minutes=1))]
    assert told == [2, 2, 1, 2]
    assert told[2] == count(person, minute)


@pytest.mark.usefixtures("desk")
def test_an_empty_inbox_says_what_will_stand_there(enter: Enter) -> None:
    page = enter(Role.GUEST).get("/inbox/").content.decode()
    assert ("When someone asks you to decide" in page, '<span class="count">' in page) == (True, False)
