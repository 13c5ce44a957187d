"""Contacts: one record each, seen by those who may, changed and merged with their history; notes that are private."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.fundraising.raises import (
    ADA,
    NOW,
    TODAY,
    contact,
    move,
    other_film,
    prospect,
    send,
    step,
    who,
)
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.fundraising import contacts, pipeline
from topsheet_desk.vault.actions.fundraising.refusals import (
    EmptyNote,
    LooksLikeContact,
    NoAddress,
    NoName,
    NoSuchContact,
    NotOnTheTeam,
    SameContact,
)
from topsheet_desk.vault.alike import alike, same_address
from topsheet_desk.vault.lookups.contacts import Card, contact_of, last_contacts, notes_of, visible
from topsheet_desk.vault.records import (
    Contact,
    ContactChange,
    ContactNote,
    LogLine,
    Membership,
    Production,
    Prospect,
)
from topsheet_desk.vault.refusals import NothingChanged, NotShared

pytestmark = pytest.mark.usefixtures("desk")


def seen(person: int) -> list[str]:
    return sorted(visible(person).values_list("name", flat=True))


def test_a_contact_is_kept_once_and_a_second_entry_is_pointed_out() -> None:
    first = contact()
    for card in (Card("A. Lamb", email="ADA@lamb.example"), Card("Lamb, Ada"), Card("Ada Lambe")):
        with pytest.raises(LooksLikeContact) as refusal:
            contact(card)
        assert refusal.value.found == ((first.pk, "Ada Lamb, Lamb & Sons"),)
    assert Contact.objects.count() == 1
    assert contact(Card("Ada Lambe"), alike_too=True).pk != first.pk


@pytest.mark.parametrize(
    ("card", "refusal"), [(Card("  "), NoName), (Card("Ada", email="ada at lamb"), NoAddress)]
)
def test_a_contact_has_a_name_and_an_address_that_is_one(card: Card, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        contact(card)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER)]
)
def test_nobody_else_keeps_or_sees_a_contact(role: Role) -> None:
    made = contact()
    prospect(Card("Ben Stone"))
    with pytest.raises(NotShared):
        contact(Card("Cy"), person=who(role))
    assert seen(who(role)) == []
    with pytest.raises(NotShared):
        contact_of(who(role), made.pk)


def test_a_contact_is_seen_by_whoever_made_it_and_by_the_producers_of_a_film_that_asks_it() -> None:
    rae, kit = other_film(), other_film("tram")
    made = contact()
    assert (seen(who()), seen(who(Role.PRODUCER)), seen(rae)) == (["Ada Lamb"], [], [])
    pipeline.begin(who(), SLUG, made.pk, step(), today=TODAY, now=NOW)
    assert (seen(who(Role.PRODUCER)), seen(rae)) == (["Ada Lamb"], [])
    Membership.objects.create(person_id=rae, production=Production.objects.get(slug=SLUG), role=Role.PRODUCER)
    assert (seen(rae), seen(kit)) == (["Ada Lamb"], [])


def test_the_same_person_in_the_hands_of_two_strangers_is_not_given_away() -> None:
    contact()
    rae = other_film()
    twin = contact(ADA, person=rae)  # nothing is pointed out: Rae must not learn who is asked elsewhere
    assert seen(rae) == ["Ada Lamb"]
    assert twin.made_by_id == rae


def test_whoever_leaves_a_production_sees_what_they_made_and_nothing_else() -> None:
    contact(Card("Mine"))
    pipeline.begin(who(Role.PRODUCER), SLUG, contact(Card("Theirs"), person=who(Role.PRODUCER)).pk,
                   step(), today=TODAY, now=NOW)  # fmt: skip
    assert seen(who()) == ["Mine", "Theirs"]
    leaver = who()
    Membership.objects.filter(role=Role.EXECUTIVE_PRODUCER, person_id=leaver).update(ended_at=NOW)
    assert seen(leaver) == ["Mine"]


def test_a_change_keeps_what_was_before_and_says_what_changed() -> None:
    made = contact()
    pipeline.begin(who(), SLUG, made.pk, step(), today=TODAY, now=NOW)
    card = replace(ADA, phone="", company="Lamb Capital")
    contacts.change_contact(who(), made.pk, card, who(Role.PRODUCER), now=NOW)
    change = ContactChange.objects.latest("pk")
    assert change.words.startswith("company Lamb & Sons to Lamb Capital; phone +1 555 0100 to none; owner ")
    assert (change.before["phone"], change.before["company"]) == ("+1 555 0100", "Lamb & Sons")
    with pytest.raises(NothingChanged):
        contacts.change_contact(who(), made.pk, card, who(Role.PRODUCER), now=NOW)
    with pytest.raises(NotOnTheTeam):
        contacts.change_contact(who(), made.pk, card, who(Role.INVESTOR), now=NOW)


def test_two_entries_become_one_with_the_history_and_prospects_of_both() -> None:
    kept = contact(replace(ADA, phone=""))
    asked = prospect(Card("Ada Lambert", phone="+44 20 5550", email="ada.l@other.example"))
    contacts.merge_contacts(who(), kept.pk, asked.contact_id, now=NOW)
    merged = Contact.objects.get(pk=kept.pk)
    assert (merged.phone, merged.email) == ("+44 20 5550", "ada@lamb.example")
    assert Prospect.objects.get(pk=asked.pk).contact_id == kept.pk
    assert seen(who()) == ["Ada Lamb"]
    assert contact_of(who(), asked.contact_id).pk == kept.pk  # the old address leads to the one record
    assert (
        ContactChange.objects.filter(contact=kept).latest("pk").before["other"]["email"]
        == "ada.l@other.example"
    )
    with pytest.raises(SameContact):
        contacts.merge_contacts(who(), kept.pk, asked.contact_id, now=NOW)


def test_only_contacts_one_sees_are_merged() -> None:
    made, rae = contact(), other_film()
    theirs = contact(Card("Secret Fund"), person=rae)
    for pair in ((made.pk, theirs.pk), (theirs.pk, made.pk)):
        with pytest.raises(NotShared):
            contacts.merge_contacts(who(), *pair, now=NOW)
    assert seen(rae) == ["Secret Fund"]


def test_a_private_note_is_its_authors_alone_and_no_log_tells_of_it() -> None:
    asked = prospect()
    note = contacts.write_note(who(), asked.contact_id, "Drinks. Never call before noon.", now=NOW)
    found = contact_of(who(), asked.contact_id)
    assert [each.words for each in notes_of(who(), found)] == ["Drinks. Never call before noon."]
    assert notes_of(who(Role.PRODUCER), found) == []
    lines = LogLine.objects.filter(act="write_note")
    assert [(line.words, line.production_id) for line in lines] == [("wrote a private note", None)]
    with pytest.raises(NoSuchContact):
        contacts.remove_note(who(Role.PRODUCER), asked.contact_id, note.pk, now=NOW)
    with pytest.raises(EmptyNote):
        contacts.write_note(who(), asked.contact_id, " \r\n ", now=NOW)
    contacts.remove_note(who(), asked.contact_id, note.pk, now=NOW)
    assert not ContactNote.objects.exists()


def test_a_merge_shows_nobody_the_notes_of_another() -> None:
    asked = prospect()
    other = contact(Card("Ada L."), person=who(Role.PRODUCER))
    contacts.write_note(who(Role.PRODUCER), other.pk, "hers alone", now=NOW)
    contacts.merge_contacts(who(Role.PRODUCER), asked.contact_id, other.pk, now=NOW)
    found = contact_of(who(), asked.contact_id)
    assert notes_of(who(), found) == []
    assert [each.words for each in notes_of(who(Role.PRODUCER), found)] == ["hers alone"]


def test_names_are_alike_whatever_order_accents_and_capitals() -> None:
    assert alike("Müller, Jörg", "jorg muller")
    assert not alike("Ada Lamb", "Ben Stone")
    assert not alike("", "")
    assert not same_address("", "")


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_name_is_like_itself_in_any_order_of_its_words(words: list[str]) -> None:
    assert alike(" ".join(words), ", ".join(reversed(words)))


def test_an_idea_is_no_contact_and_what_is_sent_later_is() -> None:
    asked = prospect(stage="IDEA")
    assert last_contacts([asked.contact_id], [asked.production_id]) == {}
    send(1, sent_date=date(2026, 11, 20))
    assert last_contacts([asked.contact_id], [asked.production_id]) == {asked.contact_id: date(2026, 11, 20)}
    move(1, step("SOFT"))
    assert last_contacts([asked.contact_id], [asked.production_id]) == {asked.contact_id: TODAY}
