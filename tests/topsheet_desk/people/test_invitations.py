"""The life of an invitation: sent, sent again, withdrawn, too old, accepted once, and by nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import PASSWORD, SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.invitations import (
    DAYS,
    Wanted,
    accept,
    accept_as_new,
    invite,
    send_again,
    withdraw,
)
from topsheet_desk.vault.digests import sha256
from topsheet_desk.vault.records import Invitation, LogLine, Membership, Person
from topsheet_desk.vault.refusals import (
    AlreadyInvited,
    AlreadySeated,
    InvitationClosed,
    InvitationExpired,
    InvitationUsed,
    InvitationWithdrawn,
    NoSuchInvitation,
    NoSuchParty,
    NotAbove,
    NotAllowed,
    NotShared,
    NotYourself,
    SignInFirst,
    SwitchedOff,
    WrongPerson,
)

pytestmark = pytest.mark.usefixtures("desk")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
NEW = "a.novak@elsewhere.example"
STRONG = "nine-lanterns-at-sea"
PEOPLE = f"/films/{SLUG}/people/"


def who(role: Role) -> int:
    return Person.objects.get(memberships__role=role).pk


def secret(email: str = NEW, role: Role = Role.ACCOUNTANT, **more: str) -> str:
    return invite(who(Role.PRODUCER), SLUG, Wanted(email, role, **more), now=NOW).secret


def lines() -> list[str]:
    book = LogLine.objects.exclude(production=None).order_by("number")
    return [f"{line.signed}: {line.words}" for line in book.exclude(act__in=["take_in"])]


def test_only_the_digest_of_the_secret_is_kept() -> None:
    told = secret()
    kept = Invitation.objects.get()
    assert (kept.secret_digest, kept.expires_at) == (sha256(told), NOW + timedelta(days=DAYS))
    assert [name for name, value in vars(kept).items() if told in str(value)] == []


def test_accepting_makes_the_person_their_seat_and_a_line_in_the_log() -> None:
    from allauth.account.models import EmailAddress

    told = secret(NEW.upper(), title="Production Accountant", credit="Accountant")
    seat = accept_as_new(told, " Ana Novak ", STRONG, now=NOW + timedelta(hours=1))
    person = Person.objects.get(email=NEW)
    assert (person.name, person.check_password(STRONG), person.is_keeper) == ("Ana Novak", True, False)
    assert (
        seat.person,
        seat.role,
        seat.title,
        seat.credit,
        seat.party,
        seat.engaged_by_id,
        seat.seated_at,
    ) == (
        person,
        Role.ACCOUNTANT,
        "Production Accountant",
        "Accountant",
        "",
        who(Role.PRODUCER),
        NOW + timedelta(hours=1),
    )
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == (NEW, True, True)
    assert lines() == [
        f"Daniel Okonkwo <producer@nightferry.example>: invited {NEW} as accountant",
        f"Ana Novak <{NEW}>: took the seat of accountant, invited by Daniel Okonkwo",
    ]


def test_a_letter_works_once() -> None:
    told = secret()
    accept_as_new(told, "Ana Novak", STRONG, now=NOW)
    before = (Person.objects.count(), Membership.objects.count(), LogLine.objects.count())
    with pytest.raises(InvitationUsed):
        accept_as_new(told, "Mallory", "another-password", now=NOW)
    with pytest.raises(InvitationUsed):
        accept(Person.objects.get(email=NEW).pk, told, now=NOW)
    assert (Person.objects.count(), Membership.objects.count(), LogLine.objects.count()) == before
    assert Person.objects.get(email=NEW).check_password(STRONG)


def test_a_letter_opens_for_its_own_address_alone() -> None:
    told = secret()
    with pytest.raises(WrongPerson, match=NEW):
        accept(who(Role.DIRECTOR), told, now=NOW)
    assert not Membership.objects.filter(role=Role.ACCOUNTANT, person_id=who(Role.DIRECTOR)).exists()


def test_someone_with_a_sign_in_accepts_signed_in_and_in_no_other_way() -> None:
    told = secret("Director@nightferry.example", Role.GUEST)
    with pytest.raises(SignInFirst):
        accept_as_new(told, "Mallory", "another-password", now=NOW)
    director = Person.objects.get(memberships__role=Role.DIRECTOR)
    seat = accept(director.pk, told, now=NOW)
    assert (seat.person, director.check_password(PASSWORD)) == (director, True)
    assert sorted(director.memberships.values_list("role", flat=True)) == ["DIRECTOR", "GUEST"]


def test_a_letter_is_too_old_after_fourteen_days_and_works_again_when_sent_again() -> None:
    first, late = secret(), NOW + timedelta(days=DAYS)
    with pytest.raises(InvitationExpired):
        accept_as_new(first, "Ana Novak", STRONG, now=late)
    again = send_again(who(Role.PRODUCER), SLUG, Invitation.objects.get().pk, now=late)
    with pytest.raises(NoSuchInvitation):
        accept_as_new(first, "Ana Novak", STRONG, now=late)
    assert accept_as_new(again.secret, "Ana Novak", STRONG, now=late).role == Role.ACCOUNTANT


def test_a_withdrawn_letter_opens_nothing_and_stays_withdrawn() -> None:
    told, producer = secret(), who(Role.PRODUCER)
    number = Invitation.objects.get().pk
    withdraw(producer, SLUG, number, now=NOW)
    with pytest.raises(InvitationWithdrawn):
        accept_as_new(told, "Ana Novak", STRONG, now=NOW)
    for act in (withdraw, send_again):
        with pytest.raises(InvitationClosed):
            act(producer, SLUG, number, now=NOW)
    assert lines()[-1] == (
        f"Daniel Okonkwo <producer@nightferry.example>: withdrew the invitation to {NEW} as accountant"
    )


def test_a_secret_nobody_wrote_opens_nothing() -> None:
    secret()
    for guess in ("", "x", "a" * 43):
        with pytest.raises(NoSuchInvitation):
            accept_as_new(guess, "Mallory", STRONG, now=NOW)


def test_nobody_is_invited_twice_to_a_role_or_to_one_they_hold() -> None:
    secret()
    with pytest.raises(AlreadyInvited):
        secret()
    with pytest.raises(AlreadySeated):
        secret("LINE@nightferry.example", Role.LINE_PRODUCER)
    assert secret(NEW, Role.GUEST)


@pytest.mark.parametrize("role", [Role.INVESTOR, Role.FINANCIER, Role.SALES_AGENT])
def test_who_sees_one_partys_line_is_invited_for_a_party_the_papers_know(role: Role) -> None:
    for party in ("", "nobody"):
        with pytest.raises(NoSuchParty):
            secret(NEW, role, party=party)
    assert accept_as_new(secret(NEW, role, party="castellan"), "Ana", STRONG, now=NOW).party == "castellan"


def test_whoever_shares_in_receipts_can_be_invited_for_their_party_in_any_role() -> None:
    with pytest.raises(NoSuchParty):
        secret(NEW, Role.GUEST, party="nobody")
    assert accept_as_new(secret(NEW, Role.GUEST, party="ashdown"), "Ana", STRONG, now=NOW).party == "ashdown"


def test_an_ended_role_is_taken_up_again_by_invitation_with_its_new_terms() -> None:
    from topsheet_desk.vault.actions.seats import end_seat

    line = Membership.objects.get(role=Role.LINE_PRODUCER)
    end_seat(who(Role.PRODUCER), SLUG, line.pk, now=NOW)
    later = NOW + timedelta(days=3)
    told = secret("line@nightferry.example", Role.LINE_PRODUCER, title="UPM")
    seat = accept(line.person_id, told, now=later)
    assert (seat.pk, seat.title, seat.seated_at, seat.ended_at) == (line.pk, "UPM", later, None)


def test_someone_known_from_history_alone_can_come_in_by_letter() -> None:
    past = Person(email=NEW, name="A. Novak", is_active=False)
    past.set_unusable_password()
    past.save()
    seat = accept_as_new(secret(), "Ana Novak", STRONG, now=NOW)
    past.refresh_from_db()
    assert (seat.person, past.name, past.is_active, past.check_password(STRONG)) == (
        past,
        "Ana Novak",
        True,
        True,
    )


def test_someone_switched_off_does_not_come_back_by_letter() -> None:
    Person.objects.filter(email="director@nightferry.example").update(is_active=False)
    told = secret("director@nightferry.example", Role.GUEST)
    with pytest.raises(SwitchedOff):
        accept_as_new(told, "Mallory", "another-password", now=NOW)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER)]
)
def test_only_executive_producer_and_producer_invite(role: Role) -> None:
    with pytest.raises(NotAllowed):
        invite(who(role), SLUG, Wanted(NEW, Role.EXECUTIVE_PRODUCER), now=NOW)
    with pytest.raises(NotShared):
        withdraw(who(role), SLUG, 1, now=NOW)


def test_a_producer_engages_the_first_executive_producer_and_none_beside_one() -> None:
    """J07: a producer hires the executive producer; but nobody seats themselves above, or beside, who sits there."""
    with pytest.raises(NotAbove):
        secret(NEW, Role.EXECUTIVE_PRODUCER)
    with pytest.raises(NotYourself):
        secret(Person.objects.get(pk=who(Role.PRODUCER)).email.upper(), Role.ACCOUNTANT)
    Membership.objects.filter(role=Role.EXECUTIVE_PRODUCER).update(ended_at=NOW)
    seat = accept_as_new(secret(NEW, Role.EXECUTIVE_PRODUCER), "Ana", STRONG, now=NOW)
    assert (seat.role, seat.engaged_by_id) == (Role.EXECUTIVE_PRODUCER, who(Role.PRODUCER))


def _invite_by_page(client: Client, **told: str) -> str:
    answer = client.post(PEOPLE, {"email": NEW, "role": "ACCOUNTANT", **told})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PEOPLE}#content")
    found = re.search(r"http://testserver(/sign-in/invitation/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_from_the_page_to_the_letter_to_the_seat(enter: Enter, client: Client) -> None:
    link = _invite_by_page(enter(Role.EXECUTIVE_PRODUCER), title="Production Accountant")
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([NEW], "Topsheet: Josephine Marlowe invites you to Night Ferry")
    offer = client.get(link).content.decode()
    assert all(words in offer for words in ("Night Ferry", "Josephine Marlowe", "Accountant", NEW))
    answer = client.post(link, {"name": "Ana Novak", "password": STRONG})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/films/{SLUG}/")
    assert client.get(f"/films/{SLUG}/").status_code == 200
    own = LogLine.objects.filter(book=f"person:{Person.objects.get(email=NEW).pk}")
    assert list(own.values_list("words", flat=True)) == ["signed in by an invitation, from 127.0.0.1"]
    assert "accepted already" in client.get(link).content.decode()


def test_a_weak_password_is_refused_on_the_page_and_nobody_is_made(enter: Enter, client: Client) -> None:
    link = _invite_by_page(enter(Role.PRODUCER))
    for weak in ("short", "password12"):
        page = client.post(link, {"name": "Ana Novak", "password": weak}).content.decode()
        assert 'class="errorlist"' in page
    assert not Person.objects.filter(email=NEW).exists()


def test_another_person_who_opens_the_letter_is_told_whose_it_is(enter: Enter) -> None:
    link = _invite_by_page(enter(Role.PRODUCER))
    other = enter(Role.DIRECTOR)
    page = other.get(link).content.decode()
    assert ("Take the seat" in page, "director@nightferry.example" in page) == (False, True)
    assert "alone" in other.post(link).content.decode()
    assert not Membership.objects.filter(role=Role.ACCOUNTANT, person__email="director@nightferry.example")


def test_someone_known_is_led_to_the_sign_in_and_back(enter: Enter, client: Client) -> None:
    link = _invite_by_page(enter(Role.PRODUCER), email="director@nightferry.example", role="GUEST")
    assert f'href="/sign-in/?next={link}"' in client.get(link).content.decode()
    told = {"login": "director@nightferry.example", "password": PASSWORD, "next": link}
    assert client.post("/sign-in/", told).headers["Location"] == link
    assert client.post(link).headers["Location"] == "/"


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_a_letter_that_opens_nothing_tells_nothing_of_the_film(
    enter: Enter, client: Client, how: str
) -> None:
    link = _invite_by_page(enter(Role.PRODUCER), title="Secret title")
    if how == "withdrawn":
        Invitation.objects.update(withdrawn_at=NOW)
    else:
        Invitation.objects.update(invited_at=NOW - timedelta(days=90), expires_at=NOW - timedelta(days=80))
    page = client.get(link).content.decode()
    told = [words for words in ("Night Ferry", "Secret title", "Okonkwo", NEW) if words in page]
    assert (told, "opens nothing" in page) == ([], True)


def test_a_letter_that_cannot_be_sent_leaves_the_invitation_and_says_so(
    enter: Enter, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    page = enter(Role.PRODUCER).post(PEOPLE, {"email": NEW, "role": "GUEST"}, follow=True).content.decode()
    assert ("could not be sent" in page, Invitation.objects.count()) == (True, 1)


def test_sending_again_and_withdrawing_from_the_page(enter: Enter, client: Client) -> None:
    producer = enter(Role.PRODUCER)
    first = _invite_by_page(producer)
    number = Invitation.objects.get().pk
    producer.post(reverse("invitation_again", args=[SLUG, number]))
    second = re.search(r"/sign-in/invitation/\S+", str(mail.outbox[-1].body))
    assert second
    assert (client.get(first).status_code, client.get(second[0]).status_code) == (404, 200)
    producer.post(reverse("invitation_withdraw", args=[SLUG, number]))
    assert "withdrawn" in client.get(second[0]).content.decode()
    assert NEW not in producer.get(PEOPLE).content.decode().split('id="invitations"')[1]


def test_the_party_is_chosen_from_the_productions_own(enter: Enter) -> None:
    producer = enter(Role.PRODUCER)
    page = producer.get(PEOPLE).content.decode()
    assert '<option value="castellan">Castellan Family Office</option>' in page
    told = {"email": NEW, "role": "INVESTOR"}
    assert "Choose the party" in producer.post(PEOPLE, told).content.decode()
    assert producer.post(PEOPLE, {**told, "party": "castellan"}).status_code == 302


def test_a_form_that_is_wrong_says_where(enter: Enter) -> None:
    page = enter(Role.PRODUCER).post(PEOPLE, {"email": "no address", "role": "EMPEROR"}).content.decode()
    assert ("This is no e-mail address" in page, page.count('class="errorlist"')) == (True, 2)
    assert Invitation.objects.count() == 0


def test_the_people_page_opens_while_the_papers_are_being_mended(
    enter: Enter, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("finance", "kind: finance\n", "kind: finance\nkind: finance\n")
    page = enter(Role.PRODUCER).get(PEOPLE)
    assert (page.status_code, "Ruth Okafor-Lindqvist" in page.content.decode()) == (200, True)
