"""Sealed revisions: what they hold, that nothing changes them, and when sealing asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests.topsheet_desk.conftest import SLUG, TODAY, Enter
from topsheet.film import compute, read_files
from topsheet.greenlight import AsksFrom
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.deciding import Said, decide
from topsheet_desk.vault.actions.revisions import seal as seal_draft
from topsheet_desk.vault.digests import content_digest
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import Document, LogLine, Membership, Notice, Request, Revision
from topsheet_desk.vault.refusals import CannotSeal, MovedOn, NoReason, NotAllowed, NothingNew
from topsheet_desk.vault.sealing import content_of, weigh
from topsheet_desk.vault.verdicts import Verdict
from topsheet_desk.vault.write_once import missing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Seal = Callable[..., Revision]
Rewrite = Callable[[str, str, str], None]
Who = Callable[[Role], int]
Approve = Callable[[str, Role], Revision]
FEE = "what: Gap loan arrangement fee,\n       amount: 1, unit: flat, x: 1, rate: 40000"


def fee(rate: str) -> str:
    return FEE.replace("40000", rate)


def test_a_revision_holds_value_totals_figures_digest_and_who_sealed_it(seal: Seal) -> None:
    revision = seal("budget", Role.LINE_PRODUCER, "first budget from the script")
    told = json.loads(revision.value)
    assert (told["kind"], told["chart"], len(told["accounts"]) > 30) == ("budget", "us-feature", True)
    assert revision.totals["budget.total"] == {
        "label": "Total budget",
        "kind": "money",
        "value": "6000000.00",
        "currency": "USD",
    }
    assert json.loads(revision.figures)["budget.direct"]["value"] == "5100000.00"
    assert revision.digest == content_digest(
        "budget", 1, revision.value, revision.paper.digest, revision.totals, revision.figures, revision.basis
    )
    assert (revision.ordinal, revision.parent, revision.role, revision.reason) == (
        1,
        None,
        "LINE_PRODUCER",
        "first budget from the script",
    )
    assert revision.seal == revision.sealed_over("")
    assert "sealed budget.yaml as revision 1" in LogLine.objects.get(act="seal").words


def test_an_old_revision_opens_with_the_figures_sealed_in_it(
    seal: Seal, rewrite: Rewrite, enter: Enter
) -> None:
    seal("budget")
    rewrite("budget", FEE, fee("50000"))
    second = seal("budget", reason="the lender asks more")
    assert (second.ordinal, second.parent_id is not None) == (2, True)
    client = enter(Role.EXECUTIVE_PRODUCER)
    pages = [
        client.get(f"/films/{SLUG}/documents/budget/revisions/{ordinal}/").content.decode()
        for ordinal in (1, 2)
    ]
    assert ["6,000,000" in page for page in pages] == [True, False]
    assert ["6,010,000" in page for page in pages] == [False, True]


def test_the_basis_names_every_paper_so_that_the_figures_can_be_made_again(
    seal: Seal, rewrite: Rewrite
) -> None:
    revision = seal("budget")
    rewrite("schedule", "start: 2027-03-29", "start: 2027-04-05")
    papers = tuple(sorted(revision.basis["papers"].items()))
    texts = reading.texts(reading.Stamp("night_ferry", papers))
    production, problems = read_files("night_ferry", texts)
    assert production is not None
    assert problems == []
    film = compute(production, as_of=date.fromisoformat(revision.basis["as_of"]), weigh=False)
    assert film is not None
    assert content_of("budget", film).figures == revision.figures


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE {table} SET reason = 'another' WHERE id = %s",
        "DELETE FROM {table} WHERE id = %s",
        "UPDATE {table} SET seal = '' WHERE id = %s",
    ],
)
def test_the_database_itself_refuses_to_change_a_revision(seal: Seal, act: str) -> None:
    revision = seal("budget")
    table = Revision._meta.db_table
    with (
        pytest.raises(DatabaseError, match="cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table=table), [revision.pk])
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(reason="another")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        revision.save()
    assert Revision.objects.get().reason == "for approval"
    assert missing(connection) == []


def test_a_draft_that_changed_since_it_was_looked_at_is_not_sealed(person: Who, rewrite: Rewrite) -> None:
    edits = Document.objects.get(kind="budget").edits
    rewrite("budget", FEE, fee("50000"))
    with pytest.raises(MovedOn):
        seal_draft(
            person(Role.LINE_PRODUCER), SLUG, "budget", edits=edits, reason="mine", today=TODAY, now=NOW
        )
    assert Revision.objects.count() == 0


def test_nothing_is_sealed_without_a_reason_or_twice_or_by_a_role_that_may_not(seal: Seal) -> None:
    with pytest.raises(NoReason):
        seal("budget", reason="  ")
    with pytest.raises(NotAllowed):
        seal("finance", Role.LINE_PRODUCER)
    seal("budget")
    with pytest.raises(NothingNew, match="those of revision 1"):
        seal("budget")


def test_a_document_is_sealed_again_when_another_moved_its_figures(seal: Seal, rewrite: Rewrite) -> None:
    first = seal("budget")
    rewrite("production", 'rate: "0.75"', 'rate: "0.80"')
    second = seal("budget", reason="the plan rate moved")
    assert (first.value, first.totals == second.totals) == (second.value, False)


def test_papers_with_mistakes_are_not_sealed_and_the_mistakes_are_told(seal: Seal, rewrite: Rewrite) -> None:
    rewrite("finance", "kind: finance\n", "kind: finance\nkind: finance\n")
    with pytest.raises(CannotSeal) as met:
        seal("budget")
    assert "finance.yaml:2" in str(met.value.problems[0])


@pytest.mark.parametrize(
    ("more", "asks"), [("49999", False), ("50000", True), ("30001", False), ("30000", True)]
)
def test_a_change_below_the_threshold_is_told_in_the_digest_and_from_it_on_asks(
    seal: Seal, approve: Approve, rewrite: Rewrite, more: str, asks: bool
) -> None:
    """J05: 9,999 under a limit of 10,000 is in the digest, 10,000 asks; less money is a change like more."""
    approve("production", Role.PRODUCER)
    approve("budget", Role.LINE_PRODUCER)
    rewrite("budget", FEE, fee(more))
    Notice.objects.all().delete()
    seal("budget", reason="the lender's fee")
    request = Request.objects.latest("number")
    assert (request.noted, request.needs) == (not asks, ["EXECUTIVE_PRODUCER", "PRODUCER"] if asks else [])
    assert {notice.at_once for notice in Notice.objects.all()} == {asks}
    assert Notice.objects.count() == 2
    amount = abs(Decimal(more) - 40000)
    assert f"Total budget {'up' if int(more) > 40000 else 'down'} by USD {amount:,}" in request.reason


def test_steps_below_the_threshold_add_up_and_a_returned_revision_is_no_measure(
    approve: Approve, seal: Seal, rewrite: Rewrite, person: Who
) -> None:
    approve("production", Role.PRODUCER)
    approve("budget", Role.LINE_PRODUCER)
    noted = []
    for before, after in (("40000", "46000"), ("46000", "52000")):
        rewrite("budget", fee(before), fee(after))
        seal("budget", reason="a step")
        noted.append(Request.objects.latest("number").noted)
    assert noted == [True, False]
    said = Said(Verdict.RETURNED, "too dear")
    decide(person(Role.PRODUCER), SLUG, Request.objects.latest("number").number, said, today=TODAY, now=NOW)
    rewrite("budget", fee("52000"), fee("52001"))
    seal("budget", reason="a coin more than what was returned")
    assert Request.objects.latest("number").noted is False


def test_a_threshold_that_nobody_approved_does_not_count(
    approve: Approve, seal: Seal, rewrite: Rewrite
) -> None:
    """Whoever edits production.yaml would decide alone what asks."""
    approve("budget", Role.LINE_PRODUCER)
    rewrite("production", "money: 10000", "money: 9000000")
    rewrite("budget", FEE, fee("40001"))
    seal("budget", reason="one more")
    assert Request.objects.latest("number").noted is False


def test_who_seals_is_not_asked_to_approve_it(seal: Seal, person: Who) -> None:
    seal("finance", Role.PRODUCER)
    assert Request.objects.get().needs == ["EXECUTIVE_PRODUCER"]
    Membership.objects.filter(role=Role.EXECUTIVE_PRODUCER).update(ended_at=NOW)
    seal("market", Role.PRODUCER)
    assert Request.objects.count() == 1
    assert person(Role.PRODUCER)


def test_the_private_document_is_sealed_and_nobody_is_asked_or_told(seal: Seal) -> None:
    revision = seal("private", Role.EXECUTIVE_PRODUCER, "before the market")
    assert (revision.figures, revision.totals) == ("{}", {})
    assert (Request.objects.count(), Notice.objects.count()) == (0, 0)


def test_no_other_revision_holds_the_digest_of_the_private_document(seal: Seal) -> None:
    """Whoever may read the budget could try guesses at walk-away terms against a digest of their text."""
    budget, private = seal("budget"), seal("private", Role.EXECUTIVE_PRODUCER)
    digest = private.paper.digest
    held = [name for name in ("basis", "value", "figures", "totals") if digest in str(getattr(budget, name))]
    assert (held, "private.yaml" in budget.basis["papers"], "private.yaml" in private.basis["papers"]) == (
        [],
        False,
        True,
    )


def test_days_and_pages_have_thresholds_of_their_own() -> None:
    limits = AsksFrom.model_validate({"days": 2, "pages": "1.5"})

    def days(count: str) -> dict[str, dict[str, str]]:
        return {"schedule.shoot_days": {"label": "Shooting days", "kind": "number", "value": count}}

    weights = [weigh("schedule", days("28"), days(count), limits) for count in ("28", "29", "30", "26")]
    assert [(weight.words, weight.asks) for weight in weights] == [
        ("Shooting days unchanged", False),
        ("Shooting days up by 1 days", False),
        ("Shooting days up by 2 days", True),
        ("Shooting days down by 2 days", True),
    ]
    assert weigh("schedule", None, days("28"), limits).asks
