"""The pipeline: no prospect without a next step or a closed reason; what was sent, in which version; terms by round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.fundraising.raises import (
    ADA,
    NOW,
    TODAY,
    contact,
    move,
    other_film,
    passed,
    prospect,
    send,
    step,
    usd,
    who,
)
from topsheet.finance.terms import Status
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.fundraising import pipeline
from topsheet_desk.vault.actions.fundraising.refusals import (
    BadAmount,
    BadPercent,
    DayAhead,
    DayBehind,
    DayFarAway,
    InPipeline,
    NoClosedReason,
    NoNextStep,
    NoStage,
    NoSuchRevision,
    NothingSent,
    NotOnTheTeam,
)
from topsheet_desk.vault.lookups.check.books import books
from topsheet_desk.vault.lookups.contacts import Card
from topsheet_desk.vault.lookups.pipeline import sent_to, standing_of, standings, terms_of
from topsheet_desk.vault.records import LogLine, Prospect, ProspectStep, Revision, Sent
from topsheet_desk.vault.refusals import NothingChanged, NotShared, TooManyLetters
from topsheet_desk.vault.stages import CLOSED, Stage

pytestmark = pytest.mark.usefixtures("desk")


def test_the_ladder_has_the_words_of_the_finance_plan_and_a_pass() -> None:
    assert {stage.lower() for stage in Stage.values} == {*get_args(Status), "passed"}


def test_a_prospect_is_begun_with_one_line_in_the_log() -> None:
    made = prospect(asked=usd(250_000))
    stands = standing_of(made.production_id, 1)
    assert (stands.stage, stands.asked, stands.next_step, stands.next_date) == (
        Stage.APPROACHED,
        usd(250_000),
        "Call her",
        date(2026, 12, 1),
    )
    line = LogLine.objects.latest("pk")
    assert (line.act, line.words, line.page) == (
        "begin_prospect",
        "took Ada Lamb, Lamb & Sons into the pipeline: approached",
        "fundraising",
    )
    with pytest.raises(InPipeline):
        pipeline.begin(who(), SLUG, made.contact_id, step(), today=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"next_step": " "}, NoNextStep),
        ({"next_date": None}, NoNextStep),
        ({"stage": "CASH_IN_BANK", "next_step": ""}, NoNextStep),
        ({"stage": "PASSED"}, NoClosedReason),
        ({"stage": "WITHDRAWN", "reason": "  "}, NoClosedReason),
        ({"stage": "MAYBE"}, NoStage),
        ({"next_date": date(2026, 11, 24)}, DayBehind),
        ({"next_date": date(2126, 11, 24)}, DayFarAway),
        ({"asked": usd(0)}, BadAmount),
        ({"asked": usd("1.005")}, BadAmount),
        ({"owner": 0}, NotOnTheTeam),
        ({"next_step": "x" * 301}, TooManyLetters),
    ],
)
def test_a_step_that_says_nothing_is_refused_and_nothing_is_kept(
    wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    made = contact()
    with pytest.raises(refusal):
        pipeline.begin(who(), SLUG, made.pk, step(**wrong), today=TODAY, now=NOW)
    assert (Prospect.objects.count(), ProspectStep.objects.count()) == (0, 0)


def test_the_database_itself_refuses_a_prospect_without_a_next_step() -> None:
    prospect()
    row = ProspectStep.objects.get()
    for fields in ({"next_step": ""}, {"next_date": None}, {"stage": "PASSED"}, {"reason": "also"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProspectStep.objects.filter(pk=row.pk).update(**fields)


def test_a_pass_keeps_its_reason_and_may_be_re_opened_with_the_history() -> None:
    prospect()
    move(1, passed())
    stands = standing_of(Prospect.objects.get().production_id, 1)
    assert (stands.closed, stands.reason, stands.next_step) == (True, "Too dark for their fund", "")
    move(1, step("SOFT", next_step="Send the new ending"))
    told = list(ProspectStep.objects.order_by("number").values_list("stage", "reason", "next_step"))
    assert told == [
        ("APPROACHED", "", "Call her"),
        ("PASSED", "Too dark for their fund", ""),
        ("SOFT", "", "Send the new ending"),
    ]
    words = LogLine.objects.filter(act="move_prospect").latest("pk").words
    assert words == "moved Ada Lamb, Lamb & Sons from Passed to Soft: Send the new ending by 2026-12-01"


def test_a_late_step_may_stand_while_something_else_changes_and_the_same_again_is_nothing() -> None:
    prospect()
    later, row = date(2026, 12, 24), step(asked=usd(5))
    pipeline.move(who(), SLUG, 1, row, today=later, now=NOW)
    with pytest.raises(NothingChanged):
        pipeline.move(who(), SLUG, 1, row, today=later, now=NOW)
    assert standings([Prospect.objects.get().production_id])[0].due(later)


def test_since_is_the_first_day_of_the_stage_it_stands_at() -> None:
    prospect()
    first = NOW.replace(hour=13)
    pipeline.move(who(), SLUG, 1, step("LOI"), today=TODAY, now=first)
    pipeline.move(who(), SLUG, 1, step("LOI", next_step="Lawyers"), today=TODAY, now=NOW.replace(hour=14))
    assert standing_of(Prospect.objects.get().production_id, 1).since == first


def test_only_the_producers_of_the_film_touch_its_pipeline() -> None:
    prospect()
    move(1, step("SOFT", owner=who(Role.PRODUCER)), Role.PRODUCER)
    for role in (Role.LINE_PRODUCER, Role.INVESTOR, Role.FINANCIER):
        with pytest.raises(NotShared):
            move(1, step(), role)
        with pytest.raises(NotShared):
            send(1, role)
    rae = other_film()
    for number in (1, 2):
        with pytest.raises(NotShared):
            pipeline.move(rae, "day-train", number, step(owner=rae), today=TODAY, now=NOW)


def test_a_contact_one_does_not_see_is_not_asked() -> None:
    hidden = contact(Card("Secret Fund"), person=other_film())
    with pytest.raises(NotShared):
        pipeline.begin(who(), SLUG, hidden.pk, step(), today=TODAY, now=NOW)


def test_what_was_sent_names_the_exact_revision(seal: Callable[..., Revision]) -> None:
    revision = seal("budget")
    prospect()
    row = send(1, kind="REVISION", what="", document="budget", ordinal=1)
    assert (row.what, row.digest, row.revision_id) == (
        "budget.yaml, revision 1",
        revision.digest,
        revision.pk,
    )
    send(
        1,
        kind="LINK",
        what="Data room",
        address="https://rooms.example/nf",
        how="link",
        sent_date=date(2026, 11, 20),
    )
    assert [(each.what, each.sent_date) for each in sent_to([row.prospect_id])] == [
        ("budget.yaml, revision 1", TODAY),
        ("Data room", date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"kind": "REVISION", "document": "budget", "ordinal": 7}, NoSuchRevision),
        ({"kind": "SONG"}, NothingSent),
        ({"what": " "}, NothingSent),
        ({"how": ""}, NothingSent),
        ({"kind": "LINK", "address": "javascript:alert(1)"}, NothingSent),
        ({"kind": "LINK", "address": "https://nowhere"}, NothingSent),
        ({"sent_date": date(2026, 11, 26)}, DayAhead),
        ({"sent_date": date(1926, 11, 26)}, DayFarAway),
    ],
)
def test_what_cannot_have_been_sent_is_refused(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    prospect()
    with pytest.raises(refusal):
        send(1, **wrong)
    assert not Sent.objects.exists()


def test_the_private_document_is_never_sent(rewrite: object, seal: Callable[..., Revision]) -> None:  # noqa: ARG001
    prospect()
    seal("private", Role.EXECUTIVE_PRODUCER)
    for role in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER):
        with pytest.raises(NoSuchRevision):
            send(1, role, kind="REVISION", document="private", ordinal=1)


def test_terms_are_appended_by_round() -> None:
    made = prospect()
    for ours, premium in ((False, "25"), (True, "15.5")):
        terms = pipeline.Terms(
            usd(250_000), ours, Decimal(premium), Decimal(50), expires_date=date(2026, 12, 31)
        )
        pipeline.put_terms(who(), SLUG, 1, terms, today=TODAY, now=NOW)
    told = [(row.round, row.ours, row.premium, row.split) for row in terms_of(made.pk)]
    assert told == [(1, False, Decimal(25), Decimal(50)), (2, True, Decimal("15.5"), Decimal(50))]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"amount": usd(0)}, BadAmount),
        ({"premium": Decimal(-1)}, BadPercent),
        ({"premium": Decimal("1.0005")}, BadPercent),
        ({"split": Decimal(101)}, BadPercent),
        ({"expires_date": date(2126, 1, 1)}, DayFarAway),
    ],
)
def test_terms_that_cannot_be_are_refused(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    prospect()
    told: dict[str, Any] = {"amount": usd(5), "ours": True, **wrong}
    with pytest.raises(refusal):
        pipeline.put_terms(who(), SLUG, 1, pipeline.Terms(**told), today=TODAY, now=NOW)


def test_every_row_is_sealed_and_the_check_finds_it_whole(seal: Callable[..., Revision]) -> None:
    seal("budget")
    prospect()
    send(1, kind="REVISION", what="", document="budget", ordinal=1)
    terms = pipeline.Terms(usd(250_000), False, Decimal("25.50"), None)
    pipeline.put_terms(who(), SLUG, 1, terms, today=TODAY, now=NOW)
    assert books().faults == []


@given(
    st.lists(
        st.tuples(st.sampled_from(Stage.values), st.text("ab ", max_size=3), st.text("ab ", max_size=3)),
        max_size=6,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_a_prospect_has_a_next_step_or_a_closed_reason(
    tried: list[tuple[str, str, str]],
) -> None:
    with transaction.atomic():
        prospect(ADA)
        number = Prospect.objects.latest("pk").number
        for stage, words, reason in tried:
            try:
                move(number, step(stage, next_step=words, reason=reason))
            except (NoNextStep, NoClosedReason, NothingChanged):
                continue
        for row in ProspectStep.objects.all():
            closed = row.stage in CLOSED
            assert bool(row.reason) is closed
            assert bool(row.next_step and row.next_date) is not closed
        transaction.set_rollback(True)
