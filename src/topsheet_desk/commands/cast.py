"""The demo's films and their casts: one sign-in for each role, named as a production's own papers name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from topsheet.film import Production, read_folder
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import CastMember

EXECUTIVE_PRODUCER, PRODUCER = "ep@nightferry.example", "producer@nightferry.example"


@dataclass(frozen=True, slots=True)
class Demo:
    """A film of the demo: its folder, its name in addresses, and who signs in as what."""

    folder: str
    slug: str
    title: str
    sign_ins: Mapping[str, Role]


NIGHT_FERRY = Demo(
    "night_ferry",
    "night-ferry",
    "Night Ferry",
    {
        EXECUTIVE_PRODUCER: Role.EXECUTIVE_PRODUCER,
        PRODUCER: Role.PRODUCER,
        "line@nightferry.example": Role.LINE_PRODUCER,
        "director@nightferry.example": Role.DIRECTOR,
        "investor@nightferry.example": Role.INVESTOR,
        "client@nightferry.example": Role.CLIENT,
    },
)
# The same executive producer and producer; a director and an investor who see nothing of the other film.
LANTERN_STREET = Demo(
    "lantern_street",
    "lantern-street",
    "Lantern Street",
    {
        EXECUTIVE_PRODUCER: Role.EXECUTIVE_PRODUCER,
        PRODUCER: Role.PRODUCER,
        "director@lantern.example": Role.DIRECTOR,
        "investor@lantern.example": Role.INVESTOR,
    },
)


def night_ferry_cast(folder: Path) -> list[CastMember]:
    """Everyone of Night Ferry's demo."""
    return cast_of(NIGHT_FERRY, folder)


def cast_of(demo: Demo, folder: Path) -> list[CastMember]:
    """Everyone of a demo; the investor is the party of the plan's first equity, where there is one.

    The director sits for the director of the papers, whose participation they read.
    """
    production, _problems = read_folder(folder)
    party = _first_investor(production)
    parties = {Role.INVESTOR: party, Role.DIRECTOR: _first(production, Role.DIRECTOR)}
    return [
        CastMember(email, _name(production, role, party), role, parties.get(role, ""))
        for email, role in demo.sign_ins.items()
        if role is not Role.INVESTOR or party
    ]


def _name(production: Production | None, role: Role, party: str) -> str:
    """The first of the production's people with this role; the role itself where the papers name nobody."""
    people = production.document.people if production else {}
    if role is Role.INVESTOR and party in people:
        return people[party].name
    found = _first(production, role)
    return people[found].name if found else str(role.label)


def _first(production: Production | None, role: Role) -> str:
    """The id of the first of the production's people with this role, empty where there is none."""
    people = production.document.people if production else {}
    wanted = role.label.lower()
    return next((id_ for id_, person in people.items() if wanted in person.roles), "")


def _first_investor(production: Production | None) -> str:
    sources = production.finance.sources if production else ()
    return next((source.party for source in sources if source.kind == "equity" and source.party), "")
