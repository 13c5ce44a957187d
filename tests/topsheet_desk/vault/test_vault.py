"""Seats, and a production whose papers change or break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.topsheet_desk.conftest import PASSWORD, SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import CastMember, seat_cast
from topsheet_desk.vault.records import Membership, Person, Production

Rewrite = Callable[[str, str, str], None]


def test_a_saved_draft_shows_on_the_next_page(rewrite: Rewrite, enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    address = reverse("finance_table", args=[SLUG, "uses"])
    before = client.get(address).content.decode()
    rewrite("budget", "label: Contingency, percent: 10", "label: Contingency, percent: 11")
    after = client.get(address).content.decode()
    assert ("510000.00" in before, "561000.00" in after) == (True, True)


def test_a_broken_paper_shows_its_problems_to_the_producers_only(rewrite: Rewrite, enter: Enter) -> None:
    rewrite("finance", "kind: finance\n", "kind: finance\nkind: finance\n")
    for role, told in ((Role.EXECUTIVE_PRODUCER, True), (Role.LINE_PRODUCER, True), (Role.DIRECTOR, False)):
        answer = enter(role).get(reverse("script", args=[SLUG]))
        assert (answer.status_code, "finance.yaml:2" in answer.content.decode()) == (503, told)
    assert enter(Role.INVESTOR).get(reverse("portal", args=[SLUG])).status_code == 503
    slate = enter(Role.EXECUTIVE_PRODUCER).get("/")
    assert (slate.status_code, "problem" in slate.content.decode()) == (200, True)
    problems = enter(Role.PRODUCER).get(reverse("problems", args=[SLUG]))
    assert (problems.status_code, "finance.yaml:2" in problems.content.decode()) == (200, True)


def test_a_paper_that_reads_but_cannot_be_computed_shows_why(rewrite: Rewrite, enter: Enter) -> None:
    rewrite("budget", "chart: us-feature", "chart: nonsuch")
    client = enter(Role.EXECUTIVE_PRODUCER)
    for page, status in (("cockpit", 503), ("problems", 200)):
        answer = client.get(reverse(page, args=[SLUG]))
        assert (answer.status_code, "nonsuch" in answer.content.decode()) == (status, True)


def test_seating_the_cast_again_changes_nothing_a_person_changed(desk: Path, cast: list[CastMember]) -> None:  # noqa: ARG001
    person = Person.objects.get(email="ep@nightferry.example")
    person.set_password("their-own-secret-9")
    person.name = "I. Calder"
    person.save()
    before = Membership.objects.count()
    seated = seat_cast(SLUG, cast, PASSWORD, now=datetime.now(UTC))
    person.refresh_from_db()
    assert (
        person.name,
        person.check_password("their-own-secret-9"),
        Membership.objects.count() - before,
    ) == (
        "I. Calder",
        True,
        0,
    )
    assert [seat.member.email for seat in seated if not seat.password_kept] == ["ep@nightferry.example"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("role", "party"), [("EMPEROR", ""), (Role.INVESTOR, "")])
def test_a_role_nobody_knows_and_an_investor_without_a_party_are_refused_by_the_database(
    role: str, party: str
) -> None:
    stranger = Person.objects.get(email="stranger@elsewhere.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            person=stranger, production=Production.objects.get(slug=SLUG), role=role, party=party
        )


@pytest.mark.usefixtures("desk")
def test_one_address_belongs_to_one_person_whatever_its_capitals() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="EP@nightferry.example", name="Another")


def test_a_person_with_two_roles_opens_the_pages_of_both(enter: Enter) -> None:
    client = enter(Role.DIRECTOR)
    director = Person.objects.get(memberships__role=Role.DIRECTOR)
    assert client.get(reverse("market", args=[SLUG])).status_code == 404
    Membership.objects.create(
        person=director, production=Production.objects.get(slug=SLUG), role=Role.PRODUCER
    )
    assert client.get(reverse("market", args=[SLUG])).status_code == 200


def test_someone_who_was_switched_off_sees_nothing(enter: Enter) -> None:
    client = enter(Role.PRODUCER)
    Person.objects.filter(memberships__role=Role.PRODUCER).update(is_active=False)
    assert client.get(reverse("cockpit", args=[SLUG])).status_code == 302
