"""Productions opened, people seated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from topsheet.documents import counted
from topsheet_desk.site.permissions import Actor, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, locked, log
from topsheet_desk.vault.actions.papers import lay_out
from topsheet_desk.vault.records import Document, Membership, Person, Production
from topsheet_desk.vault.refusals import SwitchedOff


@dataclass(frozen=True, slots=True)
class CastMember:
    """Someone of the demo cast: how they sign in, and where they sit."""

    email: str
    name: str
    role: Role
    party: str = ""


@dataclass(frozen=True, slots=True)
class Seated:
    """A cast member, and whether the demo password still opens their door."""

    member: CastMember
    password_kept: bool


@transaction.atomic
def open_production(
    keeper: Person, slug: str, folder: str, files: Mapping[str, str], *, role: Role, now: datetime
) -> Doer:
    """Put a production on the desk with its first papers, and seat whoever brings it in the role.

    A production that has papers under the slug stays as it is.
    """
    Production.objects.get_or_create(slug=slug, defaults={"folder": folder})
    production = locked(slug)
    by = Doer(keeper, production, role, Actor(keeper.pk, (role,)), now)
    if not Document.objects.filter(production=production).exists():
        Membership.objects.get_or_create(
            person=keeper,
            production=production,
            role=role,
            defaults={"engaged_by": keeper, "seated_at": now},
        )
        names = lay_out(files, by, "taken in from a folder")
        log(
            by, "take_in", f"put the production on the desk with {counted(len(names), 'paper')}", Page.COCKPIT
        )
    return by


@transaction.atomic
def seat_cast(slug: str, cast: Sequence[CastMember], password: str, *, now: datetime) -> list[Seated]:
    """Give each member a person and a seat; nobody's changed password, name or seat is overwritten."""
    production = Production.objects.get(slug=slug)
    seated = []
    for member in cast:
        person = known(member.email, member.name, password)
        Membership.objects.get_or_create(
            person=person,
            production=production,
            role=member.role,
            defaults={"party": member.party, "seated_at": now},
        )
        seated.append(Seated(member, person.check_password(password)))
    return seated


@transaction.atomic
def known(email: str, name: str, password: str, *, keeper: bool = False) -> Person:
    """The person with the address; made with the name and the password when there is none.

    An empty password makes a person who can only choose one by a link. The address counts as confirmed: whoever calls
    has a letter that reached it, or stands at the desk's own machine.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email.lower(), name=name, is_keeper=keeper)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save()
    confirm_address(person)
    return person


@transaction.atomic
def add_by_hand(email: str, name: str, *, keeper: bool) -> tuple[Person, bool]:
    """The person with the address, and whether they are new: for whoever stands at the desk's own machine.

    Someone there already keeps everything and may become a keeper; someone known from history alone can sign in from
    now on. Raises SwitchedOff for someone whose sign-in was taken away.
    """
    before = Person.objects.filter(email__iexact=email).first()
    if before is None:
        return known(email, name, "", keeper=keeper), True
    if not before.is_active and before.password and before.has_usable_password():
        raise SwitchedOff
    before.is_active, before.is_keeper = True, before.is_keeper or keeper
    before.save(update_fields=["is_active", "is_keeper"])
    confirm_address(before)
    return before, False


def confirm_address(person: Person) -> None:
    """Write down that the person's address is theirs."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
    )
