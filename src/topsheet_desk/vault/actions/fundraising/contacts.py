"""Contacts kept once across the slate, changed, merged; and private notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from topsheet_desk.vault.actions.doer import log_own
from topsheet_desk.vault.actions.fitting import require_fitting
from topsheet_desk.vault.actions.fundraising.refusals import (
    EmptyNote,
    LongNote,
    LooksLikeContact,
    NoAddress,
    NoName,
    NoSuchContact,
    NotOnTheTeam,
    RowRefused,
    SameContact,
)
from topsheet_desk.vault.lookups.contacts import FIELDS, Card, alike_of, contact_of, keepers, raising
from topsheet_desk.vault.records import Contact, ContactChange, ContactNote, Person, Prospect
from topsheet_desk.vault.refusals import NothingChanged, NotShared, Refused

MOST_LETTERS = 10_000


@transaction.atomic
def keep_contact(person: int, card: Card, *, alike_too: bool = False, now: datetime) -> Contact:
    """A new contact; whoever keeps it owns the relationship. One that looks like another is pointed out first.

    Raises NotShared for somebody who raises money on no production, NoName, NoAddress, LooksLikeContact,
    TooManyLetters, NoLetter.
    """
    if not raising(person):
        raise NotShared
    by = Person.objects.select_for_update().get(pk=person)
    card = _whole(card)
    _require_single(person, card, None, alike_too)
    contact = Contact(**_fields(card), owner=by, made_by=by, made_at=now)
    require_fitting(contact)
    contact.save()
    _note_change(contact, by, "made", {}, now)
    log_own(by, "keep_contact", f"kept {contact} as a contact", now=now)
    return contact


@transaction.atomic
def keep_contacts(
    person: int, found: Sequence[Card], places: Sequence[str], *, alike_too: bool = False, now: datetime
) -> list[Contact]:
    """Many new contacts, or none; the refusal names the place of the first that cannot be kept.

    Raises NotShared and, with the place, what `keep_contact` raises.
    """
    if not raising(person):
        raise NotShared
    made = []
    for card, place in zip(found, places, strict=True):
        try:
            made.append(keep_contact(person, card, alike_too=alike_too, now=now))
        except Refused as refusal:
            raise RowRefused(place, refusal) from refusal
    return made


@transaction.atomic
def change_contact(
    person: int, contact: int, card: Card, owner: int, *, alike_too: bool = False, now: datetime
) -> Contact:
    """Another phone number, another company, another owner of the relationship; what was before is kept.

    Raises NotShared, NoName, NoAddress, LooksLikeContact, NotOnTheTeam, NothingChanged, TooManyLetters, NoLetter.
    """
    found, by = _held(person, contact)
    card, before = _whole(card), {name: getattr(found, name) for name in FIELDS}
    if owner not in {found.owner_id, *(keeper.id for keeper in keepers(person))}:
        raise NotOnTheTeam
    after = _fields(card)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed and owner == found.owner_id:
        raise NothingChanged
    if {"name", "email"} & set(changed):
        _require_single(person, card, found.pk, alike_too)
    words = [
        f"{name.replace('_', ' ')} {before[name] or 'none'} to {after[name] or 'none'}" for name in changed
    ]
    if owner != found.owner_id:
        words.append(f"owner {found.owner.name} to {Person.objects.get(pk=owner).name}")
    for name, value in after.items():
        setattr(found, name, value)
    found.owner_id = owner
    require_fitting(found)
    found.save()
    _note_change(found, by, "; ".join(words), before, now)
    log_own(by, "change_contact", f"changed the contact {found}", now=now)
    return found


@transaction.atomic
def merge_contacts(person: int, contact: int, other: int, *, now: datetime) -> Contact:
    """Two entries of one person become one: `contact` stays, and takes over the prospects of `other`.

    Empty fields are filled from the other; everything the other said stays in the history, and everybody who saw
    either sees the one. Private notes stay with their authors. Raises NotShared, SameContact.
    """
    kept, by = _held(person, contact)
    gone, _ = _held(person, other)
    if kept.pk == gone.pk:
        raise SameContact
    before = {name: getattr(kept, name) for name in FIELDS}
    for name in FIELDS:
        setattr(kept, name, before[name] or getattr(gone, name))
    kept.save()
    Prospect.objects.filter(contact=gone).update(contact=kept)
    Contact.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    was = {name: getattr(gone, name) for name in FIELDS}
    _note_change(kept, by, f"took in {gone}, one and the same", {"this": before, "other": was}, now)
    _note_change(gone, by, f"became one with {kept}", was, now)
    log_own(by, "merge_contacts", f"made {gone} and {kept} one contact", now=now)
    return kept


@transaction.atomic
def write_note(person: int, contact: int, words: str, *, now: datetime) -> ContactNote:
    """A private note: nobody else ever reads it. The log says that one was written, not what nor about whom.

    Raises NotShared, EmptyNote, LongNote, NoLetter.
    """
    found, by = _held(person, contact)
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise EmptyNote
    if len(text) > MOST_LETTERS:
        raise LongNote(MOST_LETTERS)
    note = ContactNote(contact=found, author=by, at=now, words=text)
    require_fitting(note)
    note.save()
    log_own(by, "write_note", "wrote a private note", now=now)
    return note


@transaction.atomic
def remove_note(person: int, contact: int, note: int, *, now: datetime) -> None:
    """Take one's own note away, for good. Raises NotShared, NoSuchContact."""
    _found, by = _held(person, contact)
    mine = ContactNote.objects.filter(pk=note, author=by)
    if not mine.exists():
        raise NoSuchContact
    mine.delete()
    log_own(by, "remove_note", "took a private note away", now=now)


def _held(person: int, contact: int) -> tuple[Contact, Person]:
    by = Person.objects.select_for_update().get(pk=person)
    found = contact_of(person, contact)
    return Contact.objects.select_for_update().get(pk=found.pk), by


def _whole(card: Card) -> Card:
    told = {name: getattr(card, name).strip() for name in FIELDS}
    if not told["name"]:
        raise NoName("person or company")
    if told["email"]:
        try:
            validate_email(told["email"])
        except ValidationError:
            raise NoAddress(told["email"]) from None
    return Card(**told)


def _require_single(person: int, card: Card, besides: int | None, alike_too: bool) -> None:
    found = [] if alike_too else alike_of(person, card, besides)
    if found:
        raise LooksLikeContact([(each.pk, str(each)) for each in found])


def _fields(card: Card) -> dict[str, str]:
    return {name: getattr(card, name) for name in FIELDS}


def _note_change(contact: Contact, by: Person, words: str, before: dict[str, object], now: datetime) -> None:
    ContactChange.objects.create(contact=contact, person=by, at=now, words=words, before=before)
