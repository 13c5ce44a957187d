"""Searching what is written: lines of documents, people and parties, reports that are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

from topsheet_desk.search.found import Hit
from topsheet_desk.search.words import Words
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.lookups import Seat
from topsheet_desk.vault.lookups.written import parties, readable, reports, seated

_LONGEST = 160


def in_documents(seat: Seat, words: Words) -> Iterator[Hit]:
    """Lines of the documents whose kind the reader may read."""
    for written in readable(seat):
        for number, line in enumerate(written.text.splitlines(), 1):
            if words.stand_in(line):
                title = f"{written.name}, line {number}"
                yield Hit(title, _short(line.strip()), _document(seat, written.kind))


def in_people(seat: Seat, words: Words) -> Iterator[Hit]:
    """Parties of the production's paper for those who read it; people seated for those who open their page."""
    if seat.can(Act.READ, "production"):
        for party in parties(seat):
            if words.stand_in(party.name, *party.roles, party.company):
                told = ", ".join((*party.roles, party.company) if party.company else party.roles)
                yield Hit(party.name, told, _document(seat, "production"))
    if seat.may(Page.PEOPLE):
        for person in seated(seat):
            if words.stand_in(person.name, person.role):
                yield Hit(
                    person.name,
                    f"{person.role} on this desk",
                    _page(seat, Page.PEOPLE, _document(seat, "production")),
                )


def in_reports(seat: Seat, words: Words) -> Iterator[Hit]:
    """Reports that the production asks for, by title; what they say is read on their own page."""
    if seat.may(Page.REPORTS):
        for title, role in reports(seat):
            if words.stand_in(title):
                yield Hit(title, f"Owed by the {role.lower()}", reverse("reports", args=[seat.slug]))


def _document(seat: Seat, kind: str) -> str:
    return reverse("document", args=[seat.slug, kind])


def _page(seat: Seat, page: Page, otherwise: str) -> str:
    try:
        return reverse(page.value, args=[seat.slug]) if seat.may(page) else otherwise
    except NoReverseMatch:
        return otherwise


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
