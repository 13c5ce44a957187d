"""Seats: title and credit stand apart from the role, and a seat ends without leaving anybody alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.authorities import Grant, delegate, grant
from topsheet_desk.vault.actions.seats import end_seat, name_seat
from topsheet_desk.vault.records import Authority, Delegation, LogLine, Membership, Person, Production
from topsheet_desk.vault.refusals import (
    LastExecutiveProducer,
    NotAbove,
    NothingChanged,
    NotShared,
    SeatEnded,
    SeatNotFound,
)

pytestmark = pytest.mark.usefixtures("desk")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def seat(role: Role) -> Membership:
    return Membership.objects.get(role=role)


def last_words() -> str:
    return LogLine.objects.exclude(production=None).order_by("-number")[0].words


def test_a_title_and_a_credit_change_without_the_role() -> None:
    line = seat(Role.LINE_PRODUCER)
    changed = name_seat(
        seat(Role.PRODUCER).person_id, SLUG, line.pk, title=" Executive Producer ", credit="Line", now=NOW
    )
    assert (changed.title, changed.credit, changed.role) == ("Executive Producer", "Line", Role.LINE_PRODUCER)
    assert last_words() == (
        "changed the seat of Ruth Okafor-Lindqvist as line producer: title none to Executive Producer; "
        "credit none to Line"
    )
    with pytest.raises(NothingChanged):
        name_seat(
            seat(Role.PRODUCER).person_id, SLUG, line.pk, title="Executive Producer", credit="Line", now=NOW
        )


def test_a_title_opens_no_page(enter: Enter) -> None:
    Membership.objects.filter(role=Role.CLIENT).update(
        title="Executive Producer", credit="Executive Producer"
    )
    assert enter(Role.CLIENT).get(f"/films/{SLUG}/people/").status_code == 404


def test_an_ended_seat_opens_nothing_and_stays_as_a_row(enter: Enter) -> None:
    client = enter(Role.LINE_PRODUCER)
    assert client.get(f"/films/{SLUG}/budget/").status_code == 200
    line = seat(Role.LINE_PRODUCER)
    end_seat(seat(Role.PRODUCER).person_id, SLUG, line.pk, now=NOW)
    assert client.get(f"/films/{SLUG}/budget/").status_code == 404
    assert (seat(Role.LINE_PRODUCER).ended_at, last_words()) == (
        NOW,
        "ended the seat of Ruth Okafor-Lindqvist as line producer",
    )
    for act in (end_seat, lambda *told, now: name_seat(*told, title="x", credit="", now=now)):
        with pytest.raises(SeatEnded):
            act(seat(Role.PRODUCER).person_id, SLUG, line.pk, now=NOW)
    page = enter(Role.PRODUCER).get(f"/films/{SLUG}/people/").content.decode()
    assert "Ruth Okafor-Lindqvist" in page.split('id="ended"')[1]


@pytest.mark.parametrize("by", [Role.EXECUTIVE_PRODUCER, Role.PRODUCER])
def test_the_last_executive_producer_stays(by: Role) -> None:
    last, person = seat(Role.EXECUTIVE_PRODUCER), seat(by).person_id
    Membership.objects.filter(pk=last.pk).update(engaged_by=person)
    with pytest.raises(LastExecutiveProducer):
        end_seat(person, SLUG, last.pk, now=NOW)
    off = Person.objects.create(email="off@x.example", name="Off", is_active=False)
    Membership.objects.create(person=off, production=last.production, role=Role.EXECUTIVE_PRODUCER)
    with pytest.raises(LastExecutiveProducer):
        end_seat(person, SLUG, last.pk, now=NOW)


def test_an_executive_producer_may_go_when_another_stays() -> None:
    mine = seat(Role.EXECUTIVE_PRODUCER)
    other = Person.objects.create(email="two@x.example", name="Two")
    Membership.objects.create(person=other, production=mine.production, role=Role.EXECUTIVE_PRODUCER)
    assert end_seat(mine.person_id, SLUG, mine.pk, now=NOW).ended_at == NOW


def test_a_producer_does_not_end_an_executive_producer_they_did_not_engage() -> None:
    mine = seat(Role.EXECUTIVE_PRODUCER)
    other = Person.objects.create(email="two@x.example", name="Two")
    Membership.objects.create(person=other, production=mine.production, role=Role.EXECUTIVE_PRODUCER)
    with pytest.raises(NotAbove):
        end_seat(seat(Role.PRODUCER).person_id, SLUG, mine.pk, now=NOW)


def test_with_a_seat_ends_its_authority_and_what_it_lent_and_was_lent() -> None:
    mine, line, co = seat(Role.EXECUTIVE_PRODUCER), seat(Role.LINE_PRODUCER), seat(Role.CO_PRODUCER)
    grant(mine.person_id, SLUG, line.pk, Grant(None, "USD"), now=NOW)
    for lender, to in ((line, co), (co, line)):
        delegate(
            lender.person_id,
            SLUG,
            Role(lender.role),
            to.pk,
            starts_at=NOW,
            ends_at=NOW + timedelta(days=9),
            reason="away",
            now=NOW,
        )
    end_seat(mine.person_id, SLUG, line.pk, now=NOW)
    assert list(Authority.objects.values_list("ended_at", flat=True)) == [NOW]
    assert list(Delegation.objects.values_list("ended_at", flat=True)) == [NOW, NOW]


def test_a_seat_of_another_production_is_not_there() -> None:
    other = Production.objects.create(slug="other", folder="other")
    held = Membership.objects.create(
        person=seat(Role.DIRECTOR).person, production=other, role=Role.LINE_PRODUCER
    )
    with pytest.raises(SeatNotFound):
        end_seat(seat(Role.PRODUCER).person_id, SLUG, held.pk, now=NOW)
    held.refresh_from_db()
    assert held.ended_at is None


def test_others_do_not_learn_which_seats_there_are() -> None:
    for number in (seat(Role.CLIENT).pk, 999_999):
        with pytest.raises(NotShared):
            end_seat(seat(Role.LINE_PRODUCER).person_id, SLUG, number, now=NOW)


def test_the_page_of_a_seat_changes_and_ends_it(enter: Enter) -> None:
    client, line = enter(Role.PRODUCER), seat(Role.LINE_PRODUCER)
    page, end = reverse("seat", args=[SLUG, line.pk]), reverse("seat_end", args=[SLUG, line.pk])
    assert "are changed" in client.post(page, {"title": "UPM"}, follow=True).content.decode()
    assert 'value="UPM"' in client.get(page).content.decode()
    assert "is ended" in client.post(end, follow=True).content.decode()
    closed = client.get(page).content.decode()
    assert ("End this seat" in closed, "invite the person to the same role" in closed) == (False, True)
    assert "has ended" in client.post(end, follow=True).content.decode()


def test_someone_who_ends_their_own_seat_lands_where_they_still_may_be(enter: Enter) -> None:
    client, mine = enter(Role.PRODUCER), seat(Role.PRODUCER)
    answer = client.post(reverse("seat_end", args=[SLUG, mine.pk]))
    assert answer.headers["Location"] == "/"
    assert client.get(f"/films/{SLUG}/people/").status_code == 404


def test_role_title_credit_and_engagement_are_columns_of_their_own(enter: Enter) -> None:
    held = seat(Role.LINE_PRODUCER)
    held.title, held.credit = "UPM", "=Line Producer"
    held.engaged_by = seat(Role.PRODUCER).person
    held.save()
    sheet = enter(Role.PRODUCER).get(reverse("people_table", args=[SLUG, "seats"])).content.decode()
    today = f"{held.seated_at:%Y-%m-%d}"
    assert "Person,Role,Title,Credit,Party,Engaged by,E-mail,Since" in sheet
    assert (
        f"Ruth Okafor-Lindqvist,Line producer,UPM,'=Line Producer,–,Daniel Okonkwo,line@nightferry.example,{today}"
        in sheet
    )
