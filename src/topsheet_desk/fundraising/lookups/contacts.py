"""Contacts across the slate, and one contact's page: what everybody who sees it reads, and what is the reader's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from topsheet_desk.fundraising.lookups.cells import due_cell, stage_cell
from topsheet_desk.site import formats
from topsheet_desk.site.reader import readers_zone
from topsheet_desk.site.tables import Column, Kind, Row, Table, dated, moment_cell, rows_of, table, text
from topsheet_desk.vault.lookups import contacts as kept
from topsheet_desk.vault.lookups import pipeline
from topsheet_desk.vault.lookups.contacts import FIELDS, Card, Keeper, Note
from topsheet_desk.vault.lookups.productions import cards
from topsheet_desk.vault.records import Contact, ContactChange, ProspectStep

_CONTACTS = (
    Column("Name"),
    Column("Company"),
    Column("Role"),
    Column("E-mail"),
    Column("Phone"),
    Column("Interests"),
    Column("How met"),
    Column("Last contact", Kind.DATE),
    Column("Asked for", Kind.TEXT),
    Column("Owner"),
)
_TIMELINE = (Column("Day", Kind.DATE), Column("Production"), Column("What"), Column("By"))
_ASKED = (
    Column("Production"),
    Column("Stage"),
    Column("Next step"),
    Column("Due", Kind.DATE),
    Column("Reason"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsRoom:
    """The page of contacts; `raises` says whether the reader may keep new ones."""

    raises: bool
    tables: Mapping[str, Table]

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse("contacts_table", args=[table])


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRoom:
    """One contact's page; the notes are the reader's own."""

    id: int
    title: str
    card: Card
    owner: int
    keepers: Sequence[Keeper]
    others: Sequence[tuple[int, str]]
    alike: Sequence[tuple[int, str]]
    notes: Sequence[Note]
    last: date | None
    tables: Mapping[str, Table] = field(default_factory=dict)

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse("contact_table", args=[self.id, table])


def contacts_room(person: int) -> ContactsRoom:
    """Every contact the person sees."""
    raising = kept.raising(person)
    found = list(kept.visible(person).order_by("name", "pk"))
    last = kept.last_contacts((each.pk for each in found), raising)
    asked: dict[int, list[str]] = {}
    titles = {pk: card.title for pk, card in cards(raising).items()}
    for each in pipeline.standings(raising):
        told = f"{titles[each.prospect.production_id]} ({each.stage.label})"
        asked.setdefault(each.prospect.contact_id, []).append(told)
    rows = [_contact(each, last.get(each.pk), asked.get(each.pk, [])) for each in found]
    empty = (
        "No contact is kept yet. Keep the first one below."
        if raising
        else "You see no contact: executive producers and producers keep them."
    )
    note = "One person, one record, across the slate. You see those you made, and those your productions ask."
    made = table("contacts", "Contacts", _CONTACTS, rows, note=note, empty=empty, tools=True)
    return ContactsRoom(raises=bool(raising), tables={"contacts": made})


def contact_room(person: int, contact: int, today: date) -> ContactRoom:
    """One contact with its timeline on the productions the reader raises money for. Raises NotShared."""
    found = kept.contact_of(person, contact)
    raising = kept.raising(person)
    titles = {pk: card.title for pk, card in cards(raising).items()}
    standing = pipeline.standings(raising, contact=found.pk)
    others = kept.visible(person).exclude(pk=found.pk).order_by("name")
    card = Card(**{name: getattr(found, name) for name in FIELDS})
    alike = kept.alike_of(person, card, found.pk)
    return ContactRoom(
        id=found.pk,
        title=str(found),
        card=card,
        owner=found.owner_id,
        keepers=kept.keepers(person) or [Keeper(found.owner_id, found.owner.name)],
        others=[(each.pk, str(each)) for each in others],
        alike=[(each.pk, str(each)) for each in alike],
        notes=kept.notes_of(person, found),
        last=kept.last_contacts([found.pk], raising).get(found.pk),
        tables={
            "asked": _asked(standing, titles, today),
            "timeline": _timeline(standing, titles),
            "history": _history(found),
        },
    )


def _contact(each: Contact, last: date | None, asked: Sequence[str]) -> Row:
    return Row(
        (
            text(each.name, anchor=reverse("contact", args=[each.pk])),
            *(text(words) for words in (each.company, each.role, each.email, each.phone, each.interests)),
            text(each.how_met),
            dated(last),
            text(", ".join(asked)),
            text(each.owner.name),
        ),
        key=f"contact-{each.pk}",
    )


def _asked(standing: Sequence[pipeline.Standing], titles: Mapping[int, str], today: date) -> Table:
    rows = [
        (
            text(
                titles[each.prospect.production_id],
                anchor=reverse("prospect", args=[each.prospect.production.slug, each.prospect.number]),
            ),
            stage_cell(each.stage),
            text(each.next_step or "–"),
            due_cell(each.next_date, today),
            text(each.reason),
        )
        for each in standing
    ]
    empty = "None of your productions asks this contact yet."
    return table("asked", "Where they are asked", _ASKED, rows_of(rows), empty=empty)


def _timeline(standing: Sequence[pipeline.Standing], titles: Mapping[int, str]) -> Table:
    """Everything that was sent and moved, on every production the reader raises money for, the newest first."""
    told: list[tuple[date, int, Row]] = []
    zone = readers_zone()
    for each in standing:
        title = text(titles[each.prospect.production_id])
        for step in pipeline.steps_of(each.prospect.pk):
            day = step.at.astimezone(zone).date()
            what = f"{step.get_stage_display()}: {step.reason or _next(step)}"
            note = f". {step.note}" if step.note else ""
            told.append((day, step.pk, Row((dated(day), title, text(what + note), text(step.person.name)))))
        for sent in pipeline.sent_to([each.prospect.pk]):
            words = f"Sent {sent.what}, {sent.how}"
            row = Row((dated(sent.sent_date), title, text(words), text(sent.person.name)))
            told.append((sent.sent_date, sent.pk, row))
    told.sort(key=lambda one: one[:2], reverse=True)
    empty = "Nothing was sent or said yet on your productions."
    return table("timeline", "Timeline", _TIMELINE, [row for *_, row in told], empty=empty)


def _next(step: ProspectStep) -> str:
    return f"{step.next_step}, by {formats.day(step.next_date)}" if step.next_date else step.next_step


def _history(found: Contact) -> Table:
    changes = ContactChange.objects.filter(contact=found).select_related("person").order_by("-pk")
    rows = rows_of((moment_cell(each.at), text(each.words), text(each.person.name)) for each in changes)
    columns = (Column("When"), Column("What changed"), Column("By"))
    return table("history", "History of this record", columns, rows)
