"""Sealing: a draft becomes a revision that nobody can change, and asks for approval where it must."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from topsheet.documents import Severity
from topsheet.film import Film
from topsheet.greenlight import AsksFrom
from topsheet_desk.site.permissions import Act
from topsheet_desk.vault.actions.asking import ask_for_revision
from topsheet_desk.vault.actions.doer import Doer, doer, keep, log
from topsheet_desk.vault.actions.papers import page_of
from topsheet_desk.vault.digests import content_digest
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.requests import approved_revision, asks_from
from topsheet_desk.vault.records import Document, Revision
from topsheet_desk.vault.refusals import CannotSeal, MovedOn, NoReason, NoSuchDocument, NothingNew
from topsheet_desk.vault.sealing import content_of, weigh


@transaction.atomic
def seal(
    person: int, slug: str, kind: str, *, edits: int, reason: str, today: date, now: datetime
) -> Revision:
    """The draft as it stands at edit number `edits`, sealed with every figure made from it.

    A change against the last approved revision that reaches the approved threshold asks for approval at once; a smaller
    one is told in the digest. Without an approved revision, or an approved threshold, it asks.
    Raises NotShared, NotAllowed, NoSuchDocument, NoReason, MovedOn, CannotSeal, NothingNew.
    """
    by = doer(person, slug, Act.SEAL, kind, now=now)
    document = Document.objects.filter(production=by.production, kind=kind).select_related("paper").first()
    if document is None:
        raise NoSuchDocument
    if not reason.strip():
        raise NoReason("seal a revision")
    if document.edits != edits:
        raise MovedOn(document.name, document.changed_by.name)
    film, basis = _computed(by, document, today)
    before = document.revisions.order_by("-ordinal").first()
    revision = _sealed(document, film, basis, before, reason.strip(), by)
    approved, limits = approved_revision(by.production.pk, kind), asks_from(by.production.pk)
    weight = weigh(
        kind, approved.totals if approved else None, revision.totals, limits.limits if limits else AsksFrom()
    )
    words = f"sealed {document.name} as revision {revision.ordinal} ({weight.words}): {reason.strip()}"
    log(by, "seal", words, page_of(kind))
    ask_for_revision(revision, weight, by)
    return revision


def _computed(by: Doer, document: Document, today: date) -> tuple[Film, dict[str, object]]:
    stamped = reading.stamp(by.production.pk)
    film = reading.film_alone(stamped, today)
    told = film.problems if film else reading.problems(stamped, today)
    if film is None or any(problem.severity is Severity.ERROR for problem in told):
        raise CannotSeal(document.name, told)
    if document.kind == "private" and film.production.private is None:
        raise CannotSeal(document.name, film.production.private_problems)
    return film, {"papers": _basis(document, stamped), "as_of": film.as_of.isoformat()}


def _basis(document: Document, stamped: reading.Stamp) -> dict[str, str]:
    """The papers that a revision's figures were made from.

    A digest of the private document would let a reader of the budget try guesses at its text, so it stands in its own
    revisions alone.
    """
    apart = {"private.yaml"} - {document.name}
    return {name: digest for name, digest in stamped.papers if name not in apart}


def _sealed(
    document: Document,
    film: Film,
    basis: dict[str, object],
    before: Revision | None,
    reason: str,
    by: Doer,
) -> Revision:
    content = content_of(document.kind, film)
    totals = {name: dict(told) for name, told in content.totals.items()}
    paper = document.paper
    if before and (before.value, before.paper_id, before.totals) == (content.value, paper.pk, totals):
        raise NothingNew(document.name, before.ordinal)
    digest = content_digest(
        document.kind, content.version, content.value, paper.digest, totals, content.figures, basis
    )
    return keep(
        Revision(
            document=document,
            ordinal=before.ordinal + 1 if before else 1,
            kind_version=content.version,
            paper=paper,
            value=content.value,
            totals=totals,
            figures=content.figures,
            basis=basis,
            digest=digest,
            parent=before,
            reason=reason,
        ),
        by,
    )
