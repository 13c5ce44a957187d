"""What writes to the vault today: taking a production in, and seating the demo cast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Membership, Person, Production


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
def take_in(slug: str, folder: str) -> None:
    """Put a production on the desk under a slug; a production that is there keeps its folder."""
    Production.objects.get_or_create(slug=slug, defaults={"folder": folder})


@transaction.atomic
def seat_cast(slug: str, cast: Sequence[CastMember], password: str) -> list[Seated]:
    """Give each member a person and a seat; nobody's changed password, name or seat is overwritten."""
    production = Production.objects.get(slug=slug)
    seated = []
    for member in cast:
        person, new = Person.objects.get_or_create(email=member.email, defaults={"name": member.name})
        if new:
            person.set_password(password)
            person.save(update_fields=["password"])
        Membership.objects.get_or_create(
            person=person, production=production, role=member.role, defaults={"party": member.party}
        )
        seated.append(Seated(member, person.check_password(password)))
    return seated
