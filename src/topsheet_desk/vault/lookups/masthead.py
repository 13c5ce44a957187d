"""What stands over a production's pages even when its film cannot be computed: its title, its day, its parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet_desk.vault.lookups import reading


@dataclass(frozen=True, slots=True)
class Masthead:
    """A production's title, the parties its papers name by id, and the day they speak of where they name one.

    Parties are its people, and who of the terms of recoupment shares in gross or net.
    """

    title: str
    parties: Mapping[str, str]
    as_of: date | None = None


def masthead(production: int) -> Masthead:
    """The masthead of a production; its folder's name and no party where the papers cannot be read."""
    stamped = reading.stamp(production)
    found = reading.read(stamped).production
    if found is None:
        return Masthead(stamped.name.replace("_", " ").capitalize(), {})
    parties = {party: person.name for party, person in found.document.people.items()}
    sharing = {deal.participant for deal in found.participations.deals} if found.participations else set()
    named = {party.id: party.name for party in found.recoupment.parties if party.id in sharing}
    parties = named | parties
    return Masthead(found.document.title, parties, found.document.as_of)
