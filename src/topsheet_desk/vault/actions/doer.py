"""Who acts: a person in one role at one moment; and the rows they leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from topsheet_desk.site.permissions import Act, Actor, Page, may, role_for
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.fitting import require_fitting
from topsheet_desk.vault.records import Kept, LogLine, Membership, Person, Production
from topsheet_desk.vault.refusals import NotAllowed, NotShared

K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Doer:
    """A person acting on a production, in a role, now; `actor` holds every role they have there."""

    person: Person
    production: Production
    role: Role
    actor: Actor
    now: datetime

    @property
    def signed(self) -> str:
        """The person as a kept row names them."""
        return signature(self.person)


def signature(person: Person) -> str:
    """Name and address, as they stand now."""
    return f"{person.name} <{person.email}>"


def locked(slug: str) -> Production:
    """The production, held until the transaction ends, so that its books grow by one hand at a time.

    Raises NotShared where there is none.
    """
    production = Production.objects.select_for_update().filter(slug=slug).first()
    if production is None:
        raise NotShared
    return production


def actor_at(person: int, production: Production) -> Actor:
    """The person with every role they hold on the production; no roles for a stranger."""
    seats = Membership.objects.filter(
        person_id=person, person__is_active=True, production=production, ended_at=None
    )
    return Actor(person, tuple(Role(role) for role in seats.values_list("role", flat=True)))


def doer(person: int, slug: str, act: Act, thing: str = "", *, now: datetime) -> Doer:
    """The person, allowed to do the act, with the production locked. Raises NotShared, NotAllowed."""
    production = locked(slug)
    actor = actor_at(person, production)
    if not actor.roles:
        raise NotShared
    role = role_for(actor, act, thing)
    if role is None:
        raise NotAllowed(act, thing, actor.roles)
    return Doer(Person.objects.get(pk=person), production, role, actor, now)


def behind(page: Page, person: int, slug: str) -> Production:
    """The production, locked, for someone who opens the page; asked before anything behind the page is looked for.

    Raises NotShared, so that nobody learns from the answer what is there.
    """
    production = locked(slug)
    if not may(actor_at(person, production), Act.OPEN, page):
        raise NotShared
    return production


def keep(row: K, by: Doer) -> K:
    """Write a row into its production's book: numbered, signed, and sealed over the row before it.

    Raises TooManyLetters, NoLetter.
    """
    return chained(_signed(row, by))


def keep_all(rows: Sequence[K], hands: Sequence[Doer]) -> list[K]:
    """Rows of one kind into their production's book, each by its hand: as `keep` writes them, in few statements.

    Raises TooManyLetters, NoLetter.
    """
    signed = [_signed(row, by) for row, by in zip(rows, hands, strict=True)]
    last, seal = _last(signed[0])
    for number, row in enumerate(signed, last + 1):
        row.number = number
        require_fitting(row)
        row.seal = seal = row.sealed_over(seal)
    return list(type(signed[0])._default_manager.bulk_create(signed, batch_size=200))


def _signed(row: K, by: Doer) -> K:
    row.book = f"production:{by.production.pk}"
    row.person, row.signed, row.role, row.at = by.person, by.signed, by.role, by.now
    if hasattr(row, "production_id"):
        row.production = by.production  # type: ignore[attr-defined]  # every kept row but the log's has one
    return row


def _last(row: Kept) -> tuple[int, str]:
    """Number and seal of the last row in the row's book; 0 and nothing in an empty one."""
    last = type(row)._default_manager.filter(book=row.book).order_by("-number")
    return last.values_list("number", "seal").first() or (0, "")


def chained(row: K) -> K:
    """Number and seal a row whose book, signature and moment are set, and insert it.

    Raises TooManyLetters, NoLetter.
    """
    number, seal = _last(row)
    row.number = number + 1
    require_fitting(row)
    row.seal = row.sealed_over(seal)
    row.save(force_insert=True)
    return row


def log(by: Doer, act: str, words: str, page: Page) -> LogLine:
    """Write a line of the production's log; readers are those who may open the page it speaks of."""
    return keep(LogLine(act=act, words=words[:600], page=page), by)


def log_own(person: Person, act: str, words: str, *, now: datetime) -> LogLine:
    """Write a line of the person's own log: signing in, passwords, sign-in keys. The person's row must be locked."""
    Person.objects.select_for_update().get(pk=person.pk)
    book = f"person:{person.pk}"
    line = LogLine(book=book, person=person, signed=signature(person), at=now, act=act, words=words[:600])
    return chained(line)
