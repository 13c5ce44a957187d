"""Requests: what is asked, on which revisions, of whom."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.urls import reverse

from topsheet.film import KINDS, OPTIONAL
from topsheet.money import Money
from topsheet_desk.site.permissions import Act, Page, roles_that
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, doer, keep, log
from topsheet_desk.vault.actions.notices import tell
from topsheet_desk.vault.actions.papers import page_of
from topsheet_desk.vault.authority import Spend, route
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.gates import open_greenlight
from topsheet_desk.vault.lookups.requests import (
    approved_budget,
    approved_spends,
    asks_from,
    limits_of,
    minor_of,
    noted_since_approval,
)
from topsheet_desk.vault.records import Document, Membership, Person, Request, RequestKind, Revision
from topsheet_desk.vault.refusals import (
    AskedAlready,
    NobodyAsked,
    NobodyMayApprove,
    NoQuestion,
    NothingAsked,
    NotSealed,
    WrongPlace,
)
from topsheet_desk.vault.sealing import Weight

# Whose page tells of a request: money those who see the costs, questions the producers alone.
PAGE_OF_REQUEST = {
    str(RequestKind.SPEND): Page.LEDGER,
    str(RequestKind.QUESTION): Page.PEOPLE,
    str(RequestKind.GREENLIGHT): Page.GREENLIGHT,
}


def ask_for_revision(revision: Revision, weight: Weight, by: Doer) -> Request | None:
    """What sealing asks: approval of the revision, or, below the threshold, only that it is told.

    Asked are the executive producer and the producer, but for a role that only the sealer holds. Where nobody else
    holds either, nobody can approve and nothing is asked. The private document is nobody's business.
    """
    kind = revision.document.kind
    needs = [role for role in roles_that(Act.DECIDE, RequestKind.REVISION) if _others(role, by)]
    if kind == "private" or not needs:
        return None
    question = f"Approve {revision.document.name}, revision {revision.ordinal}?"
    asked = Request(
        kind=RequestKind.REVISION,
        question=question,
        reason=f"{weight.words[:1].upper()}{weight.words[1:]}. {revision.reason}",
        revisions=[named(revision)],
        needs=[str(role) for role in needs] if weight.asks else [],
        noted=not weight.asks,
    )
    return _asked(asked, [seat for role in needs for seat in _others(role, by)], page_of(kind), by)


@transaction.atomic
def ask_to_spend(
    person: int,
    slug: str,
    amount: Money,
    question: str,
    *,
    reason: str,
    account: str = "",
    episode: str = "",
    due_at: datetime | None = None,
    place: str = "",
    now: datetime,
) -> Request:
    """Money beyond the approved budget. Below the production's threshold it is noted and told, and asks nobody.

    At or above it, those are asked whose authority covers the cumulative sum, on the lowest rung that does. Raises
    NotShared, NotAllowed, NothingAsked, NoQuestion, WrongPlace, NobodyMayApprove.
    """
    by = doer(person, slug, Act.ASK, RequestKind.SPEND, now=now)
    if amount.amount <= 0:
        raise NothingAsked
    asked = Request(
        kind=RequestKind.SPEND,
        question=_question(question),
        reason=reason.strip(),
        amount_minor=minor_of(amount),
        currency=amount.currency,
        account=account.strip(),
        episode=episode.strip(),
        due_at=due_at,
        place=_place(place, due_at),
    )
    asked.noted = _below_threshold(amount, by)
    seats = _approvers(Spend(amount, asked.account, asked.episode), by)
    if not seats and not asked.noted:
        raise NobodyMayApprove(str(amount))
    told = seats or [seat for role in (Role.EXECUTIVE_PRODUCER,) for seat in _others(role, by)]
    return _asked(asked, told, Page.LEDGER, by)


@transaction.atomic
def ask_for_greenlight(person: int, slug: str, *, reason: str, now: datetime) -> Request:
    """The greenlight, over the last sealed revision of every document.

    Raises NotShared, NotAllowed, NotSealed when a draft is not what its last revision says, AskedAlready, NobodyAsked.
    """
    by = doer(person, slug, Act.ASK, RequestKind.GREENLIGHT, now=now)
    revisions, loose = _sealed_papers(by)
    if loose:
        raise NotSealed(loose)
    asked_already = open_greenlight(by.production.pk)
    if asked_already is not None:
        raise AskedAlready(asked_already)
    seats = _others(Role.EXECUTIVE_PRODUCER, by)
    if not seats:
        raise NobodyAsked
    asked = Request(
        kind=RequestKind.GREENLIGHT,
        question="May the film go into production?",
        reason=reason.strip(),
        revisions=[named(revision) for revision in revisions],
        needs=[str(Role.EXECUTIVE_PRODUCER)],
    )
    return _asked(asked, seats, Page.GREENLIGHT, by)


@transaction.atomic
def ask(
    person: int,
    slug: str,
    question: str,
    of: Role,
    *,
    reason: str = "",
    due_at: datetime | None = None,
    place: str = "",
    now: datetime,
) -> Request:
    """A question to a role, with the time by which an answer is needed and whose clock that is.

    Raises NotShared, NotAllowed, NoQuestion, WrongPlace, NobodyAsked.
    """
    by = doer(person, slug, Act.ASK, RequestKind.QUESTION, now=now)
    seats = _others(of, by)
    if not seats:
        raise NobodyAsked
    asked = Request(
        kind=RequestKind.QUESTION,
        question=_question(question),
        reason=reason.strip(),
        needs=[str(of)],
        due_at=due_at,
        place=_place(place, due_at),
    )
    return _asked(asked, seats, Page.PEOPLE, by)


def named(revision: Revision) -> dict[str, object]:
    """A revision as requests and decisions name it: exactly, and the same on every desk."""
    return {"document": revision.document.name, "ordinal": revision.ordinal, "digest": revision.digest}


def address_of(request: Request) -> str:
    """Where the request is read and decided."""
    return reverse("request", args=[request.production.slug, request.number])


def _asked(asked: Request, seats: list[Membership], page: Page, by: Doer) -> Request:
    request = keep(asked, by)
    what = "noted" if request.noted else "asked"
    log(by, "ask", f"{what}, request {request.number}: {request.question}", page)
    title = reading.title(by.production.pk)
    for person in {seat.person for seat in seats}:
        subject = (
            f"{title}: {request.question}" if not request.noted else f"{title}: told, below the threshold"
        )
        body = f"{by.person.name} asks: {request.question}\n\n{request.reason}".rstrip()
        tell(person, by.production, subject, body, address_of(request), at_once=not request.noted, now=by.now)
    return request


def _others(role: Role, by: Doer) -> list[Membership]:
    """The seats of a role that someone else than the asker holds."""
    seats = Membership.objects.filter(
        production=by.production, role=role, ended_at=None, person__is_active=True
    ).select_related("person")
    return [seat for seat in seats if seat.person_id != by.person.pk]


def _approvers(spend: Spend, by: Doer) -> list[Membership]:
    production = by.production.pk
    tests = route(
        limits_of(production),
        spend,
        approved_spends(production),
        approved_budget(production),
        asker=by.person.pk,
        above=None,
        now=by.now,
    )
    people = Person.objects.filter(pk__in=[tested.limit.person for tested in tests])
    return list(
        Membership.objects.filter(
            production=by.production, person__in=people, role__in=[tested.limit.role for tested in tests]
        ).select_related("person")
    )


def _below_threshold(amount: Money, by: Doer) -> bool:
    """Whether the amount, with all that was noted since money was last approved, lies below the approved threshold.

    So a sum cut into small requests asks like the whole.
    """
    limit = asks_from(by.production.pk)
    if limit is None or limit.currency != amount.currency:
        return False
    noted = noted_since_approval(by.production.pk, amount.currency)
    return amount.amount + noted < limit.money


def _sealed_papers(by: Doer) -> tuple[list[Revision], list[str]]:
    """The last revision of every document, and the names of those whose draft has moved on or was never sealed."""
    revisions, loose = [], []
    documents = {each.kind: each for each in Document.objects.filter(production=by.production)}
    for kind in ("screenplay", *(kind for kind in KINDS if kind not in OPTIONAL)):
        document = documents.get(kind)
        last = document.revisions.order_by("-ordinal").first() if document else None
        if document is None or last is None or last.paper_id != document.paper_id:
            loose.append(document.name if document else kind)
        else:
            revisions.append(last)
    return revisions, loose


def _question(words: str) -> str:
    if not words.strip():
        raise NoQuestion
    return words.strip()[:500]


def _place(zone: str, due_at: datetime | None) -> str:
    if due_at is not None and zone not in available_timezones():
        raise WrongPlace(zone)
    return zone if due_at else ""
