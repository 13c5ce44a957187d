"""What waits for a person over all productions: requests to decide, own ones not answered, papers that drifted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from topsheet_desk.vault.lookups.deciding import may_decide
from topsheet_desk.vault.lookups.requests import approvers, delegated, revisions_named, standings
from topsheet_desk.vault.records import Decision, Document, Membership, Request
from topsheet_desk.vault.standing import Standing, State
from topsheet_desk.vault.verdicts import RequestKind, Verdict

_APPROVED = (Verdict.APPROVED, Verdict.APPROVED_WITH_CONDITIONS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits, and in whose name this person would decide it: nobody else's unless `for_name` says so."""

    request: Request
    late: bool
    for_name: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """A document that says something else than the revision this person approved last."""

    document: Document
    ordinal: int
    decision: Decision


def to_decide(person: int, now: datetime) -> list[Asked]:
    """The open requests that this person can decide now, for themselves or for whoever lent them their seat.

    Money is shown to those whose authority covers the sum on the lowest rung; past its time, to every rung that may
    decide it.
    """
    found = []
    for request, stands in _open(_productions(person, now)):
        able = may_decide(request, person, now)
        if not able:
            continue
        late = _late(request, now)
        if request.kind == RequestKind.SPEND and not late:
            routed = {(cover.limit.person, cover.limit.role) for cover in approvers(request, stands, now)}
            able = tuple(each for each in able if (each.principal, each.role) in routed)
        if able:
            found.append(Asked(request, late, able[0].principal_name))
    return found


def not_answered(person: int, now: datetime) -> list[Asked]:
    """The person's own requests that are open past the time they set."""
    productions = Membership.objects.filter(person_id=person, ended_at=None).values("production")
    mine = Request.objects.filter(person_id=person, due_at__lte=now, brought=False, noted=False)
    return [Asked(request, True) for request, _ in _still_open(mine.filter(production__in=productions))]


def drifted_since(person: int) -> list[Drift]:
    """The documents that changed since this person approved a revision of them, by their last approval of each."""
    seats = Membership.objects.filter(person_id=person, ended_at=None).values("production")
    words = Decision.objects.filter(
        Q(person_id=person) | Q(held_by_id=person), verdict__in=_APPROVED, brought=False, production__in=seats
    )
    last: dict[int, Drift] = {}
    for word in words.exclude(request=None).select_related("production").order_by("production", "number"):
        for revision in revisions_named(word.production_id, word.revisions):
            last[revision.document_id] = Drift(revision.document, revision.ordinal, word)
            if revision.document.paper_id == revision.paper_id:
                del last[revision.document_id]
    return list(last.values())


def _productions(person: int, now: datetime) -> set[int]:
    own = Membership.objects.filter(person_id=person, ended_at=None).values_list("production", flat=True)
    return {*own, *delegated(person, now).values_list("seat__production", flat=True)}


def _open(productions: Iterable[int]) -> list[tuple[Request, Standing]]:
    return _still_open(Request.objects.filter(production__in=productions, brought=False, noted=False))


def _still_open(asked: QuerySet[Request]) -> list[tuple[Request, Standing]]:
    """Those without a word that ended them, with how they stand."""
    ended = (Verdict.RETURNED, Verdict.REJECTED, Verdict.ANSWERED, Verdict.WITHDRAWN)
    listed = list(
        asked.exclude(decisions__verdict__in=ended)
        .select_related("person", "production")
        .order_by("production", "number")
    )
    stands = standings(listed)
    return [(request, stands[request.pk]) for request in listed if stands[request.pk].state is State.OPEN]


def _late(request: Request, now: datetime) -> bool:
    return request.due_at is not None and request.due_at <= now
