"""Requests in the inbox: to decide, to answer, without an answer, and papers that changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.topsheet_desk.conftest import SLUG, TODAY, Enter
from topsheet_desk.inbox.lookups import count, inbox_of
from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.actions.asking import ask
from topsheet_desk.vault.actions.deciding import Said, decide
from topsheet_desk.vault.records import Verdict
from topsheet_desk.vault.records.papers import Document

Who = Callable[[Role], int]
SOON = timedelta(hours=3)
FEE = "412,750"


def asking(person: int, now: datetime) -> list[Item]:
    return [item for group in inbox_of(person, now).groups for item in group.items if not item.notice]


def test_a_sealed_budget_waits_for_those_who_approve_it_and_for_nobody_else(
    seal: Callable[..., object], person: Who
) -> None:
    seal("budget")
    now = datetime.now(UTC)
    waiting = {role: [item.section for item in asking(person(role), now)] for role in Role}
    assert {role: sections for role, sections in waiting.items() if sections} == {
        Role.EXECUTIVE_PRODUCER: [Section.DECIDE],
        Role.PRODUCER: [Section.DECIDE],
    }
    (item,) = asking(person(Role.PRODUCER), now)
    assert (item.state, item.tone, item.production, item.url, item.moment) == (
        "Decide",
        Tone.DECIDE,
        "Night Ferry",
        f"/films/{SLUG}/decisions/1/",
        None,
    )


def test_what_changes_after_it_was_approved_waits_for_whoever_approved_it(
    seal: Callable[..., object], person: Who, rewrite: Callable[[str, str, str], None]
) -> None:
    seal("budget")
    now = datetime.now(UTC)
    for role in (Role.PRODUCER, Role.EXECUTIVE_PRODUCER):
        decide(person(role), SLUG, 1, Said(Verdict.APPROVED), today=TODAY, now=now)
    assert [count(person(role), now) for role in Role] == [0] * len(Role)
    rewrite("budget", "label: Contingency, percent: 10", "label: Contingency, percent: 11")
    document = Document.objects.get(kind="budget")
    changed = Item(
        Section.CHANGED,
        "Changed",
        Tone.WATCH,
        "budget.yaml is not what you approved",
        "You approved revision 1; the draft is edit 2 now.",
        "Night Ferry",
        f"/films/{SLUG}/documents/budget/compare/",
        "changed",
        document.changed_at,
        "America/New_York",
    )
    assert {role: asking(person(role), now) for role in Role if asking(person(role), now)} == {
        Role.EXECUTIVE_PRODUCER: [changed],
        Role.PRODUCER: [changed],
    }


@pytest.mark.usefixtures("desk")
def test_a_question_past_its_time_waits_on_both_sides(person: Who) -> None:
    now = datetime(2026, 3, 16, 16, tzinfo=UTC)
    due = now + SOON
    ask(
        person(Role.DIRECTOR),
        SLUG,
        f"May the star be paid {FEE}?",
        Role.PRODUCER,
        due_at=due,
        place="America/Los_Angeles",
        now=now,
    )
    assert [len(asking(person(role), now)) for role in (Role.DIRECTOR, Role.PRODUCER)] == [0, 1]
    late = due + SOON
    (mine,), (theirs,) = (asking(person(role), late) for role in (Role.DIRECTOR, Role.PRODUCER))
    assert (mine.section, mine.at, mine.moment, mine.place) == (
        Section.UNANSWERED,
        "was due",
        due,
        "America/Los_Angeles",
    )
    assert (theirs.section, theirs.state, theirs.reason) == (
        Section.ANSWER,
        "Answer: late",
        "Sylvie Tremaine asks.",
    )


@pytest.mark.usefixtures("desk")
def test_a_question_is_in_nobodys_inbox_but_theirs(person: Who, enter: Enter) -> None:
    now = datetime.now(UTC)
    ask(person(Role.DIRECTOR), SLUG, f"May the star be paid {FEE}?", Role.PRODUCER, now=now)
    seen = [role for role in Role if FEE in enter(role).get("/inbox/").content.decode()]
    assert seen == [Role.PRODUCER]
