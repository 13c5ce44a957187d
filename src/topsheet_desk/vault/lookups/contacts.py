"""The contacts a person sees, and what is theirs alone to see of one.

A contact is seen by those who raise money on a production whose prospect it is, by whoever made it or keeps the
relationship, and by those of whatever was merged into it. So a producer of one film learns nothing of the
financiers of another company's film on the same desk, not even that they are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from topsheet_desk.site.permissions import Act, Page, roles_that
from topsheet_desk.vault.alike import alike, same_address
from topsheet_desk.vault.records import Contact, ContactNote, Membership, ProspectStep, Sent
from topsheet_desk.vault.refusals import NotShared
from topsheet_desk.vault.stages import Stage

FIELDS = ("name", "company", "role", "email", "phone", "how_met", "interests")


@dataclass(frozen=True, slots=True)
class Card:
    """A contact's own fields, as a person writes them."""

    name: str
    company: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    how_met: str = ""
    interests: str = ""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who may keep a relationship."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """One of the reader's own private notes."""

    id: int
    at: datetime
    words: str


def raising(person: int) -> dict[int, str]:
    """The productions on which the person raises money: slug by id."""
    held = Membership.objects.filter(
        person_id=person,
        person__is_active=True,
        ended_at=None,
        role__in=roles_that(Act.OPEN, Page.FUNDRAISING),
    )
    return dict(held.values_list("production_id", "production__slug"))


def visible(person: int) -> QuerySet[Contact]:
    """Every contact the person sees, those that were merged away left out."""
    own = Q()
    for made in ("", "absorbed__"):
        own |= Q(**{f"{made}made_by": person}) | Q(**{f"{made}owner": person})
    theirs = Q(prospects__production__in=raising(person))
    found = Contact.objects.filter(own | theirs).values("pk")
    return Contact.objects.filter(pk__in=found, merged_into=None).select_related("owner")


def contact_of(person: int, contact: int) -> Contact:
    """One contact; one that was merged leads to what it was merged into. Raises NotShared."""
    into = Contact.objects.filter(pk=contact).values_list("merged_into_id", flat=True).first()
    found = visible(person).filter(pk=into if into is not None else contact).first()
    if found is None:
        raise NotShared
    return found


def alike_of(person: int, card: Card, besides: int | None = None) -> list[Contact]:
    """The contacts, of those the person sees, that look like the same one."""
    return [
        each
        for each in visible(person).exclude(pk=besides or 0).order_by("name")
        if same_address(each.email, card.email) or alike(each.name, card.name)
    ]


def keepers(person: int) -> list[Keeper]:
    """Who may keep a relationship: the person, and those who raise money on a production with them."""
    beside = Membership.objects.filter(
        production__in=raising(person),
        ended_at=None,
        person__is_active=True,
        role__in=roles_that(Act.OPEN, Page.FUNDRAISING),
    )
    found = dict(beside.values_list("person_id", "person__name"))
    return [Keeper(pk, name) for pk, name in sorted(found.items(), key=lambda pair: pair[1].casefold())]


def notes_of(person: int, contact: Contact) -> list[Note]:
    """The person's own notes on a contact and on what was merged into it, the newest first."""
    mine = ContactNote.objects.filter(Q(contact=contact) | Q(contact__merged_into=contact), author_id=person)
    return [Note(each.pk, each.at, each.words) for each in mine.order_by("-at", "-pk")]


def last_contacts(contacts: Iterable[int], productions: Iterable[int]) -> dict[int, date]:
    """When something was last sent to a contact, or a prospect of theirs moved beyond an idea, on these productions."""
    asked = {"prospect__contact__in": list(contacts), "production__in": list(productions)}
    last = dict(Sent.objects.filter(**asked).values_list("prospect__contact").annotate(last=Max("sent_date")))
    moved = ProspectStep.objects.filter(**asked).exclude(stage=Stage.IDEA)
    for contact, at in moved.values_list("prospect__contact").annotate(last=Max("at")):
        last[contact] = max(last.get(contact, date.min), at.date())
    return last
