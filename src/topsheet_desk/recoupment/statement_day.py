"""The statements as they were known on the day that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from topsheet.film.statements import Stated
from topsheet.recoupment.document import Made
from topsheet_desk.site.asked_day import Day
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.lookups.stating import stated
from topsheet_desk.vault.refusals import NoSuchStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsRoom(Room):
    """A page of statements: the day they are asked for, what is stated by then, and why nothing is."""

    day: Day
    found: Stated | None
    planned: tuple[Made, ...]
    address: str
    parts: tuple[object, ...] = ()

    @property
    def known_on(self) -> date:
        """The day from whose knowledge the page's figures are made, which explanations carry."""
        return self.found.as_of if self.found else self.day.day

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return (
            reverse(f"{self.address}_table", args=[self.sitting.seat.slug, *self.parts, table])
            + self.day.query
        )


def statements_sitting(ask: Ask) -> Sitting:
    """The plan as it stands before a reader of statements: an option has none. Raises NotShared."""
    return sit(Ask(ask.person, ask.slug, "", ask.today, ask.as_of), Page.STATEMENTS)


def as_made(sitting: Sitting, day: date, number: int) -> tuple[Stated, Stated]:
    """What is stated on a day, and as it was known when one statement was made. Raises NoSuchStatement."""
    now = stated(sitting.film, day)
    if now is None or not 0 < number <= len(now.statements):
        raise NoSuchStatement
    then = stated(sitting.film, now.statements[number - 1].made)
    if then is None:
        raise NoSuchStatement
    return now, then
