"""Financiers, steps and rows of units for the tests of the room, written through the actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.topsheet_desk.conftest import SLUG
from topsheet.money import Money
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.fundraising import contacts, offering, pipeline, sending, units
from topsheet_desk.vault.lookups.contacts import Card
from topsheet_desk.vault.records import (
    Contact,
    Holder,
    Membership,
    Person,
    Production,
    Prospect,
    ProspectStep,
    Sent,
    UnitMovement,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
ADA = Card(
    "Ada Lamb", "Lamb & Sons", "partner", "ada@lamb.example", "+1 555 0100", "Cannes 2025", "thrillers"
)


def who(role: Role = Role.EXECUTIVE_PRODUCER) -> int:
    """Who of the cast holds a role on Night Ferry."""
    return Person.objects.get(memberships__role=role, memberships__production__slug=SLUG).pk


def other_film(slug: str = "day-train") -> int:
    """Another production on the desk, with an executive producer of its own who sits nowhere else."""
    production = Production.objects.create(slug=slug, folder=slug)
    person = Person.objects.create(email=f"ep@{slug}.example", name=f"Rae of {slug}")
    Membership.objects.create(person=person, production=production, role=Role.EXECUTIVE_PRODUCER)
    return person.pk


def contact(card: Card = ADA, person: int | None = None, **more: Any) -> Contact:
    return contacts.keep_contact(person or who(), card, now=NOW, **more)


def step(stage: str = "APPROACHED", **more: Any) -> pipeline.Step:
    told: dict[str, Any] = {"owner": who(), "next_step": "Call her", "next_date": date(2026, 12, 1), **more}
    return pipeline.Step(stage, **told)


def passed(reason: str = "Too dark for their fund") -> pipeline.Step:
    return step("PASSED", reason=reason, next_step="", next_date=None)


def prospect(card: Card = ADA, **more: Any) -> Prospect:
    """A contact in the pipeline of Night Ferry."""
    return pipeline.begin(who(), SLUG, contact(card).pk, step(**more), today=TODAY, now=NOW)


def move(number: int, told: pipeline.Step, role: Role = Role.EXECUTIVE_PRODUCER) -> ProspectStep:
    return pipeline.move(who(role), SLUG, number, told, today=TODAY, now=NOW)


def send(number: int, role: Role = Role.EXECUTIVE_PRODUCER, **more: Any) -> Sent:
    told: dict[str, Any] = {
        "kind": "FILE",
        "how": "e-mail",
        "sent_date": TODAY,
        "what": "deck_v4.pdf",
        **more,
    }
    return sending.note_sent(who(role), SLUG, number, sending.Parcel(**told), today=TODAY, now=NOW)


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def offer(**more: Any) -> None:
    told: dict[str, Any] = {"issuer": "Night Ferry LLC", "currency": "USD", "exemption": "us.506b", **more}
    offering.set_offering(who(), SLUG, offering.Offered(**told), today=TODAY, now=NOW)


def open_class(code: str = "A", price: int = 1000, authorised: int = 3000, **more: Any) -> None:
    terms = offering.ClassTerms(code, f"Class {code}", usd(price), authorised, **more)
    offering.open_class(who(), SLUG, terms, now=NOW)


def holder(name: str, **more: Any) -> Holder:
    return offering.add_holder(who(), SLUG, offering.Known(name, **more), today=TODAY, now=NOW)


def accredited(name: str, **more: Any) -> Holder:
    return holder(name, accredited=True, evidence="Letter of counsel", evidence_date=date(2026, 9, 1), **more)


def record(kind: str, number: int, units_: int = 0, *, despite: bool = False, **more: Any) -> UnitMovement:
    told: dict[str, Any] = {"date": date(2026, 10, 1), "unit_class": "A", **more}
    if isinstance(told.get("amount"), int):
        told["amount"] = Decimal(told["amount"])
    row = units.Row(kind, holder=number, units=units_, **told)
    return units.record_units(who(), SLUG, row, despite=despite, today=TODAY, now=NOW)
