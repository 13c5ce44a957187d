"""Papers made for others as the vault keeps them, and the film that a new one would be made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from topsheet.film import OPTIONAL
from topsheet.papers.kinds import PAPERS
from topsheet.papers.paper import Basis, NotMade
from topsheet_desk.site.permissions import SEES_TERMS, Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.requests import approved_digests
from topsheet_desk.vault.lookups.seats import Seat
from topsheet_desk.vault.once import once
from topsheet_desk.vault.records import Document, MadePaper, Production, Revision

# What a revision holds and a made paper does not need.
_LARGE = ("value", "figures", "totals", "basis", "paper__text")
# The document of which a paper is made where it is sealed, and which no other paper waits for.
PARTICIPATIONS = "participations"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The revisions a paper can be made from: of each document the last approved one, else the last sealed.

    `missing` names the documents of which none is sealed; while it holds any, no film can be made of revisions.
    """

    revisions: tuple[tuple[Revision, bool], ...]
    missing: tuple[str, ...]
    stamp: reading.Stamp

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of document of which there is a revision among them."""
        return frozenset(each.document.kind for each, _ in self.revisions)

    def told(self) -> list[dict[str, object]]:
        """The revisions as a made paper names them."""
        return [
            {"kind": each.document.kind, "ordinal": each.ordinal, "digest": each.digest, "approved": approved}
            for each, approved in self.revisions
        ]


def sealed(production: int) -> Sealed:
    """What of a production is sealed today."""
    approved, found, missing = approved_digests(production), list[tuple[Revision, bool]](), list[str]()
    by_kind: dict[str, list[Revision]] = {}
    revisions = Revision.objects.filter(document__production_id=production).select_related(
        "document", "paper"
    )
    for revision in revisions.defer(*_LARGE).order_by("-ordinal"):
        by_kind.setdefault(revision.document.kind, []).append(revision)
    kinds = [kind for kind in OPTIONAL if kind != PARTICIPATIONS or PARTICIPATIONS not in by_kind]
    documents = Document.objects.filter(production_id=production).exclude(kind__in=kinds).order_by("name")
    for kind, name in documents.values_list("kind", "name"):
        mine = by_kind.get(kind, [])
        taken = next((each for each in mine if each.digest in approved), next(iter(mine), None))
        if taken is None:
            missing.append(name)
        else:
            found.append((taken, taken.digest in approved))
    folder = Production.objects.values_list("folder", flat=True).get(pk=production)
    papers = tuple((each.document.name, each.paper.digest) for each, _ in found)
    return Sealed(tuple(found), tuple(missing), reading.Stamp(folder, papers))


def made_for(seat: Seat) -> list[MadePaper]:
    """The papers the seat may take, the last first, without their bytes."""
    rows = MadePaper.objects.filter(production_id=seat.production).defer("content").select_related("person")
    return [row for row in rows.order_by("-number") if _may_take(seat, row)]


def made_paper(seat: Seat, number: int) -> MadePaper | None:
    """One of them with its bytes; None where there is none, or it is not the seat's to take."""
    row = MadePaper.objects.filter(production_id=seat.production, number=number).first()
    return row if row is not None and _may_take(seat, row) else None


def stale(rows: Sequence[MadePaper], stamps: Mapping[bool, reading.Stamp], today: date) -> list[bool | None]:
    """Of each paper whether, made now, it would say something else or could not be made.

    `stamps` names the papers of the drafts under False, of the sealed revisions under True. None where the film cannot
    be computed, and nothing is known.
    """
    found: list[bool | None] = []
    for row in rows:
        says = _says(stamps[bool(row.revisions)], today, row.kind, row.option, row.source, row.terms)
        found.append(None if says is None else says != row.says)
    return found


@once(512)
def _says(
    stamped: reading.Stamp, today: date, kind: str, option: str, source: str, terms: bool
) -> str | None:
    """The digest of what a paper says today; empty where the film does not allow it, None where there is no film."""
    film = reading.film(stamped, today)
    if film is None:
        return None
    try:
        return PAPERS[kind].facts(Basis(film, option, source, terms))
    except NotMade:
        return ""


def sees_terms(roles: tuple[Role, ...]) -> bool:
    """Whether one of the roles reads what sources must be repaid."""
    return bool(SEES_TERMS & set(roles))


def _may_take(seat: Seat, row: MadePaper) -> bool:
    """Whoever may make such a paper; an investor theirs, where it was made to be shown."""
    if seat.can(Act.MAKE, row.kind) and (sees_terms(seat.roles) or not row.terms):
        return True
    mine = seat.role is Role.INVESTOR and seat.may(Page.MADE) and bool(seat.party)
    return mine and row.shared and row.party == seat.party
