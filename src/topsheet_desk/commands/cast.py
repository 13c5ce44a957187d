"""The demo cast of Night Ferry: one sign-in for each role, named as the production's own papers name them."""

from __future__ import annotations

from pathlib import Path

from topsheet.film import Production, read_folder
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import CastMember

SIGN_INS = {
    "ep@nightferry.example": Role.EXECUTIVE_PRODUCER,
    "producer@nightferry.example": Role.PRODUCER,
    "line@nightferry.example": Role.LINE_PRODUCER,
    "director@nightferry.example": Role.DIRECTOR,
    "investor@nightferry.example": Role.INVESTOR,
    "client@nightferry.example": Role.CLIENT,
}


def night_ferry_cast(folder: Path) -> list[CastMember]:
    """Everyone of the demo; the investor is the party of the plan's first equity, where there is one."""
    production, _problems = read_folder(folder)
    party = _first_investor(production)
    return [
        CastMember(email, _name(production, role, party), role, party if role is Role.INVESTOR else "")
        for email, role in SIGN_INS.items()
        if role is not Role.INVESTOR or party
    ]


def _name(production: Production | None, role: Role, party: str) -> str:
    """The first of the production's people with this role; the role itself where the papers name nobody."""
    people = production.document.people if production else {}
    if role is Role.INVESTOR and party in people:
        return people[party].name
    wanted = role.label.lower()
    return next((person.name for person in people.values() if wanted in person.roles), str(role.label))


def _first_investor(production: Production | None) -> str:
    sources = production.finance.sources if production else ()
    return next((source.party for source in sources if source.kind == "equity" and source.party), "")
