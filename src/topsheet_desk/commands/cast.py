"""The demo cast of Night Ferry: one person for each role."""

from __future__ import annotations

from pathlib import Path

from topsheet.film import read_folder
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import CastMember


def night_ferry_cast(folder: Path) -> list[CastMember]:
    """Everyone of the demo; the investor is the party of the plan's first equity, where there is one."""
    cast = [
        CastMember("ep@nightferry.example", "Ines Calder", Role.EXECUTIVE_PRODUCER),
        CastMember("producer@nightferry.example", "Tom Okafor", Role.PRODUCER),
        CastMember("line@nightferry.example", "Greta Lindqvist", Role.LINE_PRODUCER),
        CastMember("director@nightferry.example", "Noor Haddad", Role.DIRECTOR),
        CastMember("client@nightferry.example", "Sam Whitlock", Role.CLIENT),
    ]
    party = _first_investor(folder)
    if party:
        cast.insert(4, CastMember("investor@nightferry.example", "Ada Marsh", Role.INVESTOR, party))
    return cast


def _first_investor(folder: Path) -> str:
    production, _problems = read_folder(folder)
    sources = production.finance.sources if production else ()
    return next((source.party for source in sources if source.kind == "equity" and source.party), "")
