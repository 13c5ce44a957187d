"""Reports that are asked for, filed, filed late and not filed; and who reads what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.reports.lookups import day_of, reports_of
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.reports import Terms, end_report, file_report, set_report
from topsheet_desk.vault.due import State
from topsheet_desk.vault.records import LogLine, Notice, Person, ReportDuty, ReportFiled
from topsheet_desk.vault.refusals import (
    AlreadyEnded,
    BadDuty,
    EmptyReport,
    NoSuchDuty,
    NotAllowed,
    NotShared,
    NotYetDue,
    NotYourReport,
    TooManyWords,
)

MONDAY = date(2027, 3, 22)
NOON = datetime(2027, 3, 22, 16, tzinfo=UTC)  # in New York
HOT_COST = Terms(
    "Hot cost", Role.LINE_PRODUCER, None, time(12), "America/New_York", MONDAY, date(2027, 4, 28)
)
WEEKLY = replace(HOT_COST, title="Weekly cost report", role=Role.ACCOUNTANT, weekday=4, time=time(18))
FEE = "Star's fee USD 412,750 is paid"
LISBON = ZoneInfo("Europe/Lisbon")

pytestmark = pytest.mark.usefixtures("desk")


def who(role: Role) -> int:
    return Person.objects.get(memberships__role=role).pk


def set_(terms: Terms = HOT_COST, *, now: datetime = NOON - timedelta(days=7)) -> int:
    return set_report(who(Role.EXECUTIVE_PRODUCER), SLUG, terms, now=now).pk


def file_(duty: int, words: str = "All well.", *, at: datetime = NOON, day: date = MONDAY) -> ReportFiled:
    return file_report(who(Role.LINE_PRODUCER), SLUG, duty, day, words, now=at)


def shown(person: int, now: datetime) -> list[tuple[str, ...]]:
    table = reports_of(person, SLUG, until=None, zone=LISBON, now=now).tables["states"]
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_silence_is_late_since_a_moment_and_never_nothing() -> None:
    duty = set_()
    file_(duty, at=NOON + timedelta(hours=2, minutes=5))
    assert shown(who(Role.EXECUTIVE_PRODUCER), NOON + timedelta(days=1, hours=3))[-3:] == [
        (
            "Hot cost",
            "Wed 24 Mar 2027",
            "Due",
            "",
            "Wed 24 Mar 2027, 16:00 Lisbon · 12:00 New York",
            "–",
            "Line producer",
        ),
        (
            "Hot cost",
            "Tue 23 Mar 2027",
            "Late",
            "for 3 h",
            "Tue 23 Mar 2027, 16:00 Lisbon · 12:00 New York",
            "–",
            "Line producer",
        ),
        (
            "Hot cost",
            "Mon 22 Mar 2027",
            "Received late",
            "by 2 h 5 min",
            "Mon 22 Mar 2027, 16:00 Lisbon · 12:00 New York",
            "Mon 22 Mar 2027, 18:05 Lisbon · 14:05 New York",
            "Line producer",
        ),
    ]


def test_a_correction_stands_beside_the_first_and_both_stay() -> None:
    duty = set_()
    file_(duty, "Two nights over.")
    file_(duty, "One night over; the second was cancelled.", at=NOON + timedelta(days=2))
    found = day_of(who(Role.PRODUCER), SLUG, duty, MONDAY, now=NOON + timedelta(days=3))
    assert (found.due.state, [filing.words for filing in found.filings]) == (
        State.RECEIVED,
        ["Two nights over.", "One night over; the second was cancelled."],
    )
    assert list(LogLine.objects.filter(act="file").values_list("words", "role")) == [
        ("filed Hot cost for Mon 22 Mar 2027", "LINE_PRODUCER"),
        ("addendum to Hot cost for Mon 22 Mar 2027", "LINE_PRODUCER"),
    ]


def test_those_who_asked_read_in_their_digest_that_it_came_late_and_not_what_it_says() -> None:
    duty = set_()
    file_(duty, day=date(2027, 3, 23))
    file_(duty, FEE, at=NOON + timedelta(hours=1))
    told = Notice.objects.exclude(person=who(Role.LINE_PRODUCER)).order_by("person__email")
    assert list(told.values_list("person__email", "subject", "body", "at_once")) == [
        (email, "Filed Hot cost for Mon 22 Mar 2027, 1 h late", "By Ruth Okafor-Lindqvist.", False)
        for email in ("ep@nightferry.example", "producer@nightferry.example")
    ]
    asked = Notice.objects.get(person=who(Role.LINE_PRODUCER))
    assert asked.subject == "Hot cost is asked of you"


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (replace(HOT_COST, title="  "), "Give the report a title"),
        (replace(HOT_COST, title="x" * 101), "Give the report a title"),
        (replace(HOT_COST, role=Role.INVESTOR), "The investor does not file reports"),
        (replace(HOT_COST, weekday=7), "a day of the week"),
        (replace(HOT_COST, zone="Mars/Olympus"), "Nobody knows this time zone"),
        (replace(HOT_COST, ends_date=date(2027, 3, 21)), "lies before the first"),
        (replace(HOT_COST, ends_date=date(2099, 1, 1)), "five years at most"),
        (replace(HOT_COST, starts_date=date(9998, 1, 1), ends_date=date(9999, 12, 31)), "Check its year"),
    ],
)
def test_what_nobody_could_owe_is_refused(terms: Terms, words: str) -> None:
    with pytest.raises(BadDuty, match=words):
        set_(terms)
    assert not ReportDuty.objects.exists()


@pytest.mark.parametrize(
    ("role", "refusal"),
    [(Role.LINE_PRODUCER, NotAllowed), (Role.DIRECTOR, NotAllowed), (Role.INVESTOR, NotShared)],
)
def test_reports_are_set_and_ended_by_the_producers(role: Role, refusal: type[Exception]) -> None:
    duty = set_()
    with pytest.raises(refusal):
        set_report(who(role), SLUG, HOT_COST, now=NOON)
    with pytest.raises(refusal):
        end_report(who(role), SLUG, duty, now=NOON)
    assert list(ReportDuty.objects.values_list("ended_at", flat=True)) == [None]


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        (Role.EXECUTIVE_PRODUCER, NotYourReport),
        (Role.ACCOUNTANT, NotYourReport),
        (Role.GUEST, NotShared),
    ],
)
def test_a_report_is_filed_by_the_role_that_owes_it(role: Role, refusal: type[Exception]) -> None:
    duty = set_()
    with pytest.raises(refusal):
        file_report(who(role), SLUG, duty, MONDAY, "All well.", now=NOON)
    assert not ReportFiled.objects.exists()


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"words": "  \r\n "}, EmptyReport),
        ({"words": "x" * 20_001}, TooManyWords),
        ({"day": date(2027, 3, 27)}, NoSuchDuty),
        ({"day": date(2027, 3, 19)}, NoSuchDuty),
        ({"day": date(2027, 3, 24)}, NotYetDue),
    ],
)
def test_what_is_no_report_of_a_day_is_refused(more: dict[str, Any], refusal: type[Exception]) -> None:
    duty = set_()
    with pytest.raises(refusal):
        file_(duty, **more)
    with pytest.raises(NoSuchDuty):
        file_(duty + 1)
    assert not ReportFiled.objects.exists()


def test_an_ended_duty_owes_nothing_more_and_keeps_what_was() -> None:
    duty = set_()
    end_report(who(Role.PRODUCER), SLUG, duty, now=NOON + timedelta(hours=1))
    file_(duty, at=NOON + timedelta(hours=2))
    with pytest.raises(NoSuchDuty):
        file_(duty, day=date(2027, 3, 23), at=NOON + timedelta(days=1))
    with pytest.raises(AlreadyEnded):
        end_report(who(Role.PRODUCER), SLUG, duty, now=NOON + timedelta(hours=2))
    assert [row[:3] for row in shown(who(Role.PRODUCER), NOON + timedelta(days=3))] == [
        ("Hot cost", "Mon 22 Mar 2027", "Received late")
    ]


def test_what_a_cost_report_says_is_read_by_those_who_read_costs(enter: Enter) -> None:
    cost = set_(HOT_COST)
    file_(cost, FEE)
    address = reverse("report_day", args=[SLUG, cost, MONDAY.isoformat()])
    seen = {}
    for role in Role:
        client = enter(role)
        pages = [client.get(path) for path in (address, reverse("reports", args=[SLUG]))]
        pages.append(client.get(reverse("reports_table", args=[SLUG, "states"])))
        pages.append(client.get(reverse("log", args=[SLUG])))
        pages.append(client.get(reverse("search", args=[SLUG]), {"q": "412,750"}))
        pages.append(client.get("/inbox/"))
        text = "".join(page.content.decode() for page in pages).replace("412,750” ", "")
        seen[role] = "fee USD 412,750" in text
    assert [role for role, told in seen.items() if told] == [
        Role.EXECUTIVE_PRODUCER,
        Role.PRODUCER,
        Role.CO_PRODUCER,
        Role.LINE_PRODUCER,
        Role.ACCOUNTANT,
    ]


def test_a_report_of_another_production_is_not_found(enter: Enter) -> None:
    from topsheet_desk.vault.records import Production

    other = Production.objects.create(slug="quay-side", folder="quay_side")
    duty = set_()
    ReportDuty.objects.filter(pk=duty).update(production=other)
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert [
        client.get(reverse("report_day", args=[SLUG, duty, MONDAY.isoformat()])).status_code,
        client.post(reverse("report_end", args=[SLUG, duty])).status_code,
    ] == [404, 404]


FORM = {
    "title": "Cash flow",
    "role": "ACCOUNTANT",
    "often": "4",
    "time": "18:00",
    "zone": "America/Halifax",
    "starts_date": "2027-03-22",
    "ends_date": "2027-04-28",
}


def test_the_page_sets_ends_and_files(enter: Enter) -> None:
    ep, accountant = enter(Role.EXECUTIVE_PRODUCER), enter(Role.ACCOUNTANT)
    assert ep.post(reverse("report_set", args=[SLUG]), FORM).status_code == 302
    duty = ReportDuty.objects.get()
    assert (duty.title, duty.role, duty.rhythm, duty.weekday, duty.time, duty.zone) == (
        "Cash flow",
        "ACCOUNTANT",
        "WEEKLY",
        4,
        time(18),
        "America/Halifax",
    )
    ReportDuty.objects.update(starts_date=date(2026, 3, 2), ends_date=date(2026, 3, 31))
    day = reverse("report_file", args=[SLUG, duty.pk, "2026-03-06"])
    assert accountant.post(day, {"words": ""}).status_code == 422
    assert accountant.post(day, {"words": "Cash to last\r\nthe week."}).status_code == 302
    assert ReportFiled.objects.get().words == "Cash to last\nthe week."
    for status in (302, 422):
        assert ep.post(reverse("report_end", args=[SLUG, duty.pk])).status_code == status


@pytest.mark.parametrize(
    ("field", "told"), [("title", ""), ("often", "9"), ("zone", "Europe/Paris"), ("ends_date", "2027-03-01")]
)
def test_a_form_with_a_mistake_comes_back_with_its_words(enter: Enter, field: str, told: str) -> None:
    answer = enter(Role.EXECUTIVE_PRODUCER).post(reverse("report_set", args=[SLUG]), {**FORM, field: told})
    assert (answer.status_code, ReportDuty.objects.count()) == (422, 0)
    assert "errorlist" in answer.content.decode()


@pytest.mark.parametrize("until", ["2027-02-30", "x", "0001-01-01", "9999-12-31", "2026-05-01"])
def test_days_that_make_no_sense_show_today(enter: Enter, until: str) -> None:
    set_()
    answer = enter(Role.DIRECTOR).get(reverse("reports", args=[SLUG]), {"until": until})
    assert answer.status_code == 200


def test_the_room_opens_while_the_papers_cannot_be_computed(
    rewrite: Callable[[str, str, str], None],
    enter: Enter,
    desk: Path,  # noqa: ARG001  # the desk must stand
) -> None:
    rewrite("budget", "chart: us-feature", "chart: nonsuch")
    for name in ("reports", "log", "search"):
        assert enter(Role.LINE_PRODUCER).get(reverse(name, args=[SLUG])).status_code == 200


def test_a_weekly_report_is_asked_for_on_its_day() -> None:
    set_(WEEKLY)
    rows = shown(who(Role.DIRECTOR), datetime(2027, 4, 2, 23, tzinfo=UTC))
    assert [row[:3] for row in rows] == [
        ("Weekly cost report", "Fri 9 Apr 2027", "Due"),
        ("Weekly cost report", "Fri 2 Apr 2027", "Late"),
        ("Weekly cost report", "Fri 26 Mar 2027", "Late"),
    ]
