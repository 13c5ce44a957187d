"""Papers for others made and kept: the bytes as they are, what they say, and what they were made from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from topsheet.papers.kinds import FOR_ONE, PAPERS
from topsheet.papers.paper import SHORT, Basis, NotMade
from topsheet.papers.participation_statement import meant as statement_meant
from topsheet.papers.term_sheet import investment
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.actions.doer import behind, doer, keep, log
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.made_papers import PARTICIPATIONS, sealed, sees_terms
from topsheet_desk.vault.records import MadePaper
from topsheet_desk.vault.refusals import CannotMake, NobodyToShow, NotAllSealed

STATEMENTS = ("participation", "participation-workbook")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper: its kind, the source or deal it is for, the option adopted, from revisions or drafts, for whom."""

    kind: str
    source: str = ""
    option: str = ""
    of_revisions: bool = False
    shared: bool = False


@transaction.atomic
def make_paper(person: int, slug: str, wanted: Wanted, *, today: date, now: datetime) -> MadePaper:
    """The paper made and kept for good.

    Raises NotShared, NotAllowed, CannotMake, NotAllSealed, NobodyToShow.
    """
    behind(Page.MADE, person, slug)
    by = doer(person, slug, Act.MAKE, wanted.kind, now=now)
    kind, production = PAPERS[wanted.kind], by.production.pk
    stands = sealed(production) if wanted.of_revisions else None
    if stands and stands.missing:
        raise NotAllSealed(stands.missing)
    if stands and wanted.kind in STATEMENTS and PARTICIPATIONS not in stands.kinds:
        raise NotAllSealed((f"{PARTICIPATIONS}.yaml",))
    film = reading.film(stands.stamp if stands else reading.stamp(production), today)
    if film is None:
        raise CannotMake("The documents have mistakes that stop the figures; the problems page names them.")
    source, party, terms = "", "", sees_terms(by.actor.roles)
    try:
        if wanted.kind in FOR_ONE:
            meant = investment(Basis(film, wanted.option).film, wanted.source)
            source, party = meant.id, meant.party
        if wanted.kind in STATEMENTS:
            deal, statement = statement_meant(Basis(film, wanted.option, wanted.source))
            source = f"{deal.id}.{statement.id}"
        made = kind.make(Basis(film, wanted.option, source, terms))
    except NotMade as refusal:
        raise CannotMake(str(refusal)) from None
    if wanted.shared and not party:
        raise NobodyToShow
    named = "-".join(filter(None, (slug, wanted.kind, source.replace(".", "-"), wanted.option)))
    row = MadePaper(
        kind=wanted.kind,
        source=source,
        option=wanted.option,
        party=party,
        shared=wanted.shared,
        terms=terms,
        as_of=film.as_of,
        revisions=stands.told() if stands else [],
        documents=made.documents,
        says=made.facts,
        file=f"{named}-{film.as_of.isoformat()}.{kind.ending}",
        digest=hashlib.sha256(made.content).hexdigest(),
        content=made.content,
    )
    kept = keep(row, by)
    page = Page.PAPERS if terms else Page.MADE
    log(by, "make_paper", _words(kind.name, kept), page)
    return kept


def _words(name: str, row: MadePaper) -> str:
    about = "".join(
        (f" for {row.source}" if row.source else "", f", option {row.option}" if row.option else "")
    )
    shown = ", shown to its investor" if row.shared else ""
    basis = "sealed revisions" if row.revisions else "the drafts"
    return f"made the {name.lower()}{about} from {basis}, documents {row.documents[:SHORT]}{shown}"
