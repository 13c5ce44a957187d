"""Requests and the decisions on them: how each stands, who may decide it, and what drifted since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from topsheet.greenlight import AsksFrom
from topsheet.money import Money, Percent, minor_digits
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.authority import Cover, Limit, Spend, route
from topsheet_desk.vault.lookups.seats import Seat
from topsheet_desk.vault.records import (
    Authority,
    Decision,
    Delegation,
    Document,
    Membership,
    Request,
    RequestKind,
    Revision,
)
from topsheet_desk.vault.standing import Standing, State, Word, standing


@dataclass(frozen=True, slots=True)
class Capacity:
    """In whose seat a person can decide: their own, or that of the one who delegated it to them."""

    role: Role
    principal: int
    principal_name: str
    limit_minor: int | None = None


def visible(seat: Seat, now: datetime) -> list[Request]:
    """The requests that a seat may see, the first first.

    The producers see all. Others see their own, those that ask one of their roles, the approval of documents they may
    read, the greenlight where they open its page, and money where they see the costs or where it has come to them.
    """
    found = Request.objects.filter(production_id=seat.production).select_related("person", "production")
    kinds = dict(Document.objects.filter(production_id=seat.production).values_list("name", "kind"))
    return [request for request in found.order_by("number") if _sees(seat, request, kinds, now)]


def _sees(seat: Seat, request: Request, kinds: Mapping[str, str], now: datetime) -> bool:
    if request.person_id == seat.person or set(request.needs) & set(seat.roles):
        return True
    if request.kind == RequestKind.REVISION:
        return all(seat.can(Act.READ, kinds.get(str(told["document"]), "")) for told in request.revisions)
    if request.kind == RequestKind.GREENLIGHT:
        return seat.may(Page.GREENLIGHT)
    if request.kind == RequestKind.SPEND:
        return seat.may(Page.LEDGER) or _came_to(request, seat.person, now)
    return seat.may(Page.PEOPLE)


def _came_to(request: Request, person: int, now: datetime) -> bool:
    """Whether a request for money asks this person, or was decided by them."""
    if request.decisions.filter(Q(person_id=person) | Q(held_by_id=person)).exists():
        return True
    stands = standing_of(request)
    lent = {capacity.principal for capacity in capacities(person, request.production_id, now)}
    asked = {tested.limit.person for tested in approvers(request, stands, now)}
    return stands.state is State.OPEN and bool(asked & lent)


def approvers(request: Request, stands: Standing, now: datetime) -> tuple[Cover, ...]:
    """The authorities, on the lowest rung that has any, that cover what a request asks with all approved before."""
    production = request.production_id
    return route(
        limits_of(production),
        spend_of(request),
        approved_spends(production),
        approved_budget(production),
        asker=request.person_id,
        above=stands.passed_up_by,
        now=now,
    )


def standing_of(request: Request, decisions: Sequence[Decision] | None = None) -> Standing:
    """How the request stands. Of what came in with a folder, only what came in with it counts."""
    words = decisions if decisions is not None else list(request.decisions.order_by("number"))
    return standing(
        [Role(role) for role in request.needs],
        [
            Word(word.verdict, Role(word.role), word.person_id, word.held_by_id or word.person_id)
            for word in words
            if word.brought == request.brought
        ],
        noted=request.noted,
    )


def standings(requests: Iterable[Request]) -> dict[int, Standing]:
    """How each of many requests stands, by primary key, with one query for all their decisions."""
    listed = list(requests)
    by_request: dict[int, list[Decision]] = {}
    for word in Decision.objects.filter(request__in=listed).order_by("number"):
        by_request.setdefault(word.request_id or 0, []).append(word)
    return {request.pk: standing_of(request, by_request.get(request.pk, [])) for request in listed}


def capacities(person: int, production: int, now: datetime) -> tuple[Capacity, ...]:
    """Every seat in which the person can decide now: their own, then those delegated to them."""
    own = Membership.objects.filter(person_id=person, production_id=production, ended_at=None)
    mine = [Capacity(Role(seat.role), person, "") for seat in own]
    lent = delegated(person, now).filter(seat__production_id=production).select_related("seat__person")
    theirs = [
        Capacity(Role(each.seat.role), each.seat.person_id, each.seat.person.name, each.limit_minor)
        for each in lent
    ]
    order = list(Role)
    return (*sorted(mine, key=lambda each: order.index(each.role)), *theirs)


def delegated(person: int, now: datetime) -> QuerySet[Delegation]:
    """What is lent to a person now: by seats that stand, on productions where the person sits themselves."""
    here = Membership.objects.filter(
        person_id=person, person__is_active=True, ended_at=None, production=OuterRef("seat__production")
    )
    return Delegation.objects.filter(
        Exists(here),
        to_id=person,
        ended_at=None,
        seat__ended_at=None,
        seat__person__is_active=True,
        starts_at__lte=now,
        ends_at__gt=now,
    )


def money_of(minor: int, currency: str) -> Money:
    """An amount kept in the smallest coin."""
    return Money(Decimal(minor).scaleb(-minor_digits(currency)), currency)


def minor_of(money: Money) -> int:
    """An amount in the smallest coin, rounded half up to it."""
    return int(money.rounded().amount.scaleb(minor_digits(money.currency)))


def spend_of(request: Request) -> Spend:
    """What a request asks to spend."""
    return Spend(money_of(request.amount_minor or 0, request.currency), request.account, request.episode)


def approved_spends(production: int) -> list[Spend]:
    """Everything approved on this desk beyond the budget: the sum on which authority is tested."""
    asked = Request.objects.filter(
        production_id=production, kind=RequestKind.SPEND, brought=False, noted=False
    )
    noted = Request.objects.filter(
        production_id=production, kind=RequestKind.SPEND, brought=False, noted=True
    )
    stands = standings(asked)
    return [
        *(spend_of(request) for request in noted),
        *(spend_of(request) for request in asked if stands[request.pk].state is State.APPROVED),
    ]


def limits_of(production: int) -> list[Limit]:
    """Every authority on a production that was not ended, in the seats that still stand."""
    found = Authority.objects.filter(
        seat__production_id=production, seat__ended_at=None, seat__person__is_active=True, ended_at=None
    ).select_related("seat__person")
    return [limit_of(each) for each in found.order_by("pk")]


def limit_of(authority: Authority) -> Limit:
    """An authority as it is tested."""
    return Limit(
        authority.seat.person_id,
        authority.seat.person.name,
        Role(authority.seat.role),
        None if authority.limit_minor is None else money_of(authority.limit_minor, authority.currency),
        None if authority.percent is None else Percent(authority.percent),
        authority.starts_at,
        authority.expires_at,
        authority.account_from,
        authority.account_to,
        authority.episode,
    )


def approved_revision(production: int, kind: str) -> Revision | None:
    """The last revision of a kind of document that was approved on this desk."""
    revisions = Revision.objects.filter(document__production_id=production, document__kind=kind)
    return revisions.filter(digest__in=approved_digests(production)).order_by("-ordinal").first()


def approved_digests(production: int) -> set[str]:
    """The digests of all revisions that were approved on this desk."""
    asked = Request.objects.filter(production_id=production, kind=RequestKind.REVISION, brought=False)
    stands = standings(asked)
    return {
        told["digest"]
        for request in asked
        if stands[request.pk].state is State.APPROVED
        for told in request.revisions
    }


@dataclass(frozen=True, slots=True)
class Threshold:
    """From what size on a change asks, in the production's currency, as it was approved."""

    currency: str
    money: Decimal
    limits: AsksFrom


def asks_from(production: int) -> Threshold | None:
    """The thresholds of the last approved revision of `production.yaml`; None when none was approved: all asks.

    The draft does not count: whoever edits it would decide alone what asks.
    """
    revision = approved_revision(production, "production")
    if revision is None:
        return None
    value = json.loads(revision.value)
    limits = AsksFrom.model_validate(value.get("thresholds", {}).get("asks_from", {}))
    return Threshold(str(value["currency"]), limits.money, limits)


def noted_since_approval(production: int, currency: str) -> Decimal:
    """The sum of what was noted, and asked nobody, since money beyond the budget was last approved."""
    asked = list(
        Request.objects.filter(
            production_id=production, kind=RequestKind.SPEND, brought=False, currency=currency
        ).order_by("number")
    )
    stands = standings(asked)
    last = max((each.number for each in asked if stands[each.pk].state is State.APPROVED), default=0)
    noted = [spend_of(each).amount.amount for each in asked if each.noted and each.number > last]
    return sum(noted, Decimal(0))


def approved_budget(production: int) -> Money | None:
    """The total of the budget that was approved last."""
    revision = approved_revision(production, "budget")
    told = revision.totals.get("budget.total") if revision else None
    return Money(Decimal(told["value"]), told["currency"]) if told else None


def revisions_named(production: int, named: Sequence[dict[str, object]]) -> list[Revision]:
    """The revisions that a request or decision names by their digests, in its order."""
    found = {
        revision.digest: revision
        for revision in Revision.objects.filter(
            document__production_id=production, digest__in=[told["digest"] for told in named]
        ).select_related("document", "paper")
    }
    return [found[str(told["digest"])] for told in named if str(told["digest"]) in found]


def drifted(production: int, named: Sequence[dict[str, object]]) -> list[Document]:
    """The documents whose draft says something else than the revisions named."""
    return [
        document
        for revision in revisions_named(production, named)
        for document in [Document.objects.select_related("changed_by").get(pk=revision.document_id)]
        if document.paper_id != revision.paper_id
    ]
