"""A verified history written into the tables: the same numbers, digests and seals, each row marked as brought."""

from __future__ import annotations

from django.db import DatabaseError, transaction

from topsheet_desk.vault.lookups.exchange import rows
from topsheet_desk.vault.lookups.exchange.reader import History, Unverified
from topsheet_desk.vault.records import Kept, Paper, Person, Production, Save


def write_history(history: History, production: Production) -> None:
    """Every row of the history in the production's books. Raises Unverified where a table refuses one."""
    people = _people(history)
    _papers(history)
    for save in history.saves:
        save.person = people[save.person.email.lower()]
        save.document.changed_by = save.person
    for document in history.documents.values():
        document.production = production
        document.save()
    Save.objects.bulk_create(history.saves, batch_size=500)
    for duty in history.duties:
        duty.production = production
        duty.save()
    for decision in history.decisions:
        decision.held_by = people[decision.held_by.email.lower()] if decision.held_by else None
    for book in history.kept:
        for row in book:
            _write(row, production, people)


def _write(row: Kept, production: Production, people: dict[str, Person]) -> None:
    row.book, row.brought = f"production:{production.pk}", True
    row.person = people[rows.address_in(row.signed)[1].lower()]
    row.production = production  # type: ignore[attr-defined]  # every kept row of these books has one
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError as refusal:
        where = f"{type(row).__name__.lower()} {row.number}"
        raise Unverified(
            where, f"the desk's tables refuse it: {str(refusal).splitlines()[0][:120]}"
        ) from None


def _people(history: History) -> dict[str, Person]:
    """Everybody who signs, by address; who is not known here gets a name, no password, and cannot sign in."""
    people = {person.email.lower(): person for person in Person.objects.all()}
    for key, (name, address) in sorted(history.signers.items()):
        if key not in people:
            person = Person(email=address, name=name, is_active=False)
            person.set_unusable_password()
            person.save()
            people[key] = person
    return people


def _papers(history: History) -> None:
    """The texts kept; those that the desk has already are the same to the letter, by their digest."""
    there = Paper.objects.in_bulk(list(history.papers), field_name="digest")
    for digest, paper in there.items():
        history.papers[digest].pk = paper.pk
    missing = [paper for digest, paper in history.papers.items() if digest not in there]
    Paper.objects.bulk_create(missing, batch_size=100)
